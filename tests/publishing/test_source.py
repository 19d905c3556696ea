"""Exercise folders and notebooks stay in step, and what people write stays theirs."""

from __future__ import annotations

import shutil

import nbformat
import pytest

from autograder.errors import SpecError
from autograder.spec.cell_ids import GIVEN

BEGINNING = ["title", "map", "how-it-works", "conventions", "setup"]
LEAKY = ["leaky-text", "leaky", "leaky-check"]
END = ["end", "hand-in", "summary"]


def by_name(drifts):
    return {drift.cell: drift.problem for drift in drifts}


def text(source, cell_id):
    return nbformat.v4.new_markdown_cell(source, id=cell_id)


def written_answer(name, points):
    marks = {"grade": True, "solution": True, "locked": False, "task": False, "schema_version": 3}
    cell = nbformat.v4.new_markdown_cell("", id=name)
    cell.metadata.nbgrader = marks | {"grade_id": name, "points": points}
    return cell


def test_a_new_folder_gets_a_whole_notebook(course, exercise):
    assert course.names() == [*BEGINNING, *LEAKY, *END]
    solution, check = course.cell("leaky"), course.cell("leaky-check")
    assert "### BEGIN SOLUTION" in solution.source
    assert solution.metadata.nbgrader.solution
    assert not solution.metadata.nbgrader.locked
    assert '@checks.check_cell("Leaky ReLU")\ndef check_leaky():\n' in check.source
    assert check.metadata.nbgrader.points == exercise.max_score
    assert check.metadata.nbgrader.locked
    assert course.cell("title").source == "# Sample"
    assert course.cell("leaky-text").source == "## 1 · Leaky ReLU"
    nbformat.validate(course.notebook())


def test_in_step_means_no_drift_and_an_edit_is_seen(course, exercise):
    assert course.sync(check=True) == []
    visible = exercise.folder / "visible.py"
    visible.write_text(visible.read_text() + "\nprint('more')\n")
    assert by_name(course.sync(check=True)) == {"leaky-check": "differs from its exercise folder"}
    assert "more" not in course.cell("leaky-check").source
    course.sync()
    assert course.sync(check=True) == []
    assert "more" in course.cell("leaky-check").source


@pytest.mark.parametrize("name", [*BEGINNING[1:], *LEAKY[1:], *END[1:]])
def test_a_cell_of_ours_is_written_again_when_it_is_edited_or_deleted(course, name):
    before = course.notebook()
    for change in (edit, delete):
        notebook = course.notebook()
        change(notebook, name)
        course.write(notebook)
        assert list(by_name(course.sync(check=True))) == [name]
        course.sync()
        assert course.notebook() == before


def edit(notebook, name):
    next(cell for cell in notebook.cells if cell.id == name).source += "\nmore"


def delete(notebook, name):
    notebook.cells = [cell for cell in notebook.cells if cell.id != name]


def test_marks_are_the_folders_and_other_metadata_the_editors(course, exercise):
    notebook = course.notebook()
    check = next(cell for cell in notebook.cells if cell.id == "leaky-check")
    check.metadata.nbgrader.points = 99
    check.metadata.tags = ["mine"]
    course.write(notebook)
    assert by_name(course.sync()) == {"leaky-check": "differs from its exercise folder"}
    assert course.cell("leaky-check").metadata.nbgrader.points == exercise.max_score
    assert course.cell("leaky-check").metadata.tags == ["mine"]
    assert course.sync(check=True) == []


def test_prose_belongs_to_the_notebook(course, exercise):
    notebook = course.notebook()
    places = {cell.id: cell for cell in notebook.cells}
    places["title"].source += "\n*Short and sharp.*"
    places["leaky-text"].source += "\n\nIt leaks.\n\n### And how"
    places["end"].source += "\n\nA leak."
    notebook.cells.insert(3, text("And on this page:", "own"))
    notebook.cells.insert(8, text("## An interlude", "interlude"))
    course.write(notebook)
    assert course.sync(check=True) == []
    toml = exercise.folder / "exercise.toml"
    toml.write_text(toml.read_text().replace("test_negative_leaks = 2", "test_negative_leaks = 5"))
    course.sync()
    changed = course.notebook()
    assert [cell.id for cell in changed.cells] == [cell.id for cell in notebook.cells]
    assert course.cell("leaky-check").metadata.nbgrader.points == 7
    different = [cell.id for cell, was in zip(changed.cells, notebook.cells, strict=True) if cell != was]
    assert different == ["leaky-check"]


def test_number_and_title_of_a_heading_are_the_folders(course, exercise):
    notebook = course.notebook()
    heading = next(cell for cell in notebook.cells if cell.id == "leaky-text")
    heading.source = "A word before.\n\n### ## 7 · Old title\n\n## 7 · Old title\n\nIt leaks.\n\n## Twice"
    heading.id = "another-id"
    course.write(notebook)
    assert by_name(course.sync()) == {"another-id": "is not headed '## 1 · Leaky ReLU'"}
    assert (
        course.cell("another-id").source
        == "A word before.\n\n### ## 7 · Old title\n\n## 1 · Leaky ReLU\n\nIt leaks.\n\n## Twice"
    )


def test_a_new_exercise_stands_in_the_assignments_order(course):
    notebook = course.notebook()
    notebook.cells.insert(-3, text("## An interlude, after leaky", "interlude"))
    course.write(notebook)
    for name in ("before", "between", "behind"):
        course.add(f"sample/{name}")
    toml = course.root / "sample" / "assignment.toml"
    toml.write_text('number = 1\ntitle = "Sample"\norder = ["before", "leaky", "behind"]\n')
    assert set(by_name(course.sync())) >= {"between-text", "between", "between-check"}
    before, behind, between = ([f"{name}-text", name, f"{name}-check"] for name in ("before", "behind", "between"))
    assert course.names() == [*BEGINNING, *before, *LEAKY, "interlude", *behind, *between, *END]
    headings = [course.cell(f"{name}-text").source for name in ("before", "leaky", "behind", "between")]
    assert headings == ["## 1 · Before", "## 2 · Leaky ReLU", "## 3 · Behind", "## 4 · Between"]
    assert course.cell("interlude").source == "## An interlude, after leaky"


def test_an_order_that_changed_is_said_and_left_to_the_author(course):
    course.add("sample/another")
    toml = course.root / "sample" / "assignment.toml"
    toml.write_text('number = 1\ntitle = "Sample"\norder = ["leaky", "another"]\n')
    course.sync()
    names = course.names()
    toml.write_text('number = 1\ntitle = "Sample"\norder = ["another", "leaky"]\n')
    course.sync()
    (drift,) = course.sync(check=True)
    assert drift.by_hand
    assert (drift.cell, drift.problem.split(",")[0]) == ("leaky", "stands before another-check")
    assert course.names() == names
    assert course.cell("leaky-text").source == "## 2 · Leaky ReLU"


def test_cells_of_a_folder_that_is_gone_are_said_and_left_to_the_author(course):
    other = course.add("sample/another")
    course.sync()
    names = course.names()
    shutil.rmtree(other)
    course.sync()
    (drift,) = course.sync(check=True)
    assert drift.by_hand
    assert str(drift) == (
        "source/sample/sample.ipynb: another-check: there is no exercise another; "
        "delete its cells, or bring its folder back"
    )
    assert course.names() == names


def test_written_questions_have_letters_and_say_what_they_are_worth(course):
    notebook = course.notebook()
    questions = [
        text("Why?\n\n### No bias\n\n1. Say so.", "why-text"),
        written_answer("question-why", 3),
        text("### Question C · One (or &nbsp; many)? &nbsp; (7 points, graded by hand)", "many-text"),
        written_answer("question-many", 1),
    ]
    notebook.cells[-3:-3] = questions
    course.write(notebook)
    assert set(by_name(course.sync())) == {"why-text", "many-text", "summary"}
    assert course.cell("why-text").source == (
        "Why?\n\n### Question A · No bias &nbsp; (3 points, graded by hand)\n\n1. Say so."
    )
    assert course.cell("many-text").source == (
        "### Question B · One (or &nbsp; many)? &nbsp; (1 point, graded by hand)"
    )
    assert course.sync(check=True) == []
    notebook.cells = [cell for cell in notebook.cells if cell.id != "many-text"]
    course.write(notebook)
    (drift,) = (drift for drift in course.sync() if drift.by_hand)
    assert (drift.cell, drift.problem.split(",")[0]) == ("question-many", "has no question above it")


def test_the_summary_names_the_questions_that_people_grade(course):
    assert course.cell("summary").source == "from course.summary import summary\n\nsummary()"
    assert course.cell("summary").metadata.nbgrader.locked
    assert not course.cell("summary").metadata.nbgrader.grade
    notebook = course.notebook()
    notebook.cells[-3:-3] = [text('### "No" bias', "why-text"), written_answer("question-why", 3)]
    course.write(notebook)
    course.sync()
    assert course.cell("summary").source.endswith('\n\nsummary(by_hand=["Question A · \\"No\\" bias"])')
    assert course.sync(check=True) == []


def test_what_is_given_comes_after_the_setup_and_goes_when_nothing_is(later):
    assert later.names("later")[:7] == [*BEGINNING, "given-text", GIVEN]
    toml = later.root / "later" / "sharp" / "exercise.toml"
    toml.write_text(toml.read_text().replace('uses = ["sample/leaky"]\n', ""))
    assert set(by_name(later.sync())) == {"map", "given-text", GIVEN}
    assert later.names("later")[:6] == [*BEGINNING, "sharp-text"]
    assert later.sync(check=True) == []


def test_what_is_given_follows_the_reference(later):
    solution = later.root / "sample" / "leaky" / "solution.py"
    solution.write_text(solution.read_text().replace("slope * x)", "x * slope)"))
    drifts = later.sync()
    assert [(drift.path.stem, drift.cell) for drift in drifts] == [("sample", "leaky"), ("later", GIVEN)]
    assert "x * slope)" in later.cell(GIVEN, "later").source


def test_a_damaged_notebook_is_named(course):
    course.path().write_text("{")
    with pytest.raises(SpecError, match="not a notebook"):
        course.sync()


@pytest.mark.parametrize("name", ["title", "map", "setup", "given", "end", "summary"])
def test_an_exercise_is_not_called_like_a_cell_of_every_notebook(course, name):
    course.add(f"sample/{name}")
    with pytest.raises(SpecError, match=f"{name}: its name is that of a cell in every notebook; call the exercise"):
        course.sync()


def test_outputs_and_spacing_are_put_right(course):
    notebook = course.notebook()
    check = next(cell for cell in notebook.cells if cell.id == "leaky-check")
    check.outputs = [nbformat.v4.new_output("stream", text="✓")]
    course.write(notebook)
    (drift,) = course.sync()
    assert str(drift) == "source/sample/sample.ipynb: is not written as `chainrule sync` writes it"
    assert course.cell("leaky-check").outputs == []
