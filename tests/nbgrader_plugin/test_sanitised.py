"""What students write runs nothing on the pages that are made of it, and looks as it should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.nbgrader_plugin.configuration import configure, nbgrader_app, quiet_log
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import record
from autograder.nbgrader_plugin.sanitised import clean_html, safe_markdown

DOT = "data:image/png;base64,iVBORw0KGgo="
HOSTILE = [
    "<script>window.LOOT=1</script>",
    "<img src=x onerror='window.LOOT=2'>",
    "<svg onload=window.LOOT=3><a xlink:href='javascript:LOOT'>x</a></svg>",
    "<iframe srcdoc='<script>LOOT</script>'></iframe>",
    "<a href=' java\tscript:window.LOOT=4'>x</a>",
    "[x](javascript:window.LOOT)",
    "<a href='d&#97;ta:text/html,<script>LOOT</script>'>x</a>",
    "<img src='data:image/svg+xml;base64,LOOT'>",
    "<div style='position:fixed;background:url(javascript:LOOT)' onclick=LOOT>x</div>",
    "<span style='cursor:url(https://example.org/seen.png), auto'>x</span>",
    "<p style='c\\75 rsor:url(//example.org/seen.png);fill:url(//example.org/seen.svg);color:red'>x</p>",
    "<form action=/formgrader/api><input class=score value=9><button>x</button></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=LOOT>",
    "<style>body{display:none}</style><link rel=stylesheet href=//x><base href=//x><meta http-equiv=refresh>",
    "<details open ontoggle=LOOT><summary>x</summary></details>",
    "![x](attachment:a.png)",
]
FORBIDDEN = {"script", "svg", "iframe", "form", "button", "style", "link", "base", "meta", "math", "object", "embed"}


def problems(page: str) -> list[str]:
    """Whatever in a fragment could run or leave its place."""
    found = []
    for element in BeautifulSoup(page, "html.parser").find_all():
        found += [element.name] if element.name in FORBIDDEN else []
        for name, value in element.attrs.items():
            text = str(value).replace("\t", "").replace(" ", "").lower()
            bad = name.startswith("on") or "script:" in text or "data:text" in text or "svg" in text
            found += [f"{name}={value}"] if bad or "fixed" in text or "url(" in text else []
    return found


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_runs(source: str) -> None:
    cell = {"attachments": {"a.png": {"image/svg+xml": "'\"><script>LOOT</script>"}}}
    for context in ({}, {"cell": cell}):
        assert problems(safe_markdown(context, source)) == []


def test_the_check_would_notice() -> None:
    assert all(problems(source) for source in HOSTILE if source.startswith("<"))


@pytest.mark.parametrize(
    "kept",
    [
        "<details open><summary>More</summary><p>text</p></details>",
        '<table><thead><tr><th style="text-align: right;">a</th></tr></thead></table>',
        f'<img src="{DOT}" alt="a dot">',
        "<p>$a &lt; b \\\\ c &amp; d$ and \\(x\\)</p>",
        '<div class="highlight"><pre><span></span><span class="k">def</span></pre></div>',
        '<p style="color: #b00; background-color: #fff;">red</p>',
        '<a href="https://example.org/?a=1&amp;b=2">x</a>',
    ],
)
def test_what_is_harmless_is_kept(kept: str) -> None:
    assert clean_html(kept) == kept


def test_pictures_of_ones_own_are_shown() -> None:
    context = {"cell": {"attachments": {"dot.png": {"image/png": "iVBORw0KGgo="}}}}
    assert f'src="{DOT}"' in safe_markdown(context, "![dot](attachment:dot.png)")


FAR = (
    "https://example.org/dot.png",
    "//example.org/dot.png",
    "/hub/logout",
    "../../logout",
    "%2e%2e/logout",
    "\\logout",
)


@pytest.mark.parametrize("where", FAR)
def test_a_picture_from_elsewhere_is_not_fetched(where: str) -> None:
    """Who reads a page tells nobody, and does nothing that a link could do; the link is there for who wants to see."""
    for source in (f'<img src="{where}" alt="a plot">', f'<p><img alt="a plot" src=" {where}"/></p>'):
        page = BeautifulSoup(safe_markdown({}, source), "html.parser")
        assert not page.find_all("img")
        assert page.a
        assert "a plot" in page.a.text
    assert "plot.png" in clean_html('<img src="pictures/plot.png">')


def test_the_course_reads_as_it_did(checkout: Path) -> None:
    """Every prose cell of every notebook has the same elements, attributes and words as before."""
    plain = HTMLExporter(exclude_anchor_links=True)
    cells = [
        "".join(cell["source"])
        for path in sorted((checkout / "source").glob("*/*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    ]
    assert cells
    for source in cells:
        rendered = plain.markdown2html({}, source)
        assert shape(clean_html(rendered)) == shape(rendered)


def shape(page: str) -> tuple[str, set[str]]:
    """Words in order, and the kinds of elements."""
    soup = BeautifulSoup(page, "html.parser")
    for element in soup.find_all(style=True):
        element["style"] = str(element["style"]).replace(" ", "").rstrip(";")
    return soup.get_text(), {f"{element.name} {element.attrs}" for element in soup.find_all()}


@pytest.fixture
def hostile(course: Any, graded_by_text: Any) -> Any:
    notebook = course.notebook(leaky="def leaky(x):\n    return x", question_why="\n\n".join(HOSTILE))
    extra = {"id": "m", "metadata": {}, "source": "\n\n".join(HOSTILE)}
    notebook["cells"] += [{"cell_type": "markdown"} | extra, {"cell_type": "raw"} | extra | {"id": "r"}]
    course.submit("eve", notebook)
    assert record(course.root, "sample", course.grade()) == {"eve": None}
    return course


def test_a_feedback_page_runs_nothing_of_the_students(hostile: Any) -> None:
    assert write_feedback(hostile.root, "sample", ["eve"]) == {"eve": None}
    page = (hostile.root / "feedback" / "eve" / "sample" / "sample.html").read_text(encoding="utf-8")
    assert_nothing_runs(page)
    assert "✓" in page


def test_the_formgraders_page_runs_nothing_of_the_students(hostile: Any) -> None:
    """As the formgrader makes it: nbconvert's own exporter, configured by the course."""
    path = hostile.root / "autograded" / "eve" / "sample" / "sample.ipynb"
    with quiet_log() as (logger, _), nbgrader_app(hostile.root, logger) as (app, _):
        app.config.HTMLExporter.template_name = "formgrade"
        app.config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
        exporter = HTMLExporter(config=app.config)
        page, _ = exporter.from_notebook_node(nbformat.read(path, as_version=4), {"index": 0, "total": 1})
    assert_nothing_runs(page)


def test_a_name_on_the_formgraders_page_is_text() -> None:
    """nbgrader's template writes it as it is, into text and into an attribute."""
    configure(config := Config())
    config.HTMLExporter.update(template_name="formgrade", extra_template_basedirs=[handlers.template_path])
    names = dict.fromkeys(("student", "first_name", "last_name", "notebook_path"), '"><script>LOOT</script>')
    shown = {"index": 0, "total": 1} | names
    page, _ = HTMLExporter(config=config).from_notebook_node(nbformat.v4.new_notebook(), shown)
    assert "LOOT" in page
    assert "<script>LOOT" not in page
    assert '"">' not in page


def assert_nothing_runs(page: str) -> None:
    soup = BeautifulSoup(page, "html.parser")
    cells = soup.select("#notebook-container, #notebook")
    assert cells
    assert "LOOT" in cells[0].get_text()
    for element in soup.find_all():
        assert not (element.name in ("script", "iframe", "svg") and "LOOT" in str(element))
        assert not any("LOOT" in str(value) for name, value in element.attrs.items() if name not in ("alt", "title"))
