"""What a hidden suite does with a student's functions: calls, handles, helpers, callbacks, errors."""

import numpy as np
import pytest

from autograder.errors import GraderError
from autograder.sandbox.backend import Cell, Ref

LINEAR = """
import numpy as np
def linear_forward(x, W, b):
    return x @ W.T + b, (x, W)

def linear_backward(dz, cache):
    x, W = cache
    return dz @ W, dz.T @ x, dz.sum(axis=0)
"""


def test_calls_and_handles(run):
    guest = run(LINEAR)
    x, W, b = np.arange(6.0).reshape(2, 3), np.ones((4, 3)), np.arange(4.0)
    z, cache = guest.call("linear_forward", (x, W), {"b": b}, frozenset({1})).value
    assert np.array_equal(z, x @ W.T + b)
    assert isinstance(cache, Ref)
    dx, dW, db = guest.call("linear_backward", (np.ones((2, 4)), cache), {}).value
    assert (dx.shape, dW.shape, db.shape) == ((2, 3), (4, 3), (4,))
    assert guest.names() == {"linear_forward", "linear_backward"}


@pytest.mark.parametrize(
    ("returned", "keep", "kept"),
    [("7", {0}, ""), ("(7, 8)", {-1}, ""), ("(7, 8)", {0}, "0"), ("(7, 8)", {0, 1}, "01"), ("(7, 8)", {1}, "1")],
)
def test_keep_says_what_stays(run, returned, keep, kept):
    value = run(f"def f():\n    return {returned}").call("f", (), {}, frozenset(keep)).value
    if kept:
        assert "".join(str(k) for k, entry in enumerate(value) if isinstance(entry, Ref)) == kept
    else:
        assert isinstance(value, Ref)


def test_objects_and_iterators_are_used_through_their_handles(run):
    guest = run(
        "class Stopper:\n    best = 1.5\n    def __init__(self, n):\n        self.n = n\n"
        "    def update(self, by=1):\n        self.n += by\n        return self.n\n"
        "def batches(n):\n    yield from range(n)"
    )
    stopper = guest.call("Stopper", (3,), {}).value
    update = guest.getattr(stopper, "update").value
    assert guest.call(update, (), {"by": 2}).value == 5
    assert guest.call(update, (4,), {}).value == 9
    assert guest.getattr(stopper, "n").value == 9
    assert guest.getattr(stopper, "missing").error.type == "AttributeError"
    batches = guest.call("batches", (2,), {}).value
    assert [guest.next(batches).value for _ in range(2)] == [0, 1]
    assert guest.next(batches).error.type == "StopIteration"


def test_a_generator_in_the_box_draws_what_one_outside_draws(run):
    guest = run("def draw(rng, n):\n    return rng.random(n)")
    ref = guest.rng(7)
    assert ref.kind == "generator"
    expected = np.random.default_rng(7)
    for _ in range(2):
        assert np.array_equal(guest.call("draw", (ref, 3), {}).value, expected.random(3))


def test_a_helper_sees_numpy_and_the_students_names_and_adds_none(run):
    guest = run("np = None\ndef square(x):\n    return x * x\ndef apply(f, x):\n    return f(x)")
    helper = guest.define("""
        def square_all(x):
            return np.array([square(v) for v in x])
    """)
    assert guest.call("apply", (helper, [1.0, 3.0]), {}).value.tolist() == [1.0, 9.0]
    assert guest.call(helper, ([2.0],), {}).value.tolist() == [4.0]
    assert guest.call("square_all", ([2.0],), {}).error.type == "NameError"


@pytest.mark.parametrize("source", ["def f(:", "x = 1", "def f(): pass\ndef g(): pass"])
def test_a_helper_that_is_no_function_is_the_suites_fault(run, source):
    with pytest.raises(GraderError):
        run("").define(source)


def test_a_function_that_is_passed_runs_outside_while_the_call_is_open(run):
    guest = run(
        "def twice(f, x):\n    return f(f(x)), f\nkept = []\n"
        "def keep(f):\n    kept.append(f)\ndef use():\n    kept[0](1)"
    )
    seen = []
    value = guest.call("twice", (lambda x: seen.append(x) or x + 1, np.zeros(2)), {}).value
    assert value[0].tolist() == [2.0, 2.0]
    assert len(seen) == 2
    guest.call("keep", (abs,), {})
    assert guest.call("use", (), {}).error.type == "RuntimeError"


def test_a_function_that_is_passed_may_call_the_student(run):
    guest = run("def loss(x):\n    return x * x\ndef slope(f, x):\n    return f(x + 1) - f(x)")
    assert guest.call("slope", (lambda x: guest.call("loss", (x,), {}).value, 3.0), {}).value == 7.0


def test_what_a_passed_function_raises_reaches_the_student_and_a_suites_assertion_the_suite(run):
    guest = run(
        "def use(f):\n    return f()\n"
        "def careful(f):\n    try:\n        f()\n    except ValueError:\n        return 'caught'"
    )

    def refuse():
        raise ValueError("no")

    def complain():
        raise AssertionError("called with the wrong shape")

    assert guest.call("careful", (refuse,), {}).value == "caught"
    assert guest.call("use", (refuse,), {}).error.type == "ValueError"
    with pytest.raises(AssertionError, match="wrong shape"):
        guest.call("use", (complain,), {})
    with pytest.raises(GraderError):
        guest.call("use", (lambda: object(),), {})
    assert guest.call("careful", (refuse,), {}).value == "caught"


@pytest.mark.parametrize(
    ("raised", "type_"),
    [
        ("ValueError('secret')", "ValueError"),
        ("type('Mine', (KeyError,), {})('x')", "KeyError"),
        ("type('ValueError', (Exception,), {})('x')", "Exception"),
        ("SystemExit(3)", "SystemExit"),
        ("KeyboardInterrupt()", "KeyboardInterrupt"),
        ("np.linalg.LinAlgError('x')", "ValueError"),
        ("type('Bad', (TypeError,), {'__str__': lambda s: 1 / 0})()", "TypeError"),
    ],
)
def test_exceptions_are_reported_by_their_builtin_type_and_line(run, raised, type_):
    guest = run("import numpy as np", f"def inner():\n\n    raise {raised}\ndef f():\n    inner()")
    error = guest.call("f", (), {}).error
    assert (error.type, error.cell, error.line, error.kind) == (type_, "1", 3, "exception")
    assert guest.call("missing", (), {}).error.type == "NameError"


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("x += 1", (0,)),
        ("y[0] = 5", (1,)),
        ("grads['W'][:] = 0", ("grads",)),
        ("grads['new'] = 1", ("grads",)),
        ("x = x + 1", ()),
        ("x[0] = np.nan; x[0] = 1; y *= 0", (1,)),
    ],
)
def test_arguments_that_were_changed_in_place_are_told(run, body, changed):
    guest = run(f"import numpy as np\ndef f(x, y, grads):\n    {body}")
    outcome = guest.call("f", (np.ones(3), np.ones(2)), {"grads": {"W": np.ones(2)}})
    assert (outcome.error, outcome.changed) == (None, changed)


def test_a_changed_cache_is_told_too(run):
    guest = run("def f(x):\n    return x, (x, 1)\ndef g(dout, cache):\n    cache[0][:] = 0\n    return dout")
    _, cache = guest.call("f", (np.ones(2),), {}, frozenset({1})).value
    assert guest.call("g", (np.ones(2), cache), {}).changed == (1,)


def test_cells_run_one_by_one_in_one_namespace(run):
    guest = run("a = 1", "b = a + 1\n1 / 0\nc = 1", "def (", "def f():\n    return a + b")
    assert [result.error and (result.error.type, result.error.line) for result in guest.cells] == [
        None,
        ("ZeroDivisionError", 2),
        ("SyntaxError", 1),
        None,
    ]
    assert guest.call("f", (), {}).value == 3


def test_pictures_and_progress_bars_are_nothing(run):
    guest = run(
        "import matplotlib.pyplot as plt, ipywidgets as w\nfrom tqdm.auto import tqdm, trange\n"
        "from IPython.display import display, clear_output\nfrom course import plots, widgets\n"
        "fig, ax = plt.subplots()\nfig, (left, *rest) = plt.subplots(1, 2)\nline, = ax.plot([1])\n"
        "plt.rcParams['figure.figsize'] = 3, 4\nax.set_title('t').x += 1\n"
        "for axis in ax.flat: raise ValueError\n"
        "with plt.style.context('x'): widgets.anything(lambda: 1 / 0).show()\n"
        "bar = tqdm([1, 2]); bar.set_description('x')\n"
        "total = sum(bar) + sum(trange(3))\ndisplay(fig); get_ipython().run_line_magic('x', 'y')\n"
        "def f():\n    return total"
    )
    assert guest.cells[0].error is None
    assert guest.call("f", (), {}).value == 6


def test_the_course_is_there_without_its_folder(run):
    guest = run("from course import checks\nimport sys\ndef f():\n    return checks.__file__, sys.path")
    file, path = guest.call("f", (), {}).value
    assert file == "<course>/checks/__init__.py"
    assert not any("site-packages" in entry for entry in path)


def test_prints_and_warnings_go_nowhere(run):
    guest = run(
        "import sys, warnings\ndef f():\n    print('x' * 10**6)\n"
        "    sys.stderr.write('y' * 10**6)\n    warnings.warn('z')\n    return 1"
    )
    assert guest.call("f", (), {}).value == 1


def test_two_submissions_share_nothing(box):
    box.start([Cell("0", "import numpy as np\nnp.leak = 1\nimport course\ncourse.leak = 1")])
    second = box.start(
        [Cell("0", "import numpy as np, course\ndef f():\n    return hasattr(np, 'leak'), hasattr(course, 'leak')")]
    )
    assert second.call("f", (), {}).value == (False, False)


def test_released_handles_are_gone(run):
    guest = run("def f(x):\n    return x")
    old = guest.rng(1)
    guest.release()
    assert guest.call("f", (old,), {}).error.kind == "died"
    assert isinstance(guest.call("f", (guest.rng(1),), {}).value, Ref)


def test_released_values_are_given_up_in_the_box_too(run):
    source = """
import weakref
class Thing: pass
alive = weakref.WeakSet()
def make():
    thing = Thing()
    alive.add(thing)
    return thing
def count():
    return len(alive)
"""
    guest = run(source)
    guest.call("make", (), {})
    assert guest.call("count", (), {}).value == 1
    guest.release()
    assert guest.call("count", (), {}).value == 0


def test_what_a_callback_makes_is_there_for_the_call_within_it(run):
    guest = run("def outer(g, rng):\n    return g() + rng.random()\ndef draw(rng):\n    return rng.random()")

    def callback():
        return guest.call("draw", (guest.rng(7),), {}).value

    expected = np.random.default_rng(7).random() + np.random.default_rng(8).random()
    assert guest.call("outer", (callback, guest.rng(8)), {}).value == expected


def test_a_patched_default_rng_is_not_what_a_test_passes(run):
    guest = run("import numpy as np\nnp.random.default_rng = lambda seed: 0\ndef draw(rng):\n    return rng.random()")
    assert guest.call("draw", (guest.rng(7),), {}).value == np.random.default_rng(7).random()


def test_a_helper_that_cannot_be_made_costs_the_call_that_needs_it(run):
    guest = run("def f(x):\n    return 1")
    broken = guest.define("def helper(x=no_such_name):\n    return x")
    assert guest.call(broken, (), {}).error.kind == "died"
    assert guest.call("f", (0,), {}).value == 1
