"""What each rule makes of a line, and that a mutant is known by its function and its line."""

from __future__ import annotations

import ast
import textwrap

import pytest

from autograder.mutants.changes import RULES
from autograder.mutants.mutant import mutants
from autograder.spec import EXERCISES, find_exercises, load_exercise
from autograder.spec.solution import bare_source

EXAMPLES = {
    "another_operator": ("return a - b", {"return a + b"}),
    "done_in_place": ("return x * 2", {"return np.multiply(x, 2, out=x)"}),
    "operands_exchanged": ("return a @ b", {"return b @ a"}),
    "missing_term": ("return a - b", {"return a", "return -b"}),
    "another_comparison": ("return a < b", {"return a <= b", "return a >= b"}),
    "another_condition": ("return a if b else c", {"return a if not b else c", "return a", "return c"}),
    "another_constant": ("return 0.5", {"return 1.0", "return 0.0"}),
    "off_by_one": ("return range(a)", {"return range(a + 1)", "return range(a - 1)"}),
    "missing_index": ("return a[::-1]", {"return a", "return a[:]"}),
    "missing_argument": ("return a.max(1, keepdims=True)", {"return a.max(1)"}),
    "arguments_exchanged": ("return f(a, b)", {"return f(b, a)"}),
    "missing_call": ("return a.copy()", {"return a"}),
    "another_function": ("return np.sum(a)", {"return np.mean(a)"}),
    "values_exchanged": ("return {'W': a, 'b': b}", {"return {'W': b, 'b': a}"}),
    "missing_statement": ("x -= 1", {"pass"}),
    "another_variable": ("return x", {"return y"}),
}


def lines_of(body: str, *wanted: str) -> set[str]:
    """The changed lines that are among the wanted, or all of them."""
    source = f"def f(x, y):\n{textwrap.indent(body, '    ')}"
    lines = {mutant.now for mutant in mutants(source)}
    return lines & set(wanted) if wanted else lines


def test_every_rule_has_an_example():
    assert [rule.__name__ for rule in RULES] == list(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rule_makes_its_changes(name, monkeypatch):
    line, changed = EXAMPLES[name]
    monkeypatch.setattr("autograder.mutants.mutant.RULES", [rule for rule in RULES if rule.__name__ == name])
    assert lines_of(line) == changed


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("x += y", "x -= y"),
        ("x += y", "x = y"),
        ("return -x", "return x"),
        ("return 0 <= x < y", "return 0 <= x <= y"),
        ("return x ^ y", "return x | y"),
        ("return x and y", "return x or y"),
        ("return a.sum(axis=0)", "return a.sum(axis=1)"),
        ("return a.sum(axis=0)", "return a.sum(axis=-1)"),
        ("return a.sum(axis=0)", "return a.sum()"),
        ("return a[1:n]", "return a[1:n - 1]"),
        ("return [a for a in x if a]", "return [a for a in x]"),
        ("return float(x)", "return x"),
        ("return x.astype(float)", "return x"),
        ("return a, b", "return (b, a)"),
        ("if x > 0:\n    x = y", "if True:"),
        ("if x > 0:\n    x = y", "pass"),
        ("return x / y", "return 1 / y"),
        ("return np.sqrt(y) + 1", "return y + 1"),
        ("z = x\nh = f(z)\nreturn g(h)", "return g(z)"),
    ],
)
def test_slips_that_students_make(line, changed):
    assert changed in lines_of(line)


def test_what_is_the_same_in_any_order_is_left_alone():
    assert not lines_of("return np.maximum(x, 0)", "return np.maximum(0, x)")


def test_a_first_value_is_never_left_out():
    assert "pass" not in lines_of("z = y\nreturn z")
    assert "pass" in lines_of("z = y\nz = x\nreturn z")


def test_docstrings_are_no_code():
    assert {mutant.now for mutant in mutants('"""Of all."""\n\ndef f(a):\n    """Of one."""\n    return a[0]')} == {
        "return a",
        "return a[1]",
        "return a[-1]",
    }


def test_a_mutant_is_known_by_function_and_line():
    source = """
class Stop:
    def update(self, a):
        self.n += a
        self.n += a

def g(a):
    def inner(b):
        return b - 2
    return a - 1
"""
    names = [mutant.name for mutant in mutants(source)]
    assert "Stop.update: self.n += a -> self.n -= a" in names
    assert "Stop.update: self.n += a -> self.n -= a (2)" in names
    assert "g.inner: return b - 2 -> return b + 2" in names
    assert "g: return a - 1 -> return a + 1" in names
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("key", find_exercises())
def test_each_mutant_differs_from_the_solution_and_compiles(key):
    source = bare_source(load_exercise(EXERCISES / key))
    found = [mutant.source for mutant in mutants(source)]
    assert len(set(found)) == len(found) > 5
    assert ast.unparse(ast.parse(source)) not in found
    for mutant in found:
        compile(mutant, "mutant", "exec", dont_inherit=True)
