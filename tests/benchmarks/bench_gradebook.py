"""What the gradebook does when a class is large: rows of 1,000 and 10,000 submissions on SQLite and on PostgreSQL.

    python -m tests.benchmarks.bench_gradebook [--sizes 1000 10000] [--docs docs/scale.md]

A small class is graded and recorded. The rows of one of its students are then copied under other names, in one go, and
what `chainrule grade` asks of the gradebook is timed on them. Both write to the disk as they do by default.
"""

from __future__ import annotations

import argparse
import os
import secrets
import statistics
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from nbgrader.api import Base, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import insert, select, text

from autograder.batch.jobs import Settings, find_jobs
from autograder.batch.seeds import keep_seed
from autograder.batch.store import store_folder
from autograder.batch.worker import grade_job
from autograder.cli import prepare_environment
from autograder.demo.course import make_course, release_assignment
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.notices import find_notices
from autograder.nbgrader_plugin.penalties import renew_class
from autograder.nbgrader_plugin.preflight import check_gradebook
from autograder.nbgrader_plugin.recording import export_csv, record
from autograder.reports.marked import between_marks
from autograder.reports.results import Graded
from tests.faults.postgresql import find_postgresql, postgresql_server
from tests.sample_class import build_class, write_submission

CHECKOUT = Path(__file__).resolve().parents[2]
ASSIGNMENT, SEED, STUDENTS = "dropout", 1, 24
LATE = "c.AssignLatePenalties.plugin_class = 'nbgrader.plugins.LateSubmissionPlugin'\n"


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, by what was done; `mb` is what the gradebook takes on the disk."""

    database: str
    submissions: int
    mb: float
    seconds: dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    os.environ.update(prepare_environment())
    found = [measured for name in ("SQLite", "PostgreSQL") for measured in _measure(name, options.sizes)]
    table = "\n".join(_table(found))
    print(table)
    if options.docs:
        options.docs.write_text(between_marks(options.docs.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--docs", type=Path, help="write the table into this file, between its marks")
    return parser.parse_args(arguments)


def _measure(database: str, sizes: Sequence[int]) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder, _server(database) as url:
        course = _course(Path(folder) / "course", url)
        settings = Settings(store_folder(course), SEED)
        answers = [grade_job(job) for job in find_jobs(course, ASSIGNMENT, settings)]
        graded = [entry for entry in answers if not entry.failure]
        record(course, ASSIGNMENT, graded)
        there = len(graded)
        for size in sorted(sizes):
            print(f"{database}: {size} submissions", file=sys.stderr)
            inserted = _seconds(lambda wanted=size - there: _copy_rows(course, graded[0].student, wanted))
            there = size
            seconds = {"rows in one go": inserted} | _timed(course, graded)
            yield Measured(database, size, _size_mb(course), seconds)


@contextmanager
def _server(database: str) -> Iterator[str]:
    """The address of a server, "" for the file that nbgrader makes by itself."""
    if database == "SQLite":
        yield ""
        return
    programs = find_postgresql()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    with postgresql_server(programs, settings="") as url:
        yield url


def _course(folder: Path, url: str) -> Path:
    course = make_course(CHECKOUT, folder, [ASSIGNMENT])
    if url:
        with (course / "nbgrader_config.py").open("a") as file:
            file.write(f"c.CourseDirectory.db_url = {url!r}\n")
    release = release_assignment(course, ASSIGNMENT)
    for student in build_class(ASSIGNMENT, release, STUDENTS, SEED).students:
        write_submission(course, ASSIGNMENT, student)
    keep_seed(course, ASSIGNMENT, SEED)
    return course


@contextmanager
def _gradebook(course: Path) -> Iterator[Any]:
    with (
        quiet_log() as (logger, _),
        nbgrader_app(course, logger) as (_, coursedir),
        open_gradebook(coursedir) as gradebook,
    ):
        yield gradebook


def _copy_rows(course: Path, student: str, count: int) -> None:
    """As many students more, each with the rows of `student`."""
    names = [f"copy-{secrets.token_hex(6)}" for _ in range(count)]
    with _gradebook(course) as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, student)
        [notebook] = submission.notebooks
        _insert(gradebook, Student.__table__, [{"id": name} for name in names])
        keys = [(name, secrets.token_hex(16), secrets.token_hex(16)) for name in names]
        own = _row(gradebook, SubmittedAssignment.__table__, submission.id)
        _insert(gradebook, SubmittedAssignment.__table__, [own | {"id": s, "student_id": n} for n, s, _ in keys])
        own = _row(gradebook, SubmittedNotebook.__table__, notebook.id)
        _insert(gradebook, SubmittedNotebook.__table__, [own | {"id": b, "assignment_id": s} for _, s, b in keys])
        for kind in ("grade", "comment"):
            table = Base.metadata.tables[kind]
            for entry in getattr(notebook, f"{kind}s"):
                own = _row(gradebook, table, entry.id)
                _insert(gradebook, table, [own | {"id": secrets.token_hex(16), "notebook_id": b} for _, _, b in keys])
        gradebook.db.execute(text(NEW_TEXTS))
        gradebook.db.commit()


NEW_TEXTS = """
    INSERT INTO chainrule_text (grade, digest, outdated)
    SELECT id, '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', false FROM grade
    WHERE id NOT IN (SELECT grade FROM chainrule_text)
"""


def _row(gradebook: Any, table: Any, key: str) -> dict[str, Any]:
    return dict(gradebook.db.execute(select(table).where(table.c.id == key)).mappings().one())


def _insert(gradebook: Any, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        gradebook.db.execute(insert(table), rows)


def _timed(course: Path, graded: Sequence[Graded]) -> dict[str, float]:
    recording, passing = (min(_each(course, graded, changed=new) for _ in range(3)) for new in (True, False))
    return {
        "looking at it first": _best(lambda: _look(course)),
        "recording, each": recording,
        "passing over, each": passing,
        "penalties of the class": _best(lambda: renew_class(course, ASSIGNMENT)),
        "what to look at": _best(lambda: find_notices(course, ASSIGNMENT, graded)),
        "grades.csv": _best(lambda: export_csv(course, course / "grades.csv")),
    }


def _each(course: Path, graded: Sequence[Graded], *, changed: bool) -> float:
    """Seconds for one more student: the median of the times from one to the next."""
    moments: list[float] = []
    for entry in graded if changed else ():
        _changed(course, entry)
    record(course, ASSIGNMENT, graded, lambda: moments.append(time.perf_counter()))
    return statistics.median(after - before for before, after in pairwise(moments))


def _changed(course: Path, entry: Graded) -> None:
    """The same work handed in once more: what stands in the file is another text."""
    path = course / "submitted" / entry.student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.write_bytes(path.read_bytes() + b"\n")


def _look(course: Path) -> None:
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (_, coursedir):
        check_gradebook(coursedir)


def _best(action: Callable[[], Any]) -> float:
    """Of three times, for what is as long each time: what else the machine does makes it longer."""
    return min(_seconds(action) for _ in range(3))


def _seconds(action: Callable[[], Any]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _size_mb(course: Path) -> float:
    file = course / "gradebook.db"
    if file.exists():
        return file.stat().st_size / 1e6
    with _gradebook(course) as gradebook:
        return int(gradebook.db.execute(text("SELECT pg_database_size(current_database())")).scalar()) / 1e6


def _table(found: Sequence[Measured]) -> Iterator[str]:
    names = list(found[0].seconds)
    yield f"| gradebook | submissions | MB | {' | '.join(names)} |"
    yield "|" + "---|" * (len(names) + 3)
    for entry in found:
        times = " | ".join(_duration(entry.seconds[name]) for name in names)
        yield f"| {entry.database} | {entry.submissions:,} | {entry.mb:.0f} | {times} |"


def _duration(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


if __name__ == "__main__":
    sys.exit(main())
