"""What the grader does not do yet: test -> case -> what it does today.

Each entry specifies something to be built. The test of a case that is listed here must fail: whoever builds the
mechanism has to take the entry away.
"""

from __future__ import annotations

# What the kernel takes, the box does not.
GRADING = {
    "awaits": "SyntaxError: await outside function",
    "saves_a_file": "OSError at `np.save`: the function below it is missing",
    "long_double": "not among the types that come back: a Handle",
}

MESSAGES = {"endless_loop_at_the_end": "nothing is told of an own cell"}

NOT_YET: dict[str, dict[str, str]] = {
    "kernel": {},
    "grade": GRADING,
    "nbgrader": GRADING,
    "try": GRADING,
    "messages": MESSAGES,
}
