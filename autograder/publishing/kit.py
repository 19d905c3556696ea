"""The zip that a student receives: released notebooks, the course package, what to install, and how to begin.

Nothing else gets in: every name is on the list below, or in `release/` under an assignment that was asked for.
"""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.errors import UsageError
from autograder.publishing.course_map import COURSE_PAGE
from autograder.spec.fields import suggest

__all__ = ["build_kit", "kit_files"]

DATA_FILES = ("*.npz", "*.toml")
COURSE_FILES = ("*.py", *DATA_FILES)
SAMPLE = "sample.py"  # right answers, with which tests open an explorer
NEEDED = ("ipywidgets", "jupyterlab", "matplotlib", "numpy")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same notebooks make the same zip
README = """# chainrule: your course kit

1. Install Python 3.11 or newer. In this folder, run

       python3 -m venv .venv
       .venv/bin/pip install .
       .venv/bin/jupyter lab

   (on Windows: `.venv\\Scripts\\pip` and `.venv\\Scripts\\jupyter`).
2. Open a notebook, read, and write your answers where it says `YOUR CODE HERE`.
3. Run the check cell under an exercise: it tells you at once what is right and where to look. It gives no points;
   the points come from further tests when your instructor grades.
4. Hand in the notebook file itself, with its name unchanged.

What there is in the whole course, and what builds on what, stands in `course.md`.

Try out what you like in cells of your own. An exercise is graded on what stands above its check cell, in your order.
When it is graded, a cell may compute for 10 seconds, all cells of your own together for 60, and one call of a function
for 5, unless your instructor says otherwise. A cell that takes longer is stopped and costs no points, but what it was
to define is not there.
"""


def build_kit(course: Path, output: Path, assignments: Collection[str] = ()) -> tuple[str, ...]:
    """Write the zip with these assignments' notebooks, all when none is named; returns the names in it."""
    files = dict(kit_files(course, assignments))
    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"chainrule/{name}", EPOCH), content, zipfile.ZIP_DEFLATED)
    return tuple(sorted(files))


def kit_files(course: Path, assignments: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """(name, content) of everything a student gets. Raises UsageError for an assignment that has not been released."""
    yield "README.md", README.encode()
    yield "pyproject.toml", _pyproject(course).encode()
    if (page := course / "docs" / COURSE_PAGE).is_file():
        yield COURSE_PAGE, page.read_bytes()
    for path in _notebooks(course, assignments):
        yield path.name, path.read_bytes()
    for pattern in COURSE_FILES:
        for path in sorted((course / "course").rglob(pattern)):
            if path.name != SAMPLE:
                yield str(path.relative_to(course)), path.read_bytes()


def _notebooks(course: Path, assignments: Collection[str]) -> list[Path]:
    released = sorted((course / "release").glob("*/*.ipynb"))
    known = {path.parent.name for path in released}
    for name in assignments:
        if name not in known:
            raise UsageError(f"{name}: no such assignment in {course / 'release'}; {suggest(name, known)}")
    return [path for path in released if path.parent.name in (assignments or known)]


def _pyproject(course: Path) -> str:
    project = tomllib.loads((course / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [entry for entry in project["dependencies"] if entry.split(">")[0] in NEEDED]
    lines = ",\n".join(f'    "{entry}"' for entry in wanted)
    data = ", ".join(f'"**/{pattern}"' for pattern in DATA_FILES)
    return f"""[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "chainrule-kit"
version = "{project["version"]}"
description = "What a student of chainrule installs"
requires-python = "{project["requires-python"]}"
dependencies = [
{lines},
]

[tool.setuptools]
packages.find.include = ["course*"]
package-data.course = [{data}]
"""
