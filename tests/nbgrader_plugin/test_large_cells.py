"""Cells that renderers and lexers take long for are shown as they were written, and a page keeps its time."""

from __future__ import annotations

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.nbgrader_plugin import sanitised
from autograder.nbgrader_plugin.configuration import configure
from autograder.nbgrader_plugin.page import PageExporter
from autograder.nbgrader_plugin.sanitised import LARGEST, LEFT_OUT, PAGE_MB, as_text, safe_code, safe_markdown
from autograder.reading.parsing import Budget
from autograder.reading.python2 import looks_like_python2

CODE = {"match": "match" + " " * 48_000, "tabs": "\t\n" * 16_000}
TEXT = {"div": "<div>" * 5_000, "table": "|a|b|\n|-|-|\n" + "|a|b|\n" * 5_000, "begin": "\\begin{a}" * 4_000}


def page_of(*cells, exporter=PageExporter):
    """A notebook of these cells on a teacher's page, which shows a student's whole text, or on a student's."""
    configure(config := Config())
    template = {"template_name": "formgrade", "extra_template_basedirs": [handlers.template_path]}
    config.HTMLExporter.update(template if exporter is HTMLExporter else config.GenerateFeedback.HTMLExporter)
    of_nobody = {"index": 0, "total": 1, "nbgrader": {"score": 0, "max_score": 0, "late_penalty": 0, "notebook": "x"}}
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    return str(exporter(config=config).from_notebook_node(notebook, of_nobody)[0])


@pytest.mark.parametrize("name", CODE)
def test_long_code_is_shown_as_it_is(name):
    assert safe_code({}, CODE[name]) == as_text(CODE[name])


@pytest.mark.parametrize("exporter", [HTMLExporter, PageExporter])
def test_it_is_so_on_the_formgraders_page_and_on_ours(exporter):
    """The formgrader makes its pages with nbconvert's own exporter, this configuration and a template of its own."""
    code = [CODE["tabs"], "kept = 'short'"]
    page = page_of(*map(nbformat.v4.new_code_cell, code), exporter=exporter)
    assert as_text(CODE["tabs"]) in page
    assert '<span class="n">kept</span>' in page


@pytest.mark.parametrize("exporter", [HTMLExporter, PageExporter])
def test_a_raw_cell_is_shown_as_it_is(exporter):
    """A cleaner of HTML takes hours for a few thousand elements within each other."""
    raw = "<a><b>" * 20_000
    assert as_text(raw) in page_of(nbformat.v4.new_raw_cell(raw), exporter=exporter)


@pytest.mark.parametrize("name", TEXT)
def test_long_text_is_shown_as_it_is(name):
    assert safe_markdown({}, TEXT[name]) == as_text(TEXT[name])


def test_a_picture_in_the_text_is_not_long():
    picture = "data:image/png;base64," + "A" * 4 * LARGEST
    assert f'<img src="{picture}"' in safe_markdown({}, f"![seen]({picture})")


def test_only_python_is_highlighted():
    assert "<span" in safe_markdown({}, "```python\nx = 1\n```")
    assert "<span" not in safe_markdown({}, "```perl\nm{{{\n```\n\n> ~~~ m\n> m{{{\n> ~~~")


def test_what_stands_below_when_the_time_is_used_up_is_shown_as_it_is(monkeypatch):
    monkeypatch.setattr(sanitised, "PAGE_S", -1.0)
    assert safe_markdown({"resources": {}}, "*late*") == as_text("*late*")
    assert safe_code({"resources": {}}, "late = 1") == as_text("late = 1")


def test_a_large_cell_is_not_searched_for_python_2():
    assert not looks_like_python2("print 1\n" + "\t\n" * 100_000, Budget())
    assert looks_like_python2("print 1\n", Budget())


def test_one_picture_that_is_shown_a_thousand_times_is_shown_as_often_as_there_is_room():
    """An attachment, a picture in the text, and either of them by a name that stands below."""
    data = "A" * (1 << 20)
    embedded = f"data:image/png;base64,{data}"
    attached = {"attachments": {"a.png": {"image/png": data}, "b": {"text/html": [data]}}}
    for source in ("![](attachment:a.png)" * 300, "![][a]" * 1_000 + f"\n\n[a]: {embedded}"):
        page = page_of(nbformat.v4.new_markdown_cell(source, **attached))
        is_shown, is_cut = data in page, LEFT_OUT in page  # to tell how long texts differ takes longer than any test
        assert (is_shown, is_cut) == (True, True)
        assert len(page) < (PAGE_MB + 2) << 20


def test_a_page_ends():
    """However many cells there are, with pictures and without, of text and of code."""
    picture = f"![](data:image/png;base64,{'A' * (3 << 20)})"
    text, code = "<" * (2 << 20), "'" * (2 << 20)
    markdown, python = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    for new_cell, source in ((markdown, picture), (markdown, text), (python, code)):
        page = page_of(*[new_cell(source) for _ in range(40)])
        is_cut = LEFT_OUT in page
        assert is_cut
        assert len(page) < (PAGE_MB + 4) << 20


def test_pictures_that_fit_are_all_there():
    data = [letter * 4_000 for letter in "ABC"]
    cell = nbformat.v4.new_markdown_cell(
        f"![](attachment:a.png) ![](attachment:b.gif) ![](data:image/jpeg;base64,{data[2]})",
        attachments={"a.png": {"image/png": data[0]}, "b.gif": {"image/gif": data[1]}},
    )
    page = page_of(cell)
    assert LEFT_OUT not in page
    assert [f"image/{kind};base64,{each}" in page for kind, each in zip(("png", "gif", "jpeg"), data, strict=True)] == [
        True
    ] * 3
