"""Questions that are put before the first is answered change nobody's points, and tell nobody an answer."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.grading import plugin as plugin_module
from autograder.grading import suite
from autograder.grading.calls import Call
from autograder.grading.familiar import Shelf
from autograder.grading.foretelling import first_telling, shaken, shaken_functions
from autograder.grading.on_reference import OnReference
from autograder.grading.suite import foresee_suites, run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.grading.ways import digests_of
from autograder.proof.grading import grade_in_box
from autograder.proof.known import known_solutions
from autograder.reports.report import Report
from autograder.sandbox.ahead import Script
from autograder.sandbox.backend import Cell, Outcome, Ref
from autograder.sandbox.session import Session
from autograder.spec import EXERCISES, load_exercise
from autograder.spec.reference import reference_functions
from tests.attacks.wire import AHEAD
from tests.grading.small_assignment import DOUBLE, SHIFT, check, grade, make_assignment

MOST_SOLUTIONS = 12
KEYS = (
    "backprop/linear",
    "dropout/dropout",
    "optimizers/adam",
    "regularization/early_stopping",
    "losses/neuron_gradient",
)
SUITE = """
    import pytest
    from course.checks import assert_close

    @pytest.mark.parametrize("size", [1, 3, 40])
    def test_double(student, rng, size):
        \"\"\"Twice x.\"\"\"
        for x in rng.normal(size=(6, size)):
            assert_close(student.double(x), 2 * x, name="y")
        with pytest.raises(ValueError):
            student.double(None)
        student.assert_arguments_unchanged()
"""
STUDENTS = {
    "right": "return 2 * x",
    "counts": "COUNT.append(1)\nreturn 2 * x + (len(COUNT) > 9)",
    "random": "np.random.seed(len(COUNT))\nCOUNT.append(1)\nreturn 2 * x + 1e-15 * np.random.rand()",
    "keeps": "COUNT.append(x)\nfor each in COUNT[:-1]:\n    each *= 3\nreturn 2 * x",
    "in place": "x *= 2\nreturn x",
    "sometimes in place": "COUNT.append(1)\ny = 2 * x\nif len(COUNT) > 3: x *= 2\nreturn y",
    "generator": "return (2 * each for each in x)",
    "prints": "print('y' * 1_000_000)\nreturn 2 * x",
    "raises": "COUNT.append(1)\nreturn 2 * x / (len(COUNT) != 4 or {}['three'])",
    "raises at once": "return missing",
    "another type": "COUNT.append(1)\nreturn [np.float32, list, np.asarray, tuple][len(COUNT) % 3](2 * x)",
    "text": 'return \'["ref",0,"object","list"]\'',
    "objects": "return [iter([k]) for k in range(5000)]",
    "function": "return lambda: x",
    "dies": "COUNT.append(1)\nif len(COUNT) == 3: os._exit(3)\nreturn 2 * x",
    "dies often": "COUNT.append(1)\nif len(COUNT) % 3 == 0: os._exit(3)\nreturn 2 * x",
    "hangs": "COUNT.append(1)\nif len(COUNT) == 5: time.sleep(9)\nreturn 2 * x",
    "slow": "until = time.process_time() + 0.2\nwhile time.process_time() < until: pass\nreturn 2 * x",
    "large": "return np.ones(1 << 18)",
    "recursive": "y = []\ny.append(y)\nreturn y",
}
BODY = "import os, time\nCOUNT = []\ndef double(x):\n    if x is None:\n        raise ValueError\n"


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    monkeypatch.setattr(plugin_module, "_met", Shelf())


@pytest.fixture
def together(monkeypatch):
    """Scripts that were put, and whether all of it was answered."""
    put: list[tuple[Script, bool]] = []
    original = Session.together

    def noted(session: Session, script: Script) -> Any:
        came = original(session, script)
        put.append((script, came is not None))
        return came

    monkeypatch.setattr(Session, "together", noted)
    return put


def in_turn(work: Callable[[], Any]) -> Any:
    """The same with each question after the answer before it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugin_module, "_met", Shelf())
        patch.setattr(Session, "together", lambda session, script: None)
        return work()


def told(report: Report) -> Any:
    lines = [(c.name, c.status, c.points, c.message) for c in report.criteria]
    return report.graded, report.score, report.diagnosis, lines


def suite_of(folder: Any, suite: str, limits: str = "[limits]\ncall_s = 0.5\nidle_s = 0.5\noutput_mb = 8") -> Any:
    first, second = make_assignment(folder, limits=limits)
    (first.folder / "test_hidden.py").write_text(textwrap.dedent(suite))
    return first, second


def body(text: str) -> str:
    return BODY + textwrap.indent(text, "    ") + "\n"


def graded(sources: Sequence[str], exercises: Any, box: Any) -> list[Any]:
    def one(source: str) -> Any:
        cells = [Cell("first", source), check("first"), Cell("second", SHIFT), check("second")]
        return [told(report) for report in grade(cells, exercises, box)]

    return [one(source) for source in sources]


@pytest.mark.parametrize("name", STUDENTS)
def test_nobody_is_judged_otherwise(tmp_path, box, together, name):
    """Odd, wrong and slow students, each between two who are right."""
    exercises = suite_of(tmp_path, SUITE)
    sources = [body(STUDENTS[who]) for who in ("right", "right", name, "right")]
    found = graded(sources, exercises, box)
    assert [came for _, came in together][:3] == [True] * 3
    assert max(len(script.questions) for script, _ in together) == 7
    assert found == in_turn(lambda: graded(sources, exercises, box))
    assert found[0] == found[1] == found[3]


def test_what_is_made_for_a_question_that_waits_is_made_with_it(tmp_path, box, together):
    suite = """
        from course.checks import assert_close

        def test_double(student, rng):
            \"\"\"Three times twice x.\"\"\"
            y = student.double(rng.normal(size=3))
            assert_close(student.define("def thrice(x): return 3 * x")(y), 3 * y, name="z")
    """
    exercises = suite_of(tmp_path, suite)
    found = graded([body(STUDENTS["right"])] * 4, exercises, box)
    assert all(lines[0][1] == "passed" for (_, _, _, lines), _ in found)
    assert [came for script, came in together if not script.kinds and len(script.questions) == 1][:3] == [True] * 3


@pytest.mark.parametrize("key", KEYS)
def test_known_solutions_are_judged_alike(box, together, key):
    exercise = load_exercise(EXERCISES / key)
    known = list(known_solutions(exercise))[:MOST_SOLUTIONS]

    def reports() -> list[Any]:
        return [(told(report), stopped) for report, stopped in grade_in_box(exercise, known, box, 7)]

    found = reports()
    assert together
    assert found == in_turn(reports)


TELLING = {
    "its own answer": ("y", "y"),
    "what is made of its answer": ("y - 5", "y + 5"),
    "a number made of its answer": ("float(y.sum() - y[:-1].sum())", "np.append(2 * x[:-1], y)"),
    "what is right": ("2 * x", "y"),
    "what the reference says": ("reference.double(x) - 5", "y + 5"),
    "the negative of what is right": ("-(x + x)", "-y"),
    "a part of it, turned round": ("0.3 * (x + x)[::-1]", "y[::-1] / 0.3"),
    "a part of it among others": ("np.append((x + x)[1:], rng.normal(size=4))", "np.append(2 * x[:1], y[:2])"),
    "its last sum": (
        "np.append(2 * rng.normal(size=2), np.sum(x + x))",
        "np.append(2 * x[:2], y[2] - 2 * x[:2].sum())",
    ),
    "a helper's text": ("student.define(f'def f(): return {(x + x).tolist()}')()", "said(x)"),
}
GIVES_AWAY = """
    import numpy as np
    from course.checks import assert_close
    def test_double(student, reference, rng):
        \"\"\"Twice x.\"\"\"
        x = rng.normal(size=3)
        y = student.double(x)
        assert_close(y, 2 * x, name="y")
        student.double(QUESTION)
"""
READS_AHEAD = """
def said(x):
    return np.array(eval(waiting()[0][1][1][2].partition("return")[2]))
def double(x):
    ahead = waiting()
    if not ahead:
        return x
    if ahead[0][1][1][0] == "define":
        return said(x)
    y = ahead[0][2][0] if ahead[0][2] else ahead[0][1][1][2][1][0]
    return ANSWER
"""


@pytest.mark.parametrize("way", TELLING)
@pytest.mark.parametrize("guarded", [True, False])
def test_no_answer_can_be_read_in_a_later_question(tmp_path, box, monkeypatch, way, guarded):
    """Who reads what waits and gives that back earns nothing; where nothing held it back it would be everything."""
    question, answer = TELLING[way]
    exercises = suite_of(tmp_path, GIVES_AWAY.replace("QUESTION", question))
    if not guarded:
        monkeypatch.setattr(OnReference, "untelling", lambda self, *item: self.run(*item)[1])
    hostile = AHEAD + READS_AHEAD.replace("ANSWER", answer)
    scores = [reports[0][1] for reports in graded([DOUBLE, DOUBLE, hostile], exercises, box)]
    assert scores == [2, 2, 0 if guarded else 2]


LISTED = """
    import pytest
    from course.checks import assert_close
    def test_double(student, rng):
        \"\"\"Twice x.\"\"\"
        for x in rng.normal(size=2):
            last = student.double(float(x))[-1]
        assert_close(last(3.0), 3.0 + x, name="y")
"""
MANY = "return [lambda y, k=k: y + k * x for k in {}]"
TWO_AND_ONE = "((0, 1) if len(COUNT) % 2 else (1,))"
ODD = {
    "(0, 1)": 2,
    "[1]": 2,
    "(3, 2, 1)": 2,
    "(1, 2)": 0,
    "((1,) if len(COUNT) % 2 else (0, 1))": 2,
    "((1,) if len(COUNT) % 2 else (1, 0))": 0,
    "((1, 1, 1) if len(COUNT) % 2 else (1,))": 2,
}


@pytest.mark.parametrize("now", ODD)
def test_an_answer_is_about_the_value_that_the_test_asks_about(tmp_path, box, together, now):
    """Also where earlier answers have left more values, or fewer, than those of whoever came before."""
    exercises = suite_of(tmp_path, LISTED)
    (exercises[0].folder / "misconceptions.py").write_text("")
    (exercises[0].folder / "solution.py").write_text(body("COUNT.append(1)\n" + MANY.format(TWO_AND_ONE)))
    others, odd = (body("COUNT.append(1)\n" + MANY.format(kinds)) for kinds in (TWO_AND_ONE, now))
    sources = [others, others, odd, odd, others]
    found = graded(sources, exercises, box)
    assert max(len(script.questions) for script, _ in together) == 3
    assert [reports[0][1] for reports in found] == [2, 2, ODD[now], ODD[now], 2]
    assert found == in_turn(lambda: graded(sources, exercises, box))


NOISE = """
    import numpy as np
    from course.checks import assert_close
    def test_double(student, rng):
        \"\"\"Twice x.\"\"\"
        for x in rng.normal(size=(4, 3)):
            y = student.double(x)
            student.double(np.abs(x) if y[0] == 2 * x[0] else x)
        assert_close(y, 2 * x, name="y")
"""


def test_who_is_asked_something_else_loses_no_time(tmp_path, box):
    """The first whose answers lead elsewhere is asked everything once more, and may compute as long for it."""
    limits = "[limits]\ncall_s = 0.5\ntests_s = 1.6"
    exercises = suite_of(tmp_path, NOISE, limits)
    slow = "until = time.process_time() + 0.12\nwhile time.process_time() < until: pass\n"
    sources = [body("return 2 * x"), body("return 2 * x"), body(slow + "return np.nextafter(2 * x, 9)")]
    assert [reports[0][1] for reports in graded(sources, exercises, box)] == [2, 2, 2]


BY_SHAPE = """
    import numpy as np
    from course.checks import assert_close
    def test_double(student, rng):
        \"\"\"Twice x.\"\"\"
        y = student.double(rng.normal(size=3))
        student.double(np.ones(np.size(y)))
        assert np.size(y) == 3
"""


def test_a_question_that_was_another_one_waits_from_then_on(tmp_path, box, together):
    exercises = suite_of(tmp_path, BY_SHAPE)
    sources = [body(f"return 2 * x{part}") for part in ("", "", "[:2]", "", "[:1]")]
    found = graded(sources, exercises, box)
    ahead = [len(script.questions) for script, _ in together if script.names == {"double"}]
    assert ahead == [2, 2, 1, 1]
    assert [reports[0][1] for reports in found] == [2, 2, 0, 2, 0]
    assert found == in_turn(lambda: graded(sources, exercises, box))


HOSTILE = {
    "another nonce": "spray(frame(answer(), mark='00' * 8))",
    "two answers": "spray(frame(answer()) * 2)",
    "later ones first": "[spray(frame(answer(), mark=mark)) for mark, _, _ in reversed(waiting())]",
    "a hidden handle": "hidden()",
    "a sealed value": "spray(frame(['tuple', ['value', ['sealed', 0], ['list', []]]]))",
    "the same value, written otherwise": "spaced(x)",
}
HELPERS = """
def spaced(x):
    end = channel()
    def post(message):
        vars(end).pop("post")
        text = json.dumps([nonce(), ["tuple", ["value", ["array", 0], ["list", []]]], [["float64", list(x.shape)]]])
        spray(struct.pack("!IQ", len(text), x.nbytes) + text.encode() + (2 * x).tobytes())
    end.post = post
def hidden():
    text = '["%s",["tuple",["value",[ "\\\\u0072ef",4096,"object","list"],["list",[]]]],[]]' % nonce()
    channel().post = lambda message: vars(channel()).pop("post")
    spray(struct.pack("!IQ", len(text), 0) + text.encode())
"""


@pytest.mark.parametrize("way", HOSTILE)
def test_who_forges_spoils_nothing_for_others(tmp_path, box, together, way):
    """Before anybody right is known, and after."""
    exercises = suite_of(tmp_path, SUITE)
    hostile = AHEAD + HELPERS + body(f"if x is not None: {HOSTILE[way]}\nreturn 3 * x")
    right = body(STUDENTS["right"])
    sources = [hostile, right, right, hostile, hostile, right, right]
    found = graded(sources, exercises, box)
    assert found[1] == found[2] == found[5] == found[6]
    assert found[1][0][1] == 2
    assert (found[3][0][1] == 2) == (way == "the same value, written otherwise")
    assert found == in_turn(lambda: graded(sources, exercises, box))
    assert together[-1][1], "the tests are still known"


STATES = {
    "none": "[]",
    "too many": "[{}] * 50_000",
    "no list": "{'a': 1}",
    "text": "['x' * 100_000]",
    "deep": "[deep(28)]",
    "handles": "[object()]",
    "numbers without end": "[{'bit_generator': 'PCG64', 'state': {'state': 2**4000, 'inc': -1}}]",
    "another kind": "[{'bit_generator': 'MT19937', 'state': {'key': np.zeros(624), 'pos': 10**9}}]",
    "large": "[np.zeros(500_000)]",
}
FORGED_STATES = """
def deep(n):
    return [deep(n - 1)] if n else 0
def shift(x):
    for arguments in ((x,), (np.random.default_rng(0),), (x, np.random.default_rng(0))):
        for cell in double.__closure__ or ():
            try:
                cell.cell_contents(arguments, {}, STATES)
            except Exception:
                pass
    return double(x) + 1, (x, "cache")
def unshift(y, cache):
    return (y - 1) / 2
"""


@pytest.mark.parametrize("way", STATES)
def test_forged_states_of_generators_are_refused(tmp_path, box, way):
    """Who is lent a function and says of Generators what is no state gets an exception, and is graded."""
    exercises = make_assignment(tmp_path)
    wrong = "def double(x):\n    return 3 * x"
    source = FORGED_STATES.replace("STATES", STATES[way])
    forged = [Cell("first", wrong), check("first"), Cell("second", source), check("second")]
    one, other = grade(forged, exercises, box)
    assert (one.graded, other.graded, one.score, other.score) == (True, True, 0, 4)
    assert graded([DOUBLE], exercises, box)[0][1][1] == 4


def called(value: Any, *arguments: Any) -> Call:
    return Call("call", "f", arguments, {}, frozenset(), Outcome(value, None, (), 0.0))


def defined(text: str) -> Call:
    return Call("define", "", (text,), {}, frozenset(), Outcome(None, None, (), 0.0))


def stepped(value: Any) -> Call:
    return Call("next", Ref(1, "iterator"), (), {}, frozenset(), Outcome(value, None, (), 0.0))


X, Y = np.array([0.5, -1.5]), np.array([3.25, 4.5])
HUGE = np.full(7, 1.5e308 * (1 + 1j)) * np.linspace(0.1, 1.0, 7)
ORDER = np.random.default_rng(2).permutation(12)
W, Z = np.random.default_rng(1).normal(size=(2, 3, 4))


@pytest.mark.parametrize(
    ("calls", "place"),
    [
        ([], 0),
        ([called(Y, X), called(X, X)], 2),
        ([called(Y, X), called(X, Y)], 1),
        ([called(Y, X), called(X, X, [1, {"a": Y.reshape(2, 1)}])], 1),
        ([called(Y, X), called(X, Y.astype(np.float32))], 1),
        ([called((1.0, {"b": 0.125}), X), called(X, 0.125)], 1),
        ([called(3, X), called(X, 3)], 2),
        ([called(X, X), called(X, X)], 2),
        ([called(np.full(2, np.nan), X), called(X, np.full(2, np.nan))], 1),
        ([called(Ref(1, "object"), X), called(X, Ref(1, "object"))], 2),
        ([called("text", X), called(True, "text"), called(X, True)], 3),
        ([called(Z, X), called(X, -Z)], 1),
        ([called(Z, X), called(X, Z.T)], 1),
        ([called(Z, X), called(X, 0.3 * Z)], 1),
        ([called(Z, X), called(X, 5 - 0.3 * Z)], 1),
        ([called(Z, W), called(X, W - 0.1 * Z)], 1),
        ([called(Z, W), called(X, W - 0.1), called(X, W + 1e-5 * Z.T[::-1].reshape(Z.shape))], 3),
        ([called(Z, X), called(X, Z[1])], 1),
        ([called(Z, X), called(X, np.append(W, Z[0, 0]))], 1),
        ([called(Z, X), called(X, Z.sum())], 1),
        ([called(Z, X), called(X, Z.mean(axis=0))], 1),
        ([called(Z, X), called(X, np.linalg.norm(Z))], 1),
        ([called(Z, X), called(X, np.exp(Z))], 1),
        ([called(Z, X), called(X, Z / 2)], 1),
        ([called(Z, X), called(X, (Z / 2).astype(np.float32))], 1),
        ([called(Z, X), called(X, Z > 0)], 1),
        ([called(Z, X), called(X, np.where(Z > 0, W, 0.0))], 1),
        ([called(Z, X), called(X, Z.argsort(axis=1))], 1),
        ([called(Z < 0, Z.ravel()), called(X, Z[Z < 0])], 1),
        ([called(ORDER, Z.ravel()), called(X, Z.ravel()[ORDER])], 1),
        ([called(ORDER, np.outer(Z, [1, 2])), called(X, np.outer(Z, [1, 2])[ORDER])], 1),
        ([called(ORDER, Z.ravel()), called(X, Z.ravel()[::-1])], 2),
        ([called(1j * Z, X), called(X, Z)], 1),
        ([called(HUGE, X), called(X, -HUGE), called(X, np.array([]))], 1),
        ([called((HUGE, 2**70, np.array([], int), np.full((2, 0), 1j)), X), called(X, np.array([]))], 2),
        ([called(np.maximum(W, 0), W), called(X, 2 * W)], 2),
        ([called(Z, X), called(X, W), called(X, 3 * W)], 3),
        ([called(Z, X), defined(f"def f(): return np.array({Z.tolist()})")], 1),
        ([called(Z, X), defined("def f(x1): return 0.5 * x1 - 1e-8")], 2),
        ([called(X, X), stepped(X), called(X, X)], 2),
    ],
)
def test_the_first_question_that_tells_an_answer(calls, place):
    assert first_telling(calls) == place


@pytest.mark.parametrize("value", [0.1, 1 + 2j, Y, Y.astype(np.float32), (X, [Y, {"a": 0.5}]), np.float64(3.0)])
def test_what_is_shaken_is_as_right_and_not_the_same(value):
    after = shaken(Outcome(value, None, (), 0.0)).value
    assert type(after) is type(value)
    assert repr(after) != repr(value) or np.asarray(after).tobytes() != np.asarray(value).tobytes()
    assert shaken_functions({"f": lambda: value})["f"]() is not value
    if not isinstance(value, tuple):
        assert np.asarray(after).dtype == np.asarray(value).dtype
        np.testing.assert_allclose(after, value, rtol=1e-5)


def test_a_ratio_of_what_is_shaken_changes_and_equal_numbers_stay_equal():
    after = shaken(Outcome(np.append(Z, Z), None, (), 0.0)).value
    assert (after[: Z.size] == after[Z.size :]).all()
    assert (after / after.sum() != np.append(Z, Z) / (2 * Z.sum())).any()
    assert np.isinf(shaken(Outcome(np.array([np.inf]), None, (), 0.0)).value).all()


@pytest.mark.parametrize("value", [3, True, "text", None, Ref(1, "object")])
def test_what_has_no_bits_to_spare_stays(value):
    assert shaken(Outcome(value, None, (), 0.0)).value == value


@pytest.mark.parametrize("key", ["backprop/mlp", "dropout/dropout_mlp", "optimizers/minibatches"])
def test_what_is_foreseen_is_what_a_student_is_asked(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = load_exercise(EXERCISES / key)
    foresee_suites([exercise], 5)
    monkeypatch.setattr(plugin_module, "_met", Shelf())  # nothing is known by now but what was found on the reference
    [result] = run_suites([exercise], TrustedBackend(reference_functions(exercise)), 5)
    asked = {calls.test: digests_of(calls) for calls in result.calls}
    confirmed = suite._plugin([exercise])._on_reference._found
    assert {item.name: digests_of(calls) for (item, *_), (_, calls) in confirmed.items()} == asked
