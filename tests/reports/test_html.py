"""Reports as pages show them."""

from __future__ import annotations

from html.parser import HTMLParser

from autograder.reports.html import report_html
from autograder.reports.report import Criterion
from tests.reports.made import report


class Balance(HTMLParser):
    """Checks that every element is closed in order, and collects the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_what_comes_from_an_earlier_exercise_is_marked_so() -> None:
    carried = Criterion("test_d", "A title.", "carried", 2.0, 2.0, "This comes from exercise 1 (Twice).")
    html = report_html(report(criteria=(carried,)))
    text = "".join(Balance(html).texts)
    assert "↑A title.This comes from exercise 1 (Twice).2 / 2" in text
    assert "fails for a mistake of an earlier exercise" in html


def test_the_fragment_says_everything() -> None:
    text = "".join(Balance(report_html(report(), ("A cell <was> missing.",))).texts)
    for words in (
        "3 · Linear & layer",
        "2 / 6.5",
        "✓",
        "✗",
        "–",
        "dW is off by $2$ & more.",
        "You multiply x by dz <i>.",
    ):
        assert words in text
    for words in ("A cell <was> missing.", "The cell stopped at line 3.", "the further off <entry>", "0 / 1.5"):
        assert words in text


def test_the_fragment_needs_nothing_else() -> None:
    html = report_html(report())
    assert Balance(html).tags <= {"div", "table", "tbody", "tr", "td", "img", "br", "span"}
    assert "http" not in html
    assert 'src="data:image/png;base64,' in html


def test_long_messages_are_cut() -> None:
    criterion = Criterion("test_a", "Long.", "failed", 0.0, 1.0, "x" * 1_000_000)
    assert len(report_html(report(criteria=(criterion,)))) < 10_000


def test_an_ungraded_report_shows_no_score() -> None:
    criterion = Criterion("test_a", "Shapes are kept.", "grader_error", 0.0, 2.0)
    html = report_html(report(criteria=(criterion,), diagnosis=None))
    assert "not graded" in html
    assert "the grader failed, not you" in html


def test_a_students_text_can_be_written_whatever_it_holds() -> None:
    html = report_html(report(note="one\ntwo \x1b\ud800"))
    assert r"one<br>two \x1b\ud800" in html
    html.encode()
