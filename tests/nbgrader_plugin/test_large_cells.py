"""Cells that renderers and lexers take long for are shown as they were written, and a page keeps its time."""

from __future__ import annotations

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from autograder.nbgrader_plugin import sanitised
from autograder.nbgrader_plugin.configuration import configure
from autograder.nbgrader_plugin.page import PageExporter
from autograder.nbgrader_plugin.sanitised import LARGEST, as_text, safe_code, safe_markdown
from autograder.reading.parsing import Budget
from autograder.reading.python2 import looks_like_python2

CODE = {"match": "match" + " " * 48_000, "tabs": "\t\n" * 16_000}
TEXT = {"div": "<div>" * 5_000, "table": "|a|b|\n|-|-|\n" + "|a|b|\n" * 5_000, "begin": "\\begin{a}" * 4_000}


@pytest.mark.parametrize("name", CODE)
def test_long_code_is_shown_as_it_is(name):
    assert safe_code({}, CODE[name]) == as_text(CODE[name])


@pytest.mark.parametrize("exporter", [HTMLExporter, PageExporter])
def test_it_is_so_on_the_formgraders_page_and_on_ours(exporter):
    """The formgrader makes its pages with nbconvert's own exporter and this configuration."""
    configure(config := Config())
    code = [CODE["tabs"], "kept = 'short'"]
    page, _ = exporter(config=config).from_notebook_node(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in code])
    )
    assert as_text(CODE["tabs"]) in page
    assert '<span class="n">kept</span>' in page


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
