"""chainrule doctor finds what is not as it should be, says what to do, and neither raises nor changes anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import doctor
from autograder.cli import main
from autograder.doctor import Finding, box, machine, privacy
from autograder.doctor import course as of_course
from autograder.errors import SandboxError
from autograder.sandbox.box import Box
from autograder.sandbox.inside import landlock
from autograder.sandbox.walls import BUBBLEWRAP, LOCK

Check = Callable[[Path], Iterator[Finding]]


def only(check: Check, folder: Path = Path()) -> Finding:
    findings = list(check(folder))
    assert len(findings) == 1
    assert bool(findings[0].remedy) <= (findings[0].state != "fine")
    return findings[0]


def test_the_lock_is_compared_with_what_is_installed(tmp_path):
    lock = tmp_path / "requirements.lock"
    right = f"numpy=={np.__version__} ; python_version >= '3' \\\n    --hash=sha256:00\n    # via chainrule\n"
    lock.write_text(right + "numpy==0.1 ; sys_platform == 'amiga'\n")
    assert only(machine.check_versions, tmp_path) == Finding("fine", "versions", "all 1 as requirements.lock has them")
    lock.write_text("numpy==0.1\nnot-to-be-had==3.0\n")
    finding = only(machine.check_versions, tmp_path)
    assert finding.state == "note"
    assert f"numpy {np.__version__}, not-to-be-had missing" in finding.found
    lock.unlink()
    assert only(machine.check_versions, tmp_path).state == "note"


def test_little_memory_and_little_disk(monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "_memory_mb", lambda: 3000)
    monkeypatch.setattr(machine, "cores", lambda: 8)
    assert only(machine.check_memory).remedy == "say --workers 2"
    monkeypatch.setattr(machine, "LITTLE_DISK_GB", 1e9)
    assert {finding.state for finding in machine.check_disk(tmp_path)} == {"wrong"}


def test_a_wall_that_cannot_be_had(monkeypatch):
    monkeypatch.setattr(BUBBLEWRAP, "lacking", lambda: "bubblewrap is not installed")
    monkeypatch.setattr(LOCK, "lacking", lambda: "the kernel has no Landlock")
    bubblewrap, lock = box.check_walls(Path())
    assert (bubblewrap.state, lock.state) == ("note", "wrong")
    assert "install" in bubblewrap.remedy
    assert "5.13" in lock.remedy


def test_a_wall_that_does_not_hold(monkeypatch):
    def sing(self: Box) -> None:
        raise SandboxError("the box is not tight: os.fork() was not refused in it")

    monkeypatch.setattr(Box, "canaries", sing)
    assert all(
        f.state == "wrong" and ("tight" in f.found or f.subject == "wall bubblewrap") for f in box.check_walls(Path())
    )


@pytest.mark.parametrize(("version", "states"), [(0, []), (1, ["note"]), (2, ["note"]), (3, ["fine"]), (9, ["fine"])])
def test_an_old_landlock(monkeypatch, version, states):
    monkeypatch.setattr(landlock, "version", lambda: version)
    assert [finding.state for finding in box.check_landlock(Path())] == states


@pytest.fixture
def open_course(tmp_path, monkeypatch) -> Path:
    """A course below folders that let everybody through."""
    monkeypatch.setattr(privacy, "_lets_through", _below(tmp_path, privacy._lets_through))
    course = tmp_path / "course"
    (course / "autograder" / "exercises").mkdir(parents=True)
    for path in (course, course / "autograder", course / "autograder" / "exercises"):
        path.chmod(0o755)
    return course


def _below(root: Path, lets_through: Callable[[Path, int], bool]) -> Callable[[Path, int], bool]:
    return lambda folder, enter: not folder.is_relative_to(root) or folder == root or lets_through(folder, enter)


def test_a_course_that_others_can_read(open_course, monkeypatch):
    monkeypatch.setattr(privacy, "_others_in", lambda gid: ["ada"])
    finding = only(privacy.check_readers, open_course)
    assert "hidden tests can be read by every account" in finding.found
    assert finding.remedy.endswith(f"chmod -R o-rwx {open_course}")
    open_course.chmod(0o750)
    assert "your group, ada" in only(privacy.check_readers, open_course).found
    monkeypatch.setattr(privacy, "_others_in", lambda gid: [])
    assert only(privacy.check_readers, open_course).state == "fine"
    open_course.chmod(0o700)
    monkeypatch.setattr(privacy, "_others_in", lambda gid: ["ada"])
    assert only(privacy.check_readers, open_course).state == "fine"


def configure(course: Any, line: str) -> None:
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(line + "\n")


def test_a_misspelt_name_in_the_configuration(course):
    assert only(of_course.check_configuration, course.root).state == "fine"
    configure(course, "c.CourseDirectory.course_ib = 'x'")
    assert "course_id" in only(of_course.check_configuration, course.root).found


def test_a_folder_that_is_no_course(tmp_path):
    assert only(of_course.check_configuration, tmp_path).state == "wrong"
    assert [*of_course.check_the_gradebook(tmp_path), *of_course.check_exchange(tmp_path)] == []


def test_the_source_is_out_of_step(course):
    course.bring_exercises()
    assert only(of_course.check_assignments, course.root).state == "fine"
    course.source.write_text(course.source.read_text().replace("leaky-check", "leaky-checks"))
    assert "sync" in only(of_course.check_assignments, course.root).found


def test_the_gradebook_is_looked_at_and_never_made(course):
    book = course.root / "gradebook.db"
    assert only(of_course.check_the_gradebook, course.root).state == "fine"
    book.write_bytes(b"no database")
    assert only(of_course.check_the_gradebook, course.root).state == "wrong"
    book.unlink()
    assert "not there yet" in only(of_course.check_the_gradebook, course.root).found
    assert not book.exists()


def test_the_exchange(course, tmp_path):
    exchange = tmp_path / "exchange"
    configure(course, f"c.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'nets'")
    assert f"mkdir -p {exchange}" in only(of_course.check_exchange, course.root).remedy
    exchange.mkdir()
    exchange.chmod(0o755)
    assert only(of_course.check_exchange, course.root).state == "wrong"
    exchange.chmod(0o777)
    assert only(of_course.check_exchange, course.root) == Finding("fine", "exchange", f"{exchange}, course nets")


@pytest.mark.parametrize(("state", "code"), [("fine", 0), ("note", 0), ("wrong", 1)])
def test_the_command(state, code, monkeypatch, capsys, tmp_path):
    finding = Finding(state, "clock", "it is late", "" if state == "fine" else "go to bed")
    monkeypatch.setattr(doctor, "CHECKS", (lambda course: iter([finding]),))
    assert main(["doctor", "--course", str(tmp_path)]) == code
    said = capsys.readouterr().out
    assert re.match(r"[✓!✗] clock: it is late\n(    go to bed\n)?$", said)
    assert ("go to bed" in said) == (state != "fine")
    assert main(["doctor", "--json", "--course", str(tmp_path)]) == code
    assert json.loads(capsys.readouterr().out)[0]["state"] == state
