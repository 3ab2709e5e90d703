"""Stamps: one number in the database per kind of page and thing shown, which rises with every change.

What is kept of a page (see `cache.py`) holds as long as its stamp stands.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Engine


@dataclass(frozen=True)
class Scope:
    """How to read the stamp of a kind of page: a statement with one `?`, and the view argument that fills it."""

    statement: str
    argument: str | None = None
    constant: str | None = None


class Stamps:
    """Reads stamps over one connection per thread, outside any transaction."""

    def __init__(self, engine: Engine, scopes: dict[str, Scope]) -> None:
        self._engine, self._local = engine, threading.local()
        mark = "?" if engine.dialect.name == "sqlite" else "%s"
        self._statements = {name: scope.statement.replace("?", mark) for name, scope in scopes.items()}

    def read(self, scope: str, value: str) -> int | None:
        """The present stamp, or None where the row is gone."""
        try:
            return self._read(scope, value)
        except Exception:
            self._local.connection = None
            return self._read(scope, value)

    def _read(self, scope: str, value: str) -> int | None:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            fairy = self._engine.raw_connection()
            connection = cast(Any, fairy.driver_connection)
            fairy.detach()
            if self._engine.dialect.name == "sqlite":
                connection.execute("PRAGMA cache_size=-64")
            else:
                connection.autocommit = True
            self._local.connection = connection
        row = connection.execute(self._statements[scope], (value,)).fetchone()
        return None if row is None else int(row[0])
