"""Stamps: numbers in the database per kind of page and thing shown, which rise with every change.

What is kept of a page (see `cache.py`) holds as long as its stamp stands. A stamp has two numbers: one of what must be
right at once, and one of the counts of who comes, which change with every registration. A page whose counts have
changed is due after `SETTLE` seconds, so that a rush of registrations does not have it made anew for each.

On PostgreSQL, where a read is a round trip, a stamp that was read is known until the writer tells that it has risen
(`eventmgr/ground/notify.py`). Others hear it milliseconds after the commit, the writer's own process with it; where the
connection that should tell is broken or silent, stamps are read again, after `notify.SURE` seconds at the latest.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
import weakref
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from eventmgr.ground import notify

SETTLE = 5.0
"""A page whose counts of people have changed is made anew this many seconds after its stamp was read."""
_MOST_KNOWN = 4096


@dataclass(frozen=True)
class Scope:
    """How to read the stamp of a kind of page: a statement with one `?`, and the view argument that fills it.

    Its columns: the word that tells of a rise (see `eventmgr/ground/notify.py`), the stamp, and where the page shows
    counts of people, the stamp of those.
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

    def due_since(self, now: Stamp | None) -> float | None:
        """Seconds for which a page that was made from what stood then should have been made anew, where `now` stands.

        Returns:
            Negative while it holds; 0 and more while only its counts are late; None where it is wrong.
        """
        if now is None or now.exact != self.exact or now.read_at < self.read_at:
            return None
        return -SETTLE if now.counts == self.counts else now.read_at - self.read_at - SETTLE


class Stamps:
    """Reads stamps over connections of its own, outside any transaction, and knows on PostgreSQL what it has read."""

    def __init__(self, engine: Engine, scopes: dict[str, Scope]) -> None:
        self.process = os.getpid()
        self._engine = engine
        self._idle: list[Any] = []
        weakref.finalize(self, notify.close_own, self._idle, self.process)
        mark = "?" if engine.dialect.name == "sqlite" else "%s"
        self._statements = {name: scope.statement.replace("?", mark) for name, scope in scopes.items()}
        self._known: dict[tuple[str, str], tuple[str, Stamp]] = {}
        self._lock, self._heard = threading.Lock(), 0
        notify.lend(self)
        self._listener = notify.listener(engine)

    def read(self, scope: str, value: str) -> Stamp | None:
        """The present stamp, or None where the row is gone."""
        if self._listener is None:
            found = self._ask(scope, value)
            return found and found[1]
        if self._listener.is_sure:
            known = self._known.get((scope, value))
            if known is not None:
                return Stamp(known[1].exact, known[1].counts)
        return self._learn(scope, value)

    def hear(self, word: str) -> None:
        """Stamps of what `word` names are asked for again."""
        with self._lock:
            self._heard += 1
            for key in [key for key, (of, _stamp) in self._known.items() if of == word]:
                del self._known[key]

    def forget(self) -> None:
        """Nothing is known any more."""
        with self._lock:
            self._heard += 1
            self._known.clear()

    def _learn(self, scope: str, value: str) -> Stamp | None:
        """Read it, and know it from now on, unless something was told while it was read."""
        heard = self._heard
        result = self._ask(scope, value)
        if result is None:
            return None
        with self._lock:
            if heard == self._heard:
                if len(self._known) >= _MOST_KNOWN:
                    self._known.clear()
                self._known[scope, value] = result
        return result[1]

    def _ask(self, scope: str, value: str) -> tuple[str, Stamp] | None:
        """Read it; once more over a new connection where those at hand are gone.

        Raises:
            DBAPIError: what the driver raised, as SQLAlchemy would have wrapped it: one handler has the page for it.
        """
        driver = self._engine.dialect.loaded_dbapi.Error
        with contextlib.suppress(IndexError, driver):
            return self._read(self._idle.pop(), scope, value)
        notify.close_own(self._idle, self.process)
        try:
            return self._read(self._connect(), scope, value)
        except driver as error:
            wrapped = DBAPIError.instance(self._statements[scope], None, error, driver, dialect=self._engine.dialect)
            raise wrapped from None

    def _connect(self) -> Any:
        fairy = self._engine.raw_connection()
        connection = cast(Any, fairy.driver_connection)
        fairy.detach()
        if self._engine.dialect.name == "sqlite":
            connection.execute("PRAGMA cache_size=-64")
        else:
            connection.autocommit = True
        return connection

    def _read(self, connection: Any, scope: str, value: str) -> tuple[str, Stamp] | None:
        read_at = time.time()
        try:
            row = connection.execute(self._statements[scope], (value,)).fetchone()
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        if row is None or row[1] is None:
            return None
        return row[0], Stamp(int(row[1]), int(row[2]) if len(row) > 2 else 0, read_at)
