"""Every explorer is opened and moved once in Lab, and the browser has nothing to complain about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat
import pytest

from course import widgets
from tests.browser.notebook import Notebook, changes, digest, open_notebook

pytestmark = pytest.mark.browser

SETUP = """
from importlib import import_module
from course import widgets

def opened(name):
    sample = import_module(f"course.widgets.explorers.{name}.sample")
    returned = getattr(widgets, name)(**sample.arguments())
    if returned is not None:
        sample.use(returned)
"""
NAMES = tuple(widgets.registry())


@pytest.fixture
def notebook(lab: Any, page: Any) -> Iterator[Notebook]:
    """A notebook with a cell for each explorer and a fresh kernel, the first cell run."""
    sources = [SETUP, *(f"opened({name!r})" for name in NAMES)]
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    written.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(written, lab.folder / "every.ipynb")
    opened = open_notebook(lab, page, "every.ipynb")
    opened.run_number(0)
    yield opened
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")


def test_each_opens_and_moves_and_the_console_stays_empty(notebook: Notebook) -> None:
    said: list[str] = []
    notebook.page.on("pageerror", lambda error: said.append(str(error)))
    notebook.page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    assert {name for number, name in enumerate(NAMES, 1) if not moves(notebook.run_number(number))} == set()
    assert said == []


def moves(output: Any) -> bool:
    """Whether the picture comes, and becomes another one; one without a slider moves by itself or stands at its end."""
    image = output.locator(".course-live img.widget-image")
    image.wait_for()
    before, handle = digest(image), output.locator(".noUi-handle").first
    if not output.locator(".noUi-handle").count():
        return bool(before)
    handle.focus()
    output.page.keyboard.press("ArrowRight")
    if changes(image, before):
        return True
    output.page.keyboard.press("ArrowLeft")  # it stood at its upper end
    return changes(image, before)
