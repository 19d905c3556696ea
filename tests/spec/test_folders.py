"""Every mistake of an author has a path, a field, a problem and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.sandbox.limits import Limits
from autograder.spec import load_assignment, load_exercise
from autograder.spec.fields import suggest


def test_a_folder_is_read(exercise):
    assert exercise.key == "sample/leaky"
    assert exercise.max_score == 4
    assert exercise.functions == {"leaky_relu": ("h",)}
    assert exercise.criteria["test_negative_leaks"] == "Negative inputs are scaled by the slope."
    assert [path.stem for path in exercise.accepted] == ["loops", "maximum", "own_copy"]


def test_what_is_fast_enough_may_be_said(folder):
    assert load_exercise(folder).too_slow == ""
    edit(folder, "[functions]", 'too_slow = "One loop is fast enough."\n[functions]')
    assert load_exercise(folder).too_slow == "One loop is fast enough."


def test_a_star_marks_what_stays_in_the_box(folder):
    edit(folder, 'leaky_relu = "h"', 'leaky_relu = "h, cache*"')
    exercise = load_exercise(folder)
    assert exercise.functions["leaky_relu"] == ("h", "cache")
    assert exercise.opaque["leaky_relu"] == {1}


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ('title = "Leaky ReLU"', 'titel = "Leaky ReLU"', "titel", "did you mean title?"),
        ('title = "Leaky ReLU"', "title = 3", "title", "a sentence is wanted"),
        ('lectures = ["N2"]', "lectures = []", "lectures", "non-empty list"),
        (
            "test_positive_passes = 1",
            "test_positive_pass = 1",
            "points.test_positive_pass",
            "did you mean test_positive_passes?",
        ),
        ("test_positive_passes = 1", "", "points.test_positive_passes", "missing"),
        (
            "test_positive_passes = 1",
            "test_positive_passes = -1",
            "points.test_positive_passes",
            "not a number of points",
        ),
        (
            "test_positive_passes = 1",
            "test_positive_passes = nan",
            "points.test_positive_passes",
            "not a number of points",
        ),
        (
            "test_positive_passes = 1",
            "test_positive_passes = true",
            "points.test_positive_passes",
            "not a number of points",
        ),
        ("[functions]", "[functions]\nbad-name = ''", "functions.bad-name", "a name and its returned values"),
        ("[points]", "[limits]\ncall = 3\n[points]", "limits.call", "no such limit"),
        ("[points]", "[limits]\ncall_s = 0\n[points]", "limits.call_s", "not a positive number"),
        ("[points]", "[limits]\ncall_s = inf\n[points]", "limits.call_s", "not a positive number"),
        ("[points]", "[limits]\nmemory_mb = 0.5\n[points]", "limits.memory_mb", "not a whole number"),
        ("[functions]", "limits = 5\n[functions]", "limits", "a table is wanted"),
        ("[functions]", 'uses = ["nothing"]\n[functions]', "uses.nothing", "no such exercise in this assignment"),
        ("[functions]", "[functions", "", "not valid TOML"),
    ],
)
def test_mistakes_in_exercise_toml(folder, old, new, field, says):
    edit(folder, old, new)
    with pytest.raises(SpecError, match="exercise.toml") as raised:
        load_exercise(folder)
    assert raised.value.field == field
    assert says in str(raised.value)


@pytest.mark.parametrize("part", ["visible.py", "test_hidden.py", "misconceptions.py", "exercise.toml"])
def test_a_missing_part_is_named(folder, part):
    (folder / part).unlink()
    with pytest.raises(SpecError, match=part.replace(".", r"\.")):
        load_exercise(folder)


def test_a_hidden_test_without_docstring(folder):
    path = folder / "test_hidden.py"
    path.write_text(path.read_text().replace('    """Positive inputs pass unchanged."""\n', ""))
    with pytest.raises(SpecError, match="test_positive_passes: no docstring"):
        load_exercise(folder)


def test_hidden_tests_that_are_not_python(folder):
    (folder / "test_hidden.py").write_text("def test_(:")
    with pytest.raises(SpecError, match="not valid Python"):
        load_exercise(folder)


def test_unknown_names_get_a_suggestion(folder):
    with pytest.raises(SpecError, match="did you mean leaky?"):
        load_exercise(folder.with_name("leeky"))
    with pytest.raises(SpecError, match="did you mean sample?"):
        load_assignment("sampel", folder.parent.parent)
    with pytest.raises(SpecError, match="sample/leaky is an exercise: write sample"):
        load_assignment("sample/leaky", folder.parent.parent)


def test_of_many_names_a_message_lists_some():
    assert suggest("x", [f"student{k:04}" for k in range(1000)]).endswith("student0019 and 980 more")


def test_limits_of_the_assignment_hold_where_the_exercise_has_none(folder):
    edit(folder, "[points]", "[limits]\ncall_s = 3\n[points]")
    assert load_exercise(folder).limits == Limits(call_s=3)
    append(folder, "carried_errors_cost = true\n[limits]\ncall_s = 7\ncell_s = 20\n")
    exercise = load_exercise(folder)
    assert exercise.limits == Limits(call_s=3, cell_s=20)
    assert exercise.carried_errors_cost


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        ("[limits]\nwall_s = 3", "limits.wall_s", "no such limit"),
        ("[limits]\ncells_s = -1", "limits.cells_s", "not a positive number"),
        ('carried_errors_cost = "yes"', "carried_errors_cost", "neither true nor false"),
        ("carried_errors = true", "carried_errors", "did you mean carried_errors_cost?"),
    ],
)
def test_mistakes_in_assignment_toml(folder, text, field, says):
    append(folder, text)
    with pytest.raises(SpecError, match="assignment.toml") as raised:
        load_exercise(folder)
    assert raised.value.field == field
    assert says in str(raised.value)


def test_the_union_of_limits_is_the_wider_one():
    assert Limits(call_s=9).union(Limits(memory_mb=2000)) == Limits(call_s=9, memory_mb=2000)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "exercise.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def append(folder: Path, text: str) -> None:
    """To assignment.toml."""
    with (folder.parent / "assignment.toml").open("a", encoding="utf-8") as file:
        file.write(text)
