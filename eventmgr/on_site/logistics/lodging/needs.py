"""Who needs a bed in which nights: from the answers of a registration and what organizers have set. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.forms.kinds.journeys import DEPARTURE, kept_journey
from eventmgr.event.forms.kinds.naming import Candidate, meant, read_mention
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.on_site.logistics.arranging.nights import Nights, nights_of, read_day
from eventmgr.on_site.logistics.arranging.rooms import SHARED, SINGLE, Need
from eventmgr.on_site.logistics.queries import Guest

_NOON = 12
_TOGETHER = re.compile("同住|合住|室友|roommate|share", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """What an event says for everybody."""

    usual: Nights
    roommate: str = ""
    """Field of the question with whom somebody would like to share."""
    arrivals: Sequence[str] = ()
    departures: Sequence[str] = ()
    """Fields of the questions by which train or flight somebody comes and goes, before the plain lines."""


def usual_nights(starts_at: datetime, ends_at: datetime, timezone: str) -> Nights:
    """The nights of an event: from its first day, or from the evening before where it begins in the morning, to its
    last."""
    zone = ZoneInfo(timezone)
    first, last = starts_at.astimezone(zone), (ends_at - timedelta(microseconds=1)).astimezone(zone).date()
    arrives = first.date() - timedelta(days=1 if first.hour < _NOON else 0)
    return Nights(arrives, max(last, arrives + timedelta(days=1)))


def facts_of(usual: Nights, questions: Iterable[AskedQuestion], roommate_key: str) -> Facts:
    """Which questions tell of beds and of journeys."""
    asked = list(questions)
    journeys = [question for question in asked if question.kind is QuestionKind.JOURNEY]
    return Facts(
        usual,
        next(
            (
                question.name
                for question in asked
                if question.kind is QuestionKind.PERSON and question.key == roommate_key
            ),
            "",
        ),
        [question.name for question in journeys if question.rules.direction != DEPARTURE],
        [question.name for question in journeys if question.rules.direction == DEPARTURE],
    )


def usual_roommate_key(questions: Iterable[AskedQuestion]) -> str:
    """The question about a person that speaks of sharing; empty: there is none."""
    named = (one for one in questions if one.kind is QuestionKind.PERSON)
    return next((one.key for one in named if any(_TOGETHER.search(words) for words in one.label.values())), "")


def needs_of(guests: Sequence[Guest], facts: Facts, set_nights: Mapping[int, Nights]) -> list[Need]:
    """Everybody who asks for a room, in their order; and those whose nights organizers have set."""
    wishes = _wishes(guests, facts.roommate)
    return [
        Need(
            guest.id,
            guest.answer("gender"),
            SHARED if guest.answer("lodging") == SHARED else SINGLE,
            set_nights.get(guest.id) or nights_in_words_of(guest, facts),
            guest.unit,
            wishes.get(guest.id, frozenset()),
            guest.order,
        )
        for guest in guests
        if asks_for_room(guest) or guest.id in set_nights
    ]


def asks_for_room(guest: Guest) -> bool:
    """Whether the registration asks for a room."""
    return guest.answer("lodging") in (SINGLE, SHARED)


def nights_in_words_of(guest: Guest, facts: Facts) -> Nights:
    """The nights that follow from when somebody comes and goes."""
    near = facts.usual.arrives
    return nights_of(
        _day_of(guest, (*facts.arrivals, "arrival"), near),
        _day_of(guest, (*facts.departures, "departure"), near),
        facts.usual,
    )


def _day_of(guest: Guest, fields: Iterable[str], near: date) -> date | None:
    for field in fields:
        answer = guest.answers.get(field)
        journey = kept_journey(answer)
        day = read_day(journey.day if journey else str(answer or ""), near)
        if day is not None:
            return day
    return None


def _wishes(guests: Sequence[Guest], field: str) -> dict[int, frozenset[int]]:
    """Person → whom the answer means; nobody where several bear the name and cannot be told apart."""
    if not field:
        return {}
    bearers: dict[str, list[Candidate]] = defaultdict(list)
    for guest in guests:
        bearers[guest.person_key].append(Candidate(guest.id, guest.person_key, guest.organization_key, stands=True))
    numbers = {guest.id: Candidate(guest.id, "", "", stands=True) for guest in guests}
    wishes = {}
    for guest in guests:
        said = guest.answer(field)
        if said:
            mention = read_mention(said)
            known = [one for reading in mention.readings for one in bearers.get(reading.person, ())]
            known += [numbers[mention.number]] if mention.number in numbers else []
            found = [number for number in meant(mention, known) if number != guest.id]
            if len(found) == 1:
                wishes[guest.id] = frozenset(found)
    return wishes
