"""From planned profiles and listings to rows, with what the trail says of them."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.console.sample import queries
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.listings.planned import Offers, PlannedListing, PlannedProfile
from eventmgr.console.sample.people.roster import MATCHMAKING, Roster
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.content.drafts import ProfileFacts
from eventmgr.matchmaking.listings.models import (
    ChainStage,
    Listing,
    ListingSettings,
    ListingState,
    OrganizationProfile,
    ProfileKeeper,
    ProfileState,
)
from eventmgr.matchmaking.listings.near.finding import note_near
from eventmgr.matchmaking.listings.services.writing import fill_listing, name_of
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.taxonomy.sizes import SizeClass

_CLOSES = 10
_INVITED_AGO, _FIRST_AGO = timedelta(days=13), timedelta(days=12)
_APART = timedelta(minutes=110)
"""One listing after the other: the last of 130 came two days ago."""
_COMPARED = (ListingState.SUBMITTED, ListingState.PUBLISHED)


def add_offers(event: Event, offers: Offers, roster: Roster, office: Actor, dates: Dates) -> list[Entry]:
    """Settings, profiles, keepers and listings of the matchmaking; flushed. What the trail says of them."""
    at = dates.present - _INVITED_AGO
    keys = [folded(body.name) for body in offers.bodies]
    organizations = {row.name_key: row for row in queries.list_organizations(keys)}
    rows = [organizations[key] for key in keys]
    settings = ListingSettings(event_id=event.id, closes_at=dates.at(_CLOSES, "17:00"), kinds=[], version=1)
    settings.supply_name, settings.demand_name = {}, {}
    db.session.add(settings)
    made = [_profile(row, planned, act=Act(office, at)) for row, planned in zip(rows, offers.profiles, strict=True)]
    keepers = _keepers(event, rows, roster, dates)
    db.session.add_all([*made, *keepers.values()])
    db.session.flush()
    act = Act(office, at)
    entries = [
        Entry(act, "keeper_invited", made[n], event.id, row.name) for n, row in enumerate(rows) if row.id in keepers
    ]
    return entries + _listings(event, offers, rows, keepers, office, dates)


def _profile(row: Organization, planned: PlannedProfile, *, act: Act) -> OrganizationProfile:
    profile = OrganizationProfile(organization_id=row.id, organization=row, created_at=act.at, updated_at=act.at)
    if planned.facts is not None:
        _say(profile, planned.facts)
    if planned.is_reviewed:
        profile.state, profile.reviewed_at = ProfileState.REVIEWED, act.at + timedelta(days=6)
        profile.reviewed_by = act.by.name
        profile.in_directory = planned.facts is not None
    return profile


def _say(profile: OrganizationProfile, facts: ProfileFacts) -> None:
    profile.summary, profile.sector_codes = dict(facts.summary), list(facts.sector_codes)
    profile.topic_ids, profile.capability_tags = list(facts.topic_ids), list(facts.capability_tags)
    profile.chain_stage = ChainStage(facts.chain_stage) if facts.chain_stage else None
    profile.is_leading, profile.brand, profile.group_name = facts.is_leading, facts.brand, facts.group_name
    profile.organization.size_class = SizeClass(facts.size_class)


def _keepers(event: Event, rows: list[Organization], roster: Roster, dates: Dates) -> dict[int, ProfileKeeper]:
    """Organization → the first of its people at the event who has an e-mail address, as who keeps its page."""
    numbers = {row.name: row.id for row in rows}
    at, keepers = dates.present - _INVITED_AGO, dict[int, ProfileKeeper]()
    for human in [*roster.of(MATCHMAKING, "company"), *roster.of(MATCHMAKING, "institute")]:
        number = numbers.get(human.organization)
        if number is not None and number not in keepers and human.email:
            keepers[number] = ProfileKeeper(
                organization_id=number,
                event_id=event.id,
                name=human.name,
                email=human.email,
                mobile=human.mobile,
                invited_at=at,
                seen_at=at,
            )
    return keepers


def _listings(
    event: Event,
    offers: Offers,
    rows: list[Organization],
    keepers: dict[int, ProfileKeeper],
    office: Actor,
    dates: Dates,
) -> list[Entry]:
    made: list[Listing] = []
    entries: list[tuple[Act, str, Listing, str]] = []
    for number, planned in enumerate(offers.listings):
        row = rows[planned.body]
        at = dates.present - _FIRST_AGO + number * _APART
        listing = _listing(event, row, planned)
        listing.created_at = listing.updated_at = at
        keeper = keepers.get(row.id)
        if keeper is not None and planned.source.value == "own":
            listing.keeper_id = keeper.id
            keeper.confirmed_at = keeper.confirmed_at or at
            keeper.seen_at = max(keeper.seen_at, at)
        by = Actor(ActorKind.PARTICIPANT, None, row.name) if planned.source.value == "own" else office
        entries.append((Act(by, at), "created", listing, ""))
        later = Act(office, at + timedelta(days=1, hours=2))
        if planned.state is ListingState.PUBLISHED:
            listing.published_at = listing.updated_at = later.at
            entries.append((later, "published", listing, ""))
        elif planned.state is ListingState.DECLINED:
            listing.decline_reason, listing.updated_at = planned.reason, later.at
            entries.append((later, "declined", listing, planned.reason))
        made.append(listing)
    db.session.add_all(made)
    db.session.flush()
    note_near(event.id, [listing for listing in made if listing.state in _COMPARED])
    return [Entry(act, action, row, event.id, name_of(row), reason=reason) for act, action, row, reason in entries]


def _listing(event: Event, row: Organization, planned: PlannedListing) -> Listing:
    listing = Listing(
        event_id=event.id,
        organization_id=row.id,
        organization=row,
        source=planned.source,
        state=planned.state,
        decline_reason="",
    )
    fill_listing(listing, planned.draft)
    return listing
