"""The verbs of suggestions: compare when something has changed, show, learn from what parties say, weigh otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, speaking
from eventmgr.ground.jobs.services import enqueue
from eventmgr.ground.sentences import Sentence
from eventmgr.matchmaking.listings.matching_values import matching_listing
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_parties.queries import get_party
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import find_plan, get_locked_plan
from eventmgr.matchmaking.meeting_requests.queries import find_first_start, list_written_to
from eventmgr.matchmaking.meeting_requests.rules import Timing, bar_between, ordered, timing_of
from eventmgr.matchmaking.suggestions import letters, queries, statements
from eventmgr.matchmaking.suggestions.models import Across, Often, OpinionKind, PartnerOpinion
from eventmgr.matchmaking.suggestions.ranking import (
    LANGUAGES,
    Effect,
    Offer,
    Ranked,
    Taste,
    Weighing,
    effect_of,
    rank_offers,
    tastes_of,
)
from eventmgr.tools.log.services import Act, difference, record

RANK = "meetings.rank"
"""Kind of the job that compares the listings of one event."""
RESTS = timedelta(minutes=30)
"""Requests alone let listings be compared anew so often at most."""
STUCK = timedelta(minutes=15)
"""A job that was asked for so long ago is asked for again."""
MOST_PREVIEWED = 600
"""Of a larger pool so many of the newest listings are compared for a preview."""
_WAITS = {Often.DAILY: timedelta(days=1), Often.WEEKLY: timedelta(days=7)}
_PART_OF_AN_HOUR = timedelta(minutes=30)
"""E-mails of a day may leave so much early, so that they do not wander around the clock."""


@dataclass(frozen=True)
class Pool:
    """What is compared, and under what."""

    offers: tuple[Offer, ...]
    weighing: Weighing
    barred: frozenset[tuple[int, int]]
    tastes: Mapping[int, Taste]
    regions: Mapping[int, str]
    """Party → its side, or its province where the event has no sides."""

    def is_barred(self, first: int, second: int) -> bool:
        """Whether the two are not suggested to each other."""
        return ordered(first, second) in self.barred


def look(*, at: datetime) -> int:
    """Ask for a comparison wherever listings, parties, opinions or settings have changed; how many events."""
    asked = 0
    for event in queries.list_running_events():
        run, (stamp, requests) = queries.find_run(event.id), queries.get_stamps(event.id)
        known, _sep, known_requests = (run.stamp if run else "").partition("\n")
        if run is not None and run.asked_at is not None and run.asked_at > at - STUCK:
            continue
        rested = run is not None and run.ranked_at is not None and run.ranked_at <= at - RESTS
        if known != stamp or (known_requests != requests and rested):
            ask_anew(event, at=at)
            asked += 1
    return asked


def ask_anew(event: Event, *, at: datetime) -> None:
    """A job compares the event's listings soon."""
    statements.set_run(event.id, {"asked_at": at})
    enqueue(RANK, {"event": event.id}, at=at)


def pool_of(event_id: int, weighing: Weighing | None = None, *, limit: int | None = None) -> Pool | None:
    """What there is to compare; None where the event has no meetings.

    Args:
        weighing: instead of what is set.
        limit: of the newest listings at most so many.
    """
    plan = find_plan(event_id)
    if plan is None:
        return None
    rows = queries.list_pool(event_id, limit=limit)
    has_sides = any(party.side for _listing, party in rows)
    regions = {party.id: party.side if has_sides else party.province_code for _listing, party in rows}
    offers = tuple(Offer(_value(listing, party, regions), party.id) for listing, party in rows)
    return Pool(
        offers,
        weighing or weighing_of(plan),
        frozenset(queries.list_barred(event_id) | _kept_apart(plan, {party.id: party for _listing, party in rows})),
        _tastes(event_id, {listing.id: (listing, party) for listing, party in rows}),
        regions,
    )


def _value(listing: Listing, party: MeetingParty, regions: Mapping[int, str]) -> Any:
    province = party.province_code or listing.organization.province_code or ""
    value = matching_listing(listing)
    sector = value.sector or party.sector_code
    return replace(value, org=str(party.id), province=province, side=regions[party.id], sector=sector)


def _kept_apart(plan: MeetingPlan, parties: Mapping[int, MeetingParty]) -> set[tuple[int, int]]:
    """Pairs that may not meet by the rules of the plan."""
    members = sorted(parties)
    return {
        (first, second)
        for place, first in enumerate(members)
        for second in members[place + 1 :]
        if bar_between(plan, parties[first], parties[second]) is not None
    }


def _tastes(event_id: int, pool: Mapping[int, tuple[Listing, MeetingParty]]) -> dict[int, Taste]:
    rejected = [
        (opinion.party_id, listing.side.value, listing.topic_id)
        for opinion, listing in queries.list_opinions(event_id)
        if opinion.kind is OpinionKind.NOT_FOR_US and listing is not None and listing.topic_id
    ]
    topics: dict[int, set[tuple[str, str]]] = {}
    for listing, party in pool.values():
        if listing.topic_id:
            topics.setdefault(party.id, set()).add((listing.side.value, listing.topic_id))
    taken = [
        (asker, side, topic)
        for asker, asked in queries.list_taken(event_id)
        for side, topic in sorted(topics.get(asked, ()))
    ]
    return tastes_of(rejected, taken)


def compare(pool: Pool, tick: Callable[[], None] = lambda: None) -> Ranked:
    """The answer for the pool; touches no database."""
    return rank_offers(pool.offers, pool.weighing, is_barred=pool.is_barred, tastes=pool.tastes, tick=tick)


def take(event_id: int, ranked: Ranked, stamp: str, *, listings: int, at: datetime) -> None:
    """What was found stands from now on, said in both languages."""
    rows = [
        {
            "demand_id": suggestion.demand_id,
            "supply_id": suggestion.supply_id,
            "demander_id": suggestion.demander_id,
            "supplier_id": suggestion.supplier_id,
            "score": suggestion.score,
            "is_chosen": suggestion.is_chosen,
            "is_likely": suggestion.is_likely,
            "reasons": {lang: _in_words(lang, suggestion.reasons[lang]) for lang in LANGUAGES}
            if suggestion.is_chosen
            else {},
        }
        for suggestion in ranked.suggestions
    ]
    verdicts = [
        {
            "listing_id": suggestion.listing_id,
            "has_good_match": suggestion.has_good_match,
            "why_not": {lang: _in_words(lang, [words])[0] for lang, words in suggestion.why_not.items()},
        }
        for suggestion in ranked.verdicts
    ]
    standing = {listing.id for listing, _party in queries.list_pool(event_id)}
    statements.replace_suggestions(
        event_id,
        [row for row in rows if row["demand_id"] in standing and row["supply_id"] in standing],
        [row for row in verdicts if row["listing_id"] in standing],
        since=queries.list_shown_since(event_id),
        at=at,
    )
    numbers = {"most_before": ranked.most_before, "most": ranked.most, "listings": listings}
    statements.set_run(event_id, {"asked_at": None, "stamp": stamp, "ranked_at": at, **numbers})


def _in_words(lang: str, sentences: Any) -> list[str]:
    with speaking(lang):
        return [sentence.translated(_) if isinstance(sentence, Sentence) else str(sentence) for sentence in sentences]


def weighing_of(plan: MeetingPlan) -> Weighing:
    """What the organizers set, else what the matcher does by itself."""
    told = dict(plan.suggestion_weights)
    return replace(Weighing(), **{**told, "across": Across(told.get("across", Weighing().across.value))})


def share_of(event_id: int) -> int:
    """How many suggestions the demands of one organization, and its supplies, get at most."""
    plan = find_plan(event_id)
    return (weighing_of(plan) if plan is not None else Weighing()).share


def set_weighing(event: Event, weighing: Weighing, *, act: Act) -> None:
    """Suggestions are weighed so from now on; a job compares anew."""
    plan = get_locked_plan(event.id)
    before, after = _plain(weighing_of(plan)), _plain(weighing)
    if before != after:
        plan.suggestion_weights = after
        changes = difference(before, after)
        record(act, "suggestions_weighed", event, event_id=event.id, object_name=_title(event), changes=changes)
        db.session.flush()
    ask_anew(event, at=act.at)


def _plain(weighing: Weighing) -> dict[str, Any]:
    return {**asdict(weighing), "across": weighing.across.value}


def preview(event: Event, weighing: Weighing) -> tuple[Effect, int] | None:
    """What these weights would change, and how many listings were compared for it; None: nothing is planned."""
    now, then = (pool_of(event.id, some, limit=MOST_PREVIEWED) for some in (None, weighing))
    if now is None or then is None:
        return None
    regions = now.regions
    return effect_of(compare(now), compare(then), lambda party: regions.get(party, "")), len(now.offers)


def say(
    event: Event, party: MeetingParty, other_id: int, kind: OpinionKind, listing_id: int | None, *, act: Act
) -> None:
    """The party says what it thinks of a suggested partner: it is not suggested any more, and what it taught counts
    from the next comparison on. Said again, it says something else.

    Raises:
        NotFound: the other is no party of this event.
    """
    get_locked_plan(event.id)
    other = get_party(event, other_id)
    if other.id == party.id:
        raise NotFound(_("This event has no such party."))
    opinion = queries.find_opinion(party.id, other.id)
    if opinion is None:
        opinion = PartnerOpinion(event_id=event.id, party_id=party.id, other_id=other.id, kind=kind, said_at=act.at)
        db.session.add(opinion)
    opinion.kind, opinion.said_at = kind, act.at
    pool = {listing.id for listing, owner in queries.list_pool(event.id) if owner.id == other.id}
    opinion.listing_id = listing_id if listing_id in pool else None
    db.session.flush()
    _note(act, "not_for_us" if kind is OpinionKind.NOT_FOR_US else "met_before", opinion, party, other)


def take_back(event: Event, party: MeetingParty, other_id: int, *, act: Act) -> None:
    """The other may be suggested again; taking back what was not said is no fault."""
    get_locked_plan(event.id)
    other = get_party(event, other_id)
    opinion = queries.find_opinion(party.id, other.id)
    if opinion is not None:
        _note(act, "taken_back", opinion, party, other)
        statements.delete_opinion(party.id, other.id)


def _note(act: Act, action: str, opinion: PartnerOpinion, party: MeetingParty, other: MeetingParty) -> None:
    name = f"{party.organization.name} → {other.organization.name}"
    record(act, action, opinion, event_id=opinion.event_id, object_name=name)


def choose_often(party: MeetingParty, often: Often) -> None:
    """So often the party is written to about new suggestions, at most."""
    statements.set_choice([party.id], {"often": often}, default=often)


def tell_new(event: Event, *, at: datetime) -> int:
    """Write to parties about suggestions that are new to them, as often as they chose, while they may ask; to how
    many."""
    plan = find_plan(event.id)
    if plan is None or timing_of(plan, find_first_start(event.id), at=at) is not Timing.OPEN:
        return 0
    notified = []
    for often, wait in _WAITS.items():
        before = at - wait + _PART_OF_AN_HOUR
        notified += queries.list_to_tell(event.id, told_before=before, often=often, is_default=often is Often.WEEKLY)
    readers = list_written_to([party.id for party, _number in notified])
    shown = queries.list_suggestions([party.id for party, _number in notified])
    for party, number in notified:
        letters.tell_suggested(event, party, readers.get(party.id, []), shown, number, at=at)
    statements.set_choice([party.id for party, _number in notified], {"told_at": at}, default=Often.WEEKLY)
    return len(notified)


def _title(event: Event) -> str:
    return event.title.get("zh") or event.title.get("en", "")
