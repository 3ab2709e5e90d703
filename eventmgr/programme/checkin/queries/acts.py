"""Acts: as values to be merged, as rows for devices, as lines for pages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, ENTERS, CheckinKind, Uncounted
from eventmgr.programme.checkin.acts.merge import DoorAct, in_order, undone_of, who_of
from eventmgr.programme.checkin.models import CheckinAct, CheckinCounter, CheckinDevice, CheckinWalkIn

_A = CheckinAct


def count_acts(event_id: int) -> int:
    """The number that the last act of the event bears."""
    return db.session.scalar(select(CheckinCounter.value).where(CheckinCounter.event_id == event_id)) or 0


def list_known_keys(event_id: int, keys: Collection[str]) -> dict[str, Uncounted | None]:
    """Key → why it does not count, of those of these acts that are kept already."""
    query = select(_A.key, _A.uncounted).where(_A.event_id == event_id, _A.key.in_(keys))
    return {row.key: row.uncounted for row in db.session.execute(query)} if keys else {}


def list_targets(event_id: int, keys: Collection[str]) -> set[int]:
    """Numbers of the registrations that these acts are about, undos of undos followed."""
    numbers: set[int] = set()
    while keys:
        query = select(_A.registration_id, _A.undoes).where(_A.event_id == event_id, _A.key.in_(keys))
        rows = db.session.execute(query).all()
        numbers |= {number for number, _undoes in rows if number is not None}
        keys = {undoes for _number, undoes in rows if undoes} - {*keys}
    return numbers


def list_acts_where(*conditions: ColumnElement[bool]) -> list[DoorAct]:
    """All acts for which these hold."""
    return _load_acts(_values().where(*conditions))


def list_acts(event_id: int) -> list[DoorAct]:
    """All acts of the event."""
    return _load_acts(_values().where(_A.event_id == event_id))


def list_acts_of(event_id: int, registration_ids: Collection[int]) -> list[DoorAct]:
    """Acts on the list of arrivals about these registrations, and all undos of the event."""
    about = and_(_A.registration_id.in_(registration_ids), _A.list_id.is_(None))
    return _load_acts(_values().where(_A.event_id == event_id, or_(about, _A.kind == CheckinKind.UNDO)))


def list_undone(event_id: int) -> frozenset[str]:
    """Keys of the acts of the event that were taken back."""
    return undone_of(in_order(_load_acts(_values().where(_A.event_id == event_id, _A.kind == CheckinKind.UNDO))))


def count_entries(event_id: int, registration_id: int, *, list_ids: Collection[int]) -> int:
    """How many acts that count say that somebody came in, on one of these lists."""
    query = select(func.count()).where(
        _A.event_id == event_id,
        _A.registration_id == registration_id,
        _A.kind.in_(ENTERS),
        _A.uncounted.is_(None),
        _on_lists(list_ids),
    )
    return db.session.scalar(query) or 0


def find_last_at(registration_id: int) -> datetime | None:
    """When the last act about a registration on the list of arrivals happened."""
    query = select(func.max(_A.at)).where(_A.registration_id == registration_id, _A.list_id.is_(None))
    return db.session.scalar(query)


def list_foreign_keys(
    event_id: int, keys: Collection[str], *, list_ids: Collection[int], unit: str, but: int | None
) -> set[str]:
    """Those of these acts that are on none of these lists, or about nobody of that unit, and not told by device
    `but`."""
    query = select(_A.key).outerjoin(Registration, Registration.id == _A.registration_id)
    outside = ~_on_lists(list_ids)
    if unit:
        outside = or_(outside, func.coalesce(Registration.unit_code, "") != unit)
    query = query.where(
        _A.event_id == event_id, _A.key.in_(keys), func.coalesce(_A.device_id, 0) != (but or 0), outside
    )
    return set(db.session.scalars(query))


def _on_lists(list_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether an act is on one of them; that of arrivals has no number in the table."""
    number = func.coalesce(_A.list_id, ARRIVAL)
    return number.in_(sorted(list_ids))


def list_acts_after(event_id: int, number: int, *, list_ids: Collection[int], unit: str = "", limit: int) -> list[Any]:
    """(number, key, kind, list, registration, walk-in's key, undone key, uncounted, at, device) of the acts behind that
    number, in their order: those of these lists, of people of that unit, and all undos."""
    columns = (
        _A.number,
        _A.key,
        _A.kind,
        _A.list_id,
        _A.registration_id,
        CheckinWalkIn.key,
        _A.undoes,
        _A.uncounted,
        _A.at,
        _A.device_id,
    )
    about: Any = _on_lists(list_ids)
    query = select(*columns).outerjoin(CheckinWalkIn, CheckinWalkIn.id == _A.walk_in_id)
    if unit:
        query = query.outerjoin(Registration, Registration.id == _A.registration_id)
        about = and_(about, Registration.unit_code == unit)
    query = query.where(_A.event_id == event_id, _A.number > number, or_(about, _A.kind == CheckinKind.UNDO))
    return list(db.session.execute(query.order_by(_A.number).limit(limit)))


def get_act(event_id: int, key: str) -> CheckinAct:
    """The act of that key.

    Raises:
        NotFound: the event has none.
    """
    act = db.session.scalars(select(_A).where(_A.event_id == event_id, _A.key == key)).one_or_none()
    if act is None:
        raise NotFound(_("This event has no such entry."))
    return act


class Shown(NamedTuple):
    """An act as a page shows it."""

    key: str
    kind: CheckinKind
    list_id: int
    registration_id: int | None
    name: str
    organization: str
    unit_code: str
    note: str
    uncounted: Uncounted | None
    at: datetime
    device: str
    undoes: str
    comes: str = ""
    """Who comes in the place of the person."""
    walk_in_id: int | None = None
    refused: str = ""


def list_shown(event_id: int, *, keys: Collection[str] | None = None, limit: int = 200) -> list[Shown]:
    """Acts with the names of their people and devices, newest first; those of these keys, or the last. Who takes an act
    back means whom that was about."""
    target = aliased(CheckinAct)
    query = (
        select(
            _A,
            Registration.name,
            Registration.organization_name,
            Registration.unit_code,
            CheckinDevice.name,
            CheckinWalkIn,
        )
        .outerjoin(target, and_(target.event_id == _A.event_id, target.key == _A.undoes, _A.kind == CheckinKind.UNDO))
        .outerjoin(Registration, Registration.id == func.coalesce(_A.registration_id, target.registration_id))
        .outerjoin(CheckinDevice, CheckinDevice.id == _A.device_id)
        .outerjoin(CheckinWalkIn, CheckinWalkIn.id == func.coalesce(_A.walk_in_id, target.walk_in_id))
        .where(_A.event_id == event_id)
        .order_by(_A.at.desc(), _A.number.desc())
    )
    query = query.where(_A.key.in_(keys)) if keys is not None else query.limit(limit)
    return [_shown(*row) for row in db.session.execute(query)]


def _shown(
    act: CheckinAct, name: str | None, organization: str | None, unit: str | None, device: str | None, walk_in: Any
) -> Shown:
    described = (walk_in.said or {}) if walk_in is not None else {}
    return Shown(
        act.key,
        act.kind,
        act.list_id or ARRIVAL,
        act.registration_id,
        name or described.get("name", ""),
        organization or described.get("organization", ""),
        unit or described.get("unit", ""),
        act.note,
        act.uncounted,
        act.at,
        device or act.by_name,
        act.undoes,
        described.get("name", "") if act.kind is CheckinKind.SUBSTITUTE else "",
        act.walk_in_id,
        walk_in.refused if walk_in is not None else "",
    )


def _values() -> Select[Any]:
    return (
        select(
            _A.key,
            _A.kind,
            _A.at,
            _A.list_id,
            _A.registration_id,
            _A.device_id,
            _A.undoes,
            _A.uncounted,
            CheckinWalkIn.key,
            CheckinWalkIn.said,
            Registration.name,
        )
        .outerjoin(CheckinWalkIn, CheckinWalkIn.id == _A.walk_in_id)
        .outerjoin(Registration, and_(Registration.id == _A.registration_id, _A.kind == CheckinKind.WALK_IN))
    )


def _load_acts(query: Select[Any]) -> list[DoorAct]:
    return [
        DoorAct(
            key,
            kind,
            at,
            list_id or ARRIVAL,
            who_of(registration_id, walk_in),
            device_id or 0,
            undoes,
            uncounted,
            folded(name or (said or {}).get("name", "")) if kind is CheckinKind.WALK_IN else "",
        )
        for key, kind, at, list_id, registration_id, device_id, undoes, uncounted, walk_in, said, name in db.session.execute(
            query
        )
    ]
