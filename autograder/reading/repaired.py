"""A restored submission as the sound notebook that nbgrader receives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from autograder.reading.merging import Placed, merge
from autograder.reading.notebook import RawNotebook
from autograder.reading.source import Source, SourceCell

__all__ = ["repair"]


def repair(notebook: RawNotebook, source: Source) -> dict[str, Any]:
    """A sound nbformat 4 notebook: every source cell once with the source's marks, the student's text."""
    placed, problems = merge(notebook, source)
    metadata = {"chainrule": {"problems": list(problems)}, "language_info": {"name": "python"}}
    ids = _unique_ids(placed)
    cells = [_as_json(cell, cell_id) for cell, cell_id in zip(placed, ids, strict=True)]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def _unique_ids(placed: Sequence[Placed]) -> list[str]:
    """Cell ids as nbformat wants them: short, plain and once."""
    ids: dict[str, None] = {}
    for cell in placed:
        plain = re.sub(r"[^A-Za-z0-9_-]", "-", cell.cell_id)[:48] or "cell"
        unique, count = plain, 1
        while unique in ids:
            count += 1
            unique = f"{plain}-{count}"
        ids[unique] = None
    return list(ids)


def _as_json(cell: Placed, cell_id: str) -> dict[str, Any]:
    data: dict[str, Any] = {"cell_type": cell.kind, "id": cell_id, "metadata": {}, "source": cell.source}
    if cell.kind == "code":
        data |= {"execution_count": None, "outputs": []}
    elif cell.attachments:
        data["attachments"] = dict(cell.attachments)
    if cell.mark:
        data["metadata"] = _metadata(cell.mark)
    return data


def _metadata(mark: SourceCell) -> dict[str, Any]:
    nbgrader = {"grade": False, "solution": False, "locked": False, "task": False} | dict(mark.nbgrader)
    nbgrader |= {"schema_version": 3, "grade_id": mark.grade_id, "cell_type": mark.kind}
    locks = {"deletable": False} if mark.is_solution else {"deletable": False, "editable": False}
    return locks | {"nbgrader": nbgrader}
