"""Imports what draws while a student still reads: the first picture comes sooner for it."""

from __future__ import annotations

import threading
from contextlib import suppress
from importlib import import_module

from course.audience import audience

__all__ = ["warm_up"]

NEEDED = ("matplotlib.backends.backend_agg", "matplotlib.figure", "ipywidgets", "PIL.PngImagePlugin")
NAME = "chainrule: what draws"


def warm_up() -> None:
    """Begin, in a thread that nobody waits for; nothing where no person looks on."""
    if audience() == "person":
        threading.Thread(target=_import, name=NAME, daemon=True).start()


def _import() -> None:
    """Whatever is missing is said by the picture that needs it."""
    for name in NEEDED:
        with suppress(Exception):
            import_module(name)
