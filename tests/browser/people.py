"""An instructor and a student with accounts of their own on one machine, each with a JupyterLab."""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import CHECKOUT, give_up, options, prepare, stop, wait_for_port

__all__ = ["Person", "Place", "make_place", "serving"]

ACCOUNT = "nobody"  # every machine has it
COPIED = ("course", "docs", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Person:
    """Who works in `folder`, by the environment of `home`; `command` makes a command this person's."""

    name: str
    home: Path
    folder: Path
    wall: tuple[str, ...] = ()

    def environment(self, **changes: str) -> dict[str, str]:
        return prepare(self.home) | {"HOME": str(self.home)} | changes

    def command(self, words: Sequence[str]) -> list[str]:
        return [*self.wall, *words]


@dataclass(frozen=True, slots=True)
class Place:
    """A course, its exchange, and two people; the student is the instructor's own account where there is no other."""

    root: Path
    instructor: Person
    student: Person

    @property
    def course(self) -> Path:
        return self.instructor.folder


@contextmanager
def make_place(course: Path) -> Iterator[Place]:
    """In a folder that other accounts can reach, as pytest's own cannot be.

    Args:
        course: a course folder, which is moved there.
    """
    root = Path(tempfile.mkdtemp(prefix="chainrule-week-"))
    try:
        root.chmod(0o755)
        (root / "exchange").mkdir()
        (root / "exchange").chmod(0o777)
        shutil.move(course, root / "course")
        for name in COPIED:
            copy = shutil.copytree if (CHECKOUT / name).is_dir() else shutil.copy
            copy(CHECKOUT / name, root / "course" / name)
        instructor = Person(_account(), root / "instructor", root / "course")
        yield Place(root, instructor, _student(root))
    finally:
        shutil.rmtree(root)


def _account() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _student(root: Path) -> Person:
    home = root / "student"
    home.mkdir()
    if os.geteuid() != 0:
        return Person(_account(), home, home)
    account = pwd.getpwnam(ACCOUNT)
    os.chown(home, account.pw_uid, account.pw_gid)
    become = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return Person(ACCOUNT, home, home, (*_with_python_in_reach(), *become))


def _with_python_in_reach() -> list[str]:
    """Where the interpreter lies in a folder that only root can enter, the student is shown that part of it."""
    prefix = Path(sys.base_prefix)
    closed = [each for each in (*reversed(prefix.parents), prefix) if not each.stat().st_mode & stat.S_IXOTH]
    if closed and shutil.which("bwrap") is None:
        give_up(
            f"{closed[0]} can be entered by root alone, and there is no bubblewrap to show Python to another account"
        )
    shown = ["--perms", "0755", "--tmpfs", str(closed[0]), "--ro-bind", str(prefix), str(prefix)] if closed else []
    together = ["--unshare-pid", "--die-with-parent", "--proc", "/proc"]
    return ["bwrap", "--dev-bind", "/", "/", *together, *shown] if closed else []


@contextmanager
def serving(person: Person, **changes: str) -> Iterator[tuple[str, str]]:
    """This person's JupyterLab: its address and its token."""
    environment, token = person.environment(**changes), secrets.token_hex(16)
    for name in ("runtime", "ipython", "workspaces", "config", "settings"):
        (person.home / name).mkdir(exist_ok=True)
    give_to(person, person.home)
    log = person.home / "log.txt"
    words = person.command([sys.executable, "-m", "jupyterlab", *options(person.folder, token)])
    with log.open("w") as stream:
        process = subprocess.Popen(words, env=environment, cwd=person.folder, stdout=stream, stderr=subprocess.STDOUT)
        try:
            yield f"http://127.0.0.1:{wait_for_port(process, person.home / 'runtime', log)}", token
        finally:
            stop(process)


def give_to(person: Person, folder: Path) -> None:
    """Everything in a folder belongs to its person."""
    if person.wall:
        account = pwd.getpwnam(person.name)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def write_config(person: Person, text: str) -> None:
    """What nbgrader reads for a student: which course, and where its exchange is."""
    folder = person.home / "config"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nbgrader_config.py").write_text(f"c = get_config()\n{text}")


def answer(notebook: Path, answers: dict[str, str]) -> None:
    """Write into the cells of a notebook, keeping whose file it is."""
    content = json.loads(notebook.read_text())
    for cell in content["cells"]:
        cell["source"] = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
    notebook.write_text(json.dumps(content))
