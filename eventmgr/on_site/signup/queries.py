"""Reading groups, their places and their waiting lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, String, Subquery, cast, func, select
from sqlalchemy.orm import aliased, contains_eager
from sqlalchemy.sql.elements import ColumnElement

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.derived.opening import free_places
from eventmgr.event.events.models import Event, EventStatus, Room
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.i18n import Bilingual
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.programme.checkin.models import CheckinList


@dataclass(frozen=True)
class Group:
    """A group of the agenda with its counts."""

    item_id: int
    title: Bilingual
    limit: int | None
    """Its own places, else the seats of its room; None: no limit."""
    held: int
    waiting: int

    @property
    def left(self) -> int | None:
        """Places that somebody who comes now would get; None: no limit. Nobody passes those who wait."""
        return free_places(self.limit, self.held + self.waiting)


def _groups(event_id: int) -> Select[Any]:
    """Every group that takes place, in the order of the agenda."""
    item = AgendaItem

    def counted(state: SignupState) -> ScalarSelect[int]:
        query = select(func.count()).select_from(Signup).where(Signup.item_id == item.id, Signup.state == state)
        return query.correlate(item).scalar_subquery()

    room_capacity = select(Room.capacity).where(Room.id == item.room_id).correlate(item).scalar_subquery()
    limit = func.coalesce(item.capacity, room_capacity)
    columns: tuple[Any, ...] = (item.id, item.title, limit, counted(SignupState.HELD), counted(SignupState.WAITING))
    return (
        select(*columns)
        .where(item.event_id == event_id, item.kind == ItemKind.GROUP, item.is_cancelled.is_(False))
        .order_by(item.starts_at, item.position, item.id)
    )


def list_groups(event_id: int) -> list[Group]:
    """The groups of the event with their counts; one statement."""
    return [Group(*row) for row in db.session.execute(_groups(event_id))]


def find_group(event_id: int, item_id: int) -> Group | None:
    """That group of that event, or None; ask after the lock."""
    row = db.session.execute(_groups(event_id).where(AgendaItem.id == item_id)).one_or_none()
    return Group(*row) if row is not None else None


def find_signup(registration_id: int) -> Signup | None:
    """What came of the registration's choice, as the database has it now, or None."""
    query = select(Signup).where(Signup.registration_id == registration_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def find_signup_with_item(registration_id: int) -> Signup | None:
    """The same with its item and room, for pages."""
    query = select(Signup).join(Signup.item).outerjoin(AgendaItem.room)
    query = query.options(contains_eager(Signup.item).contains_eager(AgendaItem.room))
    return db.session.scalar(query.where(Signup.registration_id == registration_id))


def find_waiting(registration_id: int) -> int | None:
    """The number of the group that the registration waits for, or None."""
    waits = (Signup.registration_id == registration_id, Signup.state == SignupState.WAITING)
    return db.session.scalar(select(Signup.item_id).where(*waits))


def list_queue(item_id: int, *, limit: int) -> list[Signup]:
    """The first `limit` of a group's waiting list with their registrations, first come first."""
    query = (
        select(Signup)
        .join(Signup.registration)
        .options(contains_eager(Signup.registration))
        .where(Signup.item_id == item_id, Signup.state == SignupState.WAITING)
        .order_by(Signup.asked_at, Signup.registration_id)
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def count_ahead(signup: Signup) -> int:
    """How many stand before this one on the group's waiting list."""
    earlier = (Signup.asked_at < signup.asked_at) | (
        (Signup.asked_at == signup.asked_at) & (Signup.registration_id < signup.registration_id)
    )
    query = select(func.count()).where(Signup.item_id == signup.item_id, Signup.state == SignupState.WAITING, earlier)
    return db.session.scalar(query) or 0


def list_states(event_id: int) -> list[tuple[int, SignupState]]:
    """(registration, state) of everybody in the groups of the event, by number."""
    query = select(Signup.registration_id, Signup.state).join(Signup.item).where(AgendaItem.event_id == event_id)
    return [(number, state) for number, state in db.session.execute(query.order_by(Signup.registration_id))]


def list_expected(event_id: int) -> dict[int, frozenset[int]]:
    """Check-in list of a group → who is expected on it: whoever holds a place in that group."""
    query = select(CheckinList.id, Signup.registration_id).join(Signup, Signup.item_id == CheckinList.item_id)
    members: dict[int, set[int]] = defaultdict(set)
    for number, person in db.session.execute(
        query.where(CheckinList.event_id == event_id, Signup.state == SignupState.HELD)
    ):
        members[number].add(person)
    return {number: frozenset(people) for number, people in members.items()}


def is_in_group(state: SignupState) -> ColumnElement[bool]:
    """The condition that a registration holds a place in a group, or waits for one."""
    return Registration.id.in_(select(Signup.registration_id).where(Signup.state == state))


def get_chosen_items(event_ids: Collection[int]) -> Subquery:
    """Registration → topic and track of the group in which it holds or waits for a place, its own or those of the item
    above."""
    item, above = AgendaItem, aliased(AgendaItem)
    track = func.coalesce(item.track_id, above.track_id)
    return (
        select(
            Signup.registration_id,
            func.coalesce(item.topic_id, above.topic_id, "").label("topic"),
            func.coalesce(cast(track, String), "").label("track"),
        )
        .join(item, item.id == Signup.item_id)
        .outerjoin(above, above.id == item.parent_id)
        .where(item.event_id.in_(sorted(event_ids)))
        .subquery()
    )


def list_choosers(event_id: int, item_id: int) -> list[Registration]:
    """Every registration whose answer names that item, whatever its state, by number."""
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.answers["group"].as_string() == str(item_id)
    )
    return list(db.session.scalars(query.order_by(Registration.id)))


def list_overfull_groups() -> list[tuple[str, int, int, int]]:
    """(slug, item, places, held) of every group that gave away more places than it was given."""
    query = _group_counts().where(_held > AgendaItem.capacity)
    return [(slug, item_id, limit, held) for slug, item_id, limit, held, _waiting in db.session.execute(query)]


def list_idle_groups() -> list[tuple[str, int, int]]:
    """(slug, item, queue length) of groups of published events that keep a queue although places are free."""
    limit = func.coalesce(AgendaItem.capacity, _seats)
    query = _group_counts().where(Event.status == EventStatus.PUBLISHED, _queued > 0, _held < limit)
    return [(slug, item_id, waiting) for slug, item_id, _limit, _taken, waiting in db.session.execute(query)]


def list_signups_without_right() -> list[tuple[int, int]]:
    """(registration, item) of places in groups whose registration holds no place, or whose item is no group of its
    event that takes place."""
    right = (
        Registration.status.in_(HOLDING)
        & (AgendaItem.event_id == Registration.event_id)
        & (AgendaItem.kind == ItemKind.GROUP)
        & AgendaItem.is_cancelled.is_(False)
    )
    query = select(Signup.registration_id, Signup.item_id).join(Signup.registration).join(Signup.item).where(~right)
    return [(number, item_id) for number, item_id in db.session.execute(query)]


def _signups_in(state: SignupState) -> ScalarSelect[int]:
    query = select(func.count()).select_from(Signup).where(Signup.item_id == AgendaItem.id, Signup.state == state)
    return query.correlate(AgendaItem).scalar_subquery()


_held, _queued = _signups_in(SignupState.HELD), _signups_in(SignupState.WAITING)


_seats = select(Room.capacity).where(Room.id == AgendaItem.room_id).correlate(AgendaItem).scalar_subquery()


def _group_counts() -> Select[Any]:
    columns: tuple[Any, ...] = (Event.slug, AgendaItem.id, AgendaItem.capacity, _held, _queued)
    return select(*columns).join(AgendaItem, AgendaItem.event_id == Event.id).where(AgendaItem.kind == ItemKind.GROUP)
