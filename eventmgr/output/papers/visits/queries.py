"""Reading what papers of a study visit say, in a fixed number of statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.ground.i18n import _, format_hours, format_span, localized
from eventmgr.on_site.logistics.labels import vehicle_name
from eventmgr.on_site.logistics.models import Direction
from eventmgr.on_site.logistics.transport.queries import list_rides
from eventmgr.output.papers.queries import get_occasion_with_look
from eventmgr.output.papers.summing_up import list_written
from eventmgr.output.papers.visits.contents import Batch, Finding, Stop, Visit, Visitor
from eventmgr.programme.checkin.queries import list_attended_items
from eventmgr.programme.study_visits.admitting import Applicant
from eventmgr.programme.study_visits.queries import Stop as WholeStop
from eventmgr.programme.study_visits.queries import Written, list_findings, list_whole_stops
from eventmgr.programme.study_visits.services import rules_in_words
from eventmgr.tools import taxonomy


def get_visit(event: Event, lang: str, *, has_vehicles: bool = False) -> Visit:
    """The visit as it stands; vehicles for those alone who may see them."""
    stops, findings = list_whole_stops(event.id), list_findings(event.id)
    present = Counter(item for items in list_attended_items([event.id]).values() for item in items)
    people = count_people([event.id])
    zone = ZoneInfo(event.timezone)
    vehicles = _vehicles(event, zone, lang) if has_vehicles else defaultdict(list)
    has_begun = bool(people["attended"].number or people["staff_attended"].number)
    visitors, staff = ("attended", "staff_attended") if has_begun else ("expected", "staff")
    return Visit(
        occasion=get_occasion_with_look(event, lang),
        people=people[visitors].number,
        staff=people[staff].number,
        has_begun=has_begun,
        delegations=tuple(_delegations(people[visitors].by("unit"), lang)),
        stops=tuple(
            replace(
                _stop(stop, event, lang, present, findings.get(stop.item.id, ())),
                vehicles=tuple(vehicles[stop.item.starts_at.astimezone(zone).date()]),
            )
            for stop in stops
        ),
        written=tuple(list_written(event, lang)),
        contacts=tuple(_contacts(event, lang)),
    )


def _vehicles(event: Event, zone: ZoneInfo, lang: str) -> Mapping[date, list[str]]:
    """Day → the vehicles that leave for outings, each once."""
    names_of: dict[date, dict[str, None]] = defaultdict(dict)
    for ride in list_rides(event.id):
        if ride.direction is Direction.OUTING:
            names_of[ride.leaves_at.astimezone(zone).date()][vehicle_name(ride.vehicle, lang)] = None
    return defaultdict(list, {day: list(names) for day, names in names_of.items()})


def _contacts(event: Event, lang: str) -> Iterator[tuple[str, str]]:
    """The organizers and whom to call there; nobody of the group is named."""
    hosts = ("、" if lang == "zh" else ", ").join(localized(host.name, lang) for host in event.hosts)
    if hosts:
        yield _("Organizers"), hosts
    person = "  ".join(part for part in (event.contact.get("name", ""), event.contact.get("phone", "")) if part)
    if person:
        yield _("Contact"), person


def _delegations(people: Mapping[str, int], lang: str) -> Iterator[tuple[str, int]]:
    """Of whom anybody is there, in official order, people without one last."""
    for code in (*(unit.code for unit in taxonomy.units()), ""):
        if people.get(code):
            yield _unit_name(code, lang), people[code]


def _stop(stop: WholeStop, event: Event, lang: str, present: Mapping[int, int], written: Sequence[Written]) -> Stop:
    return Stop(
        title=localized(stop.item.title, lang),
        host=localized(stop.row.host, lang),
        when=format_span(stop.item.starts_at, stop.item.ends_at, event.timezone, lang),
        place=localized(stop.item.location, lang),
        sights=localized(stop.row.sights, lang),
        notes=tuple(note for note in (*rules_in_words(stop.row), localized(stop.row.safety, lang)) if note),
        expected=len(stop.admitted),
        present=present.get(stop.item.id),
        batches=tuple(_batches(stop, event, lang)),
        findings=tuple(_finding(one, lang) for one in written if one.finding.is_chosen),
    )


def _batches(stop: WholeStop, event: Event, lang: str) -> Iterator[Batch]:
    for rank, batch in enumerate(stop.batches, start=1):
        number = _("Batch %(number)s", number=rank) if len(stop.batches) > 1 else ""
        visitors = tuple(_visitor(person, lang) for person in stop.members(batch))
        yield Batch(number, format_hours(*stop.window(batch), event.timezone, lang), visitors)
    without = [person for person in stop.admitted if stop.batch_of(person.id) is None]
    if without:
        hours = format_hours(stop.item.starts_at, stop.item.ends_at, event.timezone, lang)
        number = "" if stop.is_whole else _("In no batch yet")
        yield Batch(number, hours, tuple(_visitor(person, lang) for person in without))


def _visitor(person: Applicant, lang: str) -> Visitor:
    latin = person.name_latin or taxonomy.romanized(person.name) if lang == "en" else ""
    title = taxonomy.job_title(person.title, lang)
    return Visitor(person.name, _unit(person, lang), person.organization_printed, title, latin)


def _unit(person: Applicant, lang: str) -> str:
    return _("Staff") if person.role == Role.STAFF else _unit_name(person.unit_code, lang)


def _unit_name(code: str, lang: str) -> str:
    return taxonomy.get_unit(code).short(lang) if code else _("Guests")


def _finding(written: Written, lang: str) -> Finding:
    unit = taxonomy.get_unit(written.unit_code).short(lang) if written.unit_code else ""
    if written.finding.edited:
        return Finding(written.finding.edited, unit)
    return Finding(written.finding.seen, unit, written.finding.adopt)
