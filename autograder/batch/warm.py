"""What every worker needs, loaded once in the process that workers are forked from."""

from __future__ import annotations

import contextlib
import gc

import autograder.batch.run
import autograder.grading.grade
import autograder.sandbox.box  # noqa: F401  # the three are loaded and no more
from autograder.batch.digest import grading_code

__all__: list[str] = []

with contextlib.suppress(Exception):  # whoever needs it meets the same, and says so
    grading_code()

gc.collect()
gc.freeze()  # what is loaded stays, and need not be looked through
