"""Who gets a place in a group: counted under the event's lock, first come first, promoted in order.

Only registrations that hold a place at the event count; those under review or on the event's waiting list keep their
choice and reserve nothing by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.derived.opening import free_places
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import lock
from eventmgr.event.quotas.models import HOLDING, LIVE
from eventmgr.event.quotas.statements import numbers_changed
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.text import whole_number
from eventmgr.on_site.signup import letters, queries, statements
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.on_site.signup.queries import Group
from eventmgr.tools.ical import later
from eventmgr.tools.log.services import SYSTEM, Act, Changes, record

_GOES_ON = (EventStatus.PUBLISHED, EventStatus.POSTPONED)


def choice_of(registration: Registration) -> int | None:
    """The number of the group that the registration's answers name, or None."""
    text = str(registration.answers.get("group") or "")
    return whole_number(text)


def settle(event: Event, registration: Registration, *, act: Act) -> None:
    """Give the registration a place in the group it names, or a number on its waiting list; a place elsewhere becomes
    free and goes to the first who waits for it. The event must be locked.

    Raises:
        Refusal: the group is not, or no longer, one of this event.
    """
    wanted = choice_of(registration) if registration.status in HOLDING else None
    held = queries.find_signup(registration.id)
    if held is not None and held.item_id == wanted:
        return
    if held is not None:
        _leave(event, registration, held, act=act)
    if wanted is not None:
        _join(event, registration, wanted, act=act, moved=held is not None)
    numbers_changed(event.id)


def pass_on(event: Event, source: Registration, target: Registration, *, act: Act) -> bool:
    """`target`, which names the same group, holds from now on what `source` held there, unless its own is as good;
    whether it does. Two registrations of one person become one, or are two again. The event must be locked."""
    given, own = queries.find_signup(source.id), queries.find_signup(target.id)
    if given is None or (own is not None and own.item_id == given.item_id and _order(own) <= _order(given)):
        return False
    if own is not None and own.item_id != given.item_id:
        _leave(event, target, own, act=act)
    elif own is not None:
        db.session.delete(own)
    item_id, state, title = given.item_id, given.state, given.item.title
    moved = Signup(registration_id=target.id, item_id=item_id, state=state, asked_at=given.asked_at)
    db.session.delete(given)
    db.session.flush()
    db.session.add(moved)
    db.session.flush()
    _note("group_left", event, source, {"group": [title, None]}, act=act)
    action = "group_given" if state is SignupState.HELD else "group_waiting"
    _note(action, event, target, {"group": [None, title]}, act=act)
    for registration in (source, target):
        _entry_changed(registration, item_id, at=act.at)
    return True


def _order(row: Signup) -> tuple[bool, datetime]:
    return row.state is not SignupState.HELD, row.asked_at


def fill(event: Event, item_id: int, *, at: datetime) -> int:
    """Promote the first of a group's waiting list while it has places; how many were. The event must be locked."""
    if event.status not in _GOES_ON or at >= event.ends_at:
        return 0
    group = queries.find_group(event.id, item_id)
    if group is None:
        return 0
    free = free_places(group.limit, group.held)
    places = group.waiting if free is None else min(group.waiting, free)
    first = queries.list_queue(item_id, limit=places) if places else []
    act = Act(SYSTEM, at)
    for row in first:
        row.state = SignupState.HELD
        _entry_changed(row.registration, item_id, at=at)
        _note("group_promoted", event, row.registration, {"group": [None, group.title]}, act=act)
        letters.write("promoted", row.registration, event, group.title, at=at)
    db.session.flush()
    return len(first)


def fill_all(event: Event, *, at: datetime) -> None:
    """`fill` for every group of the event that somebody waits for."""
    for group in queries.list_groups(event.id):
        if group.waiting:
            fill(event, group.item_id, at=at)


def check_limit(event: Event, item: AgendaItem) -> None:
    """Whether the item's places are enough for those who hold one.

    Raises:
        Refusal: they are not.
    """
    group = queries.find_group(event.id, item.id)
    if group is not None and item.capacity is not None and group.held > item.capacity:
        raise Refusal(
            _n(
                "%(num)s person holds a place in this group. Set at least as many places, or move people first.",
                "%(num)s people hold a place in this group. Set at least as many places, or move people first.",
                group.held,
            ),
            field="capacity",
        )


def dissolve(event: Event, item: AgendaItem, *, act: Act) -> int:
    """The item is no group any more: its places and its waiting list are gone, nobody's answers name it, and whoever
    chose it is told to choose again; how many were told or would have been with an address. The event must be locked.
    """
    choosers = queries.list_choosers(event.id, item.id)
    statements.empty_group(item.id)
    notified = (
        [row for row in choosers if row.status in LIVE] if event.status in _GOES_ON and act.at < event.ends_at else []
    )
    for row in choosers:
        row.answers = {name: value for name, value in row.answers.items() if name != "group"}
        _entry_changed(row, item.id, at=act.at)
        _note("group_gone", event, row, {"group": [item.title, None]}, act=act)
    for row in notified:
        letters.write("gone", row, event, item.title, at=act.at)
    db.session.flush()
    numbers_changed(event.id)
    return len(notified)


def _leave(event: Event, registration: Registration, row: Signup, *, act: Act) -> None:
    item_id, was_held = row.item_id, row.state is SignupState.HELD
    title = row.item.title
    db.session.delete(row)
    db.session.flush()
    _note("group_left", event, registration, {"group": [title, None]}, act=act)
    if was_held:
        fill(event, item_id, at=act.at)
    else:
        _entry_changed(registration, item_id, at=act.at)


def _join(event: Event, registration: Registration, item_id: int, *, act: Act, moved: bool) -> None:
    group = queries.find_group(event.id, item_id)
    if group is None:
        raise Refusal(_("This group no longer takes place. Choose another one, or none."), field="group")
    has_place = _holds_a_place(group)
    state = SignupState.HELD if has_place else SignupState.WAITING
    db.session.add(Signup(registration_id=registration.id, item_id=item_id, state=state, asked_at=act.at))
    db.session.flush()
    action = "group_given" if has_place else "group_waiting"
    _note(action, event, registration, {"group": [None, group.title]}, act=act)
    if not has_place:
        _entry_changed(registration, item_id, at=act.at)
        letters.write("waiting", registration, event, group.title, at=act.at)
    elif moved and not act.by.acts_by_link:
        letters.write("given", registration, event, group.title, at=act.at)


def _entry_changed(registration: Registration, item_id: int, *, at: datetime) -> None:
    """In the person's own calendar the entry of that group is tentative while they wait for a place: its number rises
    when that begins or ends, and no other one."""
    number, told_at = registration.group_numbers.get(str(item_id), (0, None))
    rose_at = later(at, datetime.fromisoformat(told_at) if told_at else None)
    registration.group_numbers = {**registration.group_numbers, str(item_id): [number + 1, rose_at.isoformat()]}


def _holds_a_place(group: Group) -> bool:
    return group.left is None or group.left > 0


def _note(action: str, event: Event, registration: Registration, changes: Changes, *, act: Act) -> None:
    record(act, action, registration, event_id=event.id, object_name=registration.name, changes=changes)


def assign(event: Event, registrations: Mapping[Registration, int | None], *, act: Act) -> None:
    """Organizers choose a group for people, or none: their answers say it from now on, and they get a place or wait
    like anybody who chooses it.

    Raises:
        Refusal: one of the groups is not, or no longer, one of this event.
    """
    lock(event)
    for registration, item_id in registrations.items():
        others = {name: value for name, value in registration.answers.items() if name != "group"}
        registration.answers = others if item_id is None else {**others, "group": str(item_id)}
        registration.changed_at = act.at
        settle(event, registration, act=act)
