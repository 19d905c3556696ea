"""A student opens the dropout notebook, solves a cell, runs its check, and moves a slider."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PATIENCE_S = 30

SOLUTION = """\
def dropout_forward(x, p, rng, training):
    if not training:
        return x, None
    keep = (rng.random(x.shape) >= p) / (1 - p)
    return x * keep, keep


def dropout_backward(dout, cache):
    return dout if cache is None else dout * cache
"""
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => ({
    id: (cell.model.getMetadata('nbgrader') || {}).grade_id || '', source: cell.model.sharedModel.getSource()}))"""
READY = """() => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return panel?.sessionContext?.session?.kernel?.status === 'idle' && panel.content.widgets.length > 0;
}"""


class Notebook:
    """The open notebook, as a person sees it."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def _index(self, condition: Any) -> int:
        return next(index for index, cell in enumerate(self.page.evaluate(CELLS)) if condition(cell))

    def cell(self, grade_id: str = "", containing: str = "") -> Any:
        """The cell with this grade id, or the first that contains a text and has none."""
        wanted = (lambda cell: cell["id"] == grade_id) if grade_id else (lambda cell: containing in cell["source"])
        return self.page.locator(".jp-Notebook .jp-Cell").nth(self._index(wanted))

    def source(self, grade_id: str) -> str:
        """The text of a cell as the notebook holds it."""
        return next(cell["source"] for cell in self.page.evaluate(CELLS) if cell["id"] == grade_id)

    def write(self, grade_id: str, text: str) -> None:
        """Replace a cell's text by typing, key by key; what the editor indents by itself is typed over."""
        self.cell(grade_id).locator(".cm-content").click()
        keyboard = self.page.keyboard
        keyboard.press("Control+a")
        keyboard.press("Delete")
        for number, line in enumerate(text.splitlines()):
            if number:
                keyboard.press("Enter")
                keyboard.press("Shift+Home")
                keyboard.press("Delete")
            keyboard.type(line)

    def run(self, cell: Any) -> Any:
        """Run a cell by Control+Enter and return its output area."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        return cell.locator(".jp-OutputArea")


@pytest.fixture
def notebook(lab: Any, page: Any) -> Notebook:
    """The dropout notebook in Lab, its kernel ready."""
    page.goto(f"{lab.url}/lab/tree/dropout.ipynb?token={lab.token}")
    page.wait_for_function(READY)
    return Notebook(page)


def digest(image: Any) -> str:
    """A digest of what an image shows."""
    return hashlib.sha256((image.get_attribute("src") or "").encode()).hexdigest()


def changes(image: Any, before: str) -> bool:
    """Whether the image becomes another one within a few seconds."""
    deadline = time.monotonic() + PATIENCE_S
    while digest(image) == before and time.monotonic() < deadline:
        image.page.wait_for_timeout(50)
    return digest(image) != before


def test_a_student_solves_a_cell_and_moves_a_slider(notebook: Notebook) -> None:
    notebook.run(notebook.cell("setup"))
    notebook.write("dropout", SOLUTION)
    assert notebook.source("dropout").strip() == SOLUTION.strip()
    notebook.run(notebook.cell("dropout"))
    check = notebook.run(notebook.cell("dropout-check"))
    check.get_by_text("dropout: the visible checks pass").wait_for()

    explorer = notebook.run(notebook.cell(containing="widgets.dropout_explorer("))
    image = explorer.locator("img").first
    image.wait_for()
    before = digest(image)
    explorer.locator(".noUi-handle").first.focus()
    for _ in range(3):
        notebook.page.keyboard.press("ArrowRight")
    assert changes(image, before), "the picture did not change"
