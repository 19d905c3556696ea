"""The button that runs the notebook anew."""

from __future__ import annotations

import html
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from course.summary.anew import Anew, run_anew
from course.summary.notebook import check_titles
from course.summary.table import Table

if TYPE_CHECKING:
    from ipywidgets import Widget

LABEL = "run all checks anew"
ABOUT = (
    "Runs the notebook <b>as it is saved</b> (save it first) from top to bottom in a new Python, where nothing is left "
    "over from cells that you have changed or deleted since. Your own kernel stays as it is."
)


def button(path: Path) -> Widget:
    """A button, and below it what came of running the notebook in this file."""
    import ipywidgets

    press = ipywidgets.Button(description=LABEL, layout={"width": "auto"})
    below = ipywidgets.HTML(f"<p>{ABOUT}</p>")

    def run(_: object) -> None:
        press.disabled, below.value = True, "<p>Running …</p>"
        try:
            below.value = _told(path)
        finally:
            press.disabled = False

    press.on_click(run)
    return ipywidgets.VBox([ipywidgets.HBox([press]), below])


def _told(path: Path) -> str:
    try:
        saved = datetime.fromtimestamp(path.stat().st_mtime)
        anew = run_anew(path)
        table = Table(check_titles(path), anew.results)
    except (OSError, RuntimeError, ValueError) as error:
        return f"<p>✗ It could not be run: {html.escape(str(error))}</p>"
    return f"<p>Run anew, as saved at {saved:%H:%M:%S}:</p>{table._repr_html_()}{_stopped(anew)}"


def _stopped(anew: Anew) -> str:
    if not anew.stopped:
        return ""
    cells = "".join(
        f"<li><code>{html.escape(first)}</code>: {html.escape(words)}</li>" for first, words in anew.stopped
    )
    return f"<p>These cells stopped, though they may run here:</p><ul>{cells}</ul>"
