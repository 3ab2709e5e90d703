"""From the filters in the address of the office's list to plain values, and filters that another room keeps. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any, TypeVar

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Types
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.counting.figures import STATE_SETS, day_offset
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.tools.taxonomy import find_country, find_province, find_sector, find_topic, find_unit
from eventmgr.tools.taxonomy.sizes import SizeClass

Kind = TypeVar("Kind", bound=Enum)
NONE = "-"
"""In an address: those without a unit, province or sector."""
FLAGS = ("twice", "late", "requested", "untold", "no_email", "bounced", "restricted")
"""Perhaps the same person twice; changed after the deadline; asks for a change; without e-mail and to be phoned;
without e-mail; whose e-mails came back from the address that they have; only kept."""
GROUP_PLACES = ("held", "waiting")
"""A place in the group that was chosen, or a number on its waiting list."""
WORDS = ("recommended", "declined", "awaited")
"""What the delegation has said about somebody; the last: nothing, although it is asked."""
FILTER_PARAMETERS = (
    *("q", "status", "unit", "province", "sector", "country", "role", "group", "in_group"),
    *("todo", "held", "participants", "abroad", "flag", "word", "size", "topic", "track", "from", "to"),
)
"""What `read_filter` looks for in an address; all else there (columns, order, place in the list) narrows nothing."""
SORTS = ("-created", "created", "name", "-name")
"""What the list may be ordered by; the first is the usual one."""


@dataclass(frozen=True)
class ListFilter:
    """What the office asks for; None and False ask nothing, `""` asks for those without."""

    q: str = ""
    """Name, its pinyin, organization, or the last four digits of the mobile number."""
    status: Status | None = None
    states: str = ""
    """One of `STATE_SETS`."""
    unit: str | None = None
    province: str | None = None
    sector: str | None = None
    country: str | None = None
    """Of guests from abroad: two letters of ISO 3166."""
    role: str | None = None
    group: str | None = None
    """Value of the answer `group`."""
    in_group: str = ""
    """One of `PLACES`."""
    todo: bool = False
    """Only what waits for the office."""
    held: bool = False
    """Only those who hold a place."""
    participants: bool = False
    """No staff."""
    abroad: bool = False
    """Only guests from abroad."""
    flag: str = ""
    """One of `FLAGS`."""
    word: str = ""
    """One of `WORDS`."""
    size: str | None = None
    """Of the organization that they come from, as they said or else the directory: a value of `SizeClass`."""
    topic: str | None = None
    track: str | None = None
    """Of the group that they chose: id of a topic, number of a track."""
    since: datetime | None = None
    before: datetime | None = None
    """Registered from `since` on, and before `before`."""

    @property
    def is_set(self) -> bool:
        """Whether the filter asks for anything."""
        return self != ListFilter()

    @property
    def is_countable(self) -> bool:
        """Whether the tally can tell how many there are."""
        asks = self.q or self.role or self.country or self.todo or self.abroad or self.flag or self.since or self.before
        chooses = self.group is not None or self.in_group or self.word
        return not asks and not chooses and self.size is None and self.topic is None and self.track is None

    @property
    def is_narrow(self) -> bool:
        """Whether the rows themselves are counted, for an index finds them: what waits, a hint, from abroad, days,
        staff, a place in a group."""
        asks_narrowly = self.todo or self.flag or self.abroad or self.since or self.before or self.role == Role.STAFF
        return bool(asks_narrowly or self.in_group) and not self.q and (self.group is None or bool(self.in_group))

    def counts(self, row: TallyRow) -> bool:
        """Whether the people of a row of the tally are among those asked for, as far as unit, state and type say."""
        return (
            (self.status is None or row.status is self.status)
            and (not self.states or row.status in STATE_SETS[self.states])
            and (not self.held or row.status in HOLDING)
            and (not self.participants or row.role != Role.STAFF)
            and (self.unit is None or row.unit == self.unit)
        )


def read_filter(values: Mapping[str, str], offset: timedelta = timedelta(), types: Types = HOUSE_TYPES) -> ListFilter:
    """The filter that an address's query asks for; `values` are clean.

    Args:
        offset: by how much the clock of the days `from` and `to` is ahead of UTC. types: of participants, at the event.

    Raises:
        BadValue: a value is not known; the message names it.
    """
    status = values.get("status", "")
    since, until = _day(values.get("from", "")), _day(values.get("to", ""))
    return ListFilter(
        q=values.get("q", ""),
        status=None if status in STATE_SETS else _member(Status, status, also=STATE_SETS),
        states=status if status in STATE_SETS else "",
        unit=_code(find_unit, values.get("unit", "")),
        province=_code(find_province, values.get("province", "")),
        sector=_code(find_sector, values.get("sector", "")),
        country=_code(find_country, values.get("country", "")) or None,
        role=_one_of([kind.key for kind in types], values.get("role", "")) or None,
        group=_number(values.get("group", "")),
        in_group=_one_of(GROUP_PLACES, values.get("in_group", "")),
        todo=_flag("todo", values.get("todo", "")),
        held=_flag("held", values.get("held", "")),
        participants=_flag("participants", values.get("participants", "")),
        abroad=_flag("abroad", values.get("abroad", "")),
        flag=_one_of(FLAGS, values.get("flag", "")),
        word=_one_of(WORDS, values.get("word", "")),
        size=_one_or_none([size.value for size in SizeClass], values.get("size", "")),
        topic=_code(find_topic, values.get("topic", "")),
        track=_number(values.get("track", "")),
        since=None if since is None else _midnight(since, offset),
        before=None if until is None else _midnight(until + timedelta(days=1), offset),
    )


def read_sort(value: str) -> str:
    """One of `SORTS`.

    Raises:
        BadValue: it is none.
    """
    if not value:
        return SORTS[0]
    if value not in SORTS:
        raise BadValue(
            _(
                "The list cannot be sorted by “%(value)s”. Available: %(known)s.",
                value=value[:40],
                known=", ".join(SORTS),
            )
        )
    return value


def _member(kind: type[Kind], value: str, also: Iterable[str] = ()) -> Kind | None:
    known = [member.value for member in kind]
    return kind(value) if _one_of((*known, *also), value) else None


def _one_of(known: Collection[str], value: str) -> str:
    if value and value not in known:
        raise BadValue(
            _("“%(value)s” is not valid here. Available: %(known)s.", value=value[:40], known=", ".join(known))
        )
    return value


def _one_or_none(known: Collection[str], value: str) -> str | None:
    return "" if value == NONE else _one_of(known, value) or None


def _day(value: str) -> date | None:
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = date.min
    if not 1970 <= day.year <= 9998:
        raise BadValue(_("“%(value)s” is not a valid date. Write it as 2026-04-01.", value=value[:40]))
    return day


def _midnight(day: date, offset: timedelta) -> datetime:
    return datetime.combine(day, time(), UTC) - offset


def _code(find: Callable[[str], Any], value: str) -> str | None:
    if not value:
        return None
    if value == NONE:
        return ""
    entry = find(value)
    if entry is None:
        raise BadValue(_("“%(value)s” is not a valid code. Choose from the list.", value=value))
    return str(entry.code)


def _number(value: str) -> str | None:
    """The number of an agenda item as answers keep it."""
    if not value:
        return None
    if value == NONE:
        return ""
    number = whole_number(value)
    if number is None:
        raise BadValue(_("“%(value)s” is not a valid group of this event. Choose from the list.", value=value))
    return str(number)


def _flag(name: str, value: str) -> bool:
    if value not in ("", "0", "1"):
        raise BadValue(_("“%(name)s” is 1 or nothing, not “%(value)s”.", name=name, value=value))
    return value == "1"


def filter_of(filters: Mapping[str, str], event: Event) -> ListFilter:
    """The filter that was kept.

    Raises:
        BadValue: the list knows it no longer.
    """
    return read_filter(filters, day_offset(event), types_of(event))


def kept_filters(asked: Mapping[str, str], event: Event) -> dict[str, str]:
    """Of what an address of the list says, what narrows it.

    Raises:
        BadValue: a value is not known.
    """
    typed = {name: asked[name] for name in sorted(FILTER_PARAMETERS) if asked.get(name)}
    if not typed:
        return {}
    nothing, offset, types = ListFilter(), day_offset(event), types_of(event)
    read_filter(typed, offset, types)
    return {name: value for name, value in typed.items() if read_filter({name: value}, offset, types) != nothing}
