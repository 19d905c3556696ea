"""The map of the whole course says what needs what, on a page and at the top of each notebook."""

from __future__ import annotations

import pytest

from autograder.publishing.course_map import course_page, place_of, sync_course_page
from autograder.spec import load_assignment


@pytest.fixture
def two(later):
    """`sample`, and `later`, which is given an exercise of it."""
    return [load_assignment(name, later.root) for name in ("sample", "later")]


def test_a_notebook_says_where_it_stands(two):
    first, second = two
    assert place_of(first, two) == "*Assignment 1 of 2; what it builds comes back in 2 (Later).*"
    assert place_of(second, two) == "*Assignment 2 of 2; it builds on 1 (Sample).*"
    assert place_of(first, [first]) == ""


def test_the_page_has_every_assignment_and_every_exercise(two):
    page = course_page(two)
    assert "| 1 | Sample (`sample`) | 1 |  | 2 |" in page
    assert "| 2 | Later (`later`) | 1 | 1 |  |" in page
    assert "builds on sample 1" in page
    assert page.count("leaky_relu") >= 1


def test_the_page_is_kept_in_step_where_there_is_a_place_for_it(two, tmp_path):
    assert sync_course_page(tmp_path / "course", two) == []
    docs = tmp_path / "course" / "docs"
    docs.mkdir(parents=True)
    (found,) = sync_course_page(tmp_path / "course", two, check=True)
    assert str(found) == "docs/course.md: is not what the exercises say"
    assert not (docs / "course.md").exists()
    assert len(sync_course_page(tmp_path / "course", two)) == 1
    assert (docs / "course.md").read_text(encoding="utf-8") == course_page(two)
    assert sync_course_page(tmp_path / "course", two) == []
