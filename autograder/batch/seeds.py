"""The seed of each assignment: drawn once, and the same for every student, early, late or handed in again.

It stands in the course's folder `seeds/`, one file an assignment: processes cannot lose each other's, a copy of the
course folder carries them, and a person can read them. `.chainrule/` is no place for it: what lies there can be deleted
at any time.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from autograder.batch.durable import sync_folder, written_beside
from autograder.errors import GraderError

__all__ = ["LARGEST_SEED", "assignment_seed", "draw_seed", "keep_seed", "kept_seed", "seed_file"]

LARGEST_SEED = 2**63 - 1


def draw_seed() -> int:
    """A seed nobody can foresee."""
    return secrets.randbits(32)


def seed_file(course: Path, assignment: str) -> Path:
    """Where the seed of an assignment stands."""
    return course / "seeds" / f"{assignment}.txt"


def kept_seed(course: Path, assignment: str) -> int | None:
    """The seed of an assignment; None where none has been drawn. Raises GraderError where the file says no number."""
    path = seed_file(course, assignment)
    try:
        text = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise GraderError(f"{path.relative_to(course)} cannot be read: {error}") from error
    if not (text.isascii() and text.isdigit() and int(text) <= LARGEST_SEED):
        wanted = "a number from 0 to 2^63 - 1 is wanted; --new-seed draws one"
        raise GraderError(f"{path.relative_to(course)} says {text[:40]!r}: {wanted}")
    return int(text)


def keep_seed(course: Path, assignment: str, seed: int) -> None:
    """From now on this is the seed of the assignment."""
    path = seed_file(course, assignment)
    with contextlib.suppress(GraderError):
        if kept_seed(course, assignment) == seed:
            return
    with _written(path, seed) as temporary:
        os.replace(temporary, path)


def assignment_seed(course: Path, assignment: str, drawn: int | None = None) -> int:
    """The seed of an assignment, drawn where there is none. Processes that draw at once get the one that came first.

    Args:
        drawn: the seed where there is none.
    """
    kept = kept_seed(course, assignment)
    if kept is not None:
        return kept
    drawn, path = draw_seed() if drawn is None else drawn, seed_file(course, assignment)
    with _written(path, drawn) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            return assignment_seed(course, assignment)
    return drawn


@contextlib.contextmanager
def _written(path: Path, seed: int) -> Iterator[Path]:
    """A whole file to be put in the place of `path`, on the disk before anybody is graded by it. Raises GraderError."""
    try:
        with written_beside(path, f"{seed}\n".encode("ascii"), 0o644) as temporary:
            yield temporary
            sync_folder(path.parent)
    except OSError as error:
        raise GraderError(f"the seed of {path.stem} cannot be kept: {path.parent}: {error.strerror}") from error
