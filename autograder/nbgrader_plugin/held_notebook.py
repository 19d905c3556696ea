"""A notebook that nobody else holds, so that it need not be copied before each thing that is done with it."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

__all__ = ["HeldNotebook"]


class HeldNotebook(NotebookNode):
    """Whoever asks for a copy is given the notebook itself: nbconvert asks three times a page, nbformat once a text."""

    def __deepcopy__(self, memo: dict[int, Any]) -> HeldNotebook:
        return self
