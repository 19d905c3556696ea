"""What a hidden suite asks does not depend on whether the answers were right."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from autograder.grading.calls import Call
from autograder.grading.finishing import finish
from autograder.grading.suite import run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.sandbox.backend import Outcome, Ref
from autograder.spec import EXERCISES, find_exercises, load_exercise
from autograder.spec.reference import reference_functions
from autograder.spec.variants import load_variants, variant_functions

VARIANTS = 2


class Seen(TrustedBackend):
    """Notes what is asked, and whether everything was answered."""

    def __init__(self, functions: dict[str, Any]) -> None:
        super().__init__(functions)
        self.asked: list[Any] = []
        self.answered = True

    def call(self, target: Any, args: Any, kwargs: Any, keep: Any = None) -> Outcome:
        self.asked.append((target if isinstance(target, str) else "", len(args), *sorted(kwargs)))
        outcome = super().call(target, args, kwargs, keep)
        self.answered &= outcome.error is None
        return outcome


def seen(exercise: Any, functions: dict[str, Any]) -> Seen:
    backend = Seen(functions)
    run_suites([exercise], backend, 5)
    return backend


@pytest.mark.parametrize("key", find_exercises())
def test_the_same_is_asked_of_wrong_answers(key):
    exercise = load_exercise(EXERCISES / key)
    reference = dict(reference_functions(exercise))
    right = seen(exercise, reference)
    wrong = (seen(exercise, reference | variant_functions(exercise, v)) for v in load_variants(exercise))
    answering = [backend.asked for backend in islice(wrong, 2 * VARIANTS) if backend.answered]
    assert answering[:VARIANTS]
    for asked in answering[
        :VARIANTS
    ]:  # gradcheck looks closer where a gradient is wrong, but only after all that counts
        assert asked[: len(right.asked)] == right.asked
        assert len(asked) == len(right.asked) or "gradcheck(" in (exercise.folder / "test_hidden.py").read_text()


def test_a_wrong_gradient_is_looked_at_closely_afterwards():
    """Entry by entry, and in a picture, though while points were earned no more was asked than of a right one."""
    exercise = load_exercise(EXERCISES / "backprop" / "mlp")
    doubled = next(v for v in load_variants(exercise) if v.name == "penalty_gradient_doubled")
    functions = reference_functions(exercise) | variant_functions(exercise, doubled)
    verdict = run_suites([exercise], TrustedBackend(functions), 5)[0].verdict("test_gradients_are_slopes_of_your_loss")
    assert "grads['W1'] does not agree with the slope of the function in all 30 entries" in verdict.message
    assert verdict.picture is not None


def called(target: Any, value: Any, *arguments: Any) -> Call:
    return Call("call", target, arguments, {}, frozenset(), Outcome(value, None, (), 0.0))


def test_handles_are_the_students_own():
    """The reference's cache is not the student's: a later call gets what the student's own call has left there."""
    backend = Seen({"forward": lambda x: (x, [x]), "backward": lambda dout, cache: dout * cache[0]})
    out = backend.call("forward", (3.0,), {}, frozenset({1}))
    theirs, asked = Ref(900, "object"), []
    whole = [called("forward", (7.0, theirs), 3.0), called("backward", 0.0, 2.0, theirs), called("forward", None, 5.0)]
    perform = backend.call
    backend.call = lambda *args: asked.append(perform(*args).value) or Outcome(None, None, (), 0.0)
    finish(backend, [Call("call", "forward", (3.0,), {}, frozenset({1}), out)], whole)
    assert asked[0] == 6.0
    assert len(asked) == 2


def test_a_test_that_went_another_way_is_left_alone():
    backend = Seen({"f": lambda: 1, "g": lambda: 2})
    finish(backend, [called("g", 2)], [called("f", 1), called("f", 1)])
    assert backend.asked == []
