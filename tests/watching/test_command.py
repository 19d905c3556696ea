"""`chainrule watch` as it is started: a real box, real signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.watching.ledger import open_ledger

RIGHT = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)"
WRONG = "def leaky_relu(x, slope=0.01):\n    return np.maximum(x, 0.0)"
ANSWERS = {"ada": RIGHT, "bob": WRONG, "cyd": RIGHT}
EARNED = {"ada": 8.0, "bob": 4.0, "cyd": 8.0}
DEADLINE_S = 120


@pytest.fixture
def watched(course: Any) -> Any:
    course.bring_exercises()
    for student, answer in ANSWERS.items():
        course.submit(student, course.notebook(leaky_relu=answer, leaky=answer, sharp=answer))
    return course


def command(course: Any, *arguments: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "autograder.cli",
        "watch",
        "sample",
        "--json",
        "--course",
        str(course.root),
        *arguments,
    ]


@contextmanager
def watching(course: Any, checkout: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    process = subprocess.Popen(
        command(course, *arguments), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(true: Callable[[], Any], process: subprocess.Popen[str]) -> None:
    """Wait for it; a program that ends or a minute that passes is a failure."""
    deadline = time.monotonic() + DEADLINE_S
    while not true():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


def reports(course: Any) -> dict[str, int]:
    """When each stored report was written."""
    return {path.name: path.stat().st_mtime_ns for path in (course.root / ".chainrule").glob("reports/*/*.json")}


def scores(course: Any) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        return {entry.student.id: entry.score for entry in gradebook.find_assignment("sample").submissions}


def test_killed_and_started_again_nothing_is_lost_and_nothing_graded_twice(watched: Any, checkout: Path) -> None:
    with watching(watched, checkout) as process:
        until(lambda: reports(watched), process)
        process.send_signal(signal.SIGKILL)
        process.wait()
    before = reports(watched)
    done = subprocess.run(command(watched, "--once"), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert scores(watched) == EARNED
    assert before.items() <= reports(watched).items()
    for student in ANSWERS:
        assert "✓" in (watched.root / "feedback" / student / "sample" / "sample.html").read_text(encoding="utf-8")
    with open_ledger(watched.root) as ledger:
        assert [len(ledger.times(student, 0.0)) for student in ANSWERS] == [1, 1, 1]
    assert "ada" in (watched.root / "grades.csv").read_text()

    watched.submit("ada", watched.notebook(leaky=WRONG))
    done = subprocess.run(command(watched, "--once", "--per-hour", "1"), capture_output=True, text=True, check=False)
    [event] = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, event["student"], event["what"]) == (1, "ada", "waiting")
    assert scores(watched) == EARNED


def test_what_arrives_is_graded_and_signals_end_it(watched: Any, checkout: Path) -> None:
    with watching(watched, checkout, "--every", "0.1", "--show", "criteria") as process:
        assert process.stdout is not None
        first = [json.loads(process.stdout.readline()) for _ in ANSWERS]
        assert {event["student"]: event["score"] for event in first} == EARNED
        watched.submit("bob", watched.notebook(leaky=RIGHT, sharp=RIGHT))
        again = json.loads(process.stdout.readline())
        assert (again["what"], again["student"], again["score"]) == ("graded", "bob", 8.0)
        process.send_signal(signal.SIGTERM)
        assert process.wait(DEADLINE_S) == 0
    assert scores(watched) == EARNED | {"bob": 8.0}
    assert "bob" in (watched.root / "grades.csv").read_text()
    with watching(watched, checkout) as process:
        assert process.stderr is not None
        assert "Ctrl-C ends it" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(DEADLINE_S) == 0
        assert process.communicate()[0] == ""
