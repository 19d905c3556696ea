"""Explorers in Lab: they survive a reload, say when they cannot, speak, and fit into the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest

from tests.browser.notebook import Notebook, changes, digest, open_notebook

pytestmark = pytest.mark.browser

SETUP = """
import time
import numpy as np
from course import checks, plots, widgets
from course.summary import summary

def dropout_forward(x, p, rng, training):
    keep = (rng.random(x.shape) >= p) / (1 - p) if training else 1.0
    return x * keep, keep

def slow_forward(x, p, rng, training):
    time.sleep(0.3)
    return dropout_forward(x, p, rng, training)

def starter(*arguments):
    raise NotImplementedError

def loss(params, x, y):
    time.sleep(DELAY)
    return float(params["W"][0] ** 2), {"W": 2 * params["W"]}

DELAY, POINTS = 0.0, (np.ones((3, 1)), np.ones((3, 1)))
START = {"W": np.ones(1)}
"""
CELLS = (
    SETUP,
    "widgets.dropout_explorer(dropout_forward)",
    "widgets.train_mlp_live(loss, START, POINTS, lr=0.001, steps=2000)",
    "DELAY = 0.01\nwidgets.train_mlp_live(loss, START, POINTS, lr=0.001, steps=20_000)\nprint('the end')",
    "@checks.check_cell('To write')\ndef check_it():\n    starter(1)",
    "with checks.when_written():\n    starter(2)",
    "widgets.dropout_explorer(starter)",
    "summary(by_hand=['Question A'])",
    "checks.assert_close(2.0, 1.0, 'dW', lecture='B4')",
    "widgets.dropout_explorer(slow_forward)",
)
EXPLORER, TRAINING, LONG, CHECK, EXPERIMENT, DEMONSTRATION, SUMMARY, FAILURE, SLOW = range(1, len(CELLS))

CONTRAST = """part => {
    const parts = colour => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return [[r, g, b], a]; };
    const linear = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255) + 0.05;
    const layers = [];
    for (let below = part; below; below = below.parentElement)
        layers.push(parts(getComputedStyle(below).backgroundColor));
    const over = (under, [colour, alpha]) => colour.map((value, i) => alpha * value + (1 - alpha) * under[i]);
    const behind = light(layers.reverse().reduce(over, [255, 255, 255]));
    const words = light(parts(getComputedStyle(part).color)[0]);
    return Math.max(words, behind) / Math.min(words, behind);
}"""
KEPT = """([number, words]) => window.jupyterapp.shell.currentWidget.content.widgets[number].model.outputs.toJSON()
    .some(output => (output.data['text/plain'] ?? '').startsWith(words))"""
COUNT_FRAMES = """image => { window.frames_seen = []; new MutationObserver(() =>
    window.frames_seen.push(performance.now())).observe(image, {attributeFilter: ['src']}); }"""


@pytest.fixture
def notebook(lab: Any, page: Any) -> Iterator[Notebook]:
    """A notebook of explorers with a fresh kernel, the first cell run."""
    path = lab.folder / "explorers.ipynb"
    written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    written.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(written, path)
    opened = open_notebook(lab, page, path.name)
    opened.run_number(0)
    yield opened
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")


def slider(output: Any, number: int = 0) -> Any:
    return output.locator(".noUi-handle").nth(number)


def live(output: Any) -> Any:
    image = output.locator(".course-live img.widget-image")
    image.wait_for()
    return image


def move(output: Any, key: str = "ArrowRight") -> None:
    slider(output).focus()
    output.page.keyboard.press(key)


def test_a_page_that_is_loaded_anew_goes_on_moving(notebook: Notebook) -> None:
    image = live(notebook.run_number(EXPLORER))
    assert image.get_attribute("alt").startswith("With p = 0.5")
    notebook.saved()
    notebook.reload()
    output = notebook.outputs(EXPLORER)
    image = live(output)
    before = digest(image)
    move(output)
    assert changes(image, before), "the picture did not change"
    assert image.get_attribute("alt").startswith("With p = 0.55")
    assert output.locator("img:visible").count() == 1


def test_without_its_kernel_a_picture_says_how_to_go_on(notebook: Notebook) -> None:
    output = notebook.run_number(EXPLORER)
    live(output)
    notebook.restart()
    gone = output.locator(".course-live.jupyter-widgets-disconnected")
    gone.wait_for()
    said = gone.evaluate("part => getComputedStyle(part, '::after').content")
    assert said == '"The kernel that drew this picture is gone. To move it, run the cell again."'
    assert output.locator(".noUi-handle:visible").count() == 0
    notebook.saved()
    notebook.reload()
    output = notebook.outputs(EXPLORER)
    output.get_by_text("The picture of the last run. Run the cell to move it.").wait_for()
    picture = output.locator(".jp-RenderedImage img:visible")
    picture.wait_for()
    assert picture.get_attribute("width") == "720"
    output.get_by_text("model not found").wait_for(state="hidden")


def test_the_file_keeps_the_last_frame_as_a_png(notebook: Notebook, lab: Any) -> None:
    output = notebook.run_number(EXPLORER)
    live(output)
    move(output)
    notebook.page.wait_for_function(KEPT, arg=[EXPLORER, "With p = 0.55"])
    notebook.saved()
    cell = nbformat.read(lab.folder / "explorers.ipynb", as_version=4).cells[EXPLORER]
    (still,) = [entry for entry in cell.outputs if "image/png" in entry.data]
    assert still.data["text/plain"].startswith("With p = 0.55")
    assert still.metadata["image/png"]["alt"] == still.data["text/plain"]


def test_controls_have_names_and_say_values_as_people_do(notebook: Notebook) -> None:
    output = notebook.run_number(EXPLORER)
    live(output)
    assert output.get_by_role("slider", name="p, dropped").get_attribute("aria-valuetext") == "0.50"
    passes = output.get_by_role("slider", name="passes")
    passes.focus()
    for key, value in (("ArrowRight", "200"), ("ArrowLeft", "100")):
        notebook.page.keyboard.press(key)
        notebook.page.wait_for_function(
            "([slider, value]) => slider.getAttribute('aria-valuetext') === value", arg=[passes.element_handle(), value]
        )
    assert output.get_by_role("status").text_content().strip().startswith("With p = 0.5")
    assert passes.get_attribute("data-lm-suppress-shortcuts") == "true"


def test_a_fast_loop_is_a_film_of_a_few_seconds(notebook: Notebook) -> None:
    output = notebook.run_number(TRAINING)
    live(output).evaluate(COUNT_FRAMES)
    output.get_by_text("stop here").wait_for(state="detached")
    times = notebook.page.evaluate("() => window.frames_seen")
    assert len(times) >= 20
    assert (times[-1] - times[0]) / 1000 >= 1.5


def test_a_loop_can_be_stopped(notebook: Notebook) -> None:
    output = notebook.run_number(LONG)
    stop = output.get_by_role("button", name="stop here")
    stop.click()
    stop.wait_for(state="detached")
    output.get_by_text("the end").wait_for()
    told = live(output).get_attribute("alt")
    assert int(re.search(r"after step (\d+) of", told)[1]) < 20_000


def test_an_unsolved_notebook_runs_to_its_end(notebook: Notebook) -> None:
    notebook.page.evaluate("n => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = n; }", CHECK)
    notebook.command("notebook:run-all-below")
    notebook.outputs(CHECK).get_by_text("○ To write: starter is not written yet.").wait_for()
    notebook.outputs(EXPERIMENT).get_by_text("○ starter is not written yet.").wait_for()
    notebook.outputs(DEMONSTRATION).get_by_text("is not written yet, so this is a demonstration").wait_for()
    summed = notebook.outputs(SUMMARY)
    summed.get_by_text("0 of 1 checks pass.").wait_for()
    summed.get_by_text("still to write").wait_for()
    notebook.saved()
    summed.get_by_role("button", name="run all checks anew").click()
    summed.get_by_text("Run anew, as saved at").wait_for()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_message_can_be_read_and_a_picture_has_the_colour_of_the_page(theme: str, notebook: Notebook) -> None:
    page = notebook.page
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")
    failure = notebook.run_number(FAILURE)
    first = failure.get_by_text("✗ dW is wrong").first
    first.wait_for()
    assert "(lectures B4: Backward through a linear layer)" in " ".join(failure.inner_text().split())
    assert first.evaluate(CONTRAST) >= 4.5
    image = live(notebook.run_number(EXPLORER))
    assert (image.evaluate("image => getComputedStyle(image).filter") != "none") == theme.endswith("Dark")


def test_what_is_said_of_a_computation_covers_nothing_of_the_picture(notebook: Notebook) -> None:
    output = notebook.run_number(SLOW)
    image = live(output)
    move(output)
    said = output.locator(".course-busy")
    said.wait_for()
    picture = image.bounding_box()
    assert said.bounding_box()["x"] >= picture["x"] + picture["width"]
    said.wait_for(state="detached")


def test_a_picture_fits_into_a_narrow_window(notebook: Notebook) -> None:
    page = notebook.page
    page.set_viewport_size({"width": 900, "height": 768})
    try:
        output = notebook.run_number(EXPLORER)
        image = live(output)
        right = "getBoundingClientRect().right"
        assert image.evaluate(f"image => image.closest('.jp-OutputArea').{right} - image.{right}") >= 0
        shape = image.evaluate("image => image.width / image.height / (image.naturalWidth / image.naturalHeight)")
        assert shape == pytest.approx(1, abs=0.02)
    finally:
        page.set_viewport_size({"width": 1400, "height": 1000})
