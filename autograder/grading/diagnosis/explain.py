"""What explains a wrong answer: one known mistake, else a part of one, else two of them at once.

    transposed_dW                       all calls are answered as this variant answers them, or as it would answer them
                                        if it began by turning every float32 into a double, as many do
    forgot_the_two                      or as some of its edits without the others answer them
    forgot_the_two+transposed_dW        or as both together answer them

Parts and pairs explain values alone. Exceptions say too little: what stops for one reason looks like what stops for
another. So does a value too many or too few.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence

from autograder.grading.calls import Call
from autograder.grading.diagnosis.observed import asks_in_single
from autograder.grading.diagnosis.replay import Recorded, Replays, agree, agree_where_right, raises_more
from autograder.reports.report import Diagnosis
from autograder.spec.edits import EditError
from autograder.spec.exercise import Exercise
from autograder.spec.variants import Variant, compose, load_variants, parts_of

__all__ = ["explanations"]

MOST_PAIRS = 200  # where more might have come together, too little was right to tell


def explanations(exercise: Exercise, tests: Sequence[Sequence[Call]]) -> list[Diagnosis]:
    """Every explanation of the simplest kind that explains at all; none for who answers as the reference does."""
    case = _Case(exercise, tests)
    try:
        if case.is_explained_by(None):
            return []
        return next(filter(None, _by_simplicity(exercise, case)), [])
    finally:
        case.close()


def _by_simplicity(exercise: Exercise, case: _Case) -> Iterator[list[Diagnosis]]:
    """What explains, the simplest first."""
    wholes = load_variants(exercise)
    yield case.explained_by(wholes)
    if case.asks_in_single:
        yield case.explained_by(wholes, in_double=True)
    if case.raises_more():
        return
    parts = _parts(exercise, wholes)
    yield from map(case.explained_by, parts)
    suspects = case.suspects(wholes)
    yield case.explained_by(_pairs(exercise, itertools.combinations(suspects, 2)))
    yield case.explained_by(_pairs(exercise, itertools.product(suspects, case.suspects(itertools.chain(*parts)))))


class _Case:
    """A student's answers, and who else would have given them."""

    def __init__(self, exercise: Exercise, tests: Sequence[Sequence[Call]]) -> None:
        self._replays = Replays(exercise)
        written = (_before_the_starter(test) for test in tests)
        self._tests = [Recorded(test, self._replays.recorded(test)) for test in written if test]
        calls = itertools.chain.from_iterable(test.calls for test in self._tests)
        self.asks_in_single = any(asks_in_single((call.arguments, call.keywords)) for call in calls)

    def close(self) -> None:
        """What was worked out for this student stays as long as it is small."""
        self._replays.forget()

    def is_explained_by(self, variant: Variant | None, *, in_double: bool = False) -> bool:
        """Whether the variant answers every call alike; the reference, where it is None."""
        of = functools.partial(self._replays.of, variant, in_double=in_double)
        return all(agree(test.answers, of(test)) for test in self._tests)

    def explained_by(self, variants: Iterable[Variant], *, in_double: bool = False) -> list[Diagnosis]:
        """Those that answer alike; forms of one mistake are one explanation."""
        found = (variant for variant in variants if self.is_explained_by(variant, in_double=in_double))
        return list({variant.name: Diagnosis(variant.name, variant.message) for variant in found}.values())

    def raises_more(self) -> bool:
        """Whether a call stopped, or returned too many or too few values, that the reference answers."""
        return any(raises_more(test.answers, self._replays.of(None, test)) for test in self._tests)

    def suspects(self, variants: Iterable[Variant]) -> list[Variant]:
        """Who may be one of several mistakes: wrong somewhere, and nowhere that the student is right."""
        return [variant for variant in variants if self._is_suspect(variant)]

    def _is_suspect(self, variant: Variant) -> bool:
        of = self._replays.of
        told = [(test.answers, of(None, test), of(variant, test)) for test in reversed(self._tests)]
        return all(agree_where_right(*each) for each in told) and not all(agree(right, own) for _, right, own in told)


def _before_the_starter(test: Sequence[Call]) -> Sequence[Call]:
    """What was asked before a function that is not written yet: that is no mistake, and keeps none from its name."""
    errors = [call.outcome.error.type if call.outcome.error else "" for call in test]
    return test[: errors.index("NotImplementedError")] if "NotImplementedError" in errors else test


def _parts(exercise: Exercise, wholes: Sequence[Variant]) -> list[list[Variant]]:
    """Of all variants, first those parts that lack one edit, then those that lack two, and so on."""
    known = {whole.source for whole in wholes}
    parts = [(len(whole.edits) - len(part.edits), part) for whole in wholes for part in parts_of(exercise, whole)]
    parts = [(missing, part) for missing, part in parts if part.source not in known]
    return [[part for missing, part in parts if missing == count] for count in sorted({m for m, _ in parts})]


def _pairs(exercise: Exercise, pairs: Iterable[tuple[Variant, Variant]]) -> Iterator[Variant]:
    """Two mistakes in different places as one."""
    different = [sorted(pair, key=lambda each: each.name) for pair in pairs if pair[0].name != pair[1].name]
    for one, other in different if len(different) <= MOST_PAIRS else ():
        if together := _together(exercise, one, other):
            yield together


def _together(exercise: Exercise, one: Variant, other: Variant) -> Variant | None:
    """Both mistakes in one solution, where they are in different places."""
    try:
        return compose(exercise, (one, other))
    except EditError:
        return None
