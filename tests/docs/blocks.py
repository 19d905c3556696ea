"""The command blocks of a page, and what is done with each line of them."""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["OTHER_LANGUAGES", "Block", "blocks_of", "command_of", "fences_of", "may_fail", "words_of"]

FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[\w+-]*) *$")
OTHER_LANGUAGES = {"", "python", "toml", "ini", "json", "yaml", "csv", "text", "dockerfile", "markdown"}
SETTING = re.compile(r"[A-Z_]+=")
ANY_END = re.compile(r" *\|\| true *$")
PLAIN = re.compile(r"^[^|&;<>$`(){}\\*]*$")  # a line that a shell would only cut into words


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and the line of the page on which it begins."""

    language: str
    text: str
    line: int

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.split("\n") if line.strip() and not line.lstrip().startswith("#")]

    @property
    def is_plain(self) -> bool:
        """Whether each line is one command for itself."""
        return all(PLAIN.match(command_of(line)) for line in self.lines)


def fences_of(page: Path) -> Iterator[Block]:
    """All fenced blocks. Raises ValueError for one that is not closed."""
    language, indent, start, text = None, "", 0, list[str]()
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        found = FENCE.match(line)
        if language is None and found:
            language, indent, start, text = found["language"], found["indent"], number, []
        elif language is not None and line.strip() == "```":
            yield Block(language, "\n".join(text), start)
            language = None
        elif language is not None:
            text.append(line.removeprefix(indent))
    if language is not None:
        raise ValueError(f"{page.name}: the block of line {start} is not closed")


def blocks_of(page: Path) -> list[Block]:
    """The command blocks: those that say `sh`."""
    return [block for block in fences_of(page) if block.language == "sh"]


def command_of(line: str) -> str:
    """Without the `#` behind it, which is for the reader, and without what says that any exit code is right."""
    return ANY_END.sub("", line.split(" #")[0].rstrip())


def may_fail(line: str) -> bool:
    """Whether it says `|| true`."""
    return command_of(line) != line.split(" #")[0].rstrip()


def words_of(line: str) -> list[str]:
    """A command as a shell cuts it, without variables, the program's folder and what is for the reader."""
    words = list(itertools.dropwhile(SETTING.match, shlex.split(line, comments=True)))
    return [words[0].removeprefix(".venv/bin/"), *words[1:]] if words else []
