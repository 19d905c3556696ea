"""`make faults`: the command itself is killed on the sample class, with its workers and boxes; then the disk is full.

    python -m tests.faults [--kills 100] [--students 20] [--seed N]

The same class is graded twice: once in peace, once with `kill -9` at random moments of the command's life. What stands
in the gradebook, in the notebooks, on the pages and in grades.csv is then compared. It ends with 1 where any differs.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.batch.seeds import draw_seed, keep_seed
from autograder.cli import prepare_environment
from autograder.demo.course import make_course, release_assignment
from tests.faults.state import differences, state_of
from tests.sample_class import build_class, write_submission

CHECKOUT = Path(__file__).resolve().parents[2]
FULL_DISK_MB = 64


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    os.environ.update(prepare_environment())
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        calm, shaken = (_course(Path(folder) / name, options) for name in ("calm", "shaken"))
        seconds = _timed(calm, options)
        wanted = state_of(calm, assignment=options.assignment)
        _kill(shaken, options, seconds)
        found = differences(state_of(shaken, assignment=options.assignment), wanted)
        found += _fill_a_disk(Path(folder) / "full", options, wanted)
    print("\n".join(found) or "no difference")
    return int(bool(found))


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--assignment", default="dropout")
    parser.add_argument("--seed", type=int, default=draw_seed())
    return parser.parse_args(arguments)


def _course(folder: Path, options: Namespace) -> Path:
    course = make_course(CHECKOUT, folder, [options.assignment])
    release = release_assignment(course, options.assignment)
    for student in build_class(options.assignment, release, options.students, options.seed).students:
        write_submission(course, options.assignment, student)
        _stamp(course / "submitted" / student.name / options.assignment)
    keep_seed(course, options.assignment, options.seed)
    (course / "gradebook.db").unlink()
    return course


def _stamp(folder: Path) -> None:
    if folder.is_dir() and not (folder / "timestamp.txt").exists():
        (folder / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")


def _started(course: Path, options: Namespace) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "autograder.cli", "grade", options.assignment, "--course", str(course)]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def _timed(course: Path, options: Namespace) -> float:
    started = time.monotonic()
    code, said = _ended(course, options)
    if code not in (0, 1):
        raise SystemExit(f"the undisturbed run ended with {code}: {said}")
    return time.monotonic() - started


def _ended(course: Path, options: Namespace) -> tuple[int, str]:
    process = _started(course, options)
    said = process.communicate()[1]
    return process.returncode, said


def _kill(course: Path, options: Namespace, seconds: float) -> None:
    """As often as asked for. Where a run comes to its end, part of what it has done is taken away again."""
    rng, kills, ends = np.random.default_rng(options.seed), 0, 0
    while kills < options.kills:
        process = _started(course, options)
        try:
            process.wait(float(rng.uniform(0, seconds)))
            ends += 1
            _take_away(course, rng)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.communicate()
        print(f"\rkilled {kills} times, came to its end {ends} times", end="", flush=True)
    print()
    code, said = _ended(course, options)
    if code not in (0, 1):
        raise SystemExit(f"the last run ended with {code}: {said}")


def _take_away(course: Path, rng: np.random.Generator) -> None:
    """Reports and notebooks of some students, and at times the whole gradebook."""
    for pattern in (".chainrule/reports/*/*.json", "autograded/*/*/*.ipynb"):
        for path in course.glob(pattern):
            if rng.random() < 0.7:
                path.unlink()
    if rng.random() < 0.3:
        (course / "gradebook.db").unlink()


def _fill_a_disk(folder: Path, options: Namespace, wanted: dict[str, Any]) -> list[str]:
    """The course on a file system of its own that takes ever a little more, until all is done."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={FULL_DISK_MB}m", "none", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        print("a disk that is really full was not tried: this user may mount none (the tests emulate one)")
        return []
    try:
        course, codes = _course(folder / "course", options), []
        room = 0
        while not codes or codes[-1] == 2:
            room += 40_000 * options.students // 20
            _leave(folder, room)
            code, said = _ended(course, options)
            codes.append(code)
            last = said.strip().split("\n")[-1]
            if code == 2 and "make room" not in last:
                return [f"a full disk was told so: {said[-500:]}"]
        print(f"full disk: refused {codes.count(2)} times, then done")
        (folder / "ballast").unlink()
        _ended(course, options)
        return differences(state_of(course, assignment=options.assignment), wanted)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _leave(folder: Path, room: int) -> None:
    """No more than so many bytes."""
    ballast = folder / "ballast"
    ballast.unlink(missing_ok=True)
    there = os.statvfs(folder)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, there.f_bavail * there.f_frsize - room)


if __name__ == "__main__":
    sys.exit(main())
