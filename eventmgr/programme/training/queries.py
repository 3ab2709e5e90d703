"""Reading courses, who attended what of them, and hours over a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import get_organization_column
from eventmgr.ground.db import db
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import Bilingual, language
from eventmgr.programme.checkin.queries import is_attending, list_attended_items
from eventmgr.programme.training.hours import Course, Lesson, Standing, standing_of
from eventmgr.programme.training.models import Training, TrainingSession
from eventmgr.programme.training.switch import HOURS
from eventmgr.tools.web.paging import Key, Page, get_page

_R = Registration


def find_training(event_id: int) -> Training | None:
    """What holds for that event, as the database has it now; None: no hours count."""
    return db.session.get(Training, event_id, populate_existing=True)


def list_sessions(event_id: int) -> dict[int, TrainingSession]:
    """Agenda item → its hours, of items that were removed too."""
    query = select(TrainingSession).where(TrainingSession.event_id == event_id)
    return {row.item_id: row for row in db.session.scalars(query)}


def list_courses(event_ids: Collection[int]) -> dict[int, Course]:
    """Event → its course, of those with hours that are not switched off; one statement."""
    query = (
        select(
            TrainingSession.event_id,
            Training.threshold,
            AgendaItem.id,
            AgendaItem.starts_at,
            AgendaItem.ends_at,
            TrainingSession.tenths,
            Event.features,
        )
        .join(AgendaItem, AgendaItem.id == TrainingSession.item_id)
        .join(Training, Training.event_id == TrainingSession.event_id)
        .join(Event, Event.id == TrainingSession.event_id)
        .where(TrainingSession.event_id.in_(sorted(event_ids)), AgendaItem.is_cancelled.is_(False))
        .order_by(AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)
    )
    lessons: dict[int, list[Lesson]] = defaultdict(list)
    thresholds: dict[int, int] = {}
    for row in db.session.execute(query):
        if not is_on(HOURS, row):
            continue
        thresholds[row.event_id] = row.threshold
        lessons[row.event_id].append(Lesson(row.id, row.starts_at, row.ends_at, row.tenths))
    return {number: Course(tuple(lessons[number]), threshold) for number, threshold in thresholds.items()}


def find_course(event_id: int) -> Course | None:
    """The course of that event; None where no hours count."""
    return list_courses([event_id]).get(event_id)


class Trainee(NamedTuple):
    """Somebody who holds a place at a training."""

    id: int
    name: str
    unit_code: str
    organization: str
    role: str


def list_trainees(event_id: int) -> list[Trainee]:
    """Who holds a place and is not only kept, in official order."""
    query = select(_R.id, _R.name, _R.unit_code, get_organization_column(language()), _R.role).where(
        _R.event_id == event_id, _R.status.in_(HOLDING), _R.restricted_at.is_(None)
    )
    return [Trainee(*row) for row in db.session.execute(query.order_by(*official_order()))]


def list_trainees_page(event_id: int, cursor: str | None) -> Page[Trainee]:
    """One page of the trainees."""
    query: Any = select(_R.id, _R.name, _R.unit_code, get_organization_column(language()), _R.role).where(
        _R.event_id == event_id, _R.status.in_(HOLDING), _R.restricted_at.is_(None)
    )
    page = get_page(query, [Key(column) for column in official_order()], cursor)
    return replace(page, rows=[Trainee(*row) for row in page.rows])


def list_standings(event_id: int, course: Course) -> Callable[[int], Standing]:
    """How far each registration has come; who attended nothing stands at 0. Two statements."""
    attended = list_attended_items([event_id])
    return lambda number: standing_of(course, attended.get(number, ()))


def find_standing(registration: Registration) -> Standing | None:
    """How far this person has come at the event; None where no hours count."""
    course = find_course(registration.event_id)
    if course is None:
        return None
    attended = list_attended_items([registration.event_id], registration_ids=[registration.id])
    return standing_of(course, attended.get(registration.id, ()))


class Attended(NamedTuple):
    """What one registration has attended of a training."""

    registration_id: int
    person_id: int | None
    name: str
    organization: str
    unit_code: str
    event_title: Bilingual
    standing: Standing


def list_attended_over(start: datetime, end: datetime, *, person_id: int | None = None) -> list[Attended]:
    """Registrations that attended hours of trainings which began in `[start, end)`, by pinyin; nobody's who is only
    kept or whose information was deleted. Five statements.

    Args:
        person_id: only of this person.
    """
    titles, courses = _courses_over(start, end)
    if not courses:
        return []
    return _attended(titles, courses, [] if person_id is None else [_R.person_id == person_id], all_=person_id is None)


def list_attended_page(start: datetime, end: datetime, cursor: str | None) -> tuple[list[Attended], Page[int]]:
    """The same for one page of people, with the page: whose hours they are, negative where a registration is nobody's
    of the directory. Seven statements."""
    titles, courses = _courses_over(start, end)
    if not courses:
        return [], Page([], None, None)
    whose = func.coalesce(_R.person_id, -_R.id)
    people = (
        select(whose.label("whose"), func.min(_R.pinyin_key).label("name"), func.min(_R.id).label("first"))
        .where(*_counting(courses), is_attending(_R.id, sorted(courses)))
        .group_by(whose)
        .subquery()
    )
    page = get_page(select(people.c.whose), [Key(people.c.name), Key(people.c.first)], cursor)
    attended = _attended(titles, courses, [whose.in_(page.rows)]) if page.rows else []
    order = {number: place for place, number in enumerate(page.rows)}
    return sorted(attended, key=lambda one: order[one.person_id or -one.registration_id]), page


def _courses_over(start: datetime, end: datetime) -> tuple[dict[int, Bilingual], dict[int, Course]]:
    events = select(Event.id, Event.title).where(
        Event.id.in_(select(Training.event_id)),
        Event.starts_at >= start,
        Event.starts_at < end,
        Event.status != EventStatus.DRAFT,
    )
    titles = {row.id: row.title for row in db.session.execute(events)}
    return titles, list_courses(titles)


def _counting(courses: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        _R.event_id.in_(sorted(courses)),
        _R.status.in_(HOLDING),
        _R.restricted_at.is_(None),
        _R.forgotten_at.is_(None),
    )


def _attended(
    titles: Mapping[int, Bilingual],
    courses: Mapping[int, Course],
    where: Sequence[ColumnElement[bool]],
    *,
    all_: bool = False,
) -> list[Attended]:
    people = select(
        _R.id, _R.event_id, _R.person_id, _R.name, get_organization_column(language()), _R.unit_code, _R.pinyin_key
    ).where(*_counting(courses), *where)
    rows = db.session.execute(people.order_by(_R.pinyin_key, _R.id)).all()
    only = None if all_ else [row.id for row in rows]
    attended: Mapping[int, set[int]] = list_attended_items(sorted(courses), registration_ids=only)
    return [
        Attended(
            row.id,
            row.person_id,
            row.name,
            row.organization_name,
            row.unit_code,
            titles[row.event_id],
            standing_of(courses[row.event_id], attended[row.id]),
        )
        for row in rows
        if row.id in attended
    ]


def list_idle_sessions() -> list[tuple[int, int]]:
    """(event, item) of hours whose item is another event's, or whose event has no rule for certificates."""
    query = (
        select(TrainingSession.event_id, TrainingSession.item_id)
        .join(AgendaItem, AgendaItem.id == TrainingSession.item_id)
        .outerjoin(Training, Training.event_id == TrainingSession.event_id)
        .where((AgendaItem.event_id != TrainingSession.event_id) | Training.event_id.is_(None))
    )
    return [(event_id, item_id) for event_id, item_id in db.session.execute(query)]
