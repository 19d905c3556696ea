"""Whose notebook a page of the formgrader's shows: nbgrader's template writes names into HTML as they are."""

from __future__ import annotations

import html
from typing import Any

from nbconvert.preprocessors import Preprocessor

__all__ = ["EscapeNames"]

NAMES = ("student", "first_name", "last_name", "notebook_path")


class EscapeNames(Preprocessor):
    """For nbconvert's HTMLExporter. It comes last: others look files up by these names."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The names in `resources` as HTML."""
        resources.update({name: html.escape(str(resources[name])) for name in NAMES if resources.get(name)})
        return nb, resources
