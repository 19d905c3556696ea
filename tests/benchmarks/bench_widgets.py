"""How long a student waits: from running a check to its answer, from a key on a slider to the picture.

    python -m tests.benchmarks.bench_widgets [another checkout, measured after this one]

In JupyterLab and Chromium. Times are of the page: from the key going down to the frame in which the answer is there.
"""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from tests.browser.conftest import CHECKOUT, browser_page, find_chromium, options, prepare, stop, wait_for_port
from tests.browser.notebook import Notebook, open_notebook

EVENTS, ROUNDS, QUIET_MS = 30, 1, 700
SETUP = """
import numpy as np
from course import checks, widgets

def dropout_forward(x, p, rng, training):
    keep = (rng.random(x.shape) >= p) / (1 - p) if training else 1.0
    return x * keep, keep

def pair(f, slope):
    return (lambda x: (f(x), x)), (lambda dh, x: dh * slope(x))

tanh = pair(np.tanh, lambda x: 1 - np.tanh(x) ** 2)
relu = pair(lambda x: np.maximum(x, 0), lambda x: x > 0)
"""
CHECK = "@checks.check_cell('Twice')\ndef check_twice():\n    checks.assert_close(2.0, 2.0, 'twice')"
EXPLORERS = {  # the call, and which of its sliders is moved
    "dropout_explorer": ("widgets.dropout_explorer(dropout_forward)", 0),
    "activation_explorer": ("widgets.activation_explorer({'tanh': tanh, 'relu': relu})", 0),
    "graph_stepper": ("widgets.graph_stepper()", 1),
}
# The picture may be another element after each change; a frame counts once its pixels are there.
WATCH = """([part, kind]) => {
    const now = () => kind === 'text' ? part.innerText : [...part.querySelectorAll('img')].filter(
        image => image.naturalWidth > 100 && image.offsetWidth).map(image => image.src).join();
    const before = now();
    window.waited = new Promise(resolve => document.addEventListener('keydown', event => {
        const look = () => {
            const seen = now();
            if (seen && seen !== before) resolve(performance.now() - event.timeStamp);
            else requestAnimationFrame(look);
        };
        look();
    }, {capture: true, once: true}));
}"""

Times = dict[str, list[float]]


@contextmanager
def notebook(checkout: Path, page: Any) -> Iterator[Notebook]:
    """A notebook in a JupyterLab of its own that has the course of this checkout."""
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        folder, token = home / "course", secrets.token_hex(16)
        folder.mkdir()
        sources = [SETUP, CHECK, *(call for call, _ in EXPLORERS.values())]
        written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
        written.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(written, folder / "bench.ipynb")
        environment = {**prepare(home), "PYTHONPATH": str(checkout), "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "jupyterlab", *options(folder, token)]
        with (home / "log.txt").open("w") as log:
            lab = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=subprocess.STDOUT)
            try:
                port = wait_for_port(lab, home / "runtime", home / "log.txt")
                yield open_notebook(Served(f"http://127.0.0.1:{port}", token), page, "bench.ipynb")
            finally:
                stop(lab)


class Served:
    """Address and token of a server."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token


def wait(page: Any, part: Any, kind: str, press: Callable[[], None]) -> float:
    """Milliseconds from the key that `press` presses to another text or picture in a part of the page."""
    page.evaluate(WATCH, [part.element_handle(), kind])
    press()
    waited = float(page.evaluate("() => window.waited"))
    page.wait_for_timeout(QUIET_MS)
    return waited


def measure(opened: Notebook) -> Times:
    """All waits in one notebook, in milliseconds."""
    page, times = opened.page, {}
    opened.run_number(0)
    page.wait_for_timeout(3000)
    for number, (name, (_, handle)) in enumerate(EXPLORERS.items(), 2):
        output = opened.outputs(number)
        opened.cells.nth(number).locator(".cm-content").click()
        first = wait(page, opened.cells.nth(number), "picture", lambda: page.keyboard.press("Control+Enter"))
        times["the first explorer" if number == 2 else f"{name} appears"] = [first]
        slider = output.locator(".noUi-handle").nth(handle)
        slider.focus()
        times[f"{name}, slider to picture"] = [
            wait(page, output, "picture", lambda key=key: page.keyboard.press(key))
            for key in ["ArrowRight", "ArrowLeft"] * (EVENTS // 2)
        ]
    times["check to answer"] = list(checks(opened))
    return times


def checks(opened: Notebook) -> Iterator[float]:
    """Running the check cell again and again; what it said before is cleared."""
    cell = opened.cells.nth(1)
    for _ in range(EVENTS):
        opened.command("notebook:clear-all-cell-outputs")
        cell.locator(".cm-content").click()
        page = opened.page
        page.evaluate(ANSWER, cell.element_handle())
        page.keyboard.press("Control+Enter")
        yield float(page.evaluate("() => window.waited"))


ANSWER = """part => {
    window.waited = new Promise(resolve => document.addEventListener('keydown', event => {
        const look = () => part.querySelector('.jp-OutputArea')?.innerText.includes('visible checks pass')
            ? resolve(performance.now() - event.timeStamp) : requestAnimationFrame(look);
        look();
    }, {capture: true, once: true}));
}"""


def table(measured: dict[str, Times]) -> str:
    """Median and ninetieth percentile of each wait, one column for each checkout."""
    lines = [f"{'milliseconds: median (90th percentile)':<44}" + "".join(f"{name:>22}" for name in measured)]
    for what in next(iter(measured.values())):
        cells = (f"{_words(times[what]):>22}" for times in measured.values())
        lines.append(f"{what:<44}{''.join(cells)}")
    return "\n".join(lines)


def _words(waits: list[float]) -> str:
    if len(waits) < EVENTS:
        return f"{median(waits):.0f}"
    return f"{median(waits):.0f} ({quantiles(waits, n=10)[-1]:.0f})"


def main(arguments: list[str]) -> None:
    """Measure this checkout and others, in turn, and print the table."""
    checkouts = {"this checkout": CHECKOUT} | {path: Path(path).resolve() for path in arguments}
    measured: dict[str, Times] = {name: {} for name in checkouts}
    with TemporaryDirectory() as profile, browser_page(find_chromium(), Path(profile)) as page:
        for _ in range(ROUNDS):
            for name, checkout in checkouts.items():
                with notebook(checkout, page) as opened:
                    for what, waits in measure(opened).items():
                        measured[name].setdefault(what, []).extend(waits)
    print(table(measured))


if __name__ == "__main__":
    main(sys.argv[1:])
