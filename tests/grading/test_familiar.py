"""The same answers are judged once, and nobody is asked anything else for that."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.grading import familiar as familiar_module
from autograder.grading import suite
from autograder.grading.calls import Call
from autograder.grading.familiar import Familiar, Shelf
from autograder.grading.grade import grade_backend
from autograder.grading.runner import Reference, Runner
from autograder.grading.trusted import TrustedBackend
from autograder.grading.verdict import Verdict
from autograder.sandbox.backend import Cell, Outcome, Ref
from autograder.sandbox.guest_process import GuestProcess
from tests.grading.small_assignment import DOUBLE, SHIFT, check, grade, make_assignment

FORGETFUL = """
import itertools
from course.checks import assert_close
COUNT = itertools.count(1)
def test_double(student):
    \"\"\"Twice x.\"\"\"
    x = float(next(COUNT))
    assert_close(student.double(x), 2 * x, name="y")
"""


@pytest.fixture
def exercises(tmp_path):
    return make_assignment(tmp_path)


@pytest.fixture
def runs(monkeypatch):
    """The tests that were run on a student, by name."""
    names: list[str] = []
    run = Runner.run

    def noted(runner: Runner, item: Any, nextitem: Any, backend: Any, *rest: Any) -> Verdict:
        if not isinstance(backend, Reference):
            names.append(item.name)
        return run(runner, item, nextitem, backend, *rest)

    monkeypatch.setattr(Runner, "run", noted)
    return names


class Asked(TrustedBackend):
    """Notes what it is asked."""

    def __init__(self, **functions: Any) -> None:
        super().__init__(functions)
        self.asked: list[Any] = []

    def call(self, target: Any, args: Any, kwargs: Any, keep: Any = None) -> Outcome:
        self.asked.append((target, [np.asarray(a).tobytes() if isinstance(a, np.ndarray) else type(a) for a in args]))
        return super().call(target, args, kwargs, keep)


def pair(offset: float = 1.0, factor: float = 2.0) -> Asked:
    def double(x):
        return factor * x

    return Asked(double=double, shift=lambda x: (double(x) + offset, None), unshift=lambda y, cache: (y - 1) / 2)


def points(backend: Asked, exercises: Any) -> list[Any]:
    return [(r.score, r.diagnosis, [c.message for c in r.criteria]) for r in grade_backend(backend, exercises, 3)]


@pytest.mark.parametrize("offset", [1.0, 2.0, 0.5])
def test_the_same_answers_are_judged_once_and_alike(exercises, runs, offset):
    first, second = pair(offset), pair(offset)
    found = points(first, exercises)
    assert runs == ["test_double", "test_shift", "test_unshift"]
    assert points(second, exercises) == found
    assert len(runs) == 3
    assert second.asked == first.asked


def test_answers_that_differ_in_the_last_bit_are_judged_by_themselves(exercises, runs):
    points(pair(), exercises)
    runs.clear()
    points(pair(factor=np.nextafter(2.0, 3.0)), exercises)
    assert runs == ["test_double", "test_shift", "test_unshift"]


def test_who_changes_an_argument_is_not_taken_for_who_does_not(exercise):
    """Both give the same values; whoever is graded second is judged by what was done to x all the same."""

    def pure(x, slope=0.01):
        return np.where(x > 0, x, slope * x)

    def changing(x, slope=0.01):
        h = pure(x, slope)
        x[...] = 0.0
        return h

    scores = [grade_backend(TrustedBackend({"leaky_relu": f}), [exercise], 3)[0].score for f in (pure, changing, pure)]
    assert scores[0] == scores[2] == exercise.max_score
    assert scores[1] < scores[0]


def test_an_explanation_is_looked_for_once(exercises, monkeypatch):
    named = points(pair(2.0), exercises)[1][1].name
    monkeypatch.setattr("autograder.grading.judged.diagnose", pytest.fail)
    assert points(pair(2.0), exercises)[1][1].name == named == "two_added"


def test_everybody_is_told_their_own_line(exercises, box):
    def messages(lines: int) -> list[str]:
        source = "def double(x):\n" + "    pass\n" * lines + "    return missing"
        [report, _] = grade([Cell("first", source), check("first"), check("second")], exercises, box)
        return [criterion.message for criterion in report.criteria]

    [first], [second] = messages(0), messages(5)
    assert "line 2 of your cell" in first
    assert second == first.replace("line 2", "line 7")


def test_a_missing_function_is_missing_for_its_owner_alone(exercises):
    scores = [points(Asked(**functions), exercises)[0][0] for functions in ({}, {"double": lambda x: 2 * x}, {})]
    assert scores == [0, 2, 0]


def test_a_test_that_asks_otherwise_each_time_is_run_each_time(tmp_path, runs):
    first, _ = make_assignment(tmp_path)
    (first.folder / "test_hidden.py").write_text(FORGETFUL)
    students = pair(), pair(factor=np.nextafter(2.0, 3.0)), pair(factor=3.0), pair()
    assert [points(student, [first])[0][0] for student in students] == [2, 2, 0, 2]
    assert len(runs) == 5  # the second student's was begun with an answer to another question


def test_what_ended_by_chance_is_run_again():
    met = Familiar()
    asked = Call("call", "f", (1.0,), {}, frozenset(), Outcome(2.0, None, (), 0.0))
    assert met.learn([asked], Verdict("passed"), 1) is not None
    assert met.meet(Asked(f=lambda x: 2 * x)).ending is not None
    assert met.meet(Asked(f=lambda x: 3 * x)).ending is None
    unknown = Call("call", "f", (Ref(7, "object"),), {}, frozenset(), Outcome(2.0, None, (), 0.0))
    assert met.learn([unknown], Verdict("passed"), 1) is None


def test_what_nobody_has_met_for_longest_is_forgotten(monkeypatch):
    monkeypatch.setattr(familiar_module, "KEPT_TESTS", 2)
    shelf = Shelf()
    first, second, _ = (shelf.get(name) for name in "abc")
    assert shelf.get("a") is first
    shelf.tidy()
    assert shelf.get("a") is first
    assert shelf.get("b") is not second


def test_a_test_is_known_in_so_many_ways_and_no_more():
    test = Familiar()

    def answered(value: float) -> Call:
        return Call("call", "f", (1.0,), {}, frozenset(), Outcome(value, None, (), 0.0))

    endings = [test.learn([answered(float(k))], Verdict("passed"), 1) for k in range(familiar_module.MOST_WAYS)]
    assert all(endings)
    size = test.nbytes
    assert test.learn([answered(-1.0)], Verdict("passed"), 1) is None
    assert test.nbytes == size
    assert test.meet(Asked(f=lambda x: 5.0)).ending is endings[5]


def test_what_a_student_costs_does_not_grow_with_the_class(exercises, box, monkeypatch):
    """Messages to the box and tests run for each student; suites are collected once for all."""
    counts = {"messages": 0, "collections": 0, "runs": 0}

    def counted(owner: Any, name: str, what: str) -> None:
        function = getattr(owner, name)

        def counting(*arguments: Any, **keywords: Any) -> Any:
            counts[what] += 1
            return function(*arguments, **keywords)

        monkeypatch.setattr(owner, name, counting)

    suite_file = exercises[1].folder / "test_hidden.py"
    gives_away, keeps = "student.unshift(2 * x + 1, cache), x,", "student.unshift(4 * x + 1, cache), 2 * x,"
    assert gives_away in suite_file.read_text(), "what shift should have answered, which waits for its answer"
    suite_file.write_text(suite_file.read_text().replace(gives_away, keeps))
    for name in ("ask", "put"):
        counted(GuestProcess, name, "messages")
    counted(suite, "collect", "collections")
    counted(Runner, "run", "runs")
    cells = [Cell("first", DOUBLE), check("first"), Cell("second", SHIFT), check("second")]
    costs = []
    for _ in range(4):
        before = dict(counts)
        grade(cells, exercises, box)
        costs.append({what: counts[what] - before[what] for what in counts})
    assert costs[0] | {"messages": 0} == {"messages": 0, "collections": 1, "runs": 3}
    assert costs[1]["runs"] == 6, "each test twice on the reference, for how far its questions may run ahead"
    assert costs[2] == costs[3] == {"messages": costs[1]["messages"], "collections": 0, "runs": 0}
    assert costs[1]["messages"] < costs[0]["messages"]
