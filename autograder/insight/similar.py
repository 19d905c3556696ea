"""Hand-ins that are more alike than the class is: a hint at two people who should talk, never a verdict.

What a whole class writes says nothing of two of them. So pairs are looked for by short runs of tokens that few have
written, in one exercise after the other, and how alike the two answers are is then measured on all their tokens. What
comes with the exercise is taken away first, and names of variables count for nothing.
"""

from __future__ import annotations

import itertools
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

__all__ = ["Circle", "Pair", "circles_of", "similar_pairs"]

RUN = 8  # tokens that stand one behind the other
ONE_IN = 4  # runs that are looked at, chosen by their content: alike for all
MOST_TOKENS = 2_000  # of one answer
FEW, FEWEST, SHARE = 8, 3, 20  # a run is rare that so many have written at most, and one in SHARE in larger classes
FEWEST_RUNS = 6  # that two answers have in common
MOST_PAIRS = 1_000
ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students.

    Args:
        exercises: whose answers are alike. runs: rare ones that they have in common there.
        share: of the tokens of these answers that is alike.
    """

    one: str
    other: str
    exercises: tuple[str, ...]
    share: float
    runs: int


@dataclass(frozen=True, slots=True)
class Circle:
    """Students whose answers in the same exercises are alike by pairs that hang together.

    Args:
        share: of the two that are least alike. runs: of the two that have most in common.
    """

    students: tuple[str, ...]
    exercises: tuple[str, ...]
    share: float
    runs: int


Tokens = Mapping[str, Sequence[str]]  # of each student, without what was given


def similar_pairs(exercises: Mapping[str, Tokens]) -> tuple[Pair, ...]:
    """The pairs that stand out in any of the exercises, those with most in common first."""
    found: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for name, tokens in exercises.items():
        for pair in _pairs(name, tokens):
            found[pair.one, pair.other].append(pair)
    pairs = [_joined(alike) for alike in found.values()]
    return tuple(sorted(pairs, key=lambda pair: (-pair.runs, -pair.share, pair.one, pair.other)))


def circles_of(pairs: Sequence[Pair]) -> tuple[Circle, ...]:
    """Five who share one answer are ten pairs, and one circle; those with most in common first."""
    same: dict[tuple[str, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        same[pair.exercises].append(pair)
    circles = [_circle(alike) for found in same.values() for alike in _hanging_together(found)]
    return tuple(sorted(circles, key=lambda circle: (-circle.runs, -circle.share, circle.students)))


def _hanging_together(pairs: Sequence[Pair]) -> list[list[Pair]]:
    found: list[tuple[set[str], list[Pair]]] = []
    for pair in pairs:
        touching = [each for each in found if not each[0].isdisjoint((pair.one, pair.other))]
        students = {pair.one, pair.other}.union(*(members for members, _ in touching))
        alike = [pair, *itertools.chain.from_iterable(others for _, others in touching)]
        found = [*(each for each in found if each not in touching), (students, alike)]
    return [alike for _, alike in found]


def _circle(pairs: Sequence[Pair]) -> Circle:
    students = sorted({student for pair in pairs for student in (pair.one, pair.other)})
    least, most = min(pair.share for pair in pairs), max(pair.runs for pair in pairs)
    return Circle(tuple(students), pairs[0].exercises, least, most)


def _joined(pairs: Sequence[Pair]) -> Pair:
    """One pair of all that two students have in common."""
    runs = sum(pair.runs for pair in pairs)
    share = sum(pair.share * pair.runs for pair in pairs) / runs
    exercises = tuple(name for pair in pairs for name in pair.exercises)
    return Pair(pairs[0].one, pairs[0].other, exercises, round(share, 3), runs)


def _pairs(exercise: str, tokens: Tokens) -> list[Pair]:
    """Those of one exercise."""
    kept = {student: list(own[:MOST_TOKENS]) for student, own in tokens.items()}
    counted = _common_runs({student: _runs(own) for student, own in kept.items()})
    suspects = [(pair, runs) for pair, runs in counted.most_common(MOST_PAIRS) if runs >= FEWEST_RUNS]
    pairs = (Pair(*pair, (exercise,), _share(kept[pair[0]], kept[pair[1]]), runs) for pair, runs in suspects)
    return [pair for pair in pairs if pair.share >= ALIKE]


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
    most = min(FEW, max(FEWEST, students // SHARE))
    yield from (holding for holding in holders.values() if 2 <= len(holding) <= most)
