"""What every function promises: signature, dtype, unchanged arguments, a body that its notebook can run."""

import ast
import builtins
import inspect
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.coverage import cited_functions, functions_in
from autograder.coverage.citations import REFERENCE, solution_functions
from autograder.spec import EXERCISES, find_exercises, load_exercise
from tests.reference_impl.calls import SAMPLES, sample_call
from tests.reference_impl.promised import PROMISED, reference, signatures

SIGNATURES = Path(__file__).with_name("signatures.txt")
EVERY = pytest.mark.parametrize("name", PROMISED)


def test_signatures_are_those_that_graders_and_adapters_rely_on():
    written = SIGNATURES.read_text(encoding="utf-8").splitlines()
    assert list(signatures()) == written, (
        "where this is meant: python -m tests.reference_impl.promised > signatures.txt"
    )


def test_a_name_stands_for_one_function():
    beside_experiments = [f.name for f in cited_functions() if not f.module.startswith("experiments.")]
    assert sorted(beside_experiments) == sorted(PROMISED)


def test_whatever_is_public_cites_a_lecture_or_is_a_rule_for_arguments():
    for path in sorted(REFERENCE.glob("*.py")):
        nodes = {node.name: node for node in definitions(path)}
        for function in functions_in(path, path.stem):
            arguments = [a.arg for a in nodes[function.name].args.args] if not function.cited else []
            assert function.cited or arguments == ["name", "value", "scope"], f"{function} cites no lecture"


def test_no_sample_call_is_left_behind():
    assert set(SAMPLES) <= set(PROMISED)


def arrays(value):
    """All arrays and NumPy numbers inside a value."""
    if isinstance(value, (np.ndarray, np.generic)):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple, Iterator)) else ()
    return [array for part in parts for array in arrays(part)]


@EVERY
def test_arguments_are_never_changed(name):
    f, args = sample_call(name)
    before = [array.copy() for array in arrays(args)]
    arrays(f(*args))
    for old, new in zip(before, arrays(args), strict=True):
        np.testing.assert_array_equal(old, new)


@EVERY
def test_float32_stays_float32_and_float64_stays_float64(name):
    for dtype in (np.float32, np.float64):
        f, args = sample_call(name, dtype)
        given = [array for array in arrays(args) if array.dtype.kind == "f"]
        for result in arrays(f(*args)):
            if given and result.dtype.kind == "f":
                assert result.dtype == dtype


@EVERY
def test_float32_gives_what_float64_gives(name):
    f, args = sample_call(name)
    single, single_args = sample_call(name, np.float32)
    for ours, exact in zip(arrays(single(*single_args)), arrays(f(*args)), strict=True):
        if np.asarray(exact).dtype.kind == "f":
            scale = np.abs(exact).max() if np.size(exact) else 1
            np.testing.assert_allclose(ours, exact, rtol=1e-3, atol=1e-3 * scale)


@EVERY
def test_docstring_names_its_lecture(name):
    documented = inspect.getdoc(reference(name))
    assert "(lectures " in documented.splitlines()[0]
    if not inspect.isclass(reference(name)):
        assert "Args:" in documented
        assert "Returns:" in documented or "Yields:" in documented


def definitions(path):
    """The functions and classes of a file, as syntax trees."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]


def free_names(function):
    """What a function's body takes from outside, but for np and Python's own names."""
    (tree,) = (node for node in definitions(function.path) if node.name == function.name)
    tree.decorator_list = []
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {node.id for node in names} - bound - {"np"} - set(dir(builtins))


@EVERY
def test_a_body_is_built_from_numpy_and_promised_functions_alone(name):
    """No private helper, no constant, nothing further down: a solution is shown and run without its module."""
    function = PROMISED[name]
    order = [node.name for node in definitions(function.path)]
    further_down = set(order[order.index(name) + 1 :])
    assert free_names(function) <= set(PROMISED) - further_down


@pytest.mark.parametrize("key", find_exercises())
def test_a_solution_calls_only_what_its_notebook_has(key):
    """Its own functions, and those of the exercises that it builds on."""
    exercise = load_exercise(EXERCISES / key)
    allowed = {name for other in (*exercise.earlier, exercise) for name in other.functions}
    for name in exercise.functions:
        assert free_names(solution_functions(exercise)[name]) <= allowed, name
