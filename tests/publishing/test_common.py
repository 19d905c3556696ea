"""What all notebooks share is written once, and the map in an assignment's own words."""

from __future__ import annotations

import pytest

from autograder.errors import SpecError
from autograder.publishing.common import PARTS
from autograder.publishing.map import map_of
from autograder.publishing.words import concepts, listed
from autograder.spec import load_assignment

WORDS = """columns = ["you write", "and get"]
rows = [
    [["leaky", "third"], "two of a kind", "the *slope*"],
]
"""


@pytest.fixture
def four(course):
    """An assignment of four exercises, of which the last builds on the first two."""
    for name in ("second", "third"):
        course.add(f"sample/{name}")
    course.add("sample/fourth", **{"[functions]": 'uses = ["leaky", "second"]\n\n[functions]'})
    order = 'order = ["leaky", "second", "third", "fourth"]\n'
    (course.root / "sample" / "assignment.toml").write_text(f'number = 1\ntitle = "Sample"\n{order}')
    return course


def map_in(course):
    return map_of(load_assignment("sample", course.root)).split("\n")


def test_without_words_of_its_own_an_assignment_has_a_map_of_titles(four):
    assert map_in(four) == [
        "| | you write | and find out |",
        "|---|---|---|",
        "| 1 | Leaky ReLU |  |",
        "| 2 | Second |  |",
        "| 3 | Third |  |",
        "| 4 | Fourth |  |",
        "",
        "Exercise 4 builds on 1 and 2.",
    ]


def test_numbers_stand_before_an_assignments_own_words(four):
    (four.root / "sample" / "map.toml").write_text(WORDS)
    assert map_in(four)[0] == "| | you write | and get |"
    assert map_in(four)[2:6] == ["| 1, 3 | two of a kind | the *slope* |", "| 2 | Second |  |", "| 4 | Fourth |  |", ""]
    (four.root / "sample" / "map.toml").write_text(WORDS.replace('"leaky", "third"', '"fourth", "third", "second"'))
    assert map_in(four)[2:5] == ["| 1 | Leaky ReLU |  |", "| 2 – 4 | two of a kind | the *slope* |", ""]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"third"', '"thrid"', "rows[1].thrid: no such exercise; did you mean third?"),
        ('"third"', '"leaky"', "rows[1].leaky: stands in the map twice"),
        ('["leaky", "third"]', '"leaky"', "rows[1]: names of exercises and two texts are wanted"),
        (', "the *slope*"', "", "rows[1]: names of exercises and two texts are wanted"),
        ('["you write", "and get"]', '["you write"]', "columns: the headings of two columns are wanted"),
        ("columns", "heads", "heads: no such field; known: columns, rows"),
        ("rows = [", "rows = ", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_map_is_said_with_its_place(four, old, new, says):
    path = four.root / "sample" / "map.toml"
    path.write_text(WORDS.replace(old, new))
    with pytest.raises(SpecError) as raised:
        map_in(four)
    assert str(raised.value).startswith(str(path))
    assert says in str(raised.value)


def test_what_is_given_says_where_it_was_built(later):
    text = later.cell("given-text", "later").source
    assert text.startswith("## From earlier assignments\n")
    assert "\n- Sample 1 · Leaky ReLU: `leaky_relu`" in text
    given = later.cell("given", "later")
    assert given.source.startswith("def leaky_relu(x, slope=0.01):")
    assert "SOLUTION" not in given.source
    assert given.metadata.nbgrader.locked
    assert given.metadata.jupyter.source_hidden


def test_every_notebook_begins_and_ends_alike(later):
    shared = ["how-it-works", "setup", "hand-in"]
    assert [later.cell(name).source for name in shared] == [later.cell(name, "later").source for name in shared]
    for assignment in ("sample", "later"):
        assert later.cell("conventions", assignment).source.endswith("This page is N2.")


def test_no_part_is_left_over(later):
    assert {path.stem for path in PARTS.iterdir()} <= set(later.names("later"))


def test_lists_in_words():
    assert [listed(parts) for parts in ([], ["3"], ["3", "4"], ["3", "4", "6"])] == ["", "3", "3 and 4", "3, 4 and 6"]
    assert concepts(["R8", "R9"]) == "R8 and R9"
    assert concepts(["BN2", "B1", "BN1", "B3", "B2", "B3", "BN4", "prose"]) == "BN1, BN2, BN4, B1 – B3 and prose"
