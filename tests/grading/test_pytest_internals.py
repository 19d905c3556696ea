"""What we lean on in pytest without its promise is there, or the failure says what a new version has taken away."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.grading.pytest_internals import collect, is_plain, parameters_of, renew, run_directly, run_steps

SUITE = """
import pytest

@pytest.fixture
def seven():
    return 7

@pytest.mark.parametrize("n", [2, 3])
def test_case(n):
    assert n == 2

def test_of_a_fixture(seven):
    assert seven == 7
"""
NOT_PLAIN = """
import pytest

@pytest.mark.skip
def test_skipped(): ...

@pytest.mark.xfail
def test_failing(): ...

async def test_async(): ...

class TestClass:
    def test_method(self): ...
"""
BROKEN = f"pytest {pytest.__version__} behaves in another way than autograder/grading/pytest_internals.py expects: "


@pytest.fixture
def items(tmp_path):
    (tmp_path / "test_hidden.py").write_text(SUITE)
    found = {item.name: item for item in collect([tmp_path / "test_hidden.py"], object())}
    assert set(found) == {"test_case[2]", "test_case[3]", "test_of_a_fixture"}, BROKEN + "collecting without a run"
    return found


def test_plain_tests_are_told_from_those_that_need_fixtures(items):
    module = items["test_of_a_fixture"].module.__name__
    assert is_plain(items["test_case[2]"], "elsewhere"), BROKEN + "a parametrised test alone is not recognised"
    assert not is_plain(items["test_of_a_fixture"], "elsewhere"), BROKEN + "a fixture's module is not seen"
    assert is_plain(items["test_of_a_fixture"], module), BROKEN + "a fixture's module is not seen"


def test_a_test_can_be_run_again_and_again(items):
    good, bad = items["test_case[2]"], items["test_case[3]"]
    for _ in range(2):
        for item in (good, bad):
            renew(item)
        assert run_steps(good, bad) is None, BROKEN + "a passing test does not pass when run again"
        assert isinstance(run_steps(bad, None), AssertionError), BROKEN + "a failing test does not raise its own error"


def test_a_plain_test_is_called_with_its_own_parameters(items):
    good, bad = items["test_case[2]"], items["test_case[3]"]
    for _ in range(2):
        assert run_directly(good, parameters_of(good).__getitem__) is None, BROKEN + "parameters are not found"
        assert isinstance(run_directly(bad, parameters_of(bad).__getitem__), AssertionError), BROKEN + "nor errors"


@pytest.mark.parametrize("name", ["test_skipped", "test_failing", "test_async", "TestClass::test_method"])
def test_what_only_pytest_can_run_is_not_plain(tmp_path, name):
    (tmp_path / "test_hidden.py").write_text(NOT_PLAIN)
    items = {item.nodeid.partition("::")[2]: item for item in collect([tmp_path / "test_hidden.py"], object())}
    assert not is_plain(items[name], "elsewhere"), BROKEN + f"{name} would be called as if it were a plain function"


def test_fixtures_are_made_the_ordinary_way_where_nothing_is_supplied(items):
    item = items["test_of_a_fixture"]
    renew(item)
    assert run_steps(item, None) is None, BROKEN + "fixtures are not set up by the three steps"


@pytest.mark.parametrize(("package", "home"), [("_pytest", "grading/pytest_internals.py")])
def test_private_names_stand_in_one_module(checkout: Path, package, home):
    users = [path for path in (checkout / "autograder").rglob("*.py") if package in _imported(path)]
    assert [path.relative_to(checkout / "autograder").as_posix() for path in users] == [home]


def _imported(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
