"""Notebook files as other editors, systems and browsers leave them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from .model import FILE, LINEAR, NOTHING, Cell, Work, odd

COPY = FILE.replace(".ipynb", "-Copy1.ipynb")
OUTPUT_BYTES = 5_000_000


@odd()
def byte_order_mark(work: Work) -> bytes:
    """Saves the file with a byte-order mark."""
    return b"\xef\xbb\xbf" + work.dump()


@odd()
def utf_16(work: Work) -> bytes:
    """Saves the file from an editor of Windows."""
    return work.dump().decode().encode("utf-16")


@odd()
def escaped_and_indented(work: Work) -> bytes:
    """Saves the file with a tool that escapes everything beyond ASCII and indents with tabs, ends of line CR LF."""
    work.write(f"# für ε → 0\n{LINEAR}")
    return json.dumps(work.notebook, indent="\t").replace("\n", "\r\n").encode()


@odd()
def text_as_lines(work: Work) -> None:
    """Saves each cell as a list of lines, as JupyterLab itself does."""
    for cell in work.cells:
        cell["source"] = cell["source"].splitlines(keepends=True)


@odd()
def format_3(work: Work) -> bytes:
    """Saves in the format of before Jupyter."""
    cells = [_as_version_3(cell) for cell in work.cells]
    return json.dumps({"metadata": {}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}).encode()


@odd()
def much_output(work: Work) -> None:
    """Hands in with five megabytes of output."""
    text = "step 1: loss 0.6931471805599453\n" * (OUTPUT_BYTES // 32)
    work.solution()["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]


@odd()
def widget_state(work: Work) -> None:
    """Saves with the state of the widgets, and has worked in Colab."""
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"a" * 32: {}}, "version_major": 2}}
    work.notebook["metadata"] |= {"widgets": widgets, "colab": {"provenance": []}, "accelerator": "GPU"}
    for cell in work.cells:
        cell["metadata"] |= {"id": "Xy_1", "outputId": "a-b", "colab": {"base_uri": "https://localhost/"}}


@odd()
def no_kernel_named(work: Work) -> None:
    """Saves with an editor that names no kernel."""
    work.notebook["metadata"] = {}


@odd(earns=NOTHING)
def work_in_a_copy(work: Work) -> Mapping[str, bytes]:
    """Works in the copy that JupyterLab has made; the notebook itself lies untouched beside it."""
    return {FILE: json.dumps(work.released).encode(), COPY: work.dump()}


@odd(graded=False)
def renamed(work: Work) -> Mapping[str, bytes]:
    """Hands in the copy alone."""
    return {COPY: work.dump()}


@odd(graded=False)
def text_added_to_the_name(work: Work) -> Mapping[str, bytes]:
    """Downloads with a browser that adds an ending."""
    return {f"{FILE}.txt": work.dump()}


def _as_version_3(cell: Cell) -> Cell:
    head = {"cell_type": "code", "collapsed": False, "language": "python", "outputs": []}
    return head | {"metadata": cell["metadata"], "input": cell["source"]}
