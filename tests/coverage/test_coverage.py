"""Coverage is derived: what cites an id is joined by it, and whoever says something else is named."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from autograder.cli import main
from autograder.coverage import CONCEPTS, cited_functions, disagreements, load_concepts, take_inventory
from autograder.errors import SpecError
from autograder.spec import EXERCISES
from course import widgets

EXPLORERS = {"dropout_explorer": ("R8", "R9"), "graph_stepper": ("B1", "B2", "B3")}


@pytest.fixture
def exercises(tmp_path):
    """A copy of every exercise, to put something wrong into."""
    root = tmp_path / "exercises"
    shutil.copytree(EXERCISES, root)
    return root


@pytest.fixture
def package(tmp_path):
    """A package with one public function of each kind, whose name does not say what it computes."""
    root = tmp_path / "package"
    (root / "experiments").mkdir(parents=True)
    (root / "layers.py").write_text('def f(x):\n    """A layer (lectures B4 N1)."""\n\ndef g(x):\n    """None."""\n')
    (root / "experiments" / "depth.py").write_text('class Deep:\n    """Deep.\n\n    More (lectures N1).\n    """\n')
    return root


def problems(**places):
    """(file, field, problem) of every disagreement."""
    found = disagreements(take_inventory(places.pop("explorers", EXPLORERS), **places))
    return [(error.path.name, error.field, error.problem) for error in found]


def rewritten(exercises, key, pattern, text):
    path = exercises / key / "exercise.toml"
    changed, count = re.subn(pattern, text, path.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path.write_text(changed, encoding="utf-8")


def test_the_course_agrees_with_itself():
    assert problems() == []


def test_a_concept_has_what_cites_it():
    rows = {row.concept: row for row in take_inventory(EXPLORERS).rows()}
    assert len(rows) == 83
    assert rows["B4"].functions == ("linear.linear_forward", "linear.linear_backward")
    assert rows["B4"].exercises == ("backprop/linear",)
    assert rows["R9"].widgets == ("dropout_explorer",)
    assert "experiments.neurons.slow_neuron" in rows["L4"].functions
    assert rows["B13"].prose


def test_functions_are_found_by_walking_a_package(package):
    found = {str(function): function.cited for function in cited_functions(package)}
    assert found == {"layers.f": ("B4", "N1"), "experiments.depth.Deep": ("N1",)}


def test_to_come_is_what_nothing_cites(package, tmp_path):
    inventory = take_inventory({}, package=package, exercises=tmp_path)
    assert {"B4", "N1"}.isdisjoint(inventory.to_come()["functions"])
    assert {"B5", "D3"} <= set(inventory.to_come()["functions"])
    assert {"B4", "N1"} <= set(inventory.to_come()["exercises"])
    assert all("B13" not in concepts for concepts in inventory.to_come().values())


def test_an_exercise_with_an_unknown_id(exercises):
    rewritten(exercises, "dropout/plain_dropout", r"lectures = \[", 'lectures = ["R99", ')
    assert problems(exercises=exercises) == [("exercise.toml", "lectures.R99", "R99 is not the id of a concept")]


def test_an_exercise_with_an_id_that_none_of_its_functions_cites(exercises):
    rewritten(exercises, "dropout/plain_dropout", r"lectures = \[", 'lectures = ["B4", ')
    assert problems(exercises=exercises) == [
        ("exercise.toml", "lectures.B4", "no docstring of plain_dropout cites it"),
    ]


def test_a_function_that_cites_none_of_its_exercises_ids(exercises):
    rewritten(exercises, "backprop/activations", r"lectures = .*", 'lectures = ["N1"]')
    functions = ["sigmoid_backward", "tanh_forward", "tanh_backward", "relu_backward"]
    cited = ["B5", "N2", "B5 N2", "B5 N2"]
    assert problems(exercises=exercises) == [
        ("exercise.toml", f"functions.{name}", f"its docstring cites {ids}, the exercise N1")
        for name, ids in zip(functions, cited, strict=True)
    ]


def test_a_function_that_the_solution_does_not_define(exercises):
    rewritten(exercises, "dropout/plain_dropout", r"plain_dropout = ", 'simple_dropout = "out"\nplain_dropout = ')
    assert problems(exercises=exercises) == [
        ("exercise.toml", "functions.simple_dropout", "not defined in reference_impl.dropout"),
    ]


def test_a_solution_in_the_folder_is_read_too(exercises):
    rewritten(exercises, "dropout/plain_dropout", r'"reference_impl.dropout"', '"solution.py"')
    solution = exercises / "dropout" / "plain_dropout" / "solution.py"
    solution.write_text('def plain_dropout(x, p, rng, training):\n    """Plain (lectures R8)."""\n')
    assert problems(exercises=exercises) == [
        ("exercise.toml", "lectures.R9", "no docstring of plain_dropout cites it"),
    ]


def test_a_docstring_with_an_unknown_id(package):
    (package / "layers.py").write_text('def f(x):\n    """A layer (lectures B4, N1)."""\n')
    assert problems(package=package) == [("layers.py", "f", "B4, is not the id of a concept")]


def test_an_explorer_with_an_unknown_id():
    found = list(disagreements(take_inventory({"dropout_explorer": ("R8", "Q1")})))
    assert [str(error) for error in found] == [
        "course/widgets: dropout_explorer: Q1 is not the id of a concept; the ids stand in course/data/concepts.toml"
    ]


def test_a_mark_that_no_longer_holds(tmp_path):
    marked = tmp_path / "concepts.toml"
    text = CONCEPTS.read_text(encoding="utf-8")
    marked.write_text(re.sub(r"^(B4 = .*) }$", r"\1, prose = true }", text, flags=re.MULTILINE), encoding="utf-8")
    assert problems(concepts=marked) == [
        ("concepts.toml", "B4.prose", "cited by linear.linear_forward linear.linear_backward backprop/linear"),
    ]


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        ("N1 = ", "", "not valid TOML"),
        ('N1 = "neurons"', "N1", "no title and section"),
        ('N1 = { section = "EE628: Symmetry" }', "N1.title", "a text is wanted"),
        ('N1 = { title = "Neurons", section = " " }', "N1.section", "a text is wanted"),
        ('N1 = { title = "a", section = "b", widget = "c" }', "N1.widget", "no such field"),
        ('N1 = { title = "a", section = "b", prose = "yes" }', "N1.prose", "true or false is wanted"),
    ],
)
def test_a_list_of_concepts_that_says_too_little(text, field, problem, tmp_path):
    path = tmp_path / "concepts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError, match=problem) as raised:
        load_concepts(path)
    assert (raised.value.path, raised.value.field) == (path, field)
    assert raised.value.remedy


def test_the_command_prints_the_table(monkeypatch, capsys):
    monkeypatch.setattr(widgets, "registry", lambda: EXPLORERS, raising=False)
    assert main(["coverage", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert len(table["concepts"]) == 83
    assert table["problems"] == []
    assert set(table["to_come"]) == {"functions", "exercises"}
    assert main(["coverage"]) == 0
    out = capsys.readouterr().out
    assert "B2   Worked example: (x + y) z (EECS498: Backpropagation: a simple example)" in out
    assert "     exercise  backprop/toy_graph" in out
    assert "functions to come: " in out


def test_the_command_fails_where_something_disagrees(monkeypatch, capsys):
    monkeypatch.setattr(widgets, "registry", lambda: {"dropout_explorer": ("Q1",)}, raising=False)
    assert main(["coverage"]) == 1
    assert "course/widgets: dropout_explorer: Q1 is not the id of a concept" in capsys.readouterr().out
