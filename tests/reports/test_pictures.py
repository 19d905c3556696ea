"""Tables of counts and grey images in reports."""

from __future__ import annotations

import base64
import re
import zlib

from autograder.reports.html import report_html
from autograder.reports.pictures import picture_html
from autograder.reports.report import Criterion, Picture
from tests.reports.made import report
from tests.reports.test_html import Balance

COUNTS = Picture("counts", ((90.0, 10.0, 0.0), (1.0, 99.0, 0.0), (0.0, 0.0, 0.0)), "rows <read> as columns")
GREY = Picture("images", ((0.0, 0.5), (1.0, float("nan"))), "two <images>")


def test_counts_are_a_table_with_names_and_a_caption():
    page = Balance(picture_html(COUNTS))
    assert page.texts == ["0", "1", "2", "0", "90", "10", "1", "1", "99", "2", "rows <read> as columns"]
    assert page.tags <= {"div", "table", "tbody", "tr", "td"}


def test_the_more_wrong_the_redder():
    def colour(count):
        return re.search(rf"background-color:(#\w+)\">{count}</td>", picture_html(COUNTS))[1]

    assert colour("90") == colour("99") == "#e6f4ea"
    assert colour("10") == "#e8788a"
    assert picture_html(COUNTS).count("#fbe3e7") == 1, "1 of 100"


def test_images_are_grey():
    page = picture_html(GREY)
    png = base64.b64decode(re.search(r'base64,([^"]+)"', page)[1])
    length = int.from_bytes(png[33:37], "big")
    pixels = zlib.decompress(png[41 : 41 + length])
    rows = [pixels[k : k + 19] for k in range(0, len(pixels), 19)]
    assert rows[0] == b"\0" + 9 * b"\x00" + 9 * b"\x80"
    assert rows[3] == b"\0" + 9 * b"\xff" + 9 * b"\x00"
    assert 'alt="two &lt;images&gt;"' in page


def test_what_is_right_may_show_one_too():
    criterion = Criterion("test_a", "Reads.", "passed", 1.0, 1.0, "All but 11.", COUNTS)
    text = "".join(Balance(report_html(report(criteria=(criterion,)))).texts)
    assert "All but 11." in text
    assert "rows <read> as columns" in text
