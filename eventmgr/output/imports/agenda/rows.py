"""What the rows of a sheet say about items, together with what is there. Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from eventmgr.event.agenda.models import AgendaItem, SpeakerRole
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.ground.text import folded
from eventmgr.output.imports.agenda import speakers
from eventmgr.output.imports.agenda.columns import Places, cells_of, columns_of
from eventmgr.tools.sheets import Compared, Existing, Record
from eventmgr.tools.sheets.records import MISSING, read_record

_HELPERS = ("day", "span", "chair", "organization", "position")
"""Fields that only help to understand others."""

NO_ITEM = _l("This event has no agenda item with the number %(value)s. Leave the cell empty to add a new one.")
NEEDS_DAY = _l("Give the date as well: this event has several days.")
ENDS_EARLY = _l("The agenda item ends before it begins. Set a later end.")
OUTSIDE = _l("This is not within the event, which lasts from %(first)s to %(last)s.")
NO_SESSION = _l("“%(value)s” is not the title or number of an independent agenda item, in this event or in this sheet.")
ITSELF = _l("An agenda item cannot be part of itself.")


def existing_of(items: Sequence[AgendaItem], places: Places) -> list[Existing]:
    """The items as values: what their own cells in a file would be read as."""
    fields, parents = [column.field for column in columns_of(places, {})], parents_of(items)
    read = [read_record(item.id, cells_of(item, places, parents), fields) for item in items]
    return [_existing(item, record) for item, record in zip(items, read, strict=True)]


def _existing(item: AgendaItem, record: Record) -> Existing:
    values = dict(record.values)
    on = values.pop("day")
    begins = _at(values["starts"], on)
    ends = _at(values["ends"], on)
    values |= {"number": item.id, "starts": begins, "ends": ends}
    values.pop("parent", None)
    if item.parent_id:
        values["parent"] = str(item.parent_id)
    return Existing(item.id, values)


def parents_of(items: Iterable[AgendaItem]) -> dict[int, str]:
    """Number of a session → as its parts name it: by its title, or its number where that is not the title of one
    alone."""
    tops = [item for item in items if item.parent_id is None]
    titles = [folded(title) for item in tops for title in item.title.values()]
    named = {}
    for item in tops:
        title = item.title.get("zh") or item.title.get("en", "")
        alone = titles.count(folded(title)) == 1 and folded(title) and not folded(title).isdecimal()
        named[item.id] = title if alone else str(item.id)
    return named


def keys(values: Mapping[str, Any]) -> Iterator[Hashable]:
    """By which a row means an item: its number, else when it begins with its title."""
    if values.get("number"):
        yield "number", values["number"]
    for key in ("title", "title_en"):
        if values.get("starts") and values.get(key):
            yield values["starts"], folded(str(values[key]))


@dataclass(frozen=True)
class _There:
    """What is there, as rows ask for it."""

    by_number: Mapping[int, Existing]
    by_key: Mapping[Hashable, Existing]
    sessions: Mapping[str, str]
    """Title of a session, folded, or its number → its number."""


def settle(records: Sequence[Record], existing: Sequence[Existing], places: Places) -> list[Record]:
    """The rows with what follows from their cells together: which item they mean, when it is, whose part it is."""
    sessions: dict[str, str] = {}
    for entry in existing:
        if not entry.values.get("parent"):
            sessions[str(entry.id)] = str(entry.id)
    for entry in existing:
        titles = [folded(str(entry.values[key])) for key in ("title", "title_en") if entry.values.get(key)]
        for title in titles if not entry.values.get("parent") else ():
            sessions.setdefault(title, str(entry.id))
    there = _There(
        {entry.id: entry for entry in existing},
        {key: entry for entry in existing for key in list(keys(entry.values))[1:]},
        sessions,
    )
    in_sheet = {
        folded(str(record.values[key]))
        for record in records
        for key in ("title", "title_en")
        if record.values.get(key) and not record.values.get("parent")
    }
    return [_settled(record, there, in_sheet, places) for record in records]


def _settled(record: Record, there: _There, in_sheet: Collection[str], places: Places) -> Record:
    values, errors = dict(record.values), dict(record.errors)
    number = values.get("number")
    entry = there.by_number.get(number) if number else None
    if number and entry is None:
        errors.setdefault("number", NO_ITEM.about(value=number))
    _settle_times(values, errors, entry, places)
    if entry is None and not number:
        entry = next((there.by_key[key] for key in keys(values) if key in there.by_key), None)
        if entry is not None:
            values["number"] = entry.id
    if entry is None and not number:
        _ask_for_what_is_needed(values, errors, record)
    if not {"starts", "ends", "span", "day"} & set(errors):
        _check_times(values, errors, entry, places)
    _settle_speakers(values)
    _settle_parent(values, errors, entry, there, in_sheet)
    for key in _HELPERS:
        values.pop(key, None)
    return replace(record, values=values, errors=errors)


def _settle_times(
    values: dict[str, Any], errors: dict[str, Sentence | str], entry: Existing | None, places: Places
) -> None:
    on, (first, second) = values.get("day"), values.pop("span", None) or (None, None)
    start, end = values.pop("starts", None) or first, values.pop("ends", None) or second
    was = (entry.values["starts"], entry.values["ends"]) if entry is not None else None
    usual = on or (was[0].date() if was else places.only_day)
    if start is None and end is None and was and on and on != was[0].date():
        values["starts"] = datetime.combine(on, was[0].time())
        values["ends"] = values["starts"] + (was[1] - was[0])
        return
    if start is None and was and on and on != was[0].date():
        start = was[0].time()
    if start is not None:
        begins = _at(start, usual)
        if begins is None:
            errors.setdefault("day", NEEDS_DAY)
            return
        values["starts"] = begins
    if end is not None:
        begins = values.get("starts") or (was[0] if was else None)
        ends = _at(end, begins.date() if begins else usual)
        if ends is not None:
            values["ends"] = ends


def _at(at: time | datetime | None, on: date | None) -> datetime | None:
    if isinstance(at, datetime) or at is None:
        return at
    return datetime.combine(on, at) if on is not None else None


def _ask_for_what_is_needed(values: Mapping[str, Any], errors: dict[str, Sentence | str], record: Record) -> None:
    if not values.get("title") and not values.get("title_en"):
        errors.setdefault("title", MISSING)
    by_span = "span" in record.typed and "starts" not in record.typed
    for key in ("starts", "ends"):
        if not values.get(key) and not {key, "day"} & set(errors) and "span" not in errors:
            errors["span" if by_span else key] = MISSING


def _check_times(
    values: Mapping[str, Any], errors: dict[str, Sentence | str], entry: Existing | None, places: Places
) -> None:
    was = entry.values if entry is not None else {}
    begins, ends = values.get("starts") or was.get("starts"), values.get("ends") or was.get("ends")
    if begins is None or ends is None or (begins, ends) == (was.get("starts"), was.get("ends")):
        return
    if ends <= begins:
        errors["ends"] = ENDS_EARLY
    elif begins < _whole(places.first) or ends > _whole(places.last, up=True):
        span = {"first": f"{places.first:%Y-%m-%d %H:%M}", "last": f"{places.last:%Y-%m-%d %H:%M}"}
        errors["starts"] = OUTSIDE.about(**span)


def _whole(at: datetime, *, up: bool = False) -> datetime:
    minute = at.replace(second=0, microsecond=0)
    return minute + timedelta(minutes=1) if up and minute != at else minute


def _settle_speakers(values: dict[str, Any]) -> None:
    lines: tuple[str, ...] = values.get("speakers") or ()
    if len(lines) == 1:
        lines = (speakers.described(lines[0], values.get("organization", ""), values.get("position", "")),)
    chairs = speakers.with_role(SpeakerRole.CHAIR, values.get("chair") or ())
    together = (*(line for line in chairs if line not in lines), *lines)
    if together:
        values["speakers"] = together


def _settle_parent(
    values: dict[str, Any],
    errors: dict[str, Sentence | str],
    entry: Existing | None,
    there: _There,
    in_sheet: Collection[str],
) -> None:
    written = values.get("parent")
    if not written:
        return
    name = folded(str(written))
    number = there.sessions.get(str(written).strip()) or there.sessions.get(name)
    if number is not None:
        values["parent"] = number
        if entry is not None and number == str(entry.id):
            errors.setdefault("parent", ITSELF)
    elif name in in_sheet:
        values["parent"] = name
    else:
        errors.setdefault("parent", NO_SESSION.about(value=str(written)[:40]))


def heading(row: Compared) -> tuple[str, str]:
    """What a row is called, and when it is."""
    both = {**row.there, **row.record.values}
    begins, ends = both.get("starts"), both.get("ends")
    when = f"{begins:%Y-%m-%d %H:%M}" if begins else ""
    if begins and ends:
        when += f"—{ends:%H:%M}" if ends.date() == begins.date() else f"—{ends:%Y-%m-%d %H:%M}"
    return str(both.get("title") or both.get("title_en") or ""), when
