"""Formulas are drawn by the browser alone; nothing else comes of what stands between dollar signs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from autograder.nbgrader_plugin.formulas import with_mathml
from autograder.nbgrader_plugin.sanitised import safe_markdown


def formula(page: str) -> str:
    """All text of the one formula on a page."""
    (found,) = re.findall(r"<math.*?</math>", page, re.DOTALL)
    return "".join(fromstring(found).itertext())


def test_a_formula_in_a_line_and_one_by_itself():
    page = with_mathml(r"<p>with $\hat y_i &lt; 2$ and</p><p>$$\sum_n x_n$$</p>")
    assert page.startswith('<p>with <math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">')
    assert 'display="block"' in page
    assert formula(page.partition("and")[0]) == "y^i<2"
    assert "$" not in page


@pytest.mark.parametrize(
    "source",
    [
        "costs 3 $ or 4 $ a piece",
        "<code>$x$</code>",
        "<pre><span>$x$</span> $y$</pre>",
        "$<em>x</em>$",
        r"$\frac$",
        "$" + "x" * 3000 + "$",
        "$" + "{" * 500 + "$",
        r"$\href{javascript:alert(1)}{x}$",
        r"$\style{position:fixed}{x}$",
        r"$\class{x}{y}$",
    ],
)
def test_what_is_no_formula_stays_as_it_is(source):
    assert with_mathml(source) == source


def test_no_element_comes_out_of_a_formula():
    page = safe_markdown({}, r"$\text{<script>alert(1)</script>}$ and $a < b$ and $\text{&lt;img src=x onerror=y&gt;}$")
    assert "<script" not in page
    assert "<img" not in page
    assert "a&lt;b" in re.sub(r"</?m[a-z]+[^>]*>", "", page)


def test_every_formula_of_the_course_is_drawn(checkout: Path):
    for path in sorted(checkout.glob("source/*/*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            if cell["cell_type"] == "markdown":
                page = safe_markdown({}, "".join(cell["source"]))
                outside = re.sub(r"<(pre|code)\b.*?</\1>", "", page, flags=re.DOTALL)
                assert "$" not in outside.replace("\\$", ""), (path.name, outside)
