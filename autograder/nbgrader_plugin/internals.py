"""The names of nbgrader and nbconvert that they do not promise to keep. They stand here and nowhere else.

`pyproject.toml` bounds the versions; tests/nbgrader_plugin/test_internals.py says in words what a new one has broken.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import nbgrader
from nbconvert.exporters import Exporter
from nbgrader.api import Gradebook, Notebook

__all__ = ["CELLS_OF_NOTEBOOK", "answering_gradebook", "fresh_resources", "known_alembic_version"]
__all__ += ["preprocessors_of", "set_preprocessors"]

CELLS_OF_NOTEBOOK = Notebook._base_cells  # cells of every kind, which nbgrader's own attributes give one kind each
USERS_OF_GRADEBOOK = ("nbgrader.converters", "nbgrader.preprocessors", "autograder.nbgrader_plugin")


def preprocessors_of(exporter: Exporter) -> list[Any]:
    """The preprocessors that an exporter has made, in the order in which they run."""
    return exporter._preprocessors


def set_preprocessors(exporter: Exporter, preprocessors: list[Any]) -> None:
    """Let an exporter use preprocessors that were made before."""
    exporter._preprocessors = preprocessors


def fresh_resources(exporter: Exporter, resources: dict[str, Any] | None) -> dict[str, Any]:
    """What travels along with a notebook through nbconvert."""
    return exporter._init_resources(resources)


@contextlib.contextmanager
def known_alembic_version() -> Iterator[None]:
    """nbgrader starts a program to learn the version of its tables, which takes seconds or is not found."""
    with mock.patch("nbgrader.api.get_alembic_version", _alembic_head):
        yield


def _alembic_head() -> str:
    from alembic.config import Config as AlembicConfig  # wanted for a new gradebook alone
    from alembic.script import ScriptDirectory

    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(nbgrader.__file__).parent / "alembic"))
    return ScriptDirectory.from_config(config).get_current_head() or ""


@contextlib.contextmanager
def answering_gradebook(open_gradebook: Callable[..., Gradebook]) -> Iterator[None]:
    """While this is open, nbgrader's parts and ours are given what `open_gradebook` gives for every Gradebook."""
    users = [module for name, module in sys.modules.items() if _uses_gradebook(name, module)]
    try:
        for module in users:
            module.Gradebook = open_gradebook  # type: ignore[attr-defined]
        yield
    finally:
        for module in users:
            module.Gradebook = Gradebook  # type: ignore[attr-defined]


def _uses_gradebook(name: str, module: Any) -> bool:
    ours = name.startswith(USERS_OF_GRADEBOOK) and name != __name__
    return ours and getattr(module, "Gradebook", None) is Gradebook
