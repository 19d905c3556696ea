"""Markdown and code as HTML that runs nothing: what students write is shown on pages that teachers and graders open.

Stands in for two filters of feedback pages and of the formgrader's notebook page. The reports are outputs of the
grader's own making and do not pass through here.
"""

from __future__ import annotations

import functools
import html
import re
import time
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from bleach.css_sanitizer import CSSSanitizer
from bleach.html5lib_shim import Filter
from bleach.sanitizer import ALLOWED_PROTOCOLS, ALLOWED_TAGS, Cleaner
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML

from autograder.nbgrader_plugin.formulas import with_mathml

__all__ = ["LARGEST", "PAGE_S", "as_text", "clean_html", "safe_code", "safe_markdown"]

KEPT_CELLS = 2_000
# Renderers, cleaners and lexers take time that grows with the square of some texts.
LARGEST = 8_000  # characters of a cell, without its pictures
PAGE_S = 5.0  # for all cells of a page, once for their text and once for their code
EMBEDDED = re.compile(r"data:image/[a-z]{1,10};base64,[A-Za-z0-9+/=]+")
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
    return Cleaner(TAGS, _allowed, ALLOWED_PROTOCOLS | {"data"}, filters=[_FarPictures], css_sanitizer=CSSSanitizer())


@functools.cache
def _renderer() -> HTMLExporter:
    return HTMLExporter(exclude_anchor_links=True)


def clean_html(page: str) -> str:
    """The fragment with text, tables, pictures, styles and maths; any other element is shown as the text it is."""
    return str(_cleaner().clean(page))


def as_text(source: str) -> str:
    """The text as it was written."""
    return f"<pre>{html.escape(source)}</pre>"


def _render(context: Any, source: str) -> str:
    """A cell that cannot be rendered, such as one whose picture is missing, is shown as it was written."""
    if len(EMBEDDED.sub("", source)) > LARGEST:
        return as_text(source)
    try:
        return with_mathml(clean_html(_renderer().markdown2html(context, OTHER_LANGUAGE.sub(r"\1", source))))
    except Exception:
        return as_text(source)


@functools.lru_cache(KEPT_CELLS)
def _rendered(source: str) -> str:
    """What all students have in common is rendered once."""
    return _render({}, source)


@functools.lru_cache(KEPT_CELLS)
def _highlighted(source: str) -> str:
    return str(Highlight2HTML(pygments_lexer="python")(source))


def _in_time(context: Any, kind: str, source: str, show: Callable[[], str]) -> str:
    """What stands below when the page's time is used up is shown as it was written."""
    page = context.get("resources")
    spent = page if isinstance(page, MutableMapping) else {}
    if spent.get(kind, 0.0) > PAGE_S:
        return as_text(source)
    started = time.thread_time()
    shown = show()
    spent[kind] = spent.get(kind, 0.0) + time.thread_time() - started
    return shown


@pass_context
def safe_markdown(context: Any, source: str) -> str:
    """Filter: Markdown as HTML; a cell with pictures of its own is rendered for itself."""
    its_own = context.get("cell", {}).get("attachments")
    return _in_time(
        context, "chainrule_text_s", source, lambda: _render(context, source) if its_own else _rendered(source)
    )


@pass_context
def safe_code(context: Any, source: str, language: str | None = None, metadata: Any = None) -> str:
    """Filter: code as HTML, as it was written where it is long. What all students have in common is done once."""
    if len(source) > LARGEST:
        return as_text(source)
    return _in_time(context, "chainrule_code_s", source, lambda: _highlighted(source))
