"""What each paper of the sample must say: read from the tables, not by the code that makes the papers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.delegations.exchange_papers.queries import list_bound
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import Listing, ListingState
from eventmgr.matchmaking.outcomes.models import ActionItem
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.on_site.logistics.models import HotelRoom, HotelStay, Ride, RideSeat
from eventmgr.on_site.seating import standing
from eventmgr.on_site.seating.models import SeatingPlace, SeatingPlan
from eventmgr.on_site.seating.places import PlanKind
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.output.papers.certificates.models import Certificate
from eventmgr.programme.study_visits.models import VisitPlace
from eventmgr.tools.taxonomy import get_unit, job_title, romanized
from tests.conftest import ROOT, script

HELD = (Status.CONFIRMED, Status.ATTENDED, Status.ABSENT)
NAMELESS = ("notice", "poster", "visit-report", "host-notes", "summary")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN_WORD = re.compile("[A-Za-z]{3,}")


def squeezed(text: str) -> str:
    """Without blanks and with one kind of marks, as lines are broken and marks are set otherwise on paper."""
    text = "".join(text.split())
    return text.translate(str.maketrans("“”‘’", "\"\"''")).replace("…", "...")


class Record:
    """What the tables say of one event, in one language."""

    def __init__(self, event: Event, lang: str) -> None:
        self.event, self.lang = event, lang
        query = select(Registration).where(Registration.event_id == event.id, Registration.status.in_(HELD))
        everybody = list(db.session.scalars(query.where(Registration.restricted_at.is_(None))))
        self.everybody = {one.id: one for one in everybody}
        self.listed = [one for one in everybody if one.objected_at is None]
        self.guests = [one for one in everybody if one.role != Role.STAFF]
        items = select(AgendaItem).where(AgendaItem.event_id == event.id, AgendaItem.removed_at.is_(None))
        self.items = list(db.session.scalars(items.order_by(AgendaItem.starts_at, AgendaItem.position)))

    def say(self, value: dict[str, str]) -> str:
        """The text in the language of the paper."""
        return value.get(self.lang) or next(iter(value.values()), "")

    def names(self, people: Iterable[Registration]) -> list[str]:
        """As lists write them: in Chinese characters, in English in Latin letters too."""
        return [name for one in people for name in ([one.name] if self.lang == "zh" else [one.name, self.latin(one)])]

    def latin(self, one: Registration) -> str:
        """As its owner writes it, else in pinyin; in a Chinese paper the name itself."""
        return one.name if self.lang == "zh" else one.name_latin or romanized(one.name) or one.name

    def organization(self, one: Registration) -> str:
        """Where somebody comes from: in English as the directory says it, where it does."""
        known = db.session.get(Organization, one.organization_id) if self.lang == "en" and one.organization_id else None
        return (known.name_en if known else "") or one.organization_name

    def people(self, model: Any, *where: Any) -> list[Registration]:
        """Who stands in a table about registrations, of those who hold a place."""
        numbers = db.session.scalars(select(model.registration_id).where(*where))
        return [self.everybody[number] for number in sorted(set(numbers)) if number in self.everybody]

    def titles(self, *kinds: ItemKind) -> list[str]:
        """Of agenda items, all or of some kinds, in their order."""
        return [self.say(one.title) for one in self.items if not kinds or one.kind in kinds]

    def times(self) -> list[str]:
        """When agenda items begin, on the clock of the event."""
        return [one.starts_at.astimezone(ZoneInfo(self.event.timezone)).strftime("%H:%M") for one in self.items]

    def speakers(self) -> list[str]:
        """Names on the agenda."""
        return [self.say(speaker.name) for one in self.items for speaker in one.speakers]


def expected(record: Record) -> dict[str, list[str]]:
    """Name of a paper → texts that stand on it."""
    event, say = record.event, record.say
    title, listed = say(event.title), record.names(record.listed)
    hosts = [say(host.name) for host in event.hosts]
    agenda = [*record.titles(), *record.times(), *record.speakers()]
    units = [get_unit(unit.unit_code).name(record.lang) for unit in event.units]
    actions = select(ActionItem).where(ActionItem.event_id == event.id)
    items = [say(one.text) for one in db.session.scalars(actions)]
    return {
        "agenda": [title, *hosts, *agenda],
        "roster": [
            title,
            *listed,
            *(record.organization(one) for one in record.listed),
            str(sum(one.role != Role.STAFF for one in record.listed)),
        ],
        "signin": [title, *listed],
        "handbook": [title, *hosts, *agenda, *listed],
        "badges": [
            title,
            *(name for one in record.everybody.values() for name in (one.name, job_title(one.title, record.lang))),
        ],
        "deskcards": [one.name for one in record.guests],
        "itineraries": [title, *record.names(record.everybody.values()), *record.titles(ItemKind.CEREMONY)],
        "minutes": [title, *hosts, *record.names(record.listed), *items],
        "brief": [title, str(sum(one.role != Role.STAFF for one in record.everybody.values())), *items[:1]],
        "summary": [title, *hosts, *record.titles(), *items, str(len(record.guests))],
        "invitation": [title, *(units or [""]), *(str(unit.quota) for unit in event.units if unit.quota)],
        "notice": _notice(record),
        "poster": [title, event.slug],
        "groups": _groups(record),
        "exchange-papers": _exchange_papers(record),
        **_arrangements(record),
        **_visit(record),
        **_listings(record),
        **_meetings(record),
        "certificates": _certificates(record),
        "training": [title, *(one.name for one in record.guests), str(len(record.guests))],
    }


def _exchange_papers(record: Record) -> list[str]:
    bound = list_bound(record.event.id)
    lines = [line for one in bound for line in one.version.text.splitlines()]
    return [record.say(record.event.title), *(one.version.title for one in bound), *lines]


def _notice(record: Record) -> list[str]:
    main = min(record.event.notices, key=lambda one: (one.published_on, one.id), default=None)
    if main is None:
        return [record.say(record.event.title)]
    lines = [line.strip() for line in record.say(main.body).splitlines()]
    return [record.say(main.title), main.number, *lines, *(record.say(one.name) for one in record.event.hosts[:1])]


def _groups(record: Record) -> list[str]:
    groups = [one for one in record.items if one.kind is ItemKind.GROUP]
    where = Signup.item_id.in_([one.id for one in groups]), Signup.state == SignupState.HELD
    return [*(record.say(one.title) for one in groups), *record.names(record.people(Signup, *where))]


def _certificates(record: Record) -> list[str]:
    query = select(Certificate).where(Certificate.event_id == record.event.id, Certificate.revoked_at.is_(None))
    held = [one for one in db.session.scalars(query) if one.registration_id in record.everybody]
    return [part for one in held for part in (one.number, record.latin(record.everybody[one.registration_id]))]


def _arrangements(record: Record) -> dict[str, list[str]]:
    rides = select(Ride.id).where(Ride.event_id == record.event.id)
    rooms = select(HotelRoom.label).join(HotelStay, HotelStay.room_id == HotelRoom.id)
    sleepers = record.people(HotelStay, HotelStay.registration_id.in_(record.everybody), HotelStay.room_id.is_not(None))
    labels = set(db.session.scalars(rooms.where(HotelStay.registration_id.in_([one.id for one in sleepers]))))
    found = {
        "rooms": [*record.names(sleepers), *sorted(labels)],
        "passengers": record.names(record.people(RideSeat, RideSeat.ride_id.in_(rides))),
        "pickups": [record.say(record.event.title)],
    }
    for kind, name in ((PlanKind.ROSTRUM, "rostrum-plan"), (PlanKind.HALL, "hall-plan"), (PlanKind.MEAL, "table-plan")):
        of_kind = select(SeatingPlan).where(SeatingPlan.event_id == record.event.id, SeatingPlan.kind == kind)
        told = (plan for plan in db.session.scalars(of_kind) if not standing.read(record.event, plan).tells_diets)
        plans = [plan.id for plan in told]  # who sits where at the others would tell who eats halal
        seated = record.people(SeatingPlace, SeatingPlace.plan_id.in_(plans), SeatingPlace.row.is_not(None))
        found[name] = [record.latin(one) for one in seated]
    return found


def _visit(record: Record) -> dict[str, list[str]]:
    stops = record.titles(ItemKind.VISIT)
    placed = record.people(VisitPlace, VisitPlace.registration_id.in_(record.everybody))
    return {"visit-report": stops, "host-notes": stops, "stop-lists": [*stops, *(one.name for one in placed)]}


def _meetings(record: Record) -> dict[str, list[str]]:
    """Who meets at the published timetable; sheets at tables cut a name that is longer than its line."""
    query = select(Meeting).where(Meeting.event_id == record.event.id, Meeting.state != MeetingState.CANCELLED)
    sides = [side for one in db.session.scalars(query) for side in (one.request.asker, one.request.asked)]
    names = [(side.organization.name_en if record.lang == "en" else "") or side.organization.name for side in sides]
    title = record.say(record.event.title)
    return {"timetable": [title, *names], "meeting-doors": names, "meeting-wall": names, "meeting-tables": []}


def _listings(record: Record) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"supply-list": [], "demand-list": []}
    for one in _published(record):
        if not one.confidential:
            found[f"{one.side.value}-list"].append(record.say(one.title))
    return found


def _published(record: Record) -> Iterable[Listing]:
    query = select(Listing).where(Listing.event_id == record.event.id, Listing.state == ListingState.PUBLISHED)
    return db.session.scalars(query)


def missing(record: Record, name: str, text: str) -> list[str]:
    """What the record says and the paper does not."""
    said = squeezed(text)
    return [one for one in dict.fromkeys(expected(record)[name]) if one and squeezed(one) not in said]


def untold(record: Record, name: str, text: str) -> list[str]:
    """What may not stand on it: participants on a paper that names nobody (names of two characters may be part of a word),
    and listings that their organizations keep confidential."""
    said, known = squeezed(text), set(record.speakers())
    if name in ("supply-list", "demand-list"):
        return [one for one in (record.say(row.title) for row in _published(record) if row.confidential) if one in said]
    contact = squeezed(str(record.event.contact))
    people = {one.name for one in record.everybody.values() if len(one.name) > 2 and one.name not in known}
    return sorted(one for one in people if name in NAMELESS and one in said and one not in contact)


@cache
def _others(lang: str) -> frozenset[str]:
    """Every sentence and word of the catalogue in the language that a paper in `lang` does not speak."""
    book = script("catalogue").read_book(ROOT, "zh_CN")
    pairs = [(key[1], said) for entries in book.values() for key, one in entries.items() for said in one.texts]
    return frozenset((english if lang == "zh" else said) for english, said in pairs if english != said)


def foreign(record: Record, heard: Iterable[tuple[str, str]]) -> list[str]:
    """Words of the other language where the paper itself speaks: heads of columns, and whole texts of the catalogue."""
    lang, typed = record.lang, {one.title for one in record.everybody.values()}
    pattern = _LATIN_WORD if lang == "zh" else _HAN
    return [
        f"{role} {words}"
        for role, words in heard
        if (role == "TH" and pattern.search(words))
        or (role in ("H1", "H2", "H3", "P") and words in _others(lang) - typed)
    ]


def in_chinese(record: Record, text: str) -> list[str]:
    """Organizations of the directory that a paper in English names in Chinese although their English name is known."""
    query = select(Organization.name).where(Organization.name_en != "")
    said = squeezed(text)
    return [name for name in db.session.scalars(query) if squeezed(name) in said] if record.lang == "en" else []
