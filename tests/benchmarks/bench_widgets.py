"""How long a student waits: from running a check to its answer, from a key on a control to the picture.

    python -m tests.benchmarks.bench_widgets [explorer ...] [--docs FILE]

In JupyterLab and Chromium, every explorer by its first slider, or its first choice. Times are of the page: from the key
going down to the frame in which the answer is there. Beside them stands what a frame costs the kernel's processor, see
`redraws`.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from autograder.reports.marked import between_marks
from course.widgets.live.stage import COMPUTING
from tests.benchmarks import redraws
from tests.benchmarks.bench_grading import machine
from tests.benchmarks.redraws import DRAWING, ENCODING, MODEL, Redraws
from tests.browser.conftest import CHECKOUT, browser_page, find_chromium, options, prepare, stop, wait_for_port
from tests.browser.explorers import NAMES, SETUP, await_end, opening, presses, write_notebook
from tests.browser.notebook import Notebook, open_notebook

EVENTS, QUIET_MS, PATIENCE_MS, MARKS = 30, 700, 30_000, "widgets"
CHECK = """from course import checks

@checks.check_cell('Twice')
def check_twice():
    checks.assert_close(2.0, 2.0, 'twice')"""
# The picture may be another element after each change; a frame counts once its pixels are there.
WATCH = """part => {
    const now = () => [...part.querySelectorAll('img')].filter(
        image => image.naturalWidth > 100 && image.offsetWidth).map(image => image.src).join();
    const before = now();
    window.told = false;
    window.waited = new Promise((resolve, reject) => ['keydown', 'mousedown'].map(kind => document.addEventListener(
        kind, event => {
        const look = () => {
            const seen = now();
            window.told ||= part.innerText.includes('COMPUTING');
            if (seen && seen !== before) resolve(performance.now() - event.timeStamp);
            else requestAnimationFrame(look);
        };
        look();
        setTimeout(() => reject(new Error('no other picture came')), PATIENCE_MS);
    }, {capture: true, once: true})));
}""".replace("COMPUTING", COMPUTING).replace("PATIENCE_MS", str(PATIENCE_MS))


@dataclass(frozen=True, slots=True)
class Waits:
    """What a person waits for one explorer, in milliseconds.

    Attributes:
        appears: from running the cell to the first picture.
        moved: from each key to the next picture; empty where nothing can be moved.
        told: how often the page has said meanwhile that a model computes.
    """

    appears: float
    moved: tuple[float, ...]
    told: int


@contextmanager
def notebook(page: Any, names: Sequence[str]) -> Iterator[Notebook]:
    """A notebook in a JupyterLab of its own: what all cells need, a check, and a cell for each explorer."""
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        folder, token = home / "course", secrets.token_hex(16)
        folder.mkdir()
        write_notebook(folder / "bench.ipynb", [SETUP, CHECK, *map(opening, names)])
        environment = {**prepare(home), "OPENBLAS_NUM_THREADS": "1"}
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


def wait(page: Any, part: Any, press: Callable[[], None]) -> float:
    """Milliseconds from the key that `press` presses to another picture in a part of the page."""
    page.evaluate(WATCH, part.element_handle())
    press()
    waited = float(page.evaluate("() => window.waited"))
    page.wait_for_timeout(QUIET_MS)
    return waited


def measure(opened: Notebook, names: Sequence[str]) -> tuple[dict[str, Waits], list[float]]:
    """All waits in one notebook: for each explorer, and for a check's answer."""
    page, found = opened.page, {}
    opened.run_number(0)
    page.wait_for_timeout(3000)
    for number, name in enumerate(names, 2):
        cell, output = opened.cells.nth(number), opened.outputs(number)
        cell.locator(".cm-content").click()
        appears = wait(page, cell, lambda: page.keyboard.press("Control+Enter"))
        await_end(output)
        page.wait_for_timeout(QUIET_MS)
        moved, told = [], 0
        for press in islice(presses(output), EVENTS):
            moved.append(wait(page, output, press))
            told += page.evaluate("() => window.told")
        found[name] = Waits(appears, tuple(moved), told)
        opened.command("notebook:clear-all-cell-outputs")
    return found, list(checks(opened))


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


def table(
    waits: Mapping[str, Waits], answers: Sequence[float], costs: Sequence[Redraws], about: Mapping[str, str]
) -> str:
    """A row for each explorer, and what else a student waits for."""
    first = next(iter(waits.values()))
    lines = [
        f"{', '.join(f'{name} {value}' for name, value in about.items())}. {EVENTS} events each, milliseconds.",
        "",
        f"The first explorer of a notebook appears after {first.appears:.0f} ms. "
        f"A check answers after {median(answers):.0f} ms, nine times in ten within {_late(answers):.0f} ms.",
        "",
        "| explorer | moved | appears | to the picture | 90% | longest | model | drawing | encoding | all controls | |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(name, each, _of(costs, name)) for name, each in waits.items())])


def _of(costs: Sequence[Redraws], name: str) -> list[Redraws]:
    return [each for each in costs if each.explorer == name]


def _row(name: str, waits: Waits, costs: Sequence[Redraws]) -> str:
    if not waits.moved:
        return f"| `{name}` | nothing: it follows a loop | {waits.appears:.0f} |{' |' * 8}"
    first = next((each for each in costs if each.slider), costs[0])  # as `presses` chooses
    parts = (median(waits.moved), _late(waits.moved), max(waits.moved), *map(first.usual, (MODEL, DRAWING, ENCODING)))
    dearest = max(costs, key=lambda each: each.usual())
    cells = [f"{waits.appears:.0f}", *(f"{part:.0f}" for part in parts[:3]), *(f"{part:.1f}" for part in parts[3:])]
    return f"| `{name}` | {first.control} | {' | '.join(cells)} | {_dearest(dearest)} | {_training(costs, waits)} |"


def _dearest(each: Redraws) -> str:
    return f"up to {each.usual():.0f} ({each.control})"


def _training(costs: Sequence[Redraws], waits: Waits) -> str:
    """Which controls train networks, and how long for a setting that nobody has had before."""
    trained = [f"{each.control} {each.longest_model_ms:.0f}" for each in costs if each.trains]
    said = f"; said so {waits.told} times" if waits.told else ""
    return f"trains: {', '.join(trained)}{said}" if trained else ""


def _late(waits: Sequence[float]) -> float:
    return quantiles(waits, n=10, method="inclusive")[-1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and put it into a document."""
    parser = argparse.ArgumentParser(prog="bench_widgets", description="How long a student waits.")
    parser.add_argument("explorers", nargs="*", metavar="EXPLORER", help="all, when not given")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="put the table into this file, between its marks")
    chosen = parser.parse_args(arguments)
    names, about = chosen.explorers or NAMES, machine()
    os.environ["PYTHONPATH"] = str(CHECKOUT)
    costs = list(chain.from_iterable(map(redraws.measure, names)))
    with (
        TemporaryDirectory() as profile,
        browser_page(find_chromium(), Path(profile)) as page,
        notebook(page, names) as opened,
    ):
        text = table(*measure(opened, names), costs, about)
    print(text)
    if chosen.docs:
        chosen.docs.write_text(between_marks(chosen.docs.read_text(encoding="utf-8"), text, MARKS), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
