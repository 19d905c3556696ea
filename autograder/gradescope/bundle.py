"""The archive that an instructor uploads as Gradescope's autograder."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from autograder.gradescope.requirements import requirements
from autograder.gradescope.settings import SETTINGS, Settings
from autograder.spec import EQUIVALENT, Assignment

__all__ = ["build_bundle", "bundle_files"]

CODE = Path(__file__).resolve().parents[2]  # where autograder, course and reference_impl stand side by side
FILES = Path(__file__).parent / "files"
SCRIPTS = ("setup.sh", "run_autograder")
OURS = {"__init__.py", "errors.py", "collecting", "gradescope", "grading", "reading", "reports", "sandbox", "spec"}
PACKAGES = {"autograder": ("*.py",), "course": ("*.py", "*.npz", "*.toml"), "reference_impl": ("*.py",)}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same course makes the same archive


def build_bundle(course: Path, assignment: Assignment, settings: Settings, output: Path) -> tuple[str, ...]:
    """Write the archive; the names in it."""
    files = dict(bundle_files(course, assignment, settings))
    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.external_attr = (0o100755 if name in SCRIPTS else 0o100644) << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return tuple(sorted(files))


def bundle_files(course: Path, assignment: Assignment, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """(name, content) of all that grading needs: scripts at the root, where Gradescope looks for them, and our code."""
    for name in SCRIPTS:
        yield name, (FILES / name).read_bytes()
    yield SETTINGS, settings.to_json().encode()
    yield "requirements.txt", requirements(CODE / "requirements.lock").encode()
    notebook = Path("source", assignment.name, f"{assignment.name}.ipynb")
    yield str(notebook), (course / notebook).read_bytes()
    for package, patterns in PACKAGES.items():
        yield from _package(package, patterns)
    yield from _exercises(assignment)


def _package(package: str, patterns: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(path for pattern in patterns for path in (CODE / package).rglob(pattern)):
        name = path.relative_to(CODE)
        if package != "autograder" or name.parts[1] in OURS:
            yield str(name), path.read_bytes()


def _exercises(assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    """The assignment's, and those of each earlier one that it builds on, whole: an order names all its exercises."""
    involved = [*assignment.exercises, *assignment.given]
    folders = {other.folder.parent for exercise in involved for other in (exercise, *exercise.earlier)}
    for folder in sorted({assignment.folder, *folders}):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            is_proof = "accepted" in inside.parts or "__pycache__" in inside.parts or path.name == EQUIVALENT
            if path.is_file() and not is_proof:
                yield str(Path("autograder", "exercises", folder.name, inside)), path.read_bytes()
