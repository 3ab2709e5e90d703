"""Stamps: numbers in the database per kind of page and thing shown, which rise with every change.

What is kept of a page (see `cache.py`) holds as long as its stamp stands. A stamp has two numbers: one of what must be
right at once, and one of the counts of who comes, which change with every registration; of those a page may be
`MAY_LAG` seconds behind, so that a rush of registrations does not have it made anew for each.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Engine

MAY_LAG = 1.0
"""So many seconds after a registration a public page still may show the counts from before it."""


@dataclass(frozen=True)
class Scope:
    """How to read the stamp of a kind of page: a statement with one `?`, and the view argument that fills it.

    Its columns: the stamp, and where the page shows counts of people, the stamp of those.
    """

    statement: str
    argument: str | None = None
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stood in the database when it was read."""

    exact: int
    counts: int = 0
    read_at: float = field(default_factory=time.time, compare=False)

    def holds(self, now: Stamp | None) -> bool:
        """Whether a page that was made from what stood then may still be shown, where `now` stands."""
        if now is None or now.exact != self.exact:
            return False
        return now.counts == self.counts or 0 <= now.read_at - self.read_at < MAY_LAG


class Stamps:
    """Reads stamps over one connection per thread, outside any transaction."""

    def __init__(self, engine: Engine, scopes: dict[str, Scope]) -> None:
        self._engine, self._local = engine, threading.local()
        mark = "?" if engine.dialect.name == "sqlite" else "%s"
        self._statements = {name: scope.statement.replace("?", mark) for name, scope in scopes.items()}

    def read(self, scope: str, value: str) -> Stamp | None:
        """The present stamp, or None where the row is gone."""
        try:
            return self._read(scope, value)
        except Exception:  # noqa: BLE001  # whatever the driver calls a connection that is gone
            self._local.connection = None
            return self._read(scope, value)

    def _read(self, scope: str, value: str) -> Stamp | None:
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
        read_at = time.time()
        row = connection.execute(self._statements[scope], (value,)).fetchone()
        return None if row is None else Stamp(int(row[0]), int(row[1]) if len(row) > 1 else 0, read_at)
