"""The board and the liaisons as files: heads and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.delegations.board.labels import FIELDS
from eventmgr.event.delegations.board.rows import BoardRow
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.registration.waiting.queries import get_moving
from eventmgr.ground.i18n import _l, language
from eventmgr.tools.sheets import Value
from eventmgr.tools.taxonomy import get_unit


@dataclass(frozen=True)
class Column:
    """A column of a file."""

    key: str
    label: Any
    value: Callable[[Any], Value]

    def text(self, row: Any) -> str:
        """The value of the cell as text."""
        value = self.value(row)
        return "" if value is None else str(value)


def board_columns(event: Event) -> list[Column]:
    """The columns of the board, times on the event's clock."""
    zone = ZoneInfo(event.timezone)

    def clock(at: datetime | None) -> Value:
        return at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0) if at is not None else None

    def due(row: BoardRow) -> Value:
        return str(row.next_due[0].label) if row.next_due else None

    cells: list[tuple[str, Any, Callable[[BoardRow], Value]]] = [
        ("unit", FIELDS["unit"], lambda row: get_unit(row.code).name(language())),
        ("state", _l("State"), lambda row: str(row.standing.label)),
        ("liaison", _l("Delegation liaison"), lambda row: row.facts.liaison.name if row.facts.liaison else None),
        ("deputy", _l("Deputy liaison"), lambda row: row.facts.deputy.name if row.facts.deputy else None),
        ("quota", _l("Quota"), lambda row: row.use.quota),
        ("listed", _l("Listed"), lambda row: row.listed),
        *([("recommended", _l("Recommended"), lambda row: row.recommended)] if types_of(event).needs_words else []),
        ("pending", _l("To review"), lambda row: row.pending),
        ("confirmed", _l("Holding a place"), lambda row: row.use.used),
        ("waiting", _l("Waiting list"), lambda row: row.use.waiting),
        *([("offered", _l("Places offered"), lambda row: row.use.offered)] if get_moving(event.id).offer_hours else []),
        ("free", _l("Places left"), lambda row: row.use.left),
        ("over", _l("Over quota"), lambda row: row.use.over),
        ("due", _l("Next deadline"), due),
        ("due_at", _l("Due at"), lambda row: clock(row.next_due[1] if row.next_due else None)),
        ("last_act", _l("Latest activity"), lambda row: clock(row.last_act[1] if row.last_act else None)),
        ("reminded_at", _l("Last reminder"), lambda row: clock(row.reminded_at)),
    ]
    return [Column(*cell) for cell in cells]


def liaison_columns() -> list[Column]:
    """The columns of the liaisons: those that can be imported again, in full."""
    return [
        Column("unit", FIELDS["unit"], lambda row: get_unit(row.unit_code).name(language())),
        Column("place", FIELDS["place"], lambda row: str(row.place.label)),
        *(Column(key, FIELDS[key], _attribute(key)) for key in ("name", "office", "title", "mobile", "email")),
    ]


def _attribute(key: str) -> Callable[[Liaison], Value]:
    return lambda row: getattr(row, key) or None


def in_official_order(liaisons: Iterable[Liaison]) -> list[Liaison]:
    """As official lists have the units; the liaison of each before the deputy."""
    return sorted(liaisons, key=lambda one: (get_unit(one.unit_code).order, one.place.value != "liaison"))
