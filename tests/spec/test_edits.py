"""This text becomes that: found exactly once, whatever its indentation, or an error that shows where."""

from __future__ import annotations

import pytest

from autograder.spec.edits import EditError, apply_edits, find_edit

SOURCE = """def f(x):
    if x > 0:
        y = 2 * x
        return y
    return -x


def g(x):
    y = 2 * x
    return y"""


def edited(old: str, new: str) -> str:
    return apply_edits(SOURCE, [find_edit(SOURCE, old, new)])


def test_a_part_of_a_line_is_changed():
    assert edited("return -x", "return x") == SOURCE.replace("return -x", "return x")


def test_lines_are_found_and_written_at_their_indentation():
    changed = edited(
        """
        if x > 0:
            y = 2 * x
        """,
        """
        if x >= 0:
            y = 3 * x
            y += 1
        """,
    )
    assert "    if x >= 0:\n        y = 3 * x\n        y += 1\n        return y\n    return -x" in changed


def test_several_lines_in_place_of_a_part_of_one():
    changed = edited("return -x", "x = -x\nreturn x")
    assert "    x = -x\n    return x\n" in changed


def test_the_place_can_be_narrowed():
    start = SOURCE.index("def g")
    changed = apply_edits(SOURCE, [find_edit(SOURCE, "2 * x", "3 * x", start)])
    assert changed[:start] == SOURCE[:start]
    assert "y = 3 * x" in changed[start:]


@pytest.mark.parametrize(
    ("old", "says"),
    [
        ("y = 2 * x", "is there 2 times"),
        ("return - x", "the closest line is 'return -x'"),
        ("nothing like it at all", "is not in the solution"),
        ("y = 2 * x\nreturn y\nreturn", "is not in the solution"),
    ],
)
def test_a_text_that_is_not_there_exactly_once(old, says):
    with pytest.raises(EditError, match=says):
        find_edit(SOURCE, old, "")


def test_edits_of_different_places_are_made_together_and_others_refused():
    one, two = find_edit(SOURCE, "if x > 0", "if x < 0"), find_edit(SOURCE, "return -x", "return x")
    changed = apply_edits(SOURCE, [two, one])
    assert "if x < 0" in changed
    assert "return x\n" in changed
    with pytest.raises(EditError, match="two edits touch 'x > 0'"):
        apply_edits(SOURCE, [one, find_edit(SOURCE, "x > 0:", "x < 0:")])
