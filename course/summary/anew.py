"""A notebook run from its file, from top to bottom, in a Python of its own that remembers nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from course.audience import GRADING
from course.checks.failure import CheckFailure
from course.checks.ledger import Result, results
from course.summary.notebook import code_cells

PATIENCE_S = 300
PROGRAM = "import sys; from course.summary.anew import main; main(*sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Anew:
    """What came of it: the last result of each check, and the cells that stopped, by their first line."""

    results: dict[str, Result]
    stopped: tuple[tuple[str, str], ...] = ()


def run_anew(path: Path, patience_s: float = PATIENCE_S) -> Anew:
    """Run all code cells of the notebook as it is saved. No picture is drawn, and nothing is changed.

    Raises:
        RuntimeError: when it takes longer than `patience_s`, or its Python dies.
    """
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-c", PROGRAM, str(path), str(report)]
        try:
            done = subprocess.run(  # noqa: S603
                command, cwd=path.parent, env=_environment(), capture_output=True, timeout=patience_s, check=False
            )
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"the notebook was still running after {patience_s:g} s") from None
        if not report.is_file():
            raise RuntimeError(f"Python ended before the notebook did: {done.stderr.decode(errors='replace')[-300:]}")
        told = json.loads(report.read_text(encoding="utf-8"))
    stopped = tuple((first, words) for first, words in told["stopped"])
    return Anew({title: Result(**result) for title, result in told["results"].items()}, stopped)


def _environment() -> dict[str, str]:
    """That of this kernel, with the modules that it finds and nobody who looks on."""
    paths = os.pathsep.join(filter(None, sys.path))
    return {**os.environ, "PYTHONPATH": paths, GRADING[1]: "1"}


def _run(path: Path) -> Iterator[tuple[str, str]]:
    """Run the cells; yields the first line of each that stops, and why, but for checks, which are told apart."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    for source in code_cells(path):
        result = shell.run_cell(source)
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not isinstance(error, CheckFailure | NotImplementedError):
            yield next(iter(source.strip().splitlines()), ""), f"{type(error).__name__}: {error}"


def main(notebook: str, report: str) -> None:
    """Run a notebook and write down what came of it."""
    stopped = list(_run(Path(notebook)))
    told = {"results": {title: asdict(result) for title, result in results().items()}, "stopped": stopped}
    Path(report).write_text(json.dumps(told), encoding="utf-8")
