"""Reports as people read them."""

from __future__ import annotations

import dataclasses
import struct
import zlib
from html.parser import HTMLParser

import pytest

from autograder.reports.heatmap import heatmap_png
from autograder.reports.render import class_table, number, report_html, report_text
from autograder.reports.report import Criterion, Diagnosis, Picture, Report

HEATMAP = Picture("heatmap", ((0.0, 1.0, 0.5), (float("nan"), 0.2, 2.0)), "dW: the redder, the further off <entry>")


def report(**changes: object) -> Report:
    criteria = (
        Criterion("test_a", "Shapes are kept.", "passed", 2.0, 2.0),
        Criterion("test_b", "dW is right <b>", "failed", 0.0, 3.0, "dW is off by $2$ & more.\nLook at W.", HEATMAP),
        Criterion("test_c", "A batch of one works.", "not_run", 0.0, 1.5),
    )
    diagnosis = Diagnosis("transposed", "You multiply x by dz <i>. (lecture B4)")
    made = Report("backprop/linear", "Linear & layer", criteria, diagnosis, 7, 0.2, "The cell stopped at line 3.")
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


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


def test_the_fragment_says_everything() -> None:
    text = "".join(Balance(report_html(report(), ("A cell <was> missing.",))).texts)
    for words in ("Linear & layer", "2 / 6.5", "✓", "✗", "–", "dW is off by $2$ & more.", "You multiply x by dz <i>."):
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
    assert "not graded" in report_text(report(criteria=(criterion,)))


def test_text_for_the_terminal() -> None:
    assert report_text(report()).splitlines() == [
        "Linear & layer (backprop/linear): 2 / 6.5",
        "  note: The cell stopped at line 3.",
        "  ✓ Shapes are kept.  2/2",
        "  ✗ dW is right <b>  0/3",
        "      dW is off by $2$ & more.",
        "      Look at W.",
        "  – A batch of one works.  0/1.5",
        "  → You multiply x by dz <i>. (lecture B4) [transposed]",
    ]


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (3.0, "3"), (2.5, "2.5"), (10.0, "10"), (1 / 3, "0.33")])
def test_points_as_people_write_them(value: float, text: str) -> None:
    assert number(value) == text


def test_the_class() -> None:
    full = report(criteria=(Criterion("test_a", "Shapes.", "passed", 4.0, 4.0),), diagnosis=None)
    half = report(criteria=(Criterion("test_a", "Shapes.", "passed", 2.0, 2.0), Criterion("b", "B.", "failed", 0, 2)))
    table = class_table([("bob", [half, half], ""), ("ada", [full, half], ""), ("eve", [], "no notebook")])
    assert table.splitlines() == [
        "ada  ●◐       6 / 8",
        "bob  ◐◐       4 / 8",
        "",
        "exercise         mean   full  misconceptions",
        "backprop/linear   75 %     1  transposed 1",
        "backprop/linear   50 %     0  transposed 2",
        "",
        "1 not graded:",
        "  eve: no notebook",
    ]
    assert "ada" not in class_table([("ada", [full], "")], students=False)
    assert class_table([]) == ""


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 5), (64, 128), (1000, 700), (2, 0), (0, 0)])
def test_pictures_are_png_of_bounded_size(rows: int, columns: int) -> None:
    png = heatmap_png([[(r * c) % 5 / 4 for c in range(columns)] for r in range(rows)])
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert width <= 720
    assert height <= 2400
    length = struct.unpack(">I", png[33:37])[0]
    assert len(zlib.decompress(png[41 : 41 + length])) == height * (1 + 3 * width)


def test_rows_of_unlike_length_make_a_picture() -> None:
    assert heatmap_png(((0.0, 1.0), (0.5,))).startswith(b"\x89PNG")
