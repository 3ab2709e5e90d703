"""What lists on paper are made of: columns, and what stands on each page. Pure; `tables` draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from eventmgr.ground.enums import Label
from eventmgr.ground.i18n import _l
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Column:
    """A column of a list.

    Args:
        heading: over it; empty for none.
        read: from a row to its cell: text, a bold and a pale text side by side, a block, or None for a blank. None: a
        row is a sequence that has a cell for each column.
        width: in points, or language → points; 0: what the others leave, in parts of `share`.
        kind: how its cells are set: `text`, `soft`, `bold`, `number` (on the right), `index`: the number of the row.
    """

    heading: Label
    read: Callable[[Any], Any] | None = None
    width: float | Mapping[str, float] = 0.0
    share: float = 1.0
    kind: str = "text"

    def but(self, **changes: Any) -> Column:
        """This column with changes."""
        return replace(self, **changes)

    def of(self, name: str) -> Column:
        """The same column, read from what stands under that name in the row."""
        read, part = self.read, attrgetter(name)
        return self if read is None else self.but(read=lambda row: read(part(row)))


INDEX_WIDTH = 28.0
INDEX = Column(_l("No."), width=INDEX_WIDTH, kind="index")
"""The rows of a list are numbered from 1."""
NAME = Column(_l("Name"), lambda one: named(one.name, one.latin), {"zh": 62.0, "en": 104.0}, kind="bold")
"""Of rows with `name` and `latin`, the name in Latin letters, which English papers have beside it."""
UNIT = Column(_l("Delegation"), attrgetter("unit"), {"zh": 54.0, "en": 64.0}, kind="soft")
ORGANIZATION = Column(_l("Organization"), attrgetter("organization"), kind="soft")


@dataclass(frozen=True)
class Section:
    """Rows under a heading of their own.

    Args:
        note: beside the heading.
        columns: None: those of the list.
        empty: what is said instead of a table without rows.
    """

    rows: Sequence[Any]
    title: str = ""
    note: str = ""
    columns: Sequence[Column] | None = None
    empty: str = ""


@dataclass(frozen=True)
class Page:
    """What begins a page: a hotel, a group, a ride.

    Args:
        subtitle: under the title; empty: the event and the name of the list.
        facts: a line each.
        lead: (word, words) before the sections.
        empty: what is said instead of sections without any row.
        outline: of its bookmark; empty: its title.
    """

    title: str
    sections: Sequence[Section]
    subtitle: str = ""
    facts: Sequence[str] = ()
    lead: Sequence[tuple[str, str]] = ()
    empty: str = ""
    outline: str = ""


@dataclass(frozen=True)
class Listing:
    """What a list says of an event."""

    occasion: Occasion
    pages: Sequence[Page]


@dataclass(frozen=True)
class ListLook:
    """How a list is set: `boxed` with lines between the columns, for what is filled in by hand; `pads` are points above
    and below a line, the first with which a page holds all that begins on it; rows for which `joins` is true go on in
    the next one."""

    boxed: bool = False
    pads: Sequence[float] = (3.5, 2.0)
    after: float = 14.0
    joins: Callable[[Any], bool] = field(default=lambda _row: False)
