"""Hand-ins that are more alike than the class is: a hint at two people who should talk, never a verdict.

What a whole class writes says nothing of two of them. So pairs are looked for by short runs of tokens that few have
written, and how alike a pair is as a whole is then measured on all their tokens. What comes with the exercise is taken
away first, and names of variables count for nothing.
"""

from __future__ import annotations

import itertools
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

__all__ = ["Pair", "similar_pairs"]

RUN = 8  # tokens that stand one behind the other
ONE_IN = 4  # runs that are looked at, chosen by their content: alike for all
MOST_TOKENS = 4_000  # of one student
FEW, SHARE = 8, 20  # a run is rare that at most so many have written, and at most one in so many
FEWEST_RUNS = 6  # that a pair has in common
MOST_PAIRS, SHOWN = 1_000, 30
ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students: the share of their tokens that is alike, and how many rare runs they have in common."""

    one: str
    other: str
    share: float
    runs: int


def similar_pairs(tokens: Mapping[str, Sequence[str]]) -> tuple[Pair, ...]:
    """The pairs that stand out, those with most in common first.

    Args:
        tokens: of each student, without what was given.
    """
    kept = {student: list(own[:MOST_TOKENS]) for student, own in tokens.items()}
    counted = _common_runs({student: _runs(own) for student, own in kept.items()})
    suspects = [(pair, runs) for pair, runs in counted.most_common(MOST_PAIRS) if runs >= FEWEST_RUNS]
    pairs = (Pair(*pair, round(_share(kept[pair[0]], kept[pair[1]]), 3), runs) for pair, runs in suspects)
    alike = [pair for pair in pairs if pair.share >= ALIKE]
    return tuple(sorted(alike, key=lambda pair: (-pair.runs, -pair.share, pair.one, pair.other))[:SHOWN])


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """Twice what both have in the same order, of all that both have."""
    return Indel.normalized_similarity(list(map(_number, one)), list(map(_number, other)))


def _runs(tokens: Sequence[str]) -> frozenset[int]:
    numbers = (_number(" ".join(tokens[k : k + RUN])) for k in range(len(tokens) - RUN + 1))
    return frozenset(number for number in numbers if number % ONE_IN == 0)


def _number(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "backslashreplace"))


def _common_runs(runs: Mapping[str, frozenset[int]]) -> Counter[tuple[str, str]]:
    """Pairs, and how many rare runs both have written."""
    holders: dict[int, list[str]] = defaultdict(list)
    for student in sorted(runs):
        for number in runs[student]:
            holders[number].append(student)
    return Counter(pair for students in _rare(holders, len(runs)) for pair in itertools.combinations(students, 2))


def _rare(holders: Mapping[int, list[str]], students: int) -> Iterator[list[str]]:
    most = min(FEW, max(2, students // SHARE))
    yield from (holding for holding in holders.values() if 2 <= len(holding) <= most)
