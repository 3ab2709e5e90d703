"""What parties tell on pages of the event, of registrations, of liaisons, and of meetings; what they leave to rooms
above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import render_template, url_for

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.access import may
from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event, EventKind, EventStatus
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link, Own
from eventmgr.event.registration.queries.rows import find_registration
from eventmgr.ground import clock
from eventmgr.ground.features import Panel, offered
from eventmgr.ground.i18n import _, _n
from eventmgr.matchmaking.listings.access import Company
from eventmgr.matchmaking.listings.models import ListingState
from eventmgr.matchmaking.listings.queries import list_of_organizations
from eventmgr.matchmaking.listings.services import settings_of
from eventmgr.matchmaking.meeting_parties import queries
from eventmgr.matchmaking.meeting_parties.access import Acting, liaison_token, link_token, representative_for
from eventmgr.matchmaking.meeting_parties.letter_frame import LINK
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_plans.access import EDIT
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.panels import Step
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_blocks
from eventmgr.tools.web.tokens import read

OWN_STEPS = Panel[Callable[[Acting, MeetingPlan | None], Sequence[Step]]]("steps of a party")
"""On the first of a party's own pages: what is done and what is next."""
REPRESENTATIVE_TABS = Panel[Callable[[str], Link]]("further tabs of a representative")
"""Beside the tab of the meetings, by the representative's token; it stands on each of their pages of the event."""


def of_company(company: Company) -> str | None:
    """The meetings in which an organization takes part, on its page; whoever keeps the page and represents it finds the
    way there."""
    meetings_of: dict[int, tuple[Event, list[str], str]] = {}
    for seat in queries.list_seats_of_organization(company.organization.id):
        event = seat.party.event
        _event, names, link = meetings_of.get(event.id, (event, [], ""))
        is_own = bool(seat.email) and company.keeper is not None and seat.email.lower() == company.keeper.email
        here = url_for("meetings_own.index", token=link_token(seat)) if is_own else ""
        meetings_of[event.id] = event, [*names, seat.name], link or here
    return (
        render_template("matchmaking/meeting_parties/_company.html", events=list(meetings_of.values()))
        if meetings_of
        else None
    )


def page_by_link(token: str) -> Company | None:
    """The page of an organization, opened by the link of somebody who represents it in the meetings of an event."""
    if read(LINK, token) is None:
        return None
    seat = representative_for(token)
    registration = find_registration(seat.registration_id) if seat.registration_id is not None else None
    return Company(seat.party.organization, token, event=seat.party.event, registration=registration)


def speaks_for(registration: Registration) -> int | None:
    """The organization that a registration represents in meetings."""
    seat = queries.find_seat_of(registration.id)
    return seat.party.organization_id if seat is not None and seat.party.state is PartyState.ACTIVE else None


def own_tabs(own: Own) -> list[Link]:
    """The meetings of somebody's organization, if they represent it, and what came of them."""
    seat = _seat_of(own)
    if seat is None or seat.party.state is not PartyState.ACTIVE:
        return []
    token = link_token(seat)
    return [
        Link(_("Meetings"), url_for("meetings_own.index", token=token)),
        *(link(token) for link in offered(REPRESENTATIVE_TABS, own.event)),
    ]


def _seat_of(own: Own) -> PartyRepresentative | None:
    if read(LINK, own.token) is not None:
        return representative_for(own.token)
    if own.registration is not None and (seat := queries.find_seat_of(own.registration.id)) is not None:
        return seat
    if own.organization_id is None or not own.email:
        return None
    seats = queries.list_seats_of_organization(own.organization_id)
    known = (one for one in seats if one.party.event_id == own.event.id)
    return next((one for one in known if one.email.lower() == own.email.lower()), None)


def office_steps(event: Event, _plan: MeetingPlan) -> list[Step]:
    """Who takes part, and who has no link yet."""
    number, waiting = queries.count_parties(event.id), len(queries.list_uninvited(event.id))
    address = url_for("meeting_parties_manage.index", slug=event.slug)
    sentence = _n("%(num)s organization takes part", "%(num)s organizations take part", number)
    links = (
        _n(
            "%(num)s representative has not been sent a link yet",
            "%(num)s representatives have not been sent a link yet",
            waiting,
        )
        if waiting
        else _("Everybody with an e-mail address has a link.")
        if number
        else _("No organization takes part yet.")
    )
    return [
        Step(_("Organizations in meetings"), sentence, address, bool(number), "meeting_parties"),
        Step(_("Links"), links, address, bool(number) and not waiting, "uninvited_representatives" if waiting else ""),
    ]


def _listings_step(acting: Acting) -> list[Step]:
    """Say what one offers and seeks, where the event collects it: others find one by that."""
    address = listings_address(acting)
    if not address:
        return []
    states = [one.state for one in list_of_organizations(acting.event.id, [acting.party.organization_id])]
    published, waiting = states.count(ListingState.PUBLISHED), states.count(ListingState.SUBMITTED)
    sentence = (
        _("%(published)s published, %(waiting)s awaiting review.", published=published, waiting=waiting)
        if published or waiting
        else _("Nothing entered yet. Others find you by what you offer and seek.")
    )
    return [Step(_("Supply and demand"), sentence, address, bool(published or waiting))]


def listings_address(acting: Acting) -> str:
    """Where whoever acts enters what the party offers and seeks; empty: the event collects none."""
    event = acting.event
    if not settings_of(event).is_collecting:
        return ""
    if acting.liaison is not None:
        return url_for("listings_unit.index", slug=event.slug, unit_code=acting.party.unit_code)
    return url_for("listings.company", token=acting.token)


def own_steps(acting: Acting, _plan: MeetingPlan | None) -> list[Step]:
    """What a party has to do: say when it cannot, and what it sets itself. Nothing of it once the event is over."""
    event, token = acting.event, acting.token
    if is_over(event, at=clock.now()):
        return []
    absences = queries.list_absences_of(acting.party.id)
    times = (
        _n(
            "You entered %(num)s period when you are not available.",
            "You entered %(num)s periods when you are not available.",
            len(absences),
        )
        if absences
        else _("You are available at all times except for your own agenda items.")
    )
    steps = []
    if list_blocks(event.id):
        steps.append(
            Step(_("Absences"), times, url_for("meetings_own.times", token=token), bool(absences), is_choice=True)
        )
    steps += _listings_step(acting)
    shared = _("Shared with the organizations you meet.") if acting.party.shares_contact else _("Shared with nobody.")
    return [
        *steps,
        Step(
            _("Contact details"),
            shared,
            url_for("meetings_own.settings", token=token),
            acting.party.shares_contact,
            is_choice=True,
        ),
    ]


def open_work(event: Event) -> list[OpenWork]:
    """Meetings of a matchmaking that nobody has begun to plan; representatives who hold no place any more."""
    if event.status not in (EventStatus.DRAFT, EventStatus.PUBLISHED) or not may(event, EDIT):
        return []
    if find_plan(event.id) is None:
        if event.kind is not EventKind.MATCHMAKING:
            return []
        address = url_for("meetings_manage.index", slug=event.slug)
        return [OpenWork(_("Meetings are not planned yet"), address, EDIT)]
    gone = queries.count_without_place(event.id)
    if not gone:
        return []
    label = _n(
        "%(num)s representative in meetings no longer holds a place at the event",
        "%(num)s representatives in meetings no longer hold a place at the event",
        gone,
    )
    address = url_for("meeting_parties_manage.take_over", slug=event.slug)
    return [OpenWork(label, address, EDIT, figure="representatives_without_place")]


def of_liaison(liaison: Liaison) -> str | None:
    """On a liaison's page: the parties of their delegation, for which they may act."""
    parties = queries.list_of_unit(liaison.event_id, liaison.unit_code)
    if not parties:
        return None
    seats = queries.list_seats_of([party.id for party in parties])
    return render_template(
        "matchmaking/meeting_parties/_of_liaison.html",
        parties=[(party, seats[party.id], liaison_token(liaison, party)) for party in parties],
    )


def held_of(registration_id: int) -> list[dict[str, str | datetime]]:
    """What is held of a person as a representative, for their own copy."""
    seat = queries.find_seat_of(registration_id)
    if seat is None:
        return []
    row: dict[str, str | datetime] = {
        "organization": seat.party.organization.name,
        "name": seat.name,
        "title": seat.title,
        "mobile": seat.mobile,
        "email": seat.email,
    }
    return [row | ({"invited_at": seat.invited_at} if seat.invited_at else {})]
