"""Markdown as HTML that runs nothing: what students write is shown on pages that teachers and graders open.

Stands in for the filter `markdown2html` of feedback pages and of the formgrader's notebook page. The reports are
outputs of the grader's own making and do not pass through here.
"""

from __future__ import annotations

import functools
import html
import re
from typing import Any

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import ALLOWED_PROTOCOLS, ALLOWED_TAGS, Cleaner
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter

from autograder.nbgrader_plugin.formulas import with_mathml

__all__ = ["clean_html", "safe_markdown"]

KEPT_CELLS = 2_000
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TEXT = {"del", "ins", "kbd", "mark", "s", "samp", "small", "span", "sub", "sup", "u", "var"}
BLOCKS = {"br", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "hr", "img", "input", "p", "pre", "summary"}
TABLES = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
TAGS = ALLOWED_TAGS | HEADINGS | TEXT | BLOCKS | TABLES
ATTRIBUTES = {
    "details": {"open"},
    "img": {"alt", "height", "width"},
    "input": {"checked", "disabled"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
} | {heading: {"id"} for heading in HEADINGS}
CLASSES = {
    "code": re.compile(r"language-\w+"),
    "div": re.compile("highlight"),
    "span": re.compile(r"[a-z]{1,2}[a-z0-9]?"),  # Pygments
    "table": re.compile("dataframe"),
}
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\s]+")


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "class":
        return tag in CLASSES and CLASSES[tag].fullmatch(value) is not None
    if name == "type":
        return (tag, value) == ("input", "checkbox")
    if (tag, name) in (("a", "href"), ("img", "src")):
        is_data = UNSEEN.sub("", html.unescape(value)).lower().startswith("data:")
        return not is_data or (tag == "img" and PICTURE.fullmatch(value) is not None)
    return name in ("style", "title") or name in ATTRIBUTES.get(tag, ())


@functools.cache
def _cleaner() -> Cleaner:
    return Cleaner(TAGS, _allowed, ALLOWED_PROTOCOLS | {"data"}, css_sanitizer=CSSSanitizer())


@functools.cache
def _renderer() -> HTMLExporter:
    return HTMLExporter(exclude_anchor_links=True)


def clean_html(page: str) -> str:
    """The fragment with text, tables, pictures, styles and maths; any other element is shown as the text it is."""
    return str(_cleaner().clean(page))


def _render(context: Any, source: str) -> str:
    """A cell that cannot be rendered, such as one whose picture is missing, is shown as it was written."""
    try:
        return with_mathml(clean_html(_renderer().markdown2html(context, source)))
    except Exception:
        return f"<pre>{html.escape(source)}</pre>"


@functools.lru_cache(KEPT_CELLS)
def _rendered(source: str) -> str:
    """What all students have in common is rendered once."""
    return _render({}, source)


@pass_context
def safe_markdown(context: Any, source: str) -> str:
    """Filter: Markdown as HTML; a cell with pictures of its own is rendered for itself."""
    if context.get("cell", {}).get("attachments"):
        return _render(context, source)
    return _rendered(source)
