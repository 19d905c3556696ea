"""A notebook as a feedback page; code that all students have in common is highlighted once."""

from __future__ import annotations

import functools
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML

__all__ = ["PageExporter"]

KEPT = 2_000


class PageExporter(HTMLExporter):
    """nbconvert's HTMLExporter without its second look at the finished page, which takes twice as long as the page.

    That look is for JupyterLab's template and for pictures without a description; reports describe theirs.
    """

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        self._highlighted = functools.lru_cache(KEPT)(Highlight2HTML(pygments_lexer="python", parent=self))

    def highlight_code(self, source: str, language: str | None = None, metadata: Any = None) -> str:
        """Filter: code as HTML."""
        return self._highlighted(source)

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Convert one notebook."""
        self.register_filter("highlight_code", self.highlight_code)
        return TemplateExporter.from_notebook_node(self, nb, self._init_resources(resources), **kw)
