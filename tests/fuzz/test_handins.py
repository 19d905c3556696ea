"""Notebooks, stamps and folders that anybody may hand in: read, or refused in one sentence."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import UnreadableSubmission
from autograder.reading.stamps import read_stamp
from autograder.reading.submission import read_submission
from autograder.reports.exports import find_exports, load_export
from autograder.reports.results import ClassResult, Graded, Notice

from .bounds import bounded, fuzzed
from .values import json_values, texts

ODD_SOURCES = st.sampled_from(
    [
        "\t\n" * 3000,
        "m" + "{" * 3000,
        "match" + " " * 9000,
        "(" * 3000,
        "%%time\n" * 300,
        "!ls \\\n" * 300,
        "\x00",
        "�",
        "def f(:\n",
        "await x",
        ">>> f(1)",
        "print 'x'",
        "x = 1\\",
        "'''" * 99,
        "lambda:" * 500,
        "if 1:\n" * 90,
        "-" * 5000,
    ]
)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # what follows is written from the other side
CELL_FIELDS = ("cell_type", "id", "source", "metadata", "outputs", "execution_count", "attachments")


@pytest.fixture(scope="module")
def released(checkout) -> dict[str, Any]:
    return json.loads((checkout / "release" / "dropout" / "dropout.ipynb").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def read(checkout):
    """Read bytes as a hand-in for dropout."""

    def read(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(UnreadableSubmission):
            path = Path(folder, "dropout.ipynb")
            path.write_bytes(content)
            read_submission(path, checkout / "source" / "dropout" / "dropout.ipynb")

    return read


@fuzzed
@given(content=st.binary(max_size=300))
def test_bytes(read, content):
    with bounded():
        read(content)


@fuzzed
@given(content=json_values)
def test_json_that_is_no_notebook(read, content):
    with bounded():
        read(json.dumps(content).encode())


@fuzzed
@given(data=st.data())
def test_notebooks_in_which_anything_is_changed(read, released, data):
    notebook = json.loads(json.dumps(released))
    for _ in range(data.draw(st.integers(1, 4))):
        _change(notebook, data)
    with bounded():
        read(json.dumps(notebook).encode())


def _change(notebook: dict[str, Any], data: st.DataObject) -> None:
    """One change, of a kind that an editor, a merge, a script or malice makes."""
    cells = notebook.get("cells")
    kind = data.draw(st.sampled_from(["field", "source", "mark", "twice", "gone", "moved", "top"]))
    if kind == "top" or not isinstance(cells, list) or not cells:
        notebook[data.draw(st.sampled_from(["cells", "metadata", "nbformat", "nbformat_minor"]))] = data.draw(
            json_values
        )
        return
    place = data.draw(st.integers(0, len(cells) - 1))
    cell = cells[place]
    if kind == "gone":
        del cells[place]
    elif kind == "twice":
        cells.insert(data.draw(st.integers(0, len(cells))), json.loads(json.dumps(cell)))
    elif kind == "moved":
        cells.insert(data.draw(st.integers(0, len(cells) - 1)), cells.pop(place))
    elif kind == "source":
        cell["source"] = data.draw(ODD_SOURCES | texts | st.lists(texts, max_size=3))
    elif kind == "mark" and isinstance(cell.get("metadata"), dict):
        cell["metadata"]["nbgrader"] = data.draw(json_values)
    else:
        cell[data.draw(st.sampled_from(CELL_FIELDS))] = data.draw(json_values)


@fuzzed
@given(text=st.binary(max_size=60) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_time_stamps(text):
    with bounded(), tempfile.TemporaryDirectory() as folder, contextlib.suppress(UnreadableSubmission):
        Path(folder, "timestamp.txt").write_bytes(text)
        read_stamp(Path(folder))


names = st.text(min_size=1, max_size=30) | st.sampled_from(
    ["a\nb", "a\u2028b", "=1+1", "@SUM(A1)", "\x1b[2Ja", "a,b", 'a"b', "-", "\u202ea", "\ud800", "a\rb", "'x", "\x85"]
)


@fuzzed
@given(name=names, others=st.lists(names, max_size=3))
def test_names_are_one_cell_and_one_line_wherever_they_are_printed(name, others):
    students = tuple(Graded(each, failure=f"{each} cannot be read", blame="submission") for each in (name, *others))
    result = ClassResult("dropout", students, 7, (Notice(name, f"{name} is not in the roster"),))
    with bounded():
        shown = {each: load_export(each).export(result) for each in find_exports()}
    for kind, text in shown.items():
        text.encode("utf-8")
        unseen = [c for c in text if (unicodedata.category(c) in ("Cc", "Zl", "Zp") or c in TURNING) and c != "\n"]
        assert not unseen, (kind, unseen)
    rows = list(csv.reader(io.StringIO(shown["csv"])))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == len(students) + 1
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows[1:] for cell in row[:1])
    json.loads(shown["json"])
    assert os.linesep not in name or name not in shown["table"]
