"""Which notebook of a student's files is the hand-in for which assignment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.collecting.archive import Budget, Entry, entries_within
from autograder.collecting.handed import Handed, Left
from autograder.collecting.names import assignment_of, is_archive, is_notebook
from autograder.errors import UnreadableSubmission

__all__ = ["Chosen", "choose"]

DEEPEST = 2  # archives within archives
UNKNOWN = "no assignment is called so; --assignment NAME says which it is for"
SEVERAL = "one of several different notebooks for {}, and the export does not say which came last"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The hand-in for an assignment, and what is to be said of how it was chosen."""

    assignment: str
    handed: Handed
    content: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    assignment: str
    handed: Handed
    content: bytes

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.content).digest()

    @property
    def has_plain_name(self) -> bool:
        return self.handed.name.casefold() == f"{self.assignment}.ipynb".casefold()


def choose(files: Sequence[Handed], assignments: Sequence[str], forced: str = "") -> Iterator[Chosen | Left]:
    """One notebook for each assignment out of a student's files, and why each of the others is left.

    Args:
        assignments: those that there are. forced: the one that all files are for, whatever they are called.
    """
    budget = Budget()
    notebooks: list[Handed] = []
    for found in _unpacked(files, budget):
        if isinstance(found, Left):
            yield found
        else:
            notebooks.append(found)
    named = _named(notebooks, assignments, forced)
    readable: dict[str, list[_Read]] = {}
    for handed in notebooks:
        name = named.get(handed.entry.path, "")
        read = _read(handed, name, budget) if name else Left(handed.entry.path, UNKNOWN)
        if isinstance(read, Left):
            yield read
        else:
            readable.setdefault(name, []).append(read)
    for reads in readable.values():
        yield from _latest(reads)


def _unpacked(files: Iterable[Handed], budget: Budget, depth: int = 0) -> Iterator[Handed | Left]:
    """The notebooks, also those in archives that were handed in."""
    for handed in files:
        if is_notebook(handed.name):
            yield handed
        elif not is_archive(handed.name):
            yield Left(handed.entry.path, "no notebook", matters=False)
        elif depth == DEEPEST:
            yield Left(handed.entry.path, "an archive in an archive in an archive; it is not opened")
        else:
            yield from _within(handed, budget, depth)


def _within(handed: Handed, budget: Budget, depth: int) -> Iterator[Handed | Left]:
    try:
        entries = entries_within(handed.entry.read(budget), handed.entry.path)
    except UnreadableSubmission as error:
        yield Left(handed.entry.path, str(error))
        return
    yield from _unpacked((_renamed(handed, entry) for entry in entries), budget, depth + 1)


def _renamed(handed: Handed, entry: Entry) -> Handed:
    return replace(handed, name=entry.name, entry=entry)


def _named(notebooks: Sequence[Handed], assignments: Sequence[str], forced: str) -> dict[str, str]:
    """The assignment of each notebook, by its path: the one that it is named after.

    Where one is forced, nothing is for another, and a student's only notebook may have any name.
    """
    known = [forced] if forced else assignments
    named = {handed.entry.path: assignment_of(handed.name, known) for handed in notebooks}
    return dict.fromkeys(named, forced) if forced and len(named) == 1 else named


def _read(handed: Handed, assignment: str, budget: Budget) -> _Read | Left:
    try:
        return _Read(assignment, handed, handed.entry.read(budget))
    except UnreadableSubmission as error:
        return Left(handed.entry.path, str(error))


def _latest(reads: Sequence[_Read]) -> Iterator[Chosen | Left]:
    """The notebook that was handed in last. Copies of the same are one."""
    latest = _last(reads)
    if latest is None:
        yield from (Left(read.handed.entry.path, SEVERAL.format(read.assignment)) for read in reads)
        return
    others = [read for read in reads if read.digest != latest.digest]
    yield Chosen(latest.assignment, latest.handed, latest.content, _note(latest, others))


def _last(reads: Sequence[_Read]) -> _Read | None:
    if len({read.digest for read in reads}) == 1:
        return next((read for read in reads if read.has_plain_name), reads[0])
    for rank in (_by_time, _by_order):
        ranks = [rank(read) for read in reads]
        known = [each for each in ranks if each is not None]
        if len(known) == len(reads) and known.count(max(known)) == 1:
            return reads[ranks.index(max(known))]
    plain = [read for read in reads if read.has_plain_name]
    return plain[0] if len(plain) == 1 else None


def _by_time(read: _Read) -> float | None:
    return read.handed.stamp.timestamp() if read.handed.stamp else None


def _by_order(read: _Read) -> float | None:
    return read.handed.order


def _note(latest: _Read, others: Sequence[_Read]) -> str:
    said = "" if assignment_of(latest.handed.name, [latest.assignment]) else f"it was called {latest.handed.name!r}"
    if not others:
        return said
    beside = ", ".join(repr(read.handed.name) for read in others[:5])
    why = "was handed in last" if _by_time(latest) or _by_order(latest) is not None else "has the assignment's own name"
    return "; ".join(filter(None, [said, f"{latest.handed.name!r} {why} and was taken, not {beside}"]))
