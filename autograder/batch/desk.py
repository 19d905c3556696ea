"""The one open box of this process, kept from one submission to the next."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Sequence
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING

from autograder.batch.jobs import Settings
from autograder.errors import SandboxError
from autograder.reports.report import Report
from autograder.sandbox.backend import Cell
from autograder.spec import Exercise

if TYPE_CHECKING:
    from autograder.sandbox.box import Box

__all__ = ["DESK"]


class Desk:
    """The one open box of this process. Threads take turns: pytest knows one run at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._box: Box | None = None
        self._opened_for: tuple[int, str, bool] | None = None
        self._closes_in = 0

    def grade(self, cells: Sequence[Cell], exercises: Sequence[Exercise], settings: Settings) -> list[Report]:
        """Grade in the open box; a box that has failed is replaced once."""
        with self._lock:
            # pytest and NumPy: not for a process that only recalls reports
            from autograder.grading.grade import grade_cells

            try:
                return grade_cells(cells, exercises, self._open(settings), settings.seed)
            except (SandboxError, OSError):
                self.close()
                return grade_cells(cells, exercises, self._open(settings), settings.seed)

    def prove(self, settings: Settings) -> None:
        """Open the box and let it prove itself. Raises SandboxError."""
        with self._lock:
            self._open(settings)

    def foresee(self, exercises: Sequence[Exercise], settings: Settings) -> None:
        """Let the hidden suites of these exercises be known before the first submission comes."""
        with self._lock:
            from autograder.grading.suite import foresee_suites

            foresee_suites(exercises, settings.seed)

    def _open(self, settings: Settings) -> Box:
        wanted = (os.getpid(), settings.batch, settings.unsandboxed)
        if self._box is None or self._opened_for != wanted:
            from autograder.sandbox.box import Box

            self.close()
            if self._closes_in != os.getpid():
                Finalize(None, self.close, exitpriority=0)  # atexit is passed over at the end of a pool's process
                self._closes_in = os.getpid()
            box = Box(unsandboxed=settings.unsandboxed)
            box.__enter__()
            self._box = box
            box.canaries()
            self._opened_for = wanted
        return self._box

    def close(self) -> None:
        """End the box; the next submission opens another."""
        box, opened_for = self._box, self._opened_for
        self._box = self._opened_for = None
        if box is not None and (opened_for is None or opened_for[0] == os.getpid()):
            with contextlib.suppress(Exception):
                box.__exit__(None, None, None)


DESK = Desk()
