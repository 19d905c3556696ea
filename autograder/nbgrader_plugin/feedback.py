"""nbgrader's feedback pages for a class: its templates are compiled once and not once per student."""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from pathlib import Path

from nbconvert.writers import FilesWriter
from nbgrader.converters import GenerateFeedback

from autograder.batch.pool import clean_processes
from autograder.batch.progress import Tick
from autograder.errors import GraderError, StorageError
from autograder.nbgrader_plugin.configuration import Outcomes, last_word, nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import ends_recording, named_fault
from autograder.nbgrader_plugin.shared_gradebook import one_gradebook

__all__ = ["write_feedback"]

CHUNK = 20
WORTH_A_PROCESS = 2 * CHUNK


class _Feedback(GenerateFeedback):
    """GenerateFeedback for one student after the other, by one exporter. Penalties have been worked out before."""

    knows_penalties = True

    def open(self) -> None:
        self.force = True
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        for preprocessor in self.preprocessors:
            self.exporter.register_preprocessor(preprocessor)

    def write(self, student: str) -> None:
        """Raises what nbgrader raises, or what it keeps to itself: that gradebook or disk cannot be used any more."""
        self.coursedir.student_id = glob.escape(student)
        self._end: Exception | None = None
        try:
            self.init_notebooks()
            self.convert_notebooks()
        except (Exception, SystemExit) as error:
            raise self._end or error from None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._noting():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._noting():
            super().convert_single_notebook(notebook_filename)

    @contextlib.contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if ends_recording(error):
                self._end = error
            raise


def write_feedback(
    course: Path,
    assignment: str,
    students: Sequence[str],
    workers: int = 1,
    tick: Tick = lambda count=1: None,
    show: str = "",
) -> Outcomes:
    """A page for each student: student -> None, or why there is none.

    Args:
        workers: processes; a small class is done in this one.
        tick: called after each student, or after some.
        show: how much of the reports, one of `SHOWS`; what the course says where it is empty.
    """
    outcomes: Outcomes = {}
    alone = workers < 2 or len(students) < WORTH_A_PROCESS
    pages = _one_by_one if alone else _side_by_side
    for made in pages(course, assignment, students, workers, show):
        outcomes.update(made)
        tick(len(made))
    return outcomes


def _one_by_one(
    course: Path, assignment: str, students: Sequence[str], workers: int, show: str
) -> Iterator[list[tuple[str, str | None]]]:
    yield from ([made] for made in _pages(course, assignment, students, show))


def _pages(course: Path, assignment: str, students: Sequence[str], show: str) -> Iterator[tuple[str, str | None]]:
    with (
        quiet_log() as (logger, lines),
        nbgrader_app(course, logger) as (app, coursedir),
        named_fault(coursedir),
        one_gradebook(coursedir) as session,
    ):
        if show:
            app.config.ShowAllowed.show = show
        coursedir.assignment_id = assignment
        converter = _Feedback(coursedir=coursedir, parent=app)
        converter.open()
        for student in students:
            lines.clear()
            try:
                converter.write(student)
            except (Exception, SystemExit) as error:  # one student never stops the class
                if ends_recording(error):
                    raise
                yield student, last_word(lines) or str(error)
            else:
                yield student, None
            session.leave()  # what was read for one student is not kept for the next


def _side_by_side(
    course: Path, assignment: str, students: Sequence[str], workers: int, show: str
) -> Iterator[list[tuple[str, str | None]]]:
    size = max(CHUNK, len(students) // (4 * workers))  # each begins with compiling the templates
    chunks = [students[k : k + size] for k in range(0, len(students), size)]
    with clean_processes(min(workers, len(chunks))) as pool:
        waiting = {pool.submit(write_chunk, course, assignment, chunk, show): chunk for chunk in chunks}
        for future in as_completed(waiting):
            try:
                yield future.result()
            except (GraderError, StorageError):
                raise
            except Exception as error:
                yield [(student, f"its worker failed: {error}") for student in waiting[future]]


def write_chunk(course: Path, assignment: str, students: Sequence[str], show: str = "") -> list[tuple[str, str | None]]:
    """The pages of some of the students, in a worker process."""
    return list(_pages(course, assignment, students, show))
