"""The verbs of study visits: stops, batches, findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.services import tell
from eventmgr.event.events.derived.calendar_entry import in_language
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import LANGUAGES, _, localized
from eventmgr.programme.checkin.acts.kinds import ListKind
from eventmgr.programme.checkin.queries import list_attended_items
from eventmgr.programme.checkin.services import bind_lists
from eventmgr.programme.study_visits import queries
from eventmgr.programme.study_visits.admitting import Applicant, refused_of
from eventmgr.programme.study_visits.batching import Assignment, NoRoomError, Place, Problem, Why, assign, reasons_of
from eventmgr.programme.study_visits.models import StopRule, VisitBatch, VisitFinding, VisitPlace, VisitStop
from eventmgr.programme.study_visits.queries import Stop
from eventmgr.programme.study_visits.signals import stop_told
from eventmgr.tools.log.services import Act, difference, record

_STEP = 5
"""Minutes to which proposed times of batches are rounded."""
_COPIED = (
    *("host", "address", "capacity", "sights", "rules", "safety", "not_organizations", "not_sectors", "not_types"),
    "admits_abroad",
)


ASKED_BY_HOSTS: Mapping[str, str] = {
    "organization_name": "organization",
    "role": "role",
    "sector_code": "sector_code",
    "country_code": "country_code",
}
"""Column of a registration → what of an `Applicant` it says; by these a host admits somebody or does not."""


@dataclass(frozen=True)
class StopDraft:
    """A stop as it was typed."""

    host: dict[str, str] = field(default_factory=dict)
    address: dict[str, str] = field(default_factory=dict)
    capacity: int | None = None
    sights: dict[str, str] = field(default_factory=dict)
    rules: Sequence[str] = ()
    safety: dict[str, str] = field(default_factory=dict)
    not_organizations: Sequence[str] = ()
    not_sectors: Sequence[str] = ()
    not_types: Sequence[str] = ()
    admits_abroad: bool = True


def set_stop(event: Event, item: AgendaItem, draft: StopDraft, *, act: Act) -> VisitStop:
    """What is known of a stop; the agenda says where it is and what holds there, and it has a check-in list. The event
    is locked."""
    stop, seen = queries.find_stop(item.id), _windows(event, item.id)
    before = {name: getattr(stop, name) for name in _COPIED} if stop is not None else {}
    if stop is None:
        stop = VisitStop(item_id=item.id, event_id=event.id, created_at=act.at)
        db.session.add(stop)
    for name, value in asdict(draft).items():
        setattr(stop, name, list(value) if isinstance(value, tuple) else value)
    db.session.flush()
    tell(event, item, act=act, location=location_in_words(stop), note=note_in_words(stop))
    bind_lists(event, [item], ListKind.STOP, act=act)
    changes = difference(before, {name: getattr(stop, name) for name in _COPIED})
    if changes:
        record(act, "stop_set", item, event_id=event.id, object_name=_name(item), changes=changes)
    _tell_people(event, item.id, seen, at=act.at)
    return stop


def location_in_words(stop: VisitStop) -> dict[str, str]:
    """Where the agenda says that a stop is, in both languages."""
    texts = {}
    for language in LANGUAGES:
        parts = (localized(stop.host, language), localized(stop.address, language))
        texts[language] = (" " if language == "zh" else ", ").join(part for part in parts if part)
    return texts if any(texts.values()) else {}


def note_in_words(stop: VisitStop) -> dict[str, str]:
    """What the agenda says of a stop, in both languages."""
    texts = {}
    for language in LANGUAGES:
        with in_language(language):
            texts[language] = ("；" if language == "zh" else "; ").join(rules_in_words(stop))
    return texts if stop.rules else {}


def rules_in_words(stop: VisitStop) -> list[str]:
    """What the host asks of visitors, in the order in which it is always said."""
    return [str(rule.label) for rule in StopRule if rule.value in stop.rules]


def propose(event: Event, item_id: int, *, act: Act) -> Assignment:
    """Batches anew, as few as the host needs; only who is locked stays.

    Raises:
        Refusal: those who are locked do not fit.
    """
    stop = queries.get_whole_stop(event, item_id)
    problem = stop.problem(stop.needed)
    locked = {number: place for number, place in problem.now.items() if place.is_locked}
    return _carry_out(
        event, stop, Problem(problem.visitors, problem.capacity, problem.number, locked), "batches_proposed", act
    )


def repair(event: Event, item_id: int, *, act: Act) -> Assignment:
    """As few people as possible change their batch, so that everything holds again.

    Raises:
        Refusal: those who are locked do not fit.
    """
    stop = queries.get_whole_stop(event, item_id)
    return _carry_out(event, stop, stop.problem(), "batches_repaired", act)


def plan_repair(stop: Stop) -> Assignment | None:
    """What `repair` would do; None where it cannot."""
    try:
        return assign(stop.problem())
    except NoRoomError:
        return None


def _carry_out(event: Event, stop: Stop, problem: Problem, action: str, act: Act) -> Assignment:
    seen = _windows(event, stop.item.id)
    try:
        assignment = assign(problem)
    except NoRoomError as error:
        raise Refusal(_("More people are locked than the host can take. Unlock somebody first.")) from error
    batches = _batches(stop, problem.number)
    reasons = reasons_of(problem, assignment)
    for number, place in stop.places.items():
        if number not in assignment.batches:
            db.session.delete(place)
    for number, batch in assignment.batches.items():
        _put(stop, number, batches[batch], reasons[number], is_locked=reasons[number] is Why.BY_HAND)
    db.session.flush()
    changes: dict[str, list[object]] = {
        "batches": [len(stop.batches), len(batches)],
        "moved": [None, len(assignment.moved)],
    }
    record(act, action, stop.item, event_id=event.id, object_name=_name(stop.item), changes=changes)
    _tell_people(event, stop.item.id, seen, at=act.at)
    return assignment


def _put(stop: Stop, number: int, batch: VisitBatch, why: Why, *, is_locked: bool) -> None:
    place = stop.places.get(number)
    if place is None:
        place = VisitPlace(item_id=stop.item.id, registration_id=number, batch_id=batch.id, why=why)
        db.session.add(place)
    place.batch_id, place.why, place.is_locked = batch.id, why, is_locked


def _batches(stop: Stop, number: int) -> list[VisitBatch]:
    """So many batches, one after the other over the time of the item where their number changes."""
    batches = list(stop.batches)
    if len(batches) == number:
        return batches
    for batch in batches[number:]:
        for place in [place for place in stop.places.values() if place.batch_id == batch.id]:
            place.batch_id = batches[0].id
        db.session.flush()
        db.session.delete(batch)
    whole = int((stop.item.ends_at - stop.item.starts_at).total_seconds()) // 60
    length = max(whole // number // _STEP * _STEP, 1)
    batches = batches[:number]
    for rank in range(number):
        if rank == len(batches):
            batches.append(VisitBatch(item_id=stop.item.id, number=rank, after=0, minutes=1))
            db.session.add(batches[rank])
        batches[rank].after, batches[rank].minutes = rank * length, length
    db.session.flush()
    return batches


def place_people(
    event: Event,
    item_id: int,
    places: Mapping[int, Place],
    times: Mapping[int, tuple[int, int]],
    *,
    act: Act,
) -> int:
    """Put people into batches by hand, lock them, and set when batches begin; how many changed their batch.

    Args:
        places: number of a registration → its place.
        times: batch → minutes after the beginning of the item, and its length.

    Raises:
        Refusal: a batch does not lie inside the agenda item.
    """
    stop = queries.get_whole_stop(event, item_id)
    seen = _windows(event, item_id)
    whole = int((stop.item.ends_at - stop.item.starts_at).total_seconds()) // 60
    for number, (after, minutes) in times.items():
        if not 0 <= after < after + minutes <= whole:
            raise Refusal(_("The batches must be within the time of the agenda item. Change the agenda first."))
        stop.batches[number].after, stop.batches[number].minutes = after, minutes
    moved = 0
    admitted = {person.id for person in stop.admitted}
    for number, place in places.items():
        if number in admitted:
            before = stop.places.get(number)
            batch = stop.batches[place.batch]
            is_moved = before is None or before.batch_id != batch.id
            why = before.why if before is not None and not is_moved and not place.is_locked else Why.BY_HAND
            _put(stop, number, batch, why, is_locked=place.is_locked)
            moved += is_moved
    db.session.flush()
    changes = {"moved": [None, moved]}
    record(act, "batches_changed", stop.item, event_id=event.id, object_name=_name(stop.item), changes=changes)
    _tell_people(event, item_id, seen, at=act.at)
    return moved


_Window = tuple[int, int, int] | str


def _windows(event: Event, item_id: int) -> dict[int, _Window]:
    """Registration → what its own calendar shows of the stop."""
    stop = next((stop for stop in queries.list_whole_stops(event.id) if stop.item.id == item_id), None)
    if stop is None:
        return {}
    window_of: dict[int, _Window] = {}
    for person in stop.people:
        batch = stop.batch_of(person.id)
        is_refused = person.id in stop.refused
        window_of[person.id] = "not" if is_refused else (batch.number, batch.after, batch.minutes) if batch else ""
    return window_of


def _tell_people(event: Event, item_id: int, before: Mapping[int, _Window], *, at: datetime) -> None:
    """In the calendars of those whose batch is another one the entry of the stop changes, and no other entry."""
    now = _windows(event, item_id)
    changed = [number for number, window in now.items() if before.get(number, "") != window]
    for registration in list_registrations_by_id(event.id, changed) if changed else []:
        _raise_number(registration, item_id, at=at)
    if changed:
        db.session.flush()
        stop_told.send(event, people=changed, at=at)


def tell_admitted(event: Event, registration: Registration, before: Mapping[str, object], *, at: datetime) -> None:
    """Somebody says something else of themselves: in the own calendar the entries of those stops change whose hosts
    admit the person now and did not before, or the other way round.

    Args:
        before: columns of `ASKED_BY_HOSTS` that say something else now, with what they said.
    """
    now = Applicant(
        registration.id,
        registration.name,
        registration.organization_name,
        registration.unit_code,
        registration.role,
        registration.sector_code,
        registration.country_code,
    )
    said: dict[str, Any] = {ASKED_BY_HOSTS[name]: str(value or "") for name, value in before.items()}
    was = now._replace(**said)
    for item_id, stop in queries.list_stops(event.id).items():
        if bool(refused_of(stop, [was])) != bool(refused_of(stop, [now])):
            _raise_number(registration, item_id, at=at)
            stop_told.send(event, people=[registration.id], at=at)


def _raise_number(registration: Registration, item_id: int, *, at: datetime) -> None:
    number, _told_at = registration.group_numbers.get(str(item_id), (0, None))
    registration.group_numbers = {**registration.group_numbers, str(item_id): [number + 1, at.isoformat()]}


def copy_stops(copy: Event, source: Event, items: Mapping[int, AgendaItem], *, act: Act) -> None:
    """The copy of an event has the stops of its source; batches follow its own people.

    Args:
        items: number of an agenda item of the source → its copy.
    """
    for number, stop in queries.list_stops(source.id).items():
        if number in items:
            values = {name: getattr(stop, name) for name in _COPIED}
            db.session.add(VisitStop(item_id=items[number].id, event_id=copy.id, created_at=act.at, **values))


def list_missed(registration: Registration, items: Collection[AgendaItem], *, at: datetime) -> frozenset[int]:
    """Those of these stops at which the person was not: none of them, if they were marked as absent; and what is over,
    where people were checked in at the stop, or else at the event, and this one was not."""
    if registration.status is Status.ABSENT:
        return frozenset(item.id for item in items)
    over = {item.id for item in items if item.ends_at <= at}
    if not over:
        return frozenset()
    attended = list_attended_items([registration.event_id])
    own, counted = attended.get(registration.id, set()), set().union(*attended.values())
    if registration.status is not Status.ATTENDED and queries.is_anybody_here(registration.event_id):
        counted |= over
    return frozenset(number for number in over if number in counted and number not in own)


def write_finding(registration: Registration, item_id: int, seen: str, adopt: str, *, at: datetime) -> None:
    """What somebody found at a stop; both empty takes it back."""
    row = queries.list_findings_of(registration.id).get(item_id)
    if not seen and not adopt:
        if row is not None:
            db.session.delete(row)
        return
    if row is None:
        row = VisitFinding(item_id=item_id, registration_id=registration.id, written_at=at)
        db.session.add(row)
    row.seen, row.adopt, row.written_at = seen, adopt, at


def pass_findings(source: Registration, target: Registration, *, item_ids: Collection[int] | None = None) -> list[int]:
    """What was found under `source` was found under `target` from now on, at stops where that has written nothing
    itself; numbers of these stops. Two registrations of one person become one, or are two again.

    Args:
        item_ids: only at these.
    """
    own = queries.list_findings_of(target.id)
    given = queries.list_findings_of(source.id)
    moved = [number for number in given if number not in own and (item_ids is None or number in item_ids)]
    for number in moved:
        given[number].registration_id = target.id
    db.session.flush()
    return moved


def choose_finding(event: Event, finding: VisitFinding, *, is_chosen: bool, edited: str, act: Act) -> None:
    """Whether it stands in the report, and in which words."""
    if (finding.is_chosen, finding.edited) == (is_chosen, edited):
        return
    was_chosen, finding.is_chosen, finding.edited = finding.is_chosen, is_chosen, edited
    item = queries.get_visit_item(event, finding.item_id)
    changes = {"chosen": [was_chosen, is_chosen]}
    record(act, "finding_chosen", item, event_id=event.id, object_name=_name(item), changes=changes)


def forget_findings(rows: Sequence[VisitFinding]) -> None:
    """Own words go; what organizers wrote of them for the report stays without its person."""
    for row in rows:
        if row.is_chosen and row.edited:
            row.registration_id, row.seen, row.adopt = None, "", ""
        else:
            db.session.delete(row)


def _name(item: AgendaItem) -> str:
    return item.title.get("zh") or item.title.get("en", "")


USUAL_RULES = (StopRule.CLOSED_SHOES.value, StopRule.NO_PHOTOS.value)
"""What a stop of a new study visit begins with."""
