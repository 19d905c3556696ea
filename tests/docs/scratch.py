"""A course to run a page's commands in: the course as it is cloned, and a class that has handed in `dropout`."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.spec import load_assignment
from autograder.spec.solution import plain_source
from tests.docs.blocks import Block, command_of, may_fail, words_of
from tests.docs.exports import lay_exports
from tests.docs.looked_at import complaint, reason_for

__all__ = ["STUDENTS", "Scratch", "make_scratch"]

CHECKOUT = Path(__file__).parents[2]
COPIED = ("source", "release", "course", "docs", "autograder/exercises")
COPIED += ("pyproject.toml", "requirements.lock", "nbgrader_config.py")
PROGRAMS = {"chainrule": "autograder.cli", "nbgrader": "nbgrader"}
STUDENTS = ("ada", "bob", "cyd")
STAMP = "2026-03-02 12:00:00 UTC"
LONGEST_S = 120


@dataclass(frozen=True, slots=True)
class Scratch:
    """A course folder in which commands are run as a reader would type them."""

    root: Path

    def run(self, block: Block) -> list[str]:
        """Run a block's lines in their order; what is wrong with each that fails or names what is not there."""
        if block.is_plain:
            return [said for line in block.lines if (said := self._run_line(line))]
        return [said for said in [self._run_text(block)] if said]

    def _run_line(self, line: str) -> str:
        words = words_of(command_of(line))
        if reason_for(words):
            said = complaint(words)
        elif words[0] == "chainrule":
            said = self._run_here(words[1:], known={0, 1} if may_fail(line) else {0})
        else:
            said = self._run_shell(line)
        return f"{line.strip()}\n{said}" if said else ""

    def _run_here(self, words: list[str], known: set[int]) -> str:
        """In this process: the command's own start takes longer than most of what it does."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main(words)
            except SystemExit as ended:
                code = int(ended.code or 0)
        return f"exit code {code}\n{out.getvalue()}{err.getvalue()}" if code not in known else ""

    def _run_text(self, block: Block) -> str:
        """A block that needs a shell is run whole, without the lines that are only looked at."""
        lines, said = [], []
        for line in block.text.split("\n"):
            with contextlib.suppress(ValueError):  # half a quotation, as in a text that goes into a file
                words = words_of(line)
                if words and reason_for(words):
                    said += [complaint(words)]
                    continue
            lines.append(line)
        return "\n".join(filter(None, [*said, self._run_shell("\n".join(lines))]))

    def _run_shell(self, text: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=self.root,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
        return f"{text}\nexit code {done.returncode}\n{done.stdout}{done.stderr}" if done.returncode else ""

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "NBGRADER"))}
        own = {"HOME": str(self.root / "home"), "PYTHONPATH": str(CHECKOUT)}
        return kept | own | {"PATH": os.pathsep.join([str(self.root / ".venv" / "bin"), os.environ["PATH"]])}


def make_scratch(folder: Path) -> Scratch:
    """The course, its exchange, its class, and whatever lies in `tests/docs/files`."""
    root = folder / "course"
    for name in COPIED:
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        ignore = shutil.ignore_patterns("__pycache__")
        copy = shutil.copytree if (CHECKOUT / name).is_dir() else shutil.copy
        copy(CHECKOUT / name, place, **({"ignore": ignore} if (CHECKOUT / name).is_dir() else {}))
    shutil.copytree(CHECKOUT / "tests" / "docs" / "files", root, dirs_exist_ok=True)
    _set_up(root)
    _hand_in(root)
    lay_exports(root)
    return Scratch(root)


def _set_up(root: Path) -> None:
    """Programs where the docs say they are, and an exchange that is nobody else's."""
    (root / ".venv" / "bin").mkdir(parents=True)
    for name, module in PROGRAMS.items():
        program = root / ".venv" / "bin" / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m {module} "$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (root / "home").mkdir()
    (root / "exchange").mkdir()
    with (root / "nbgrader_config.py").open("a") as file:
        file.write("c.Exchange.root = 'exchange'\n")


def _hand_in(root: Path) -> None:
    """Ada is right, Bob keeps the scale wrong, Cyd has written nothing."""
    released = json.loads((root / "release" / "dropout" / "dropout.ipynb").read_text())
    answers = {
        each.name: plain_source(each) for each in load_assignment("dropout", root / "autograder/exercises").exercises
    }
    wrong = {name: text.replace("/ (1 - p)", "/ p") for name, text in answers.items()}
    for student, texts in zip(STUDENTS, (answers, wrong, {}), strict=True):
        folder = root / "submitted" / student / "dropout"
        folder.mkdir(parents=True)
        notebook = json.loads(json.dumps(released))
        for cell in notebook["cells"]:
            cell["source"] = texts.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
        (folder / "dropout.ipynb").write_text(json.dumps(notebook))
        (folder / "timestamp.txt").write_text(STAMP)


@pytest.fixture(scope="session")
def graded_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with `dropout` graded once: what every page's copy begins with."""
    scratch = make_scratch(tmp_path_factory.mktemp("docs"))
    with contextlib.chdir(scratch.root):
        assert main(["grade", "dropout", "--no-feedback"]) == 0
    return scratch.root


@pytest.fixture
def scratch(graded_course: Path, tmp_path: Path) -> Scratch:
    """A fresh copy for each page."""
    root = tmp_path / "course"
    shutil.copytree(graded_course, root, symlinks=True)
    return Scratch(root)
