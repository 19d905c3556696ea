"""Lists of numbers and ids as they are said in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

__all__ = ["concepts", "listed", "spans"]

DIGITS = "0123456789"


def listed(parts: Sequence[str]) -> str:
    """
    >>> listed(["3", "4", "6"])
    '3, 4 and 6'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of consecutive numbers.

    >>> spans([1, 2, 3, 5])
    [(1, 3), (5, 5)]
    """
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def concepts(ids: Iterable[str]) -> str:
    """Ids of the lectures' concepts: letters in the order in which they first come, numbers in theirs.

    >>> concepts(["R8", "B1", "R9", "B3", "B2"])
    'R8, R9 and B1 – B3'
    """
    numbers: dict[str, set[str]] = {}
    for entry in ids:
        letters = entry.rstrip(DIGITS)
        numbers.setdefault(letters, set()).add(entry.removeprefix(letters))
    return listed([part for letters, of_them in numbers.items() for part in _of_one_letter(letters, of_them)])


def _of_one_letter(letters: str, numbers: set[str]) -> Iterator[str]:
    if "" in numbers:
        yield letters
    for first, last in spans(int(number) for number in numbers if number):
        ids = [f"{letters}{number}" for number in range(first, last + 1)]
        yield from ids if len(ids) < 3 else [f"{ids[0]} – {ids[-1]}"]
