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
def zeros_behind_the_end(work: Work) -> bytes:
    """Saves into a synchronised folder, which fills the last block with zeros."""
    return work.dump() + bytes(1000)


@odd()
def saved_by_vs_code(work: Work) -> bytes:
    """Saves with VS Code, which names its language in each cell, indents by one, and writes the ids of its own."""
    work.notebook["metadata"] |= {"vscode": {"interpreter": {"hash": "a" * 64}}, "orig_nbformat": 4}
    for number, cell in enumerate(work.cells):
        cell["metadata"] = {"vscode": {"languageId": "python"}} | cell["metadata"]
        cell["id"] = f"{number:08x}"
    return work.dump(indent=1)


@odd()
def saved_by_kaggle(work: Work) -> None:
    """Has worked on Kaggle, which keeps times in each cell and describes the machine."""
    work.notebook["metadata"] |= {"kaggle": {"accelerator": "none", "dataSources": []}, "papermill": {"duration": 9.1}}
    for cell in work.cells:
        cell["metadata"] |= {
            "execution": {"iopub.status.busy": "2026-02-01T09:00:00.1Z"},
            "trusted": True,
            "_uuid": "a",
        }


@odd()
def saved_by_deepnote(work: Work) -> None:
    """Has worked in Deepnote, which adds a cell with its name at the end and forgets the ids."""
    work.notebook["metadata"] |= {"deepnote_notebook_id": "a" * 32, "deepnote_execution_queue": []}
    for cell in work.cells:
        cell.pop("id", None)
        cell["metadata"] |= {"deepnote_cell_type": "code", "source_hash": "1a2b3c", "execution_millis": 3}
    name = {"cell_type": "markdown", "metadata": {"created_in_deepnote_cell": True}, "source": "<a>Deepnote</a>"}
    work.cells.append(name)


@odd()
def paired_with_a_script(work: Work) -> Mapping[str, bytes]:
    """Keeps the notebook as a script, too, with jupytext."""
    work.notebook["metadata"]["jupytext"] = {"formats": "ipynb,py:percent"}
    script = "\n\n".join(f"# %%\n{cell['source']}" for cell in work.cells)
    return {FILE: work.dump(), FILE.replace(".ipynb", ".py"): script.encode()}


@odd()
def first_version_of_the_format(work: Work) -> None:
    """Saves in version 4.0 of the format, which knows no ids."""
    work.notebook |= {"nbformat": 4, "nbformat_minor": 0}
    for cell in work.cells:
        cell.pop("id", None)


@odd()
def minimal(work: Work) -> bytes:
    """Saves with a tool that leaves out what is empty."""
    kept = ("cell_type", "source", "metadata")
    cells = [{key: cell[key] for key in kept if cell.get(key)} for cell in work.cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 2, "cells": cells}).encode()


@odd()
def same_ids_everywhere(work: Work) -> None:
    """Copies cells with a tool that copies their ids, too."""
    for cell in work.cells:
        cell["id"] = "cell"


@odd()
def pictures_in_the_output(work: Work) -> None:
    """Hands in with pictures, tables and widgets in the output."""
    data = {"image/png": "iVBORw0KGgo=" * 1000, "text/html": ["<table>", "</table>"], "text/plain": "<Figure>"}
    shown = {"output_type": "display_data", "data": data, "metadata": {"image/png": {"width": 3}}}
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "a" * 32, "version_major": 2}}
    work.solution()["outputs"] = [shown, {"output_type": "display_data", "data": widget, "metadata": {}}]


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
def downloaded_twice(work: Work) -> Mapping[str, bytes]:
    """Hands in what the browser has called the first copy."""
    return {FILE.replace(".ipynb", " (1).ipynb"): work.dump()}


@odd(graded=False)
def text_added_to_the_name(work: Work) -> Mapping[str, bytes]:
    """Downloads with a browser that adds an ending."""
    return {f"{FILE}.txt": work.dump()}


def _as_version_3(cell: Cell) -> Cell:
    head = {"cell_type": "code", "collapsed": False, "language": "python", "outputs": []}
    return head | {"metadata": cell["metadata"], "input": cell["source"]}
