r"""Formulas as MathML, which browsers draw by themselves: a page needs nothing from elsewhere to be read.

What cannot be converted stays as it was written, between its dollar signs.
"""

from __future__ import annotations

import functools
import html
import re
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import convert_to_element

__all__ = ["with_mathml"]

KEPT_FORMULAS = 4_000
# Code is left alone; a formula holds no tag and no dollar sign, and has an end within reason.
PARTS = re.compile(
    r"(?P<code><(pre|code)\b.*?</\2>)|\$\$(?P<block>[^$<]{1,2000})\$\$|\$(?P<inline>[^\s$<](?:[^$<]{0,600}[^\s$<])?)\$",
    re.DOTALL,
)
ELEMENTS = {"math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot", "mrow", "mspace"}
ELEMENTS |= {"msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover"}
ATTRIBUTES = {"accent", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle", "fence"}
ATTRIBUTES |= {"form", "height", "largeop", "linethickness", "lspace", "mathsize", "mathvariant", "maxsize", "minsize"}
ATTRIBUTES |= {"movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator"}
ATTRIBUTES |= {"stretchy", "symmetric", "voffset", "width", "xmlns"}
ROOM_BELOW = re.compile(r"\\\\\s*\[[^\]]*\]")


def with_mathml(page: str) -> str:
    """A sanitised fragment of HTML with its formulas drawn."""
    return PARTS.sub(_drawn, page) if "$" in page else page


def _drawn(found: re.Match[str]) -> str:
    if found["code"]:
        return found[0]
    block, inline = found["block"], found["inline"]
    return _mathml(html.unescape(block or inline), "block" if block else "inline") or found[0]


@functools.lru_cache(KEPT_FORMULAS)
def _mathml(latex: str, display: str) -> str:
    """Nothing where the converter knows no way, or makes something that is no plain formula, such as a link."""
    try:
        formula = convert_to_element(ROOM_BELOW.sub(r"\\\\", latex), display=display)
    except Exception:  # whatever it makes of what somebody has typed
        return ""
    if not all(_is_plain(element) for element in formula.iter()):
        return ""
    for element in formula.iter():
        element.text, element.tail = _text(element.text), _text(element.tail)
    return tostring(formula, encoding="unicode", short_empty_elements=False)


def _is_plain(element: Element) -> bool:
    return element.tag in ELEMENTS and element.attrib.keys() <= ATTRIBUTES


def _text(text: str | None) -> str | None:
    """The converter writes signs as HTML's entities, and a name's underscore as LaTeX does."""
    return text and html.unescape(text).replace("\\_", "_")
