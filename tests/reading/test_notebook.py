"""Notebook files as editors, networks and students leave them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.errors import UnreadableSubmission
from tests.reading.notebooks import RIGHT, find, read


def test_fifty_megabytes_of_output(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    line = "x" * 79 + "\n"
    output = {"output_type": "stream", "name": "stdout", "text": [line] * (50_000_000 // 80)}
    find(notebook, "leaky")["outputs"] = [output]
    assert read(course, notebook).cells == read(course, course.notebook(leaky=RIGHT)).cells


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"{ not json", "is not valid JSON (line 1)"),
        (b"\xff\xfe\x00", "is not valid JSON"),
        (b"[" * 50_000, "is not valid JSON"),
        (b"[1, 2]", "is not a Jupyter notebook"),
        (b'{"nbformat": "4"}', "is not a Jupyter notebook"),
        (b'{"nbformat": true}', "is not a Jupyter notebook"),
        (b'{"nbformat": -1' + b"0" * 4_000 + b"}", "is not a Jupyter notebook"),
        (b'{"nbformat": 4, "cells": 3}', "has no list of cells"),
        (b'{"nbformat": 4, "cells": [' + b"{}," * 5_001 + b"{}]}", "has 5002 cells"),
        (b"[" * 600_000, "has too many parts"),
    ],
)
def test_files_that_are_no_notebooks(course: Any, content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableSubmission) as caught:
        read(course, content)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_editors_that_change_the_encoding(course: Any, encoding: str) -> None:
    answer = RIGHT + "  # β"
    content = json.dumps(course.notebook(leaky=answer), ensure_ascii=False).encode(encoding)
    assert read(course, content) == read(course, course.notebook(leaky=answer))
