"""check_cell: one line for what passes and for the first mistakes, the traceback for what a function does inside."""

import linecache
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from course.checks import CheckFailure, NotWrittenYet

SETUP = """
import numpy as np
from course import checks
def unwritten(x): raise NotImplementedError()
def builds_on_unwritten(x): return unwritten(x) + 1
def no_return(x): x + 1
def one(x): return 1.0
def three(x): return 1, 2, 3
def rows(x): return np.ones((3, 2))
def with_dict(x): return 0.1, {"W": 1, "b": 2}
def stops(x): return {}["deep"]
def unpacks(x): a, b = None
def calls(f): return f(None)
"""

Run = Callable[[str], SimpleNamespace]


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Run:
    """Run a check cell with this body after the functions above, each cell as a file of its own, as in IPython."""

    def execute(body: str, keep_source: bool = True) -> SimpleNamespace:
        names: dict[str, Any] = {}
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        for name, text in (("setup", SETUP), ("check", f"@checks.check_cell('Title')\ndef check_it():\n{lines}")):
            file = f"<{request.node.name} {name}>"
            if keep_source:
                linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
            exec(compile(text, file, "exec"), names)
        return SimpleNamespace(**names)

    return execute


def failure(run: Run, body: str, **options: bool) -> str:
    with pytest.raises(CheckFailure) as caught:
        run(body, **options)
    assert caught.value.__suppress_context__
    return str(caught.value)


def test_a_check_that_passes_prints_a_line_and_leaves_itself_alone(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    names = run("value = one(1)\nchecks.assert_close(value, 1.0)")
    assert capsys.readouterr().out == "✓ Title: the visible checks pass\n"
    assert not hasattr(names, "value")
    names.check_it()
    assert capsys.readouterr().out == "✓ Title: the visible checks pass\n"
    assert names.check_it.__name__ == "check_it"


def test_a_failure_comes_as_it_is(run: Run) -> None:
    with pytest.raises(CheckFailure, match="h is wrong: expected 2, got 1") as caught:
        run("checks.assert_close(one(1), 2.0, 'h')")
    assert caught.value.public != caught.value.full


@pytest.mark.parametrize("body", ["out, cache = unwritten(1)", "builds_on_unwritten(1)"])
def test_a_starter_is_named(run: Run, body: str) -> None:
    with pytest.raises(NotWrittenYet) as caught:
        run(body)
    assert str(caught.value) == "unwritten is not written yet. Write it, run its cell, then run this one again."
    assert isinstance(caught.value, NotImplementedError)
    (line,) = caught.value._render_traceback_()
    assert "✗ unwritten is not written yet." in line


RETURN = "Is there a return at the end of the function?"
COMMAS = "Return exactly these, separated by commas."


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("out, cache = no_return(1)", f"no_return should return 2 values (out, cache), but returned None. {RETURN}"),
        (
            "out, cache = checks.assert_unchanged(no_return, 1)",
            f"no_return should return 2 values (out, cache), but returned None. {RETURN}",
        ),
        (
            "for x in (1, 2):\n    dx, dW, db = no_return(x)",
            f"no_return should return 3 values (dx, dW, db), but returned None. {RETURN}",
        ),
        ("out, cache = one(1)", f"one should return 2 values (out, cache), but returned a single float. {COMMAS}"),
        ("a, b, c, d = three(1)", f"three should return 4 values (a, b, c, d), but returned 3. {COMMAS}"),
        ("given = one(1)\na, b = given", f"given should return 2 values (a, b), but returned a single float. {COMMAS}"),
        ("no_return(1)['W1']", f"no_return returned None. {RETURN}"),
        ("np.sqrt(no_return(1))", f"no_return returned None. {RETURN}"),
        ("no_return(1).sum()", f"no_return returned None. {RETURN}"),
        ("dx = no_return(1)\n2 * dx", f"dx is None. {RETURN}"),
        ("no_return(1) + no_return(2)", f"A value in this check is None. {RETURN}"),
        ("checks.gradcheck(lambda x: float(no_return(x)), 1.0, 1.0)", f"no_return returned None. {RETURN}"),
        (
            "_, grads = with_dict(1)\nfor key in ('W', 'W1'):\n    grads[key]",
            "grads has no entry 'W1', only 'W', 'b'. Look at the names in the function's docstring.",
        ),
        ("with_dict(1)[1]['c']", "The dict has no entry 'c'. Look at the names in the function's docstring."),
        ("dropout(1)", "name 'dropout' is not defined. Run the cell that defines it, then run this one again."),
        ("assert one(1) == 2, 'one should be 2'", "one should be 2"),
    ],
)
def test_the_first_mistakes_are_told_in_words(run: Run, body: str, words: str) -> None:
    assert failure(run, body) == words


@pytest.mark.parametrize("function", ["three", "rows"])
def test_too_many_values_are_told_in_words(run: Run, function: str) -> None:
    words = failure(run, f"out, cache = {function}(1)")
    assert words.startswith(f"{function} should return 2 values (out, cache), but returned ")
    assert COMMAS in words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("a, b = no_return(1)", f"The function should return several values, but returned None. {RETURN}"),
        ("no_return(1)['a']", f"A value in this check is None. {RETURN}"),
        ("with_dict(1)[1]['c']", "The dict has no entry 'c'. Look at the names in the function's docstring."),
    ],
)
def test_without_the_source_the_words_are_fewer(run: Run, body: str, words: str) -> None:
    assert failure(run, body, keep_source=False) == words


@pytest.mark.parametrize(
    ("body", "kind", "function"),
    [
        ("stops(1)", KeyError, "stops"),
        ("unpacks(1)", TypeError, "unpacks"),
        ("calls(lambda x: x * 2)", TypeError, "calls"),
        ("checks.assert_unchanged(stops, 1)", KeyError, "stops"),
        ("1 / 0", ZeroDivisionError, "check_it"),
        ("one()", TypeError, "check_it"),
        ("assert one(1) == 2", AssertionError, "check_it"),
    ],
)
def test_what_happens_elsewhere_keeps_its_traceback(run: Run, body: str, kind: type[Exception], function: str) -> None:
    with pytest.raises(kind) as caught:
        run(body)
    assert type(caught.value) is kind
    assert function in [entry.name for entry in caught.traceback]


def test_the_checks_work_without_ipython(tmp_path: Path) -> None:
    cell = tmp_path / "cell.py"
    cell.write_text(SETUP + "\n@checks.check_cell('Title')\ndef check_it():\n    a, b = no_return(1)\n")
    code = (
        f"import sys; sys.modules['IPython'] = None; exec(compile(open({str(cell)!r}).read(), {str(cell)!r}, 'exec'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "no_return should return 2 values (a, b), but returned None." in done.stderr.splitlines()[-1]


def test_numpy_scalars_are_single_values(run: Run) -> None:
    assert "returned a single numpy.float64" in failure(run, "a, b = np.sum([1.0])")
    assert isinstance(np.sum([1.0]), np.float64)
