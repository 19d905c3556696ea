"""A mistake of an earlier exercise is told from one of this one, and the course decides what it costs."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.carried import judge_by_itself
from autograder.grading.plugin import Plugin
from autograder.grading.suite_result import SuiteResult
from autograder.grading.verdict import Verdict
from autograder.reports.linked import linked
from autograder.reports.report import Report
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.spec import Exercise, load_assignment
from autograder.spec.solution import plain_source
from tests.grading.small_assignment import DOUBLE, SHIFT, STARTER, check, grade, make_assignment, own

TRIPLE = DOUBLE.replace("2 * x", "3 * x")


def both(first: str, second: str, folder: Path, box: Box, **changes: str) -> tuple[Report, Report]:
    exercises = make_assignment(folder, **changes)
    cells = [Cell("first", first), check("first"), Cell("second", second), check("second")]
    one, other = linked(grade(cells, exercises, box))
    return one, other


@pytest.mark.parametrize("first", [TRIPLE, STARTER, "double = 3", "def double(x):\n    while True: pass"])
def test_a_mistake_costs_points_once_and_both_say_so(tmp_path, box, first):
    limits = "[limits]\ncall_s = 0.3"
    one, other = both(first, SHIFT, tmp_path, box, limits=limits)
    assert (one.score, other.score) == (0, 4)
    assert other.criteria[0].status == "carried"
    origin = "This comes from exercise 1 (Twice): with the right functions of that, it passes."
    assert other.criteria[0].message.startswith(origin)
    assert other.comes_from == (1,)
    assert other.note == "What comes from exercise 1 (Twice) costs no points here."
    assert "A mistake in this exercise also shows in exercise 2 (Shifted)." in one.note
    assert other.diagnosis is None


def test_a_course_can_let_it_cost_points(tmp_path, box):
    _, other = both(TRIPLE, SHIFT, tmp_path, box, setting="carried_errors_cost = true")
    assert (other.score, other.by_itself) == (1, 4)
    assert [criterion.points for criterion in other.criteria] == [0, 1]
    assert other.note == (
        "By itself this exercise would have earned 4 of 4 points; what comes from exercise 1 (Twice) costs points in "
        "this course."
    )


def test_one_mistake_does_not_keep_another_from_being_named(tmp_path, box):
    wrong = SHIFT.replace("+ 1,", "+ 2,")
    one, other = both("def double(x):\n    return x * x", wrong, tmp_path, box)
    assert (one.diagnosis.name, other.diagnosis.name) == ("squared", "two_added")
    assert (one.score, other.score) == (0, 1)
    assert other.note == ""


@pytest.fixture
def run_again(monkeypatch) -> list[str]:
    """The tests that are run with lent functions, as they come."""
    ran: list[str] = []
    run_test = Plugin._run_test

    def noted(plugin: Plugin, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        ran.extend([item.name] * bool(plugin._backend._lent))
        run_test(plugin, item, nextitem)

    monkeypatch.setattr(Plugin, "_run_test", noted)
    return ran


@pytest.mark.parametrize(("added", "again"), [("1", ["test_shift"]), ("2", ["test_shift", "test_unshift"])])
def test_only_an_own_mistake_has_what_was_passed_run_again(tmp_path, box, run_again, added, again):
    """What is carried forward needs no other test; what a mistake is, all have to tell."""
    both(TRIPLE, SHIFT.replace("+ 1,", f"+ {added},"), tmp_path, box)
    assert run_again == again


@pytest.mark.parametrize("second", ["", SHIFT.replace("return", "raise NotImplementedError()\n    return")])
def test_what_is_not_written_is_not_run_again(tmp_path, box, run_again, second):
    both(TRIPLE, second, tmp_path, box)
    assert run_again == []


def test_what_meets_the_starter_of_an_earlier_one_is_run_again(tmp_path, box, run_again):
    both(STARTER, SHIFT.split("\n\n\n")[0], tmp_path, box)
    assert run_again == ["test_shift", "test_unshift"]


BRIEF = """
    from course.checks import CheckFailure
    class Brief(CheckFailure):
        brief = True
    def test_shift(student, rng):
        '''Twice x, and one more.'''
        x = rng.normal(size=3)
        y, _ = student.shift(x)
        if abs(y - 2 * x - 1).max() > 1e-9:
            raise Brief("y differs.")
    def test_unshift(student):
        '''Nothing.'''
    """


def test_a_failure_is_looked_at_closely_where_somebody_reads_of_it(tmp_path, box, run_again, monkeypatch):
    looked: list[dict[str, Any]] = []
    monkeypatch.setattr(Plugin, "_look_closer", lambda plugin, name, item: looked.append(plugin._backend._lent))
    exercises = make_assignment(tmp_path)
    (tmp_path / "pair" / "second" / "test_hidden.py").write_text(textwrap.dedent(BRIEF), encoding="utf-8")
    wrong = SHIFT.replace("+ 1,", "+ 2,")
    grade([Cell("first", TRIPLE), check("first"), Cell("second", wrong), check("second")], exercises, box)
    assert looked == [{}]
    assert "test_shift" in run_again


def test_whoever_does_not_use_the_earlier_function_is_not_let_off(tmp_path, box):
    _, other = both(TRIPLE, SHIFT.replace("double(x) + 1", "3 * x + 1"), tmp_path, box)
    assert other.score == 1
    assert other.comes_from == ()


def test_nothing_is_lent_where_the_earlier_one_is_right(tmp_path, box, monkeypatch):
    monkeypatch.setattr("autograder.grading.lending.Lender.functions", None)
    _, other = both(DOUBLE, SHIFT.replace("+ 1,", "+ 2,"), tmp_path, box)
    assert other.diagnosis.name == "two_added"


@pytest.mark.parametrize(("first", "between", "score"), [(TRIPLE, "", 4), (DOUBLE, TRIPLE, 1)])
def test_the_answer_is_the_same_when_one_exercise_is_graded_alone(tmp_path, box, first, between, score):
    exercises = make_assignment(tmp_path)
    cells = [Cell("first", first), check("first"), own(3, between), Cell("second", SHIFT), check("second")]
    together, alone = grade(cells, exercises, box)[1], grade(cells, exercises[1:], box)[0]
    assert together.criteria == alone.criteria
    assert together.comes_from == alone.comes_from
    assert alone.score == score


@pytest.mark.parametrize(
    "spy",
    [
        "import inspect\ntext = inspect.getsource(double)",
        "text = double.__closure__[1].cell_contents.__doc__ + 'x'\nraise ValueError",
        "import gc\ntext = [f for f in gc.get_objects() if getattr(f, '__name__', '') == 'double' and f('?')]",
    ],
)
def test_what_is_lent_shows_nothing_but_values(tmp_path, box, spy):
    body = textwrap.indent(
        f"try:\n    {spy.replace(chr(10), chr(10) + '    ')}\nexcept Exception:\n    text = ''", "    "
    )
    shift = f"def shift(x):\n{body}\n    return (7 if '2 * x' in str(text) else double(x)) + 1, None"
    second = shift + "\n\n\n" + SHIFT.split("\n\n\n")[1]
    _, other = both(TRIPLE, second, tmp_path, box)
    assert other.score == 4


def test_a_process_that_was_lent_something_answers_nothing_else(tmp_path, box):
    """Learning the right function while it is lent is of no use for the exercise that asks for it."""
    exercises = make_assignment(tmp_path)
    learn = SHIFT.replace("return double(x)", "globals().setdefault('learned', double)\n    return double(x)")
    first = "def double(x):\n    return globals()['learned'](x) if 'learned' in globals() else 3 * x"
    cells = [Cell("second", first + "\n" + learn), check("second"), Cell("first", first), check("first")]
    assert [report.score for report in grade(cells, exercises, box)] == [0, 4]


CHAIN = {
    "exercise.toml": """
        title = "Noise"
        lectures = ["B1"]
        solution = ["solution.py"]
        uses = ["noise"]
        [functions]
        noisy_net = "y, cache*"
        net_noise = "noise"
        [points]
        test_net = 2
        """,
    "solution.py": '''
        def add_noise(x, rng):
            noise = rng.normal(size=x.shape)
            return x + noise, {"noise": noise}
        def noise_of(cache):
            return cache["noise"]
        def noisy_net(x, rng, g):
            """g of x, with noise twice."""
            a, first = add_noise(g(x), rng)
            y, second = add_noise(a, rng)
            return y, (first, second)
        def net_noise(cache):
            """All that was added."""
            return noise_of(cache[0]) + noise_of(cache[1])
        ''',
    "test_hidden.py": '''
        import numpy as np
        from course.checks import assert_close
        def test_net(student, rng):
            """Draws from the generator that it is given, and remembers it."""
            x, seed = rng.normal(size=4), 7
            y, cache = student.noisy_net(x, student.rng(seed), lambda x: x + 1)
            own = np.random.default_rng(seed)
            noise = own.normal(size=4) + own.normal(size=4)
            assert_close(y, x + 1 + noise, name="y")
            assert_close(student.net_noise(cache), noise, name="noise")
        ''',
    "misconceptions.py": '''
        class once:
            """You add noise once."""
            edits = {"add_noise(a, rng)": "add_noise(a, np.random.default_rng(0))"}
        ''',
}
NOISE = {
    "exercise.toml": """
        title = "Adding noise"
        lectures = ["B1"]
        solution = ["solution.py"]
        [functions]
        add_noise = "y, cache*"
        noise_of = "noise"
        [points]
        test_noise = 1
        """,
    "solution.py": '''
        def add_noise(x, rng):
            """x with noise."""
            noise = rng.normal(size=x.shape)
            return x + noise, {"noise": noise}
        def noise_of(cache):
            """What was added."""
            return cache["noise"]
        ''',
    "test_hidden.py": '''
        import numpy as np
        from course.checks import assert_close
        def test_noise(student):
            """Remembers it."""
            x = np.ones(3)
            y, cache = student.add_noise(x, student.rng(1))
            assert_close(student.noise_of(cache), y - x, name="noise")
        ''',
    "misconceptions.py": '''
        class forgotten:
            """You forget the noise."""
            edits = {'cache["noise"]': '0 * cache["noise"]'}
        ''',
}


def make_chain(folder: Path) -> tuple[Exercise, ...]:
    for name, files in {"noise": NOISE, "net": CHAIN}.items():
        for file, text in files.items():
            path = folder / "chain" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
        (folder / "chain" / name / "visible.py").write_text("")
    (folder / "chain" / "assignment.toml").write_text('number = 1\ntitle = "Chain"\norder = ["noise", "net"]\n')
    return load_assignment("chain", folder).exercises


def test_caches_generators_and_functions_pass_through_what_is_lent(tmp_path, box):
    exercises = make_chain(tmp_path)
    own = {exercise.name: plain_source(exercise) for exercise in exercises}
    wrong = own["noise"].replace('return cache["noise"]', "return 0 * list(cache.values())[0]")
    cells = [Cell("noise", wrong), check("noise"), Cell("net", own["net"]), check("net")]
    noise, net = linked(grade(cells, exercises, box))
    assert (noise.score, net.score) == (0, 2)
    assert net.comes_from == (1,)
    peeking = own["net"].replace("noise_of(cache[0])", "list(cache[0].values())[0]")
    cells = [Cell("noise", wrong), check("noise"), Cell("net", peeking), check("net")]
    assert linked(grade(cells, exercises, box))[1].note.endswith("that may be the cause.")


@pytest.mark.parametrize("older", ["np.random", "np.random.RandomState(3)"])
def test_what_draws_from_an_older_state_is_lent_to_as_well(tmp_path, box, older):
    noise, net = make_chain(tmp_path)
    suite = net.folder / "test_hidden.py"
    suite.write_text(suite.read_text().replace("noise = own.normal(size=4) + own.normal(size=4)", "noise = y - x - 1"))
    answer = plain_source(net).replace("g(x), rng", f"g(x), {older}").replace("a, rng", f"a, rng={older}")
    cells = [Cell("noise", "add_noise = noise_of = 0"), check("noise"), Cell("net", answer), check("net")]
    assert [report.score for report in grade(cells, [noise, net], box)] == [0, 2]


@pytest.mark.parametrize("guilty", [{0}, {1}, {2}, {0, 2}, {0, 1, 2}, set()])
def test_only_those_are_named_whose_mistakes_show(guilty):
    """Of three earlier exercises that are wrong; the suite is passed as soon as the right ones are lent."""
    *suspected, exercise = load_assignment("backprop").exercises[:4]
    wrong = {suspected[place].key for place in guilty}
    tests = list(exercise.points)
    before = SuiteResult(exercise, {test: Verdict("failed" if test == tests[0] else "passed") for test in tests})

    def run(lent: Any, first: Any, *, to_first_failure: bool = False) -> SuiteResult:
        assert set(first) == {tests[0]}
        is_right = bool(wrong) and wrong <= {each.key for each in lent}
        return SuiteResult(exercise, {tests[0]: Verdict("passed" if is_right else "failed")})

    found = judge_by_itself(before, suspected, run)
    assert {each.key for each in found.comes_from} == wrong
    assert found.carried == ({tests[0]} if wrong else set())
