"""Reports as the terminal shows them."""

from __future__ import annotations

from autograder.reports.report import Criterion
from autograder.reports.text import report_text
from tests.reports.made import report


def test_text_for_the_terminal() -> None:
    assert report_text(report()).splitlines() == [
        "3 · Linear & layer (backprop/linear): 2 / 6.5",
        "  note: The cell stopped at line 3.",
        "  ✓ Shapes are kept.  2/2",
        "  ✗ dW is right <b>  0/3",
        "      dW is off by $2$ & more.",
        "      Look at W.",
        "  – A batch of one works.  0/1.5",
        "  → You multiply x by dz <i>. (lecture B4) [transposed]",
    ]


def test_what_was_repaired_stands_first() -> None:
    lines = report_text(report(), ("A cell was missing.", "It is old.")).splitlines()
    assert lines[1:3] == ["  your notebook: A cell was missing.", "  your notebook: It is old."]


def test_an_ungraded_report_shows_no_score() -> None:
    criterion = Criterion("test_a", "Shapes are kept.", "grader_error", 0.0, 2.0)
    assert "not graded" in report_text(report(criteria=(criterion,)))


def test_a_students_text_does_nothing_to_the_terminal() -> None:
    text = report_text(report(note="The cell stopped with ValueError: \x1b]0;title\x07\ud800"))
    assert "\x1b" not in text
    assert r"\x1b]0;title\x07\ud800" in text
