"""What the tests of reading have in common: a notebook handed in by ada, and what is run of it."""

from __future__ import annotations

from typing import Any

from autograder.reading.submission import Submission, read_submission

RIGHT = "def leaky(x):\n    return x"


def read(course: Any, notebook: Any) -> Submission:
    return read_submission(course.submit("ada", notebook), course.source)


def sources(submission: Submission) -> dict[str, str]:
    return {cell.id: cell.source for cell in submission.cells}


def find(notebook: dict[str, Any], cell_id: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["id"] == cell_id)


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}
