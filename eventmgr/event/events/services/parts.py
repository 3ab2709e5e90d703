"""Changing the lists of an event: hosts, region sets, tracks, venues, rooms, deadlines, questions.

A list is set as a whole. Rows keep their number, because agenda items and answers point to them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.event.events.models import Deadline, Event, HostBody, RegionSet, Room, Track, Venue
from eventmgr.event.events.services.changing import changing
from eventmgr.event.forms import options
from eventmgr.event.forms.models import Question, RemovedQuestion
from eventmgr.event.forms.rules import read_rules
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, Changes

MOST_ROWS = 60


@dataclass(frozen=True)
class Row:
    """A row as typed; `id` of the row that it was, None for a new one."""

    values: Mapping[str, Any]
    id: int | None = None


PARTS: dict[str, Callable[[], Any]] = {
    "hosts": HostBody,
    "region_sets": RegionSet,
    "tracks": Track,
    "venues": Venue,
    "deadlines": Deadline,
    "questions": Question,
}


def _keep_promises(former: Iterable[Question], remaining: Collection[Question]) -> None:
    """Answers to a question that goes are kept no longer than was promised, though nobody asks it any more."""
    for question in former:
        days = read_rules(question.rules).keep_days
        if days and question not in remaining:
            db.session.add(RemovedQuestion(event_id=question.event_id, key=question.key, keep_days=days))


def set_rows(event: Event, part: str, rows: Sequence[Row], *, act: Act) -> Changes:
    """Make the list `part` (a key of `PARTS`) of the event these rows, in this order; others go.

    Returns:
        `{name: [from, to]}` of what changed.

    Raises:
        Refusal: a row breaks a rule, or there are too many.
    """
    _check_number(rows)
    if part == "questions":
        _check_questions(rows)
    with changing(event, (part, "rooms") if part == "venues" else (part,), act=act) as changes:
        former = list(getattr(event, part))
        merged = _merged(former, rows, PARTS[part])
        if part == "questions":
            _keep_promises(former, merged)
            _name_questions(merged)
        setattr(event, part, merged)
    if part == "deadlines":
        event.deadlines.sort(key=lambda deadline: deadline.due_at)
    return changes


def set_rooms(event: Event, rows: Sequence[Row], *, act: Act) -> Changes:
    """Make the rooms of the event these: each row says its `venue_id`, `name` and `capacity`.

    Raises:
        Refusal: a row names a venue that the event does not have, or there are too many.
    """
    _check_number(rows)
    with changing(event, ("rooms",), act=act) as changes:
        venues = {venue.id: venue for venue in event.venues}
        known = [room for venue in event.venues for room in venue.rooms]
        if any(row.values["venue_id"] not in venues for row in rows):
            raise Refusal(_("This event has no such venue. Choose one from the list."), field="rows")
        merged = _merged(known, rows, Room)
        for room in merged:
            room.event_id = event.id
        for venue in venues.values():
            venue.rooms = [room for room in merged if room.venue_id == venue.id]
    return changes


def _merged(known: Iterable[Any], rows: Iterable[Row], make: Callable[[], Any]) -> list[Any]:
    """The rows as objects: known ones by number, new ones made; `position` counts from 0 where there is one."""
    by_id = {item.id: item for item in known}
    merged = []
    for position, row in enumerate(rows):
        item = by_id.pop(row.id, None) if row.id is not None else None
        item = item or make()
        for name, value in row.values.items():
            setattr(item, name, value)
        if hasattr(type(item), "position"):
            item.position = position
        merged.append(item)
    return merged


def _check_number(rows: Sequence[Row]) -> None:
    if len(rows) > MOST_ROWS:
        raise Refusal(_("At most %(number)s rows are possible here. Remove some.", number=MOST_ROWS), field="rows")


def _check_questions(rows: Iterable[Row]) -> None:
    for row in rows:
        if options.are_too_few(row.values["kind"], row.values["options"]):
            label = row.values["label"]
            raise Refusal(
                _(
                    "The question “%(question)s” needs at least two options, one per line.",
                    question=label.get("zh") or label.get("en", ""),
                ),
                field="rows",
            )


def _name_questions(questions: Iterable[Question]) -> None:
    """Answers are stored under a question's key, so it never changes, and the key of a removed one never comes again:
    new ones are random."""
    for question in questions:
        question.key = question.key or f"q{secrets.token_hex(5)}"
