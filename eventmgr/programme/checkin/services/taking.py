"""Acts are taken in: kept once, judged, and what they come to marked."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.deciding.services.marking import check_mark, mark_all, unmark
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_locked, list_locked_by_id
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal, TooMany
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.programme.checkin import queries, statements
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, CheckinKind, Uncounted
from eventmgr.programme.checkin.acts.merge import DoorAct, Merged, merge, who_of
from eventmgr.programme.checkin.codes import marks_of
from eventmgr.programme.checkin.models import CheckinDevice, CheckinWalkIn
from eventmgr.tools.log.services import Act

_DESCRIBES = (CheckinKind.WALK_IN, CheckinKind.SUBSTITUTE)
_MOVES = (CheckinKind.IN, CheckinKind.OUT, *_DESCRIBES, CheckinKind.UNDO)
MOST_WALK_INS = 240
"""So many people a device may tell of in an hour who are registered by it: one in fifteen seconds."""
_HOUR = timedelta(hours=1)
_LATER = 300
"""Seconds after which a device that told of too many tries again."""
_told_by_acts: ContextVar[bool] = ContextVar("acts_of_members", default=False)


@dataclass(frozen=True)
class Draft:
    """An act as its teller says it."""

    key: str
    kind: CheckinKind
    told_at: datetime
    list_id: int = ARRIVAL
    registration_id: int | None = None
    walk_in: str = ""
    """Key of somebody who came without registration."""
    undoes: str = ""
    note: str = ""
    mark: str = ""
    """Of the code that was shown (`codes.mark_of`); empty: none was."""
    known: str = ""
    """The mark of the code that the teller knew the person by, whether it was shown or not."""
    shown: str = ""
    """The name that the teller saw."""
    skew: timedelta = timedelta()
    """By how much the teller's clock is behind ours."""
    said: Mapping[str, str] = field(default_factory=dict)
    """What was typed of a walk-in or a substitute."""


@dataclass(frozen=True)
class Teller:
    """Who tells: a device, or somebody signed in."""

    name: str
    device_id: int | None = None
    list_ids: Collection[int] | None = None
    """The lists that a device serves; None: all."""
    unit: str = ""
    """The delegation that a device is for; empty: everybody."""


def take(event: Event, drafts: Sequence[Draft], teller: Teller, *, act: Act) -> dict[str, Uncounted | None]:
    """Keep these acts and mark what the list of arrivals comes to. What was taken before is neither kept nor judged
    again; nothing is refused: what cannot count is kept with why, so also what a device tells of lists and people that
    are not its own.

    Returns:
        key of each act → why it does not count.
    """
    known = queries.list_known_keys(event.id, [draft.key for draft in drafts])
    new = list({draft.key: draft for draft in drafts if draft.key not in known}.values())
    walk_ins = _walk_ins(event, new, act=act)
    rows = _rows(event, new, walk_ins)
    if teller.unit:
        rows = {number: row for number, row in rows.items() if row.unit_code == teller.unit}
    _note_replaced(new, rows, walk_ins)
    lists = {listed.id for listed in queries.list_lists(event.id, closed=True)}
    lists &= lists if teller.list_ids is None else {*teller.list_ids}
    foreign = _foreign(event, new, teller)
    closed = _is_closed(event, act.at)
    marks = marks_of(event.id, [row for row in rows.values() if any(draft.mark or draft.known for draft in new)])
    judged = {draft.key: _judge(draft, rows, walk_ins, lists=lists, closed=closed, marks=marks) for draft in new}
    judged |= {draft.key: Uncounted.UNKNOWN for draft in new if draft.undoes in foreign}
    values = [_values(draft, judged[draft.key], rows, walk_ins, teller, act.at) for draft in new]
    if any(draft.kind in _MOVES for draft in new) and not closed:
        _mark(event, rows, [_act_of(value) for value in values], act=act)
    statements.add_acts(event.id, values)
    return known | judged


def check_walk_ins(device: CheckinDevice, drafts: Sequence[Draft], *, at: datetime) -> None:
    """That a device has not told of more people without registration, or in another's place, than a desk takes in an
    hour; what it sent before is not counted again.

    Raises:
        TooMany: it has, with these; it keeps them and comes back.
    """
    keys = {draft.key for draft in drafts if draft.kind in _DESCRIBES}
    new = len(keys - queries.list_known_keys(device.event_id, keys).keys()) if keys else 0
    if new and queries.count_described(device.id, since=at - _HOUR) + new > MOST_WALK_INS:
        raise TooMany(
            _(
                "This device has reported %(most)s new people within an hour. It sends the others later automatically.",
                most=MOST_WALK_INS,
            ),
            retry_after=_LATER,
        )


def tell_here(
    event: Event, kind: CheckinKind, list_id: int, registration_ids: Collection[int], *, act: Act
) -> dict[str, Uncounted | None]:
    """The same of what organizers do on a page: these people came in or went out now."""
    drafts = [
        Draft(str(uuid.uuid4()), kind, act.at, list_id, registration_id=number) for number in sorted(registration_ids)
    ]
    return take(event, drafts, Teller(act.by.name), act=act)


def note_attendance(event: Event, registration: Registration, *, act: Act) -> None:
    """Somebody was marked elsewhere: that is an act on the list of arrivals, too, behind all that was told of them
    before."""
    if _told_by_acts.get():
        return
    kind = CheckinKind.IN if registration.status is Status.ATTENDED else CheckinKind.OUT
    last = queries.find_last_at(registration.id)
    at = act.at if last is None else max(act.at, last + timedelta(microseconds=1))
    draft = Draft(str(uuid.uuid4()), kind, at, registration_id=registration.id)
    teller = Teller(act.by.name)
    statements.add_acts(event.id, [_values(draft, None, {registration.id: registration}, {}, teller, at)])


def mark_again(event: Event, registrations: Sequence[Registration], *, act: Act) -> None:
    """What the acts of these people come to is marked, after acts have changed."""
    rows = {row.id: row for row in list_locked(registrations)}
    db.session.flush()
    _mark(event, rows, [], act=act)


def _mark(event: Event, rows: Mapping[int, Registration], new: Sequence[DoorAct], *, act: Act) -> None:
    """Mark whoever is here by the acts of the list of arrivals and is not marked, and the other way round."""
    if not rows:
        return
    recorded = queries.list_acts_of(event.id, list(rows))
    merged = merge(
        [*recorded, *(fresh for fresh in new if fresh.list_id == ARRIVAL or fresh.kind is CheckinKind.UNDO)], {}
    )
    holding = [row for row in rows.values() if _may_be_marked(row)]
    with acts_of_members():
        arrived = [row for row in holding if merged.is_in(ARRIVAL, who_of(row.id))]
        mark_all(event, [row for row in arrived if row.status is not Status.ATTENDED], Status.ATTENDED, act=act)
        for row in arrived:
            row.attended_at = merged.presences[ARRIVAL, who_of(row.id)].since
        for row in holding:
            if row.status is Status.ATTENDED and _has_left(merged, recorded, new, row):
                unmark(event, row, act=act)


def _has_left(merged: Merged, told: Sequence[DoorAct], new: Sequence[DoorAct], row: Registration) -> bool:
    """Whether acts say that somebody is not here; where none has ever said anything, the mark stands."""
    who = who_of(row.id)
    spoken_of = any(act.who == who and act.uncounted is None for act in (*told, *new))
    return spoken_of and not merged.is_in(ARRIVAL, who)


@contextmanager
def acts_of_members() -> Iterator[None]:
    """Marks that are set inside follow from acts, and make none."""
    token = _told_by_acts.set(True)
    try:
        yield
    finally:
        _told_by_acts.reset(token)


def _may_be_marked(row: Registration) -> bool:
    return row.status in HOLDING and row.forgotten_at is None


def _is_closed(event: Event, at: datetime) -> bool:
    try:
        check_mark(event, Status.ATTENDED, at=at)
    except Refusal:
        return True
    return False


def _walk_ins(event: Event, drafts: Sequence[Draft], *, act: Act) -> dict[str, CheckinWalkIn]:
    """Key → who it is; who is told of for the first time is kept."""
    keys = {draft.walk_in for draft in drafts if draft.walk_in}
    walk_ins = queries.list_walk_ins_by_key(event.id, keys)
    for draft in drafts:
        if draft.walk_in and draft.walk_in not in walk_ins:
            row = CheckinWalkIn(event_id=event.id, key=draft.walk_in, said={}, made_at=act.at)
            db.session.add(row)
            walk_ins[draft.walk_in] = row
        if draft.kind in _DESCRIBES and draft.walk_in:
            row = walk_ins[draft.walk_in]
            if not row.said and row.registration_id is None:
                row.said = dict(draft.said)
    db.session.flush()
    return walk_ins


def _note_replaced(
    drafts: Sequence[Draft], rows: Mapping[int, Registration], walk_ins: Mapping[str, CheckinWalkIn]
) -> None:
    """Whose place somebody takes, where the teller may say so."""
    for draft in drafts:
        if draft.kind is CheckinKind.SUBSTITUTE and draft.registration_id in rows:
            row = walk_ins[draft.walk_in]
            row.replaces_id = row.replaces_id or draft.registration_id


def _rows(event: Event, drafts: Sequence[Draft], walk_ins: Mapping[str, CheckinWalkIn]) -> dict[int, Registration]:
    """The registrations that these acts are about, locked."""
    ids = {draft.registration_id for draft in drafts if draft.registration_id is not None}
    ids |= {row.registration_id for row in walk_ins.values() if row.registration_id is not None}
    ids |= queries.list_targets(event.id, {draft.undoes for draft in drafts if draft.undoes})
    return {row.id: row for row in list_locked_by_id(event.id, sorted(ids))}


def _foreign(event: Event, drafts: Sequence[Draft], teller: Teller) -> set[str]:
    """Keys of acts that the teller may not undo: of lists or people that are not its own, and told by another."""
    undone = {draft.undoes for draft in drafts if draft.undoes}
    if teller.list_ids is None or not undone:
        return set()
    return queries.list_foreign_keys(event.id, undone, list_ids=teller.list_ids, unit=teller.unit, but=teller.device_id)


def _judge(
    draft: Draft,
    rows: Mapping[int, Registration],
    walk_ins: Mapping[str, CheckinWalkIn],
    *,
    lists: Collection[int],
    closed: bool,
    marks: Mapping[int, Collection[str]],
) -> Uncounted | None:
    """Why an act does not count; None: it does."""
    if draft.list_id not in lists and draft.kind not in _DESCRIBES:
        return Uncounted.UNKNOWN
    moves_arrival = draft.kind in _MOVES and draft.list_id == ARRIVAL
    if draft.kind is CheckinKind.UNDO or draft.kind is CheckinKind.NOTE:
        return Uncounted.CLOSED if closed and moves_arrival else None
    number = draft.registration_id
    if draft.walk_in and draft.kind is not CheckinKind.SUBSTITUTE:
        number = walk_ins[draft.walk_in].registration_id
        if number is None:
            return Uncounted.NOT_REGISTERED if draft.kind is CheckinKind.WALK_IN else None
    row = rows.get(number) if number is not None else None
    if row is None:
        return Uncounted.UNKNOWN
    return _judge_person(draft, row, marks, closed=closed and moves_arrival)


def _judge_person(
    draft: Draft, row: Registration, marks: Mapping[int, Collection[str]], *, closed: bool
) -> Uncounted | None:
    if draft.mark and draft.mark not in marks[row.id]:
        return Uncounted.VOID
    if draft.known and draft.known not in marks[row.id] and folded(draft.shown) != folded(row.name):
        return Uncounted.REPLACED
    if not _may_be_marked(row):
        return Uncounted.NO_PLACE
    if closed:
        return Uncounted.CLOSED
    return Uncounted.NOT_REPLACED if draft.kind is CheckinKind.SUBSTITUTE else None


def _values(
    draft: Draft,
    uncounted: Uncounted | None,
    rows: Mapping[int, Registration],
    walk_ins: Mapping[str, CheckinWalkIn],
    teller: Teller,
    at: datetime,
) -> dict[str, Any]:
    walk_in = walk_ins.get(draft.walk_in)
    number = draft.registration_id
    if walk_in and draft.kind is not CheckinKind.SUBSTITUTE:
        number = walk_in.registration_id
    known_list = draft.list_id if draft.list_id and uncounted is not Uncounted.UNKNOWN else None
    return {
        "key": draft.key,
        "kind": draft.kind,
        "list_id": known_list,
        "device_id": teller.device_id,
        "registration_id": number if number in rows else None,
        "walk_in_id": walk_in.id if walk_in else None,
        "undoes": draft.undoes,
        "note": draft.note,
        "uncounted": uncounted,
        "at": min(draft.told_at + draft.skew, at),
        "told_at": draft.told_at,
        "received_at": at,
        "by_name": teller.name[:100],
    }


def _act_of(values: Mapping[str, Any]) -> DoorAct:
    who = who_of(values["registration_id"])
    return DoorAct(
        values["key"],
        values["kind"],
        values["at"],
        values["list_id"] or ARRIVAL,
        who,
        values["device_id"] or 0,
        values["undoes"],
        values["uncounted"],
    )
