"""Reading what is printed of each person, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.event.agenda.labels import place_of
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import INVITES, Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.letters.writing import signed_check_in_code
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import Printing, is_on
from eventmgr.ground.i18n import _, format_date, format_span, localized
from eventmgr.on_site.seating.papers.queries import find_order, list_named, list_short_seats
from eventmgr.on_site.seating.places import Place
from eventmgr.on_site.seating.queries.people import Person
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.output.papers.choices import RosterChoice
from eventmgr.output.papers.contents import Attendee, Delegation, Roster
from eventmgr.output.papers.on_site.choices import BLANKS, DAYS, EVENT, CardChoice, SignInChoice, read_sign_in
from eventmgr.output.papers.on_site.contents import Badge, Badges, PlaceCard, PlaceCards, SignIn
from eventmgr.output.papers.queries import get_roster
from eventmgr.tools import taxonomy

_WHO = RosterChoice(("organization", "title", "role"))
_ITEM = "item-"
USUAL_COLOURS: dict[str, str] = {
    Role.LEADER: "red",
    Role.EXPERT: "purple",
    Role.SPEAKER: "purple",
    Role.MEDIA: "orange",
    Role.STAFF: "grey",
}
"""Bands of types to which organizers have given no colour; all others have that of the house."""


def get_badges(event: Event, lang: str, people: Collection[int] | None = None) -> Badges:
    """A badge for everybody who holds a place, those too who do not want to be listed."""
    roster = get_roster(event, lang, _WHO, people=people, with_unlisted=True)
    more, types, seats = _more_of(event.id), types_of(event), list_short_seats(event, lang)
    badges = []
    for part in roster.delegations:
        for person in part.people:
            badge = Badge(
                name=person.name,
                latin=_latin(person, more),
                organization=person.organization,
                title=person.title,
                unit="" if part.is_staff or not is_on(INVITES, event) else part.name,
                type=person.role,
                colour=types.get(person.type).badge_color or USUAL_COLOURS.get(person.type, ""),
                code=signed_check_in_code(person.id, more[person.id][0]),
                seat=seats.get(person.id, ""),
            )
            badges.append((person.id, badge))
    return Badges(roster.occasion, tuple(badges))


def get_place_cards(event: Event, lang: str, choice: CardChoice, people: Collection[int] | None = None) -> PlaceCards:
    """A card for everybody who holds a place, of staff for those who chair or speak; by seat those who sit in the plan
    that is asked for, staff too."""
    roster = get_roster(event, lang, _WHO, people=people, with_unlisted=True)
    more = _more_of(event.id) if choice.latin else {}
    if (seat_of := find_order(event, choice.order)) is not None:
        named = list_named(event, choice.order) if people is None else ()
        return _by_seat(roster, more, choice, seat_of, named)
    cards, heard = [], _named_on_the_agenda(event)
    for part in roster.delegations:
        for one in [one for one in part.people if one.name in heard] if part.is_staff else part.people:
            latin = _latin(one, more) if choice.latin else ""
            cards.append((one.id, PlaceCard(one.name, latin, _line(one, part, choice), part.name)))
    return PlaceCards(roster.occasion, tuple(cards))


def _named_on_the_agenda(event: Event) -> set[str]:
    """Names of whoever chairs, speaks or leads a group."""
    return {name for item in list_items(event.id) for speaker in item.speakers for name in speaker.name.values()}


def _by_seat(
    roster: Roster,
    more: Mapping[int, tuple[int, str]],
    choice: CardChoice,
    seat_of: Callable[[int], tuple[Place, str] | None],
    named: Collection[Person],
) -> PlaceCards:
    """Row by row, table by table, as they are laid out; on a rostrum with those who are not registered."""
    cards = []
    for guest in named:
        seat = seat_of(guest.id)
        if seat is not None:
            line = guest.organization if choice.line != "none" else ""
            cards.append((seat[0], guest.id, PlaceCard(guest.name, guest.latin if choice.latin else "", line, seat[1])))
    for part in roster.delegations:
        for person in part.people:
            seat = seat_of(person.id)
            if seat is not None:
                card = PlaceCard(
                    person.name, _latin(person, more) if choice.latin else "", _line(person, part, choice), seat[1]
                )
                cards.append((seat[0], person.id, card))
    return PlaceCards(
        roster.occasion, tuple((number, card) for _place, number, card in sorted(cards, key=lambda row: row[:2]))
    )


def _line(one: Attendee, part: Delegation, choice: CardChoice) -> str:
    return {"unit": part.name, "organization": one.organization}.get(choice.line, "")


def get_sign_in(event: Event, lang: str, printing: Printing) -> SignIn:
    """The sheets of the event, of a day, of an item of its agenda; of a group only its members."""
    items = list_items(event.id)
    choice = read_sign_in(printing.asked, list_occasions(event, items, lang))
    people = printing.people
    item = next((one for one in items if choice.of == f"{_ITEM}{one.id}"), None)
    if item is not None and item.kind is ItemKind.GROUP:
        members = frozenset(_members(item.id))
        people = members if people is None else members & frozenset(people)
    roster = get_roster(event, lang, _WHO, people=people)
    what, when, place = _gathering(event, choice.of, item, lang)
    return SignIn(roster, what, when, place, _blanks(event, choice, lang), choice.apart)


def list_occasions(event: Event, items: Collection[AgendaItem], lang: str) -> dict[str, str]:
    """What a sign-in sheet can be for → its words: the event, all its days side by side, a day, an item of the
    agenda."""
    occasions = {EVENT: _("The event as a whole")}
    all_days = _days_of(event)
    if len(all_days) > 1:
        occasions[DAYS] = _("A column for each day")
        occasions |= {day.isoformat(): format_date(day, lang) for day in all_days}
    zone = event.timezone
    return occasions | {
        f"{_ITEM}{item.id}": f"{format_span(item.starts_at, item.ends_at, zone, lang)} {localized(item.title, lang)}"
        for item in items
    }


def _days_of(event: Event) -> list[date]:
    """The days of the event on its own clock."""
    here = ZoneInfo(event.timezone)
    first = event.starts_at.astimezone(here).date()
    last = (event.ends_at - timedelta(microseconds=1)).astimezone(here).date()
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _gathering(event: Event, of: str, item: AgendaItem | None, lang: str) -> tuple[str, str, str]:
    """(what, when, where); empty where the head of the document says it."""
    if item is not None:
        span = format_span(item.starts_at, item.ends_at, event.timezone, lang)
        return localized(item.title, lang), span, place_of(item, lang)
    if of in (EVENT, DAYS):
        return "", "", ""
    return "", format_date(datetime.fromisoformat(of).date(), lang), ""


def _blanks(event: Event, choice: SignInChoice, lang: str) -> tuple[str, ...]:
    if choice.of != DAYS:
        return tuple(str(BLANKS[key]) for key in choice.blanks)
    return tuple(format_date(day, lang, year=False, weekday=False) for day in _days_of(event))


def _latin(one: Attendee, more: Mapping[int, tuple[int, str]]) -> str:
    """The name in Latin letters, on Chinese papers too: as its owner writes it, else in pinyin."""
    return more[one.id][1] or taxonomy.romanized(one.name)


def _more_of(event_id: int) -> dict[int, tuple[int, str]]:
    """Registration → the version of its link, its name in Latin letters where its owner has told it."""
    one = Registration
    query = select(one.id, one.link_version, one.name_latin)
    rows = db.session.execute(query.where(one.event_id == event_id, one.status.in_(HOLDING)))
    return {number: (version, latin) for number, version, latin in rows}


def _members(item_id: int) -> list[int]:
    query = select(Signup.registration_id).where(Signup.item_id == item_id, Signup.state == SignupState.HELD)
    return list(db.session.scalars(query.order_by(Signup.registration_id)))
