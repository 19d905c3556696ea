"""Checks that say what is wrong, where, and what to look at next.

They know no answers: the expected value is always an argument.
"""

from course.checks.close import assert_close
from course.checks.failure import CheckFailure
from course.checks.gradient import gradcheck
from course.checks.stages import assert_shape

__all__ = ["CheckFailure", "assert_close", "assert_shape", "gradcheck"]
