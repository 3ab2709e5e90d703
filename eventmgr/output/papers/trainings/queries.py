"""Reading what the record of a training says, in a fixed number of statements."""

from __future__ import annotations

from collections import Counter

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import format_instant, localized
from eventmgr.output.papers.certificates.queries import list_valid_numbers
from eventmgr.output.papers.choices import RosterChoice
from eventmgr.output.papers.queries import get_occasion_with_look, get_roster
from eventmgr.output.papers.summing_up import list_written
from eventmgr.output.papers.trainings.contents import Record, Session, Trainee, Unit
from eventmgr.programme.checkin.queries import list_attended_items
from eventmgr.programme.training.hours import Course, hours_in_words, standing_of
from eventmgr.programme.training.queries import find_course

_WHO = RosterChoice(("organization",))


def get_record(event: Event, lang: str) -> Record:
    """The record as it stands; without sessions where no hours count."""
    course = find_course(event.id) or Course((), 0)
    attended, numbers = list_attended_items([event.id]), list_valid_numbers(event.id)
    trainees, units, tenths_of = [], [], {}
    for part in get_roster(event, lang, _WHO, with_unlisted=True).delegations:
        trainees_of_unit = []
        for person in part.people:
            standing = standing_of(course, attended.get(person.id, ()))
            tenths_of[person.id] = standing.tenths
            number = numbers.get(person.id, "") if standing.is_enough else ""
            hours = hours_in_words(standing.tenths)
            trainees_of_unit.append(
                Trainee(
                    person.id,
                    person.name,
                    person.latin,
                    part.name,
                    person.organization,
                    hours,
                    standing.is_enough,
                    number,
                )
            )
        if trainees_of_unit:
            total = sum(tenths_of[person.id] for person in trainees_of_unit)
            enough = sum(person.is_enough for person in trainees_of_unit)
            units.append(Unit(part.name, len(trainees_of_unit), enough, f"{total / 10 / len(trainees_of_unit):.1f}"))
        trainees += trainees_of_unit
    present = Counter(item for number, items in attended.items() if number in tenths_of for item in items)
    titles = {item.id: localized(item.title, lang) for item in list_items(event.id)}
    return Record(
        occasion=get_occasion_with_look(event, lang),
        base=hours_in_words(course.base),
        needed=hours_in_words(course.needed),
        threshold=course.threshold,
        people=len(trainees),
        enough=sum(person.is_enough for person in trainees),
        certificates=sum(bool(person.number) for person in trainees),
        sessions=tuple(
            Session(
                format_instant(lesson.starts_at, event.timezone, lang, year=False),
                titles[lesson.item_id],
                hours_in_words(lesson.tenths),
                present[lesson.item_id],
                f"{present[lesson.item_id] / len(trainees):.0%}" if trainees else "",
            )
            for lesson in course.lessons
        ),
        units=tuple(units),
        trainees=tuple(trainees),
        written=tuple(list_written(event, lang)),
    )
