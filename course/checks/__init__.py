"""Checks that say what is wrong, where, and what to look at next.

They know no answers: the expected value is always an argument.
"""

from course.checks.cell import check_cell
from course.checks.clock import clock
from course.checks.close import assert_close
from course.checks.dropped import assert_dropped
from course.checks.experiment import when_written
from course.checks.failure import CheckFailure, NotWrittenYet
from course.checks.gradient import gradcheck
from course.checks.stages import assert_shape
from course.checks.unchanged import assert_unchanged

__all__ = [
    "CheckFailure",
    "NotWrittenYet",
    "assert_close",
    "assert_dropped",
    "assert_shape",
    "assert_unchanged",
    "check_cell",
    "clock",
    "gradcheck",
    "when_written",
]
