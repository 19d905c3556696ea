"""Every explorer is opened and moved once in Lab, and the browser has nothing to complain about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.explorers import NAMES, SETUP, await_end, opening, presses, write_notebook
from tests.browser.notebook import Notebook, changes, digest, open_notebook

pytestmark = pytest.mark.browser

STILL = {"compare_dropout_live", "training_monitor"}  # loops that nobody can go back in


@pytest.fixture
def notebook(lab: Any, page: Any) -> Iterator[Notebook]:
    """A notebook with a cell for each explorer and a fresh kernel, the first cell run."""
    write_notebook(lab.folder / "every.ipynb", [SETUP, *map(opening, NAMES)])
    opened = open_notebook(lab, page, "every.ipynb")
    opened.run_number(0)
    yield opened
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")


def test_each_opens_and_moves_and_the_console_stays_empty(notebook: Notebook) -> None:
    said: list[str] = []
    notebook.page.on("pageerror", lambda error: said.append(str(error)))
    notebook.page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    assert {name for number, name in enumerate(NAMES, 1) if not moves(notebook.run_number(number))} == STILL
    assert said == []


def moves(output: Any) -> bool:
    """Whether there is a control, which brings another picture each time."""
    await_end(output)
    image = output.locator(".course-live img.widget-image")
    for press, _ in zip(presses(output), range(2), strict=False):
        before = digest(image)
        press()
        if not changes(image, before):
            return False
    return bool(list(zip(presses(output), range(1), strict=False)))
