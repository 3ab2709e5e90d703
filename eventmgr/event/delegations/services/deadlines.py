"""What is due when: set for all delegations and for one, moved along when the event gets other dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.delegations import queries
from eventmgr.event.delegations.board.labels import CHANGES_UNTIL
from eventmgr.event.delegations.board.standing import LINK_DAYS
from eventmgr.event.delegations.models import Delegation, DelegationPlan, Due
from eventmgr.event.delegations.services.liaisons import delegation_of, unit_name
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.tools.ical.entry import later
from eventmgr.tools.log.services import Act, Changes, difference, plain, record

_OWN = tuple(due.column for due in Due)
_OF_ALL = {**{due.column: due.label for due in Due}, "changes_until": CHANGES_UNTIL}


@dataclass(frozen=True)
class Plan:
    """What holds for all delegations of an event; see `DelegationPlan`."""

    confirm_due_at: datetime | None = None
    list_due_at: datetime | None = None
    link_days: int = LINK_DAYS
    reminds: bool = False
    days_before: Sequence[int] = (7, 1, 0)
    changes_until: datetime | None = None
    names_for_accounts: bool = False
    paper_due_at: datetime | None = None


def set_deadlines(event: Event, unit_code: str, dues: Mapping[Due, datetime | None], *, act: Act) -> None:
    """A unit's own deadlines; None: that of the event."""
    lock(event)
    delegation = delegation_of(event, unit_code)
    before = {due.column: plain(getattr(delegation, due.column)) for due in dues}
    for due, at in dues.items():
        setattr(delegation, due.column, at)
    changes = difference(before, {due.column: plain(at) for due, at in dues.items()})
    if changes:
        _note_own(event, delegation, changes, act=act)


def _note_own(event: Event, delegation: Delegation, changes: Changes, *, act: Act) -> None:
    _raise(delegation, changes, at=act.at)
    name = unit_name(delegation.unit_code)
    record(act, "deadlines_set", delegation, event_id=event.id, object_name=name, changes=changes)


def set_plan(event: Event, plan: Plan, *, act: Act) -> None:
    """What holds for all delegations of the event from now on."""
    lock(event)
    stored = queries.find_plan(event.id)
    if stored is None:
        stored = DelegationPlan(event_id=event.id, link_days=LINK_DAYS, reminds=False, days_before=[], due_version=0)
        db.session.add(stored)
    before = _recorded(stored)
    for name in _OF_ALL:
        setattr(stored, name, getattr(plan, name))
    stored.link_days, stored.names_for_accounts = plan.link_days, plan.names_for_accounts
    stored.reminds, stored.days_before = plan.reminds, sorted(set(plan.days_before), reverse=True)
    changes = difference(before, _recorded(stored))
    if changes:
        _note_plan(event, stored, changes, act=act)


def _note_plan(event: Event, plan: DelegationPlan, changes: Changes, *, act: Act) -> None:
    _raise(plan, changes, at=act.at)
    name = event.title.get("zh") or event.title.get("en", "")
    record(act, "delegation_plan_set", event, event_id=event.id, object_name=name, changes=changes)


def _recorded(plan: DelegationPlan) -> dict[str, object]:
    days = ",".join(str(number) for number in plan.days_before)
    return {name: plain(getattr(plan, name)) for name in _OF_ALL} | {
        "link_days": plan.link_days,
        "reminds": plan.reminds,
        "days_before": days,
        "names_for_accounts": bool(plan.names_for_accounts),
    }


def list_dates(event: Event) -> list[tuple[str, datetime]]:
    """(words, instant) of what moves along with the event: what is set for all, and the first of what delegations have
    of their own."""
    plan = queries.find_plan(event.id)
    dates = [(str(words), at) for name, words in _OF_ALL.items() if plan and (at := getattr(plan, name))]
    own = [at for one in queries.list_delegations(event.id) for at in _instants(one)]
    return [*dates, (_("Delegations' own deadlines, the first"), min(own))] if own else dates


def move_deadlines(event: Event, shift: Callable[[datetime], datetime], *, act: Act) -> None:
    """What is due moves to where `shift` puts it. The event must be locked."""
    plan = queries.find_plan(event.id)
    if plan is not None and (changes := _shifted(plan, tuple(_OF_ALL), shift)):
        _note_plan(event, plan, changes, act=act)
    for one in queries.list_delegations(event.id):
        if changes := _shifted(one, _OWN, shift):
            _note_own(event, one, changes, act=act)


def _raise(row: DelegationPlan | Delegation, changes: Changes, *, at: datetime) -> None:
    """Entries of calendars say something else."""
    if _OF_ALL.keys() & changes.keys():
        row.due_version, row.due_changed_at = row.due_version + 1, later(at, row.due_changed_at)


def _instants(delegation: Delegation) -> Iterator[datetime]:
    yield from (at for name in _OWN if (at := getattr(delegation, name)))


def _shifted(row: object, names: Sequence[str], shift: Callable[[datetime], datetime]) -> Changes:
    before = {name: getattr(row, name) for name in names}
    for name, at in before.items():
        if at is not None:
            setattr(row, name, shift(at))
    return difference(
        {name: plain(at) for name, at in before.items()}, {name: plain(getattr(row, name)) for name in names}
    )
