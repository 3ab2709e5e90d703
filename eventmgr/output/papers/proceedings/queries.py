"""Reading what minutes and briefs say, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.event.agenda.models import SpeakerRole
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import format_date, format_days, localized
from eventmgr.output.papers.choices import RosterChoice
from eventmgr.output.papers.contents import Attendee, Day, Item, Roster
from eventmgr.output.papers.proceedings.contents import Brief, Minutes, Present
from eventmgr.output.papers.queries import get_occasion_with_look, get_roster, list_days
from eventmgr.output.papers.summing_up import get_summary, list_printed_action_items, list_written

_WHO = RosterChoice(("organization", "title", "role"))
_OBSERVERS = frozenset({Role.STAFF.value, Role.MEDIA.value})
"""Types of people who sit in (列席)."""


def get_minutes(event: Event, lang: str) -> Minutes:
    """Who was there, who was excused, who sat in; what was on the agenda, and what was agreed."""
    roster, states = get_roster(event, lang, _WHO), _states(event.id)
    is_recorded = Status.ATTENDED in {status for status, _leads in states.values()}
    there = Status.ATTENDED if is_recorded else Status.CONFIRMED
    attended = {number for number, (status, _leads) in states.items() if status is there}
    away = set(states) - attended if is_recorded else set()
    occasion = get_occasion_with_look(event, lang)
    last = event.ends_at.astimezone(ZoneInfo(event.timezone)).date()
    chairs = [
        localized(one.name, lang)
        for item in list_items(event.id)
        for one in item.speakers
        if one.role is SpeakerRole.CHAIR
    ]
    return Minutes(
        occasion=occasion,
        chairs=tuple(dict.fromkeys(chairs)),
        days=list_days(event, lang),
        text=tuple(list_written(event, lang)),
        action_items=tuple(list_printed_action_items(event, lang)),
        present=tuple(_parts(roster, attended, observing=False)),
        excused=tuple(_parts(roster, away, observing=False)),
        observing=tuple(_parts(roster, attended, observing=True)),
        is_recorded=is_recorded,
        signed=(occasion.author, format_date(last, lang, weekday=False)),
        days_held=format_days(event.starts_at.astimezone(ZoneInfo(event.timezone)).date(), last, lang, weekday=False),
    )


def get_brief(event: Event, lang: str, printing: Printing) -> Brief:
    """The figures of the summary, who leads the delegations, the agenda without breaks, what was agreed."""
    summary = get_summary(event, lang, printing)
    leading = {number for number, (_status, leads) in _states(event.id).items() if leads is not None}
    return Brief(
        occasion=summary.occasion,
        made=summary.made,
        totals=summary.totals,
        provinces=summary.provinces,
        delegations=summary.delegations,
        overview=summary.overview,
        leaders=tuple(_parts(get_roster(event, lang, _WHO), leading, observing=False)),
        days=tuple(replace(day, items=tuple(_without_breaks(day))) for day in summary.agenda),
        action_items=summary.action_items,
        outcomes=summary.outcomes.total if summary.outcomes else None,
    )


def _without_breaks(day: Day) -> list[Item]:
    """What the day is about; where that is nothing, all but breaks."""
    return [item for item in day.items if not item.minor] or [item for item in day.items if not item.quiet]


def _parts(roster: Roster, numbers: Collection[int], *, observing: bool) -> Iterator[Present]:
    for part in roster.delegations:
        people = tuple(one for one in part.people if one.id in numbers and _observes(one) is observing)
        if people:
            yield Present(part.name, people)


def _observes(one: Attendee) -> bool:
    return one.type in _OBSERVERS


def _states(event_id: int) -> dict[int, tuple[Status, Leadership | None]]:
    """Registration → its state, and whether its person leads a delegation."""
    one = Registration
    query = select(one.id, one.status, one.leadership).where(one.event_id == event_id, one.status.in_(HOLDING))
    return {number: (status, leads) for number, status, leads in db.session.execute(query)}
