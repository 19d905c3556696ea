"""What `run_autograder` starts on Gradescope: one hand-in, read, graded in the box, and written down.

python -m autograder.gradescope.run --root /autograder
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.collecting.names import assignment_of, is_notebook
from autograder.errors import UnreadableSubmission
from autograder.gradescope.results import fault_results, graded_results, refused_results
from autograder.gradescope.settings import Settings, read_settings
from autograder.reading.files import walked
from autograder.reports.report import Report
from autograder.reports.wording import printable
from autograder.spec import Assignment, load_assignment

__all__ = ["grade_tree", "main", "submitted_notebook"]

MOST_FILES = 2_000
MISSING = "there is no notebook {} in it."
SEVERAL = "there are several notebooks in it ({}), and none is called {}."


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where there are results; 1 where the grader has failed, which the log explains to the instructor."""
    parser = argparse.ArgumentParser(prog="run_autograder")
    parser.add_argument("--root", type=Path, default=Path("/autograder"))
    parser.add_argument("--check", action="store_true", help="whether student code can be run safely on this machine")
    options = parser.parse_args(arguments)
    if options.check:
        return _check()
    results, code = grade_tree(options.root)
    _write(options.root / "results" / "results.json", results)
    return code


def grade_tree(root: Path) -> tuple[dict[str, Any], int]:
    """Results of the hand-in in `root/submission`, and the exit code. Never raises: what fails here is the grader's."""
    started = time.monotonic()
    try:
        source = root / "source"
        settings = read_settings(source)
        assignment = load_assignment(settings.assignment, source / "autograder" / "exercises")
        results = _graded(root, assignment, settings, started)
    except Exception:  # anything at all: a hand-in without a result is the grader's fault, and no 0
        traceback.print_exc()
        return fault_results(time.monotonic() - started), 1
    return results, int(not results["tests"])


def _graded(root: Path, assignment: Assignment, settings: Settings, started: float) -> dict[str, Any]:
    from autograder.reading.submission import read_submission

    source = root / "source" / "source" / assignment.name / f"{assignment.name}.ipynb"
    try:
        submission = read_submission(submitted_notebook(root / "submission", assignment.name), source)
    except UnreadableSubmission as error:
        return refused_results(str(error), _maximum(assignment), settings, time.monotonic() - started)
    reports = _reports(submission.cells, assignment, settings)
    return graded_results(reports, submission.problems, settings, time.monotonic() - started)


def _reports(cells: Sequence[Any], assignment: Assignment, settings: Settings) -> Sequence[Report]:
    from autograder.grading.grade import grade_cells
    from autograder.reports.linked import linked
    from autograder.sandbox.box import Box

    with Box() as box:
        box.canaries()
        return linked(grade_cells(cells, assignment.exercises, box, settings.seed))


def _maximum(assignment: Assignment) -> float:
    return float(sum(exercise.max_score for exercise in assignment.exercises))


def submitted_notebook(folder: Path, assignment: str) -> Path:
    """The notebook that is meant: of the right name, else of a name like it, else the only one.

    Raises UnreadableSubmission.
    """
    wanted = f"{assignment}.ipynb"
    found = [path for path in _files(folder) if is_notebook(path.name)]
    alike = [path for path in found if assignment_of(path.name, [assignment])]
    exact = [path for path in alike if path.name == wanted]
    for paths in (exact, alike, found):
        if len(paths) == 1:
            return paths[0]
    if not found:
        raise UnreadableSubmission(MISSING.format(wanted))
    names = ", ".join(printable(str(path.relative_to(folder))) for path in found[:5])
    raise UnreadableSubmission(SEVERAL.format(names, wanted))


def _files(folder: Path) -> list[Path]:
    """Those of a hand-in, in order; not behind links, and not more than are looked at."""
    found: list[Path] = []
    for parent, folders, files in walked(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        found += (Path(parent) / name for name in sorted(files) if not name.startswith("."))
        if len(found) > MOST_FILES:
            raise UnreadableSubmission(f"there are more than {MOST_FILES} files in it.")
    return found


def _check() -> int:
    """Open the box and let it prove itself, as before each hand-in."""
    from autograder.sandbox.box import Box

    with Box() as box:
        box.canaries()
        print("student code is held by:", ", ".join(wall.name for wall in box.walls))
    return 0


def _write(path: Path, results: dict[str, Any]) -> None:
    """Whole or not at all: half a file would be a failure of a kind that nobody can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(results), encoding="utf-8")
    beside.replace(path)


if __name__ == "__main__":
    sys.exit(main())
