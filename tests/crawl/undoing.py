"""What a request wrote is taken back: only the tables that it wrote to, from a copy that stands beside them.

Bringing back all tables of the sample costs more than most requests; a form writes to four or five.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import inspect

from eventmgr.ground.db import db

_WRITES = re.compile(r'\b(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+(?:ONLY\s+)?"?(\w+)"?', re.IGNORECASE)


class Written:
    """Tables that statements wrote to since `taken`; inside an application's context."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._known = set(db.metadata.tables)
        self._children = _cascades()
        sqlalchemy_event.listen(db.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip()[:6].upper() == "SELECT":
            return
        for verb, name in _WRITES.findall(statement):
            if name in self._known:
                self._names |= {name}
                if verb.upper().startswith("DELETE"):
                    self._names |= self._children[name]

    def taken(self) -> set[str]:
        """What was written to; forgotten afterwards."""
        names, self._names = self._names, set()
        return names


def _cascades() -> dict[str, set[str]]:
    """Table → the tables whose rows change with a row of it that is deleted, by the rules of the database."""
    direct: dict[str, set[str]] = {name: set() for name in db.metadata.tables}
    for table in db.metadata.tables.values():
        for key in table.foreign_keys:
            if key.ondelete:
                direct[key.column.table.name].add(table.name)
    found: dict[str, set[str]] = {}
    for name in direct:
        reached, waiting = set[str](), {name}
        while waiting:
            reached |= waiting
            waiting = {child for one in waiting for child in direct[one]} - reached
        found[name] = reached - {name}
    return found


class Undoing:
    """`undo()`: the database is as it was when this was made. `bring_back(names)` does it for some tables."""

    def __init__(self, bring_back: Callable[[set[str]], None], forget: Callable[[], None]) -> None:
        self._bring_back, self._forget, self._written = bring_back, forget, Written()

    def undo(self) -> set[str]:
        """Take back what was written; the names of the tables."""
        names = self._written.taken()
        if names:
            self._bring_back(names)
            self._forget()
        return names


def table_names() -> list[str]:
    """All that stand in the database."""
    return [name for name in inspect(db.engine).get_table_names() if name in db.metadata.tables]
