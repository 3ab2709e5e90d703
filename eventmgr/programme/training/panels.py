"""What other rooms show of a training: the own hours, and what a person's copy says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Note
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _, localized
from eventmgr.ground.settings import home_zone
from eventmgr.programme.checkin.queries import list_attended_items
from eventmgr.programme.training import queries
from eventmgr.programme.training.hours import hours_in_words, total_of

NAMES, EDIT = "registrations.read", "training.edit"


def year_of(at: datetime) -> int:
    """The calendar year of the house in which that instant lies."""
    return at.astimezone(ZoneInfo(home_zone())).year


def span_of(year: int) -> tuple[datetime, datetime]:
    """Begin and end of that year on the clock of the house."""
    here = ZoneInfo(home_zone())
    return datetime(year, 1, 1, tzinfo=here).astimezone(UTC), datetime(year + 1, 1, 1, tzinfo=here).astimezone(UTC)


def note(registration: Registration) -> Note | None:
    """How many hours this person has attended, how many are needed, and how many it is in the year."""
    if registration.status not in HOLDING:
        return None
    standing = queries.find_standing(registration)
    if standing is None:
        return None
    values = {
        "hours": hours_in_words(standing.tenths),
        "base": hours_in_words(standing.base),
        "needed": hours_in_words(standing.needed),
    }
    if standing.is_enough:
        text = _(
            "You have attended %(hours)s of %(base)s training hours, enough for a certificate (%(needed)s).", **values
        )
    else:
        text = _("You have attended %(hours)s of %(base)s training hours; a certificate needs %(needed)s.", **values)
    return Note(text + _of_year(registration), "success" if standing.is_enough else "info")


def _of_year(registration: Registration) -> str:
    if registration.person_id is None:
        return ""
    year = year_of(registration.event.starts_at)
    attended = queries.list_attended_over(*span_of(year), person_id=registration.person_id)
    if len(attended) < 2:
        return ""
    hours = hours_in_words(total_of([one.standing for one in attended]))
    said = _("In %(year)s: %(hours)s training hours in total on this site.", year=year, hours=hours)
    return f" {said}"


def held_of(registration_id: int) -> Sequence[Mapping[str, Any]]:
    """The sessions at which somebody was, with their hours, for the own copy."""
    registration = db.session.get(Registration, registration_id)
    course = queries.find_course(registration.event_id) if registration is not None else None
    if registration is None or course is None:
        return []
    there = list_attended_items([registration.event_id], registration_ids=[registration_id]).get(registration_id, set())
    titles = {item.id: localized(item.title) for item in list_items(registration.event_id)}
    return [
        {"session": titles.get(lesson.item_id, ""), "hours": hours_in_words(lesson.tenths)}
        for lesson in course.lessons
        if lesson.item_id in there
    ]
