"""A notebook that is open in Lab, as a person sees it."""

from __future__ import annotations

import hashlib
import time
from typing import Any

PATIENCE_S = 30
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => ({
    id: (cell.model.getMetadata('nbgrader') || {}).grade_id || '', source: cell.model.sharedModel.getSource()}))"""
READY = """name => {
    const panel = window.jupyterapp?.shell.currentWidget;
    const ready = panel?.context?.path === name && panel.content.widgets.length > 0;
    return ready && panel.sessionContext?.session?.kernel?.status === 'idle';
}"""


class Notebook:
    """The open notebook, as a person sees it."""

    def __init__(self, page: Any, name: str) -> None:
        self.page, self._name = page, name
        self.cells = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell")

    def _index(self, condition: Any) -> int:
        return next(index for index, cell in enumerate(self.page.evaluate(CELLS)) if condition(cell))

    def cell(self, grade_id: str = "", containing: str = "") -> Any:
        """The cell with this grade id, or the first that contains a text and has none."""
        wanted = (lambda cell: cell["id"] == grade_id) if grade_id else (lambda cell: containing in cell["source"])
        return self.cells.nth(self._index(wanted))

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

    def outputs(self, number: int) -> Any:
        """The outputs of a cell, counted from 0."""
        return self.cells.nth(number).locator(".jp-OutputArea")

    def run_number(self, number: int) -> Any:
        """Run a cell, counted from 0; returns its outputs."""
        return self.run(self.cells.nth(number))

    def command(self, name: str) -> None:
        """Execute one of Lab's commands."""
        self.page.evaluate("name => { window.jupyterapp.commands.execute(name); }", name)

    def saved(self) -> None:
        """Save, and wait for it."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def restart(self) -> None:
        """Restart the kernel."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")

    def reload(self) -> None:
        """Load the page anew."""
        self.page.reload()
        self.page.wait_for_function(READY, arg=self._name)


def open_notebook(lab: Any, page: Any, name: str) -> Notebook:
    """A notebook of Lab's folder, its kernel ready."""
    page.goto(f"{lab.url}/lab/tree/{name}?token={lab.token}")
    page.wait_for_function(READY, arg=name)
    return Notebook(page, name)


def digest(image: Any) -> str:
    """A digest of what an image shows."""
    return hashlib.sha256((image.get_attribute("src") or "").encode()).hexdigest()


def changes(image: Any, before: str) -> bool:
    """Whether the image becomes another one within a few seconds."""
    deadline = time.monotonic() + PATIENCE_S
    while digest(image) == before and time.monotonic() < deadline:
        image.page.wait_for_timeout(50)
    return digest(image) != before
