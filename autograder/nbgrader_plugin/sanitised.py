"""Markdown and code as HTML that runs nothing: what students write is shown on pages that teachers and graders open.

Stands in for two filters of feedback pages and of the formgrader's notebook page. The reports are outputs of the
grader's own making and do not pass through here.
"""

from __future__ import annotations

import functools
import html
import re
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES, CSSSanitizer
from bleach.html5lib_shim import Filter
from bleach.sanitizer import ALLOWED_PROTOCOLS, ALLOWED_TAGS, Cleaner
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML

from autograder.nbgrader_plugin.formulas import with_mathml
from autograder.nbgrader_plugin.pictures import EMBEDDED, Pictures

__all__ = ["LARGEST", "PAGE_MB", "PAGE_S", "as_text", "clean_html", "safe_code", "safe_markdown", "safe_raw"]

KEPT_CELLS = 2_000
# Renderers, cleaners and lexers take time that grows with the square of some texts.
LARGEST = 8_000  # characters of a cell, without its pictures
PAGE_S = 5.0  # for all cells of a page, once for their text and once for their code
LONGEST = 200_000  # characters of a cell that are shown as they were written
PAGE_MB = 20  # of a page, pictures and all; what is shown before that is whole
LEFT_OUT = f"<p><em>Left out here: a page shows {PAGE_MB} MB of a notebook. It is all in the notebook itself.</em></p>"
# Pygments knows hundreds of languages, and somebody has written the lexer of each.
OTHER_LANGUAGE = re.compile(
    r"^([ \t>*+\-\d.]*(?:`{3,}|~{3,}))[ \t]*(?!(?:i?py(?:thon)?3?|text|sh|bash|json)[ \t]*$)[^\n`]*$", re.MULTILINE
)
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
STYLES = ALLOWED_CSS_PROPERTIES - {"cursor"}  # a cursor may be a picture that lies elsewhere
CLASSES = {
    "code": re.compile(r"language-\w+"),
    "div": re.compile("highlight"),
    "span": re.compile(r"[a-z]{1,2}[a-z0-9]?"),  # Pygments
    "table": re.compile("dataframe"),
}
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
BESIDE = re.compile(r"(?!.*(?:\.\.|%2e))[\w.%+-][\w./%+()-]*", re.IGNORECASE)
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


class _FarPictures(Filter):
    """A picture that lies elsewhere becomes a link: fetching it would tell when somebody reads the page, and who."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for token in super().__iter__():
            where = (token["name"] == "img" and token["data"].get((None, "src"))) if "name" in token else None
            if where and not (where.startswith("data:") or BESIDE.fullmatch(UNSEEN.sub("", html.unescape(where)))):
                yield {"type": "StartTag", "name": "a", "data": {(None, "href"): where}}
                yield {"type": "Characters", "data": f"a picture: {token['data'].get((None, 'alt')) or where}"}
                yield {"type": "EndTag", "name": "a", "data": {}}
            else:
                yield token


@functools.cache
def _cleaner() -> Cleaner:
    styles = CSSSanitizer(STYLES, frozenset())
    return Cleaner(TAGS, _allowed, ALLOWED_PROTOCOLS | {"data"}, filters=[_FarPictures], css_sanitizer=styles)


@functools.cache
def _renderer() -> HTMLExporter:
    return HTMLExporter(exclude_anchor_links=True)


def clean_html(page: str) -> str:
    """The fragment with text, tables, pictures, styles and maths; any other element is shown as the text it is."""
    return str(_cleaner().clean(page))


def as_text(source: str) -> str:
    """The text as it was written, without its pictures, and the beginning of a very long one."""
    text = EMBEDDED.sub("(a picture)", source)
    more = f"\n… and {len(text) - LONGEST} characters more" if len(text) > LONGEST else ""
    return f"<pre>{html.escape(text[:LONGEST])}{more}</pre>"


@functools.lru_cache(KEPT_CELLS)
def _rendered(source: str, attached: tuple[tuple[str, str, str], ...] = ()) -> str:
    """What all students have in common is rendered once. What cannot be rendered is shown as it was written.

    Args:
        attached: of each picture its name, type, and what stands for it.
    """
    if len(source) > LARGEST:
        return as_text(source)
    cell = {"attachments": {name: {kind: mark} for name, kind, mark in attached}}
    try:
        page = _renderer().markdown2html({"cell": cell}, OTHER_LANGUAGE.sub(r"\1", source))
        return with_mathml(clean_html(page))
    except Exception:
        return as_text(source)


@functools.lru_cache(KEPT_CELLS)
def _highlighted(source: str) -> str:
    return str(Highlight2HTML(pygments_lexer="python")(source))


def _in_bounds(context: Any, kind: str, source: str, show: Callable[[int], str]) -> str:
    """What stands below when the page's time is used up is shown as it was written, and nothing where its room is.

    Args:
        show: makes the cell's part of the page, where there is room for so many characters.
    """
    page = context.get("resources")
    spent = page if isinstance(page, MutableMapping) else {}
    left = (PAGE_MB << 20) - spent.get("chainrule_shown", 0)
    if left <= 0:
        return LEFT_OUT
    started = time.thread_time()
    shown = as_text(source) if spent.get(kind, 0.0) > PAGE_S else show(left)
    spent[kind] = spent.get(kind, 0.0) + time.thread_time() - started
    spent["chainrule_shown"] = spent.get("chainrule_shown", 0) + len(shown)
    return shown


def _with_pictures(source: str, attachments: Mapping[str, Any], room: int) -> str:
    pictures = Pictures()
    text = pictures.take_embedded(source)
    page = _rendered(text, pictures.take_attached(attachments))
    shown, is_whole = pictures.put_back(page, room)
    return shown if is_whole else shown + LEFT_OUT


@pass_context
def safe_markdown(context: Any, source: str) -> str:
    """Filter: Markdown as HTML, with the pictures that are embedded in it or attached to its cell."""
    attached = context.get("cell", {}).get("attachments")
    own = attached if isinstance(attached, Mapping) else {}
    return _in_bounds(context, "chainrule_text_s", source, lambda room: _with_pictures(source, own, room))


@pass_context
def safe_code(context: Any, source: str, language: str | None = None, metadata: Any = None) -> str:
    """Filter: code as HTML, as it was written where it is long. What all students have in common is done once."""
    show = as_text if len(source) > LARGEST else _highlighted
    return _in_bounds(context, "chainrule_code_s", source, lambda room: show(source))


@pass_context
def safe_raw(context: Any, source: str) -> str:
    """Filter: the text of a raw cell, which nbconvert would take for HTML, as it was written."""
    return _in_bounds(context, "chainrule_text_s", source, lambda room: as_text(source))
