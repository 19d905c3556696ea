"""One open gradebook for a whole class.

nbgrader opens its gradebook about ten times per submission, with a new engine and a look at every table each time, and
commits thirty times: two thirds of the time that recording takes. Here its converters and preprocessors share one
session, and what they do for one student is one transaction: recorded whole or not at all.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.orm import Session, scoped_session, sessionmaker

__all__ = ["HeldSession", "one_gradebook"]


class HeldSession(Session):
    """A session whose commits wait for `keep`."""

    def commit(self) -> None:
        self.flush()

    def keep(self) -> None:
        super().commit()


class _Shared(Gradebook):
    """Stands for every Gradebook that nbgrader opens and closes meanwhile."""

    def __init__(self, opened: Gradebook) -> None:
        self.engine, self.course_id, self.authenticator = opened.engine, opened.course_id, opened.authenticator
        self.db = scoped_session(sessionmaker(bind=opened.engine, class_=HeldSession, future=True))

    def close(self) -> None:
        """Stays open."""


@contextlib.contextmanager
def one_gradebook(coursedir: CourseDirectory) -> Iterator[HeldSession]:
    """While this is open nbgrader's parts use one gradebook; `keep()` of what it gives commits, `rollback()` undoes."""
    with Gradebook(coursedir.db_url, coursedir.course_id) as opened:
        shared = _Shared(opened)
        places = [module for name, module in sys.modules.items() if _uses_gradebook(name, module)]

        def open_shared(*_: Any, **__: Any) -> Gradebook:
            return shared

        try:
            for module in places:
                module.Gradebook = open_shared  # type: ignore[attr-defined]
            yield shared.db()
        finally:
            for module in places:
                module.Gradebook = Gradebook  # type: ignore[attr-defined]
            shared.db.remove()


def _uses_gradebook(name: str, module: Any) -> bool:
    ours = name.startswith(("nbgrader.converters", "nbgrader.preprocessors", "autograder.nbgrader_plugin"))
    return ours and name != __name__ and getattr(module, "Gradebook", None) is Gradebook
