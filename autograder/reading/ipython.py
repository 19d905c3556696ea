"""A cell as plain Python: what IPython would do besides becomes a line that does nothing, or asks the box's shell.

IPython's own rules find what is no Python: `%magic`, `!command`, `name?`, prompts that were pasted with the code, a
cell that is indented as a whole. Nothing is executed here, and every line keeps its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.reading.parsing import Budget, syntax_error

__all__ = ["as_python"]

# What IPython may read otherwise than Python does: a command, a question, a prompt, a beginning that is indented.
OTHERWISE = re.compile(r"^[ \t]*(?:[%!?]|>>>|In \[|\.\.\.)|=[ \t]*[%!]|\?[ \t]*$|\A\s*[ \t]", re.MULTILINE)
RUN_BODY = re.compile(r"%%(?:time|timeit|capture|prun)(?![\w?])")
CELL_MAGIC = re.compile(r"%%(?!\w+\?)")
TIMED = re.compile(r"%time[ \t]+(?!-)(.+)")
ASKED = re.compile(r"%(run|cd|env|set_env|timeit|pwd)\b(.*)")
FOR_THEIR_VALUE = ("timeit", "pwd")  # and for nothing else
WRITTEN = re.compile(r"%%(?:writefile|file)[ \t]+(.*\S)")
CAPTURED = re.compile(r"%%capture\b(?:[ \t]+--?[\w-]+)*[ \t]+([^\W\d]\w*)")
COMMAND_ALONE = re.compile(r"(?:pip|conda|mamba|uv|cd|ls|mkdir|cat|cp|mv|rm)[ \t]+[\w.~/-][^=(]*")
LONGEST_LINE = 1_000  # Python's tokeniser can take time that grows with the square of a line


def as_python(source: str, budget: Budget | None = None) -> str:
    """The cell as IPython would run it, without IPython's commands.

    It stays as it is where the budget does not allow a look, a line is too long, or IPython cannot read it either.
    """
    budget = budget or Budget()
    otherwise = OTHERWISE.search(source) or COMMAND_ALONE.fullmatch(source.strip())
    if not budget.allows(source) or not otherwise or not syntax_error(source):
        return source
    if max(map(len, source.split("\n"))) > LONGEST_LINE:
        return source
    if COMMAND_ALONE.fullmatch(source.strip()):
        return ""
    try:
        return "".join(_plain(_lines(source), budget)).removesuffix("\n")
    except Exception:  # IPython's finders raise all kinds of errors where a text ends too early for them
        return source


def _lines(text: str) -> list[str]:
    """Each with its end, the last one too. Not `splitlines`: Python counts no other ends than these."""
    return [line + "\n" for line in text.split("\n")]


def _plain(lines: list[str], budget: Budget) -> list[str]:
    """The lines, as many as before. What stands under a cell magic is a cell of its own, or nothing that is run."""
    head: list[str] = []
    while budget.allows("".join(lines)):
        start = next((k for k, line in enumerate(lines) if line.strip()), len(lines))
        head, lines = [*head, *lines[:start]], _cleaned(lines[start:])
        if not lines or not CELL_MAGIC.match(lines[0]):
            return [*head, *_without_commands(lines, budget)]
        body = lines[1:] if RUN_BODY.match(lines[0]) else ["\n"] * len(lines[1:])
        head, lines = [*head, _instead_of_cell_magic(lines[0], lines[1:]) + "\n"], body
    return [*head, *lines]


def _instead_of_cell_magic(magic: str, body: list[str]) -> str:
    """What is written or printed in a cell is there for the cells below."""
    if written := WRITTEN.match(magic):
        text = "".join(body).rstrip("\n") + "\n"
        return f"get_ipython().run_cell_magic('writefile', {written[1]!r}, {text!r})"
    if captured := CAPTURED.match(magic):
        return f"{captured[1]} = get_ipython().captured()"
    return ""


def _cleaned(lines: list[str]) -> list[str]:
    """Without common indentation and pasted prompts."""
    from IPython.core.inputtransformer2 import classic_prompt, ipython_prompt, leading_indent

    for clean in (leading_indent, classic_prompt, ipython_prompt):
        lines = clean(lines)
    return _lines("".join(lines).removesuffix("\n")) if lines else []


@dataclass(frozen=True, slots=True)
class _Command:
    """What is no Python, from line `first` to `last`, and the line that is run in its place."""

    first: int
    last: int
    instead: str


def _without_commands(lines: list[str], budget: Budget) -> list[str]:
    """One command at a time, as IPython does: what stands behind one is tokenised rightly only when it is gone."""
    while budget.allows("".join(lines)) and (command := _first_command(lines)):
        until = min(command.last + 1, len(lines))
        empty = ["\n"] * (until - command.first - 1)
        lines = [*lines[: command.first], command.instead + "\n", *empty, *lines[until:]]
    return lines


def _first_command(lines: list[str]) -> _Command | None:
    from IPython.core import inputtransformer2 as rules

    tokens = rules.make_tokens_by_line(lines)
    kinds = (rules.MagicAssign, rules.SystemAssign, rules.EscapedCommand, rules.HelpEnd)
    found = [place for kind in kinds if (place := kind.find(tokens))]
    if not found:
        return None
    place = min(found, key=lambda place: place.sortby())
    before, text = lines[place.start_line][: place.start_col], lines[place.start_line][place.start_col :].strip()
    if isinstance(place, rules.HelpEnd):  # perhaps over several lines
        return _Command(place.start_line, place.q_line, before + "pass")
    if text[0] not in "%!?":  # `/f x`, `,f x` and `;f x` call f in IPython; mostly they are broken Python
        return None
    last = rules.find_end_of_continued_line(lines, place.start_line)
    return _Command(place.start_line, last, before + _instead(text, assigned=bool(before.strip())))


def _instead(command: str, *, assigned: bool) -> str:
    """`%time` runs what follows it, in the notebook's names; a command's answers are nothing in the box."""
    if timed := TIMED.match(command):
        return timed[1]
    asked = ASKED.match(command)
    if asked and (assigned or asked[1] not in FOR_THEIR_VALUE):
        name, line = asked[1], asked[2].rstrip("\\").strip()
        return f"get_ipython().run_line_magic({name!r}, {line!r})"
    if command.startswith("!"):
        return "get_ipython().getoutput('')" if assigned else "pass"
    return "get_ipython()" if assigned else "pass"
