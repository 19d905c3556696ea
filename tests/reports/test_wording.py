"""Points and texts as people can read them."""

from __future__ import annotations

import pytest

from autograder.reports.report import Criterion
from autograder.reports.wording import points_text, printable, said_once


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (3.0, "3"), (2.5, "2.5"), (10.0, "10"), (1 / 3, "0.33")])
def test_points_as_people_write_them(value: float, text: str) -> None:
    assert points_text(value) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Würfel · ✓", "Würfel · ✓"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("\x1b[2Jada\r", r"\x1b[2Jada\r"),
        ("ada\u202egnp", r"ada\u202egnp"),
        ("ada\u200b", r"ada\u200b"),
        ("\u200fada\u00ad", r"\u200fada\xad"),
        ("ada\U000e0041", r"ada\U000e0041"),
        ("one\ntwo\t\0", r"one\ntwo\t\x00"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, seen: str) -> None:
    assert printable(text) == seen


def test_a_message_is_told_once():
    def failed(message: str) -> Criterion:
        return Criterion("test_a", "a", "failed", 0, 1, message)

    long = "dW has the wrong shape: it should be (3, 2)."
    told = [
        each.message for each in said_once([failed(long), failed(""), failed("Off."), failed(long), failed("Off.")])
    ]
    assert told == [long, "", "Off.", "The same as above.", "Off."]
