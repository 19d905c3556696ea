"""A student opens the dropout notebook, solves a cell, runs its check, and moves a slider."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.notebook import Notebook, changes, digest, open_notebook

pytestmark = pytest.mark.browser

SOLUTION = """\
def dropout_forward(x, p, rng, training):
    if not training:
        return x, None
    keep = (rng.random(x.shape) >= p) / (1 - p)
    return x * keep, keep


def dropout_backward(dout, cache):
    return dout if cache is None else dout * cache
"""


@pytest.fixture
def notebook(lab: Any, page: Any) -> Notebook:
    """The dropout notebook."""
    return open_notebook(lab, page, "dropout.ipynb")


def test_a_student_solves_a_cell_and_moves_a_slider(notebook: Notebook) -> None:
    notebook.run(notebook.cell("setup"))
    notebook.write("dropout", SOLUTION)
    assert notebook.source("dropout").strip() == SOLUTION.strip()
    notebook.run(notebook.cell("dropout"))
    check = notebook.run(notebook.cell("dropout-check"))
    check.get_by_text("dropout: the visible checks pass").wait_for()

    explorer = notebook.run(notebook.cell(containing="widgets.dropout_explorer("))
    image = explorer.locator(".widget-image")
    image.wait_for()
    before = digest(image)
    explorer.locator(".noUi-handle").first.focus()
    for _ in range(3):
        notebook.page.keyboard.press("ArrowRight")
    assert changes(image, before), "the picture did not change"
