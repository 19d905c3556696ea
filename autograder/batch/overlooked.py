"""What looks like a hand-in and is not graded: another spelling, another place, a second copy.

nbgrader grades `submitted/<student>/<assignment>/<assignment>.ipynb` and passes over everything else without a word.
"""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from autograder.errors import UnreadableSubmission
from autograder.reading.files import MAX_FOLDER_BYTES, walked
from autograder.reading.merging import merge
from autograder.reading.notebook import read_notebook
from autograder.reading.source import Source

__all__ = ["loose_files", "overlooked_files"]

MISPLACED = "{} is not graded: it has to be {}."
TURNED = "{} is not graded: the student's folder comes first, it has to be submitted/{}/{}."
BESIDE = "{} is not graded; {} is."
BESIDE_A_STARTER = "{} is not graded; {} is, and nothing has been written in it."
NOBODYS = "{} is nobody's: it has to be {}."
MOST_FILES = 2_000
CLOSE = 0.8
PACKED = (".zip", ".tar", ".gz", ".tgz", ".7z", ".rar")


def overlooked_files(folder: Path, source: Source) -> tuple[str, ...]:
    """A sentence for each file in `submitted/<student>` that was probably meant to be graded.

    A copy without work in it, or with the same, is none.
    """
    name = _wanted(source)
    wanted = folder / name
    if not wanted.is_file():
        found = (path for path in _files(folder) if _is_meant(path, folder, source, alone=True))
        return tuple(_misplaced(path.relative_to(folder), folder, source) for path in found)
    copies = [path for path in _files(folder) if path != wanted and _is_meant(path, folder, source, alone=False)]
    graded = _work(wanted, source) if copies else None
    said = BESIDE_A_STARTER if graded == {} else BESIDE
    others = (path for path in _within(copies) if _work(path, source) not in ({}, graded))
    return tuple(said.format(path.relative_to(folder), name) for path in others)


def _within(copies: Iterable[Path]) -> Iterator[Path]:
    """As many as are read for one student: a file takes no place until somebody reads what it leaves out."""
    room = MAX_FOLDER_BYTES
    for path in copies:
        with contextlib.suppress(OSError):  # gone meanwhile
            room -= path.lstat().st_size
        if room >= 0:
            yield path


def loose_files(submitted: Path, source: Source) -> tuple[str, ...]:
    """A sentence for each file that lies in `submitted` itself, where it belongs to no student."""
    files = (path for path in sorted(submitted.glob("[!.]*")) if path.is_file())
    meant = (path for path in files if _is_meant(path, submitted, source, alone=True))
    return tuple(NOBODYS.format(path.relative_to(submitted.parent), f"<student>/{_wanted(source)}") for path in meant)


def _misplaced(path: Path, folder: Path, source: Source) -> str:
    """The sentence for one file; in a folder that is called like the assignment the students come one level too low."""
    is_turned = folder.name == source.path.parent.name and len(path.parts) > 1
    return TURNED.format(path, path.parts[0], _wanted(source)) if is_turned else MISPLACED.format(path, _wanted(source))


def _wanted(source: Source) -> str:
    """Where a student's notebook has to lie in the student's folder."""
    return f"{source.path.parent.name}/{source.path.name}"


def _files(folder: Path) -> Iterator[Path]:
    """The files in a student's folder, but for those that programs put there; links are not followed."""
    count = 0
    for parent, folders, files in walked(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(name for name in files if not name.startswith(".")):
            count += 1
            if count > MOST_FILES:
                return
            yield Path(parent, name)


def _is_meant(path: Path, folder: Path, source: Source, *, alone: bool) -> bool:
    """Whether a file was probably meant as this assignment's notebook: what is called like another one was not.

    Args:
        alone: nothing lies in the right place, so that a notebook with any name may be it, or something packed.
    """
    if ".ipynb" not in path.name.casefold() and not (alone and path.suffix.casefold() in PACKED):
        return False
    assignments = [place.name for place in source.path.parents[1].glob("*/")]
    for name in reversed(path.relative_to(folder).parts):
        if meant := _meant(name, assignments):
            return meant == source.path.parent.name
    return alone


def _meant(name: str, assignments: Collection[str]) -> str | None:
    """The assignment that a file or folder is called after: the longest name in it, or one with a slip of the pen."""
    plain, known = _plain(name), {_plain(each): each for each in assignments}
    within = sorted((each for each in known if each in plain), key=len)
    close = within[-1:] or difflib.get_close_matches(plain, known, 1, CLOSE)
    return known[close[0]] if close else None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", re.sub(r"\.ipynb.*", "", name.casefold()))


def _work(path: Path, source: Source) -> dict[str, str] | None:
    """What was written into the cells of a notebook: nothing for the starter, None where it cannot be read."""
    try:
        placed, _ = merge(read_notebook(path), source)
    except UnreadableSubmission:
        return None
    answers = {cell.mark.grade_id: cell for cell in placed if cell.mark and cell.mark.is_solution}
    written = {name: (cell.source.strip(), cell.mark.source.strip()) for name, cell in answers.items() if cell.mark}
    return {name: text for name, (text, starter) in written.items() if text != starter}
