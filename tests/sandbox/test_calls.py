"""What a hidden suite does with a student's functions: calls, handles, helpers, callbacks, errors."""

import numpy as np
import pytest

from autograder.errors import GraderError
from autograder.sandbox.backend import WHOLE, Cell, Ref
from autograder.sandbox.canaries import REFUSALS

LINEAR = """
import numpy as np
def linear_forward(x, W, b):
    return x @ W.T + b, (x, W)

def linear_backward(dz, cache):
    x, W = cache
    return dz @ W, dz.T @ x, dz.sum(axis=0)
"""


def test_calls_and_handles(run):
    session = run(LINEAR)
    x, W, b = np.arange(6.0).reshape(2, 3), np.ones((4, 3)), np.arange(4.0)
    z, cache = session.call("linear_forward", (x, W), {"b": b}, frozenset({1})).value
    assert np.array_equal(z, x @ W.T + b)
    assert isinstance(cache, Ref)
    dx, dW, db = session.call("linear_backward", (np.ones((2, 4)), cache), {}).value
    assert (dx.shape, dW.shape, db.shape) == ((2, 3), (4, 3), (4,))
    assert session.names() == {"linear_forward", "linear_backward"}


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
    session = run(
        "class Stopper:\n    best = 1.5\n    def __init__(self, n):\n        self.n = n\n"
        "    def update(self, by=1):\n        self.n += by\n        return self.n\n"
        "def batches(n):\n    yield from range(n)"
    )
    stopper = session.call("Stopper", (3,), {}).value
    update = session.getattr(stopper, "update").value
    assert session.call(update, (), {"by": 2}).value == 5
    assert session.call(update, (4,), {}).value == 9
    assert session.getattr(stopper, "n").value == 9
    assert session.getattr(stopper, "missing").error.type == "AttributeError"
    batches = session.call("batches", (2,), {}, frozenset({WHOLE})).value
    assert [session.next(batches).value for _ in range(2)] == [0, 1]
    assert session.next(batches).error.type == "StopIteration"


def test_a_generator_in_the_box_draws_what_one_outside_draws(run):
    session = run("def draw(rng, n):\n    return rng.random(n)")
    ref = session.rng(7)
    assert ref.kind == "generator"
    expected = np.random.default_rng(7)
    for _ in range(2):
        assert np.array_equal(session.call("draw", (ref, 3), {}).value, expected.random(3))


def test_a_helper_sees_numpy_and_the_students_names_and_adds_none(run):
    session = run("np = None\ndef square(x):\n    return x * x\ndef apply(f, x):\n    return f(x)")
    helper = session.define("""
        def square_all(x):
            return np.array([square(v) for v in x])
    """)
    assert session.call("apply", (helper, [1.0, 3.0]), {}).value.tolist() == [1.0, 9.0]
    assert session.call(helper, ([2.0],), {}).value.tolist() == [4.0]
    assert session.call("square_all", ([2.0],), {}).error.type == "NameError"


@pytest.mark.parametrize("cell", ["from numpy import *", "any = len", "def any(x):\n    return True"])
def test_a_helper_means_by_a_builtin_what_python_does(run, cell):
    """NumPy's `any` of a generator is the generator, which is true."""
    session = run(cell)
    helper = session.define("def helper(x):\n    return any(entry > 5 for entry in x)")
    assert session.call(helper, ([1.0, 2.0],), {}).value is False


@pytest.mark.parametrize("source", ["def f(:", "x = 1", "def f(): pass\ndef g(): pass"])
def test_a_helper_that_is_no_function_is_the_suites_fault(run, source):
    with pytest.raises(GraderError):
        run("").define(source)


def test_a_function_that_is_passed_runs_outside_while_the_call_is_open(run):
    session = run(
        "def twice(f, x):\n    return f(f(x)), f\nkept = []\n"
        "def keep(f):\n    kept.append(f)\ndef use():\n    kept[0](1)"
    )
    seen = []
    value = session.call("twice", (lambda x: seen.append(x) or x + 1, np.zeros(2)), {}).value
    assert value[0].tolist() == [2.0, 2.0]
    assert len(seen) == 2
    session.call("keep", (abs,), {})
    assert session.call("use", (), {}).error.type == "RuntimeError"


def test_a_function_that_is_passed_may_call_the_student(run):
    session = run("def loss(x):\n    return x * x\ndef slope(f, x):\n    return f(x + 1) - f(x)")
    assert session.call("slope", (lambda x: session.call("loss", (x,), {}).value, 3.0), {}).value == 7.0


def test_what_a_passed_function_raises_reaches_the_student_and_a_suites_assertion_the_suite(run):
    session = run(
        "def use(f):\n    return f()\n"
        "def careful(f):\n    try:\n        f()\n    except ValueError:\n        return 'caught'"
    )

    def refuse():
        raise ValueError("no")

    def complain():
        raise AssertionError("called with the wrong shape")

    assert session.call("careful", (refuse,), {}).value == "caught"
    assert session.call("use", (refuse,), {}).error.type == "ValueError"
    with pytest.raises(AssertionError, match="wrong shape"):
        session.call("use", (complain,), {})
    with pytest.raises(GraderError):
        session.call("use", (lambda: object(),), {})
    assert session.call("careful", (refuse,), {}).value == "caught"


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
    session = run("import numpy as np", f"def inner():\n\n    raise {raised}\ndef f():\n    inner()")
    error = session.call("f", (), {}).error
    assert (error.type, error.cell.id, error.line, error.kind) == (type_, "1", 3, "exception")
    assert session.call("missing", (), {}).error.type == "NameError"


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
    session = run(f"import numpy as np\ndef f(x, y, grads):\n    {body}")
    outcome = session.call("f", (np.ones(3), np.ones(2)), {"grads": {"W": np.ones(2)}})
    assert (outcome.error, outcome.changed) == (None, changed)


def test_a_changed_cache_is_told_too(run):
    session = run("def f(x):\n    return x, (x, 1)\ndef g(dout, cache):\n    cache[0][:] = 0\n    return dout")
    _, cache = session.call("f", (np.ones(2),), {}, frozenset({1})).value
    assert session.call("g", (np.ones(2), cache), {}).changed == (1,)


def test_cells_run_one_by_one_in_one_namespace(run):
    session = run("a = 1", "b = a + 1\n1 / 0\nc = 1", "def (", "def f():\n    return a + b")
    assert [result.error and (result.error.type, result.error.line) for result in session.cells] == [
        None,
        ("ZeroDivisionError", 2),
        ("SyntaxError", 1),
        None,
    ]
    assert session.call("f", (), {}).value == 3


def test_pictures_and_progress_bars_are_nothing(run):
    session = run(
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
    assert session.cells[0].error is None
    assert session.call("f", (), {}).value == 6


def test_the_course_is_there_without_its_folder(run):
    session = run("from course import checks\nimport sys\ndef f():\n    return checks.__file__, sys.path")
    file, path = session.call("f", (), {}).value
    assert file == "<course>/checks/__init__.py"
    assert not any("site-packages" in entry for entry in path)


def test_prints_and_warnings_go_nowhere(run):
    session = run(
        "import sys, warnings\ndef f():\n    print('x' * 10**6)\n"
        "    sys.stderr.write('y' * 10**6)\n    warnings.warn('z')\n    return 1"
    )
    assert session.call("f", (), {}).value == 1


def test_files_of_the_working_folder_stay_in_memory(run):
    session = run(
        "import json, os, pathlib\nimport numpy as np\n"
        "np.save('w.npy', np.arange(3.0))\nnp.savez('all.npz', a=np.ones(2))\n"
        "with open('log.txt', 'w') as file:\n    file.write('one\\n')\n"
        "with open('log.txt', 'a') as file:\n    file.write('two')\n"
        "pathlib.Path('p.json').write_text(json.dumps({'a': 1}))\n"
        "os.makedirs('results/run', exist_ok=True)\nopen('results/run/loss.txt', 'w').write('0.5')\n"
        "def f():\n    return np.load('w.npy'), np.load('all.npz')['a'], open('log.txt').read().split(), "
        "json.load(open('p.json')), open('results/run/loss.txt').read()"
    )
    weights, ones, lines, loaded, loss = session.call("f", (), {}).value
    assert np.array_equal(weights, np.arange(3.0))
    assert np.array_equal(ones, np.ones(2))
    assert (lines, loaded, loss) == (["one", "two"], {"a": 1}, "0.5")


@pytest.mark.parametrize("path", ["/tmp/x", "../../x", "folder/../../../x", ""])
def test_every_other_file_is_refused(run, path):
    assert run(f"def f():\n    open({path!r}, 'w')").call("f", (), {}).error.type in REFUSALS


def test_a_cell_may_await_at_its_top(run):
    session = run(
        "import asyncio\nawait asyncio.sleep(0)\na = 1",
        "async def double(x):\n    return 2 * x\nb = await double(a)\nawait asyncio.get_event_loop().create_future()",
        "def f():\n    return a, b",
    )
    assert [result.error and result.error.type for result in session.cells] == [None, "RuntimeError", None]
    assert session.call("f", (), {}).value == (1, 2)


def test_nobody_is_there_to_answer(run):
    assert run("n = int(input('How many? '))\ndef f():\n    return n").call("f", (), {}).value == 1


def test_two_submissions_share_nothing(box):
    box.start([Cell("0", "import numpy as np\nnp.leak = 1\nimport course\ncourse.leak = 1")]).names()
    second = box.start(
        [Cell("0", "import numpy as np, course\ndef f():\n    return hasattr(np, 'leak'), hasattr(course, 'leak')")]
    )
    assert second.call("f", (), {}).value == (False, False)


def test_released_handles_are_gone(run):
    session = run("def f(x):\n    return x")
    old = session.rng(1)
    session.release()
    assert session.call("f", (old,), {}).error.kind == "died"
    assert isinstance(session.call("f", (session.rng(1),), {}).value, Ref)


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
    session = run(source)
    session.call("make", (), {})
    assert session.call("count", (), {}).value == 1
    session.release()
    assert session.call("count", (), {}).value == 0


def test_what_a_callback_makes_is_there_for_the_call_within_it(run):
    session = run("def outer(g, rng):\n    return g() + rng.random()\ndef draw(rng):\n    return rng.random()")

    def callback():
        return session.call("draw", (session.rng(7),), {}).value

    expected = np.random.default_rng(7).random() + np.random.default_rng(8).random()
    assert session.call("outer", (callback, session.rng(8)), {}).value == expected


def test_a_patched_default_rng_is_not_what_a_test_passes(run):
    session = run("import numpy as np\nnp.random.default_rng = lambda seed: 0\ndef draw(rng):\n    return rng.random()")
    assert session.call("draw", (session.rng(7),), {}).value == np.random.default_rng(7).random()


def test_a_helper_that_cannot_be_made_costs_the_call_that_needs_it(run):
    session = run("def f(x):\n    return 1")
    broken = session.define("def helper(x=no_such_name):\n    return x")
    assert session.call(broken, (), {}).error.kind == "died"
    assert session.call("f", (0,), {}).value == 1
