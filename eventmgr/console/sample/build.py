"""Everything together: accounts, events, registrations, trail. Run it inside one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.console.sample import accounts, meeting_requests, queries
from eventmgr.console.sample.adoptions import add_adoptions
from eventmgr.console.sample.asking import add_request
from eventmgr.console.sample.bulk_mails import add_bulk_mails
from eventmgr.console.sample.calls import add_calls
from eventmgr.console.sample.cases import add_cases
from eventmgr.console.sample.checkin.arriving import add_arrivals
from eventmgr.console.sample.checkin.doors import add_doors
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.desk import add_desk, add_desk_of
from eventmgr.console.sample.disclosing import add_list
from eventmgr.console.sample.enquiries import add_enquiries
from eventmgr.console.sample.entries import add_entries
from eventmgr.console.sample.events import matchmaking, others, seminar, visit
from eventmgr.console.sample.events.plan import Plan, both
from eventmgr.console.sample.exchange_papers import add_papers
from eventmgr.console.sample.experts import add_experts
from eventmgr.console.sample.investment import add_investment
from eventmgr.console.sample.key import make_key
from eventmgr.console.sample.liaisons import (
    add_answers,
    add_invitees,
    add_leaders,
    add_liaisons,
    add_parts,
    add_visit_liaisons,
)
from eventmgr.console.sample.listings.adding import add_offers
from eventmgr.console.sample.listings.planned import plan_offers
from eventmgr.console.sample.logistics.rides import add_rides
from eventmgr.console.sample.logistics.rooms import add_lodgings
from eventmgr.console.sample.meetings.held import add_held
from eventmgr.console.sample.meetings.parties import add_meetings
from eventmgr.console.sample.meetings.requests import add_requests
from eventmgr.console.sample.meetings.timetable import add_draft
from eventmgr.console.sample.outcomes.deals import add_outcomes
from eventmgr.console.sample.people.planned_registrations import plan_registrations
from eventmgr.console.sample.people.planted import plant
from eventmgr.console.sample.people.roster import (
    ARCHIVED,
    EDITION,
    MATCHMAKING,
    SEED,
    SEMINAR,
    TRAINING,
    VISIT,
    Roster,
    invent,
)
from eventmgr.console.sample.policies.adding import add_policies
from eventmgr.console.sample.registering import Entry, add_registrations, write_trail
from eventmgr.console.sample.seating.placing import add_seating
from eventmgr.console.sample.short_messages import add_short_message
from eventmgr.console.sample.surveys.answering import add_surveys
from eventmgr.console.sample.trainings.attending import add_training
from eventmgr.console.sample.visits.stops import add_stops
from eventmgr.console.sample.writing import write
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event, EventStatus, Series
from eventmgr.event.events.queries import find_series
from eventmgr.event.events.services.switching import used_features
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.exchange.policies.services import SCOPE
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import User
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor

_LATER = {
    EventStatus.PUBLISHED: ("published",),
    EventStatus.POSTPONED: ("published", "postponed"),
    EventStatus.CANCELLED: ("published", "cancelled"),
    EventStatus.FINISHED: ("published", "finished"),
    EventStatus.ARCHIVED: ("published", "finished", "archived"),
    EventStatus.DRAFT: (),
}
"""What happened to an event that is in this state now."""


def is_built() -> bool:
    """Whether the sample events are there."""
    return queries.find_event(SEMINAR) is not None


def build(dates: Dates, seed: int = SEED) -> dict[str, Any]:
    """Write the sample; returns its key (see `key.make_key`)."""
    roster = plant(invent(seed))
    all_planned = plan_registrations(roster, dates, seed)
    known = accounts.add_accounts(at=dates.at(-300, "09:00"))
    owner = known[accounts.ORGANIZER]
    office = Actor(ActorKind.USER, owner.id, owner.name)
    events = _events(plans(dates, roster), owner)
    accounts.add_team(events[SEMINAR], known, at=dates.at(-64, "10:00"))
    trail = [entry for event in events.values() for entry in _history(event, office, dates)]
    for slug, of_event in all_planned.items():
        trail += add_registrations(events[slug], of_event, _groups(events[slug]), office)
    trail += add_bulk_mails(events[SEMINAR], office, dates)
    trail += add_short_message(events[SEMINAR], office, dates)
    trail.append(add_request(events[SEMINAR], at=dates.present - timedelta(days=4)))
    trail += add_liaisons(events[SEMINAR], Act(office, dates.at(-60, "10:00")), dates)
    trail += add_papers(events[SEMINAR], Act(office, dates.at(-54, "09:00")))
    trail += add_visit_liaisons(events[VISIT], Act(office, dates.at(-110, "10:00")), dates)
    add_invitees(events[SEMINAR], Act(office, dates.at(-58, "15:00")))
    trail += add_leaders(events[SEMINAR], Act(office, dates.acted(-20, "10:00")))
    trail += add_parts(events[SEMINAR], Act(office, dates.at(-62, "10:00")))
    add_answers(events[MATCHMAKING], dates)
    trail += add_offers(events[MATCHMAKING], plan_offers(seed), roster, office, dates)
    trail += add_outcomes(events[EDITION], roster, office, dates, seed)
    trail += add_seating(events[SEMINAR], Act(office, dates.acted(-3, "10:00")))
    trail += add_lodgings(events[SEMINAR], events[VISIT], office, dates)
    trail.append(add_list(events[SEMINAR], Act(office, dates.present - timedelta(hours=18))))
    trail += add_rides(events[SEMINAR], events[VISIT], office, dates)
    trail += add_doors(events[SEMINAR], _groups(events[SEMINAR]), Act(office, dates.acted(-2, "10:00")))
    trail += add_surveys(events[VISIT], events[SEMINAR], office, seed)
    for slug in (VISIT, TRAINING):
        add_arrivals(events[slug], office)
    trail += add_stops(events[VISIT], office, seed)
    trail += add_training(events[TRAINING], office, seed)
    asked = meeting_requests.requests(seed)
    parties, told = add_meetings(events[MATCHMAKING], asked, Act(office, dates.acted(-30, "10:00")), dates)
    trail += [*told, *add_requests(events[MATCHMAKING], asked, parties, dates)]
    add_draft(events[MATCHMAKING], office, dates)
    add_held(events[ARCHIVED], office, seed)
    trail += add_policies(office, dates)
    raise_site_revision(SCOPE)
    add_desk_of(events[SEMINAR], owner, dates.present)
    for event in events.values():
        event.features = used_features(event)
    add_desk(owner, dates.present)
    cases = add_cases(dates.present)
    add_adoptions(cases, dates.present)
    add_calls(cases, events[SEMINAR], dates.present)
    add_entries(dates.present)
    add_experts(dates.present)
    offers, own = add_investment(dates.present), queries.get_offer_of_somebody(events[MATCHMAKING].id)
    trail += add_enquiries(offers, own, events[ARCHIVED], Act(office, dates.present))
    write_trail(trail, until=dates.present)
    raise_site_revision()
    return make_key(roster, all_planned, dates, seed)


def plans(dates: Dates, roster: Roster) -> list[Plan]:
    """All events, in the order in which they were announced."""
    main_plans = [seminar.plan(dates, roster), matchmaking.plan(dates, roster), visit.plan(dates, roster)]
    return sorted([*main_plans, *others.plans(dates)], key=lambda plan: (plan.published_on, plan.slug))


def _events(planned: list[Plan], owner: User) -> dict[str, Event]:
    series = {}
    for slug, name in others.SERIES.items():
        series[slug] = find_series(slug) or Series(slug=slug, name=both(name))
        db.session.add(series[slug])
    return {plan.slug: write(plan, series=series, owner=owner) for plan in planned}


def _history(event: Event, office: Actor, dates: Dates) -> list[Entry]:
    name = event.title["zh"]
    times: dict[str, datetime] = {
        "published": event.created_at + timedelta(hours=2),
        "postponed": dates.present - timedelta(days=3),
        "cancelled": dates.present - timedelta(days=2),
        "finished": event.ends_at + timedelta(days=1),
        "archived": event.ends_at + timedelta(days=30),
    }
    entries = [Entry(Act(office, event.created_at), "created", event, event.id, name)]
    status = EventStatus.DRAFT.value
    for action in _LATER[event.status]:
        changes = {"status": [status, action]}
        entries.append(Entry(Act(office, times[action]), action, event, event.id, name, changes))
        status = action
    return entries


def _groups(event: Event) -> list[AgendaItem]:
    return [item for item in list_items(event.id) if item.kind is ItemKind.GROUP]
