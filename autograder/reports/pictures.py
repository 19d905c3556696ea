"""What a criterion shows beside its words: a heat map, a few grey images, or a table of counts, as HTML."""

from __future__ import annotations

from html import escape

from autograder.reports.heatmap import data_uri, grey_uri
from autograder.reports.report import Picture
from autograder.reports.wording import printable

__all__ = ["picture_html"]

NUMBER = "border:1px solid #eaeef2;padding:2px 5px;min-width:22px;text-align:right;font-size:12px;white-space:nowrap"
MANY = ("#ffffff", "#fbe3e7", "#f4b5be", "#e8788a")  # shades of a wrong count, and from which share of its row on
SHARES = (0.002, 0.02, 0.05)


def picture_html(picture: Picture) -> str:
    """The picture with its caption below. One of a kind that is not known is a heat map."""
    caption = escape(printable(picture.caption))
    shown = _counts(picture) if picture.kind == "counts" else _image(picture, caption)
    return f'<div style="margin:8px 0 2px 0">{shown}<div style="color:#57606a;font-size:12px">{caption}</div></div>'


def _image(picture: Picture, caption: str) -> str:
    source = grey_uri(picture) if picture.kind == "images" else data_uri(picture)
    return f'<img src="{source}" alt="{caption}" style="border:1px solid #d0d7de;image-rendering:pixelated">'


def _counts(picture: Picture) -> str:
    """A row for what is right, a column for what was said; the first row and column name them from 0 on."""
    columns = max((len(row) for row in picture.rows), default=0)
    lines = [_line("", [_cell(str(k), "#57606a", "#f6f8fa") for k in range(columns)])]
    lines += [_line(str(k), _shaded(k, row)) for k, row in enumerate(picture.rows)]
    table = "border-collapse:collapse;border:none;width:auto;margin:0 0 4px 0;table-layout:auto"
    return f'<table style="{table}"><tbody>{"".join(lines)}</tbody></table>'


def _line(name: str, cells: list[str]) -> str:
    return f'<tr style="background-color:#ffffff;border:none">{_cell(name, "#57606a", "#f6f8fa")}{"".join(cells)}</tr>'


def _shaded(place: int, row: tuple[float, ...]) -> list[str]:
    """The right ones green, the wrong ones the redder the more there are."""
    shades = [MANY[sum(count > share * sum(row) for share in SHARES)] for count in row]
    colours = [("#1a7f37", "#e6f4ea") if k == place else ("#1f2328", shade) for k, shade in enumerate(shades)]
    return [_cell(f"{count:g}" if count else "", *pair) for count, pair in zip(row, colours, strict=True)]


def _cell(text: str, colour: str, background: str) -> str:
    return f'<td style="{NUMBER};color:{colour};background-color:{background}">{text}</td>'
