"""A session whose commits wait, and which reads an assignment once for a class where nobody else writes meanwhile."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Assignment
from sqlalchemy.orm import Session

__all__ = ["HeldSession"]


class HeldSession(Session):
    """What is committed waits for `keep`, and `leave` lets go of what was only read.

    `found`: what was looked up in this transaction. `lasting`: the assignment and what belongs to it, which stay from
    one transaction to the next for as long as no other program has written; SQLite alone can tell.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **(options | {"expire_on_commit": False}))
        self.found: dict[tuple[Any, ...], Any] = {}
        self.lasting: dict[tuple[Any, ...], Any] = {}
        self._kept: list[Any] = []
        self._version: Any = None
        self._looked = False

    def commit(self) -> None:
        """Waits; what was changed goes to the database before the next query, or with `keep`."""

    def keep(self) -> None:
        super().commit()
        self._let_go()

    def leave(self) -> None:
        """End the transaction, and undo what was changed."""
        if self._is_changed():
            self.rollback()
        else:
            self.keep()

    def rollback(self) -> None:
        super().rollback()
        self.lasting.clear()
        self._let_go()

    def renew(self) -> None:
        """Once in a transaction: what has lasted is read again where another program has written since."""
        if not self._looked:
            version = self._written()
            if version is None or version != self._version:
                self.lasting.clear()
                for entry in self._kept:
                    self.expire(entry)
            self._version, self._looked = version, True

    def _let_go(self) -> None:
        """Of all but the assignment, which has to forget who has handed in: one student after the other."""
        self.found.clear()
        self.expunge_all()
        self._looked = False
        for entry in self.lasting.values():
            if isinstance(entry, Assignment):
                self.add(entry)
                for each in (entry, *entry.notebooks):
                    self.expire(each, ["submissions"])
        self._kept = list(self.identity_map.values())

    def _written(self) -> Any:
        """The same for as long as no other connection has written; None where that cannot be told."""
        if self.get_bind().dialect.name != "sqlite":
            return None
        connection = self.connection()
        version = connection.exec_driver_sql("PRAGMA data_version").scalar()
        return connection.connection.driver_connection, version

    def _is_changed(self) -> bool:
        if self.new or self.dirty or self.deleted:
            return True
        file = self.connection().connection.driver_connection if self.in_transaction() else None
        return file is not None and getattr(file, "in_transaction", True)
