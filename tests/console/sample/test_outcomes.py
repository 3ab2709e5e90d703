"""The matchmaking of the year before has the outcomes that were planned for it."""

from sqlalchemy import func, select

from eventmgr.console.sample import queries as sample
from eventmgr.console.sample.people.roster import EDITION
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.figures import count
from eventmgr.matchmaking.outcomes.deals.money import WAN, YI
from eventmgr.matchmaking.outcomes.laws import LAWS
from eventmgr.matchmaking.outcomes.merging.pairing import list_alike
from eventmgr.matchmaking.outcomes.merging.queries import list_entries
from eventmgr.matchmaking.outcomes.models import CHAIN, Deal, DealType, StageChange


def test_the_matchmaking_that_is_over_has_sixty_deals_as_far_as_they_were_planned(reader):
    event = sample.find_event(EDITION)
    facts = queries.list_facts([event.id])
    figures = count(facts, tuple(DealType))
    assert [(step.stage, step.reached.number) for step in figures.steps] == list(
        zip(CHAIN, (60, 22, 9, 4, 1), strict=True)
    )
    assert figures.ended.number == 2
    assert all(50 * WAN <= deal.amount <= 12 * YI for deal in facts)
    assert len({deal.amount // WAN for deal in facts}) > 30
    assert figures.followed.number == 6
    (pair,) = list_alike(list_entries(event.id), ())
    assert "sides" in pair.why
    assert {name: law() for name, law in LAWS.items()} == {name: [] for name in LAWS}


def test_nothing_has_come_of_an_event_before_it_was_held(reader):
    first = select(Event.slug, Event.starts_at, func.min(Deal.created_at), func.min(StageChange.at)).join(
        Deal, Deal.event_id == Event.id
    )
    rows = db.session.execute(first.join(StageChange, StageChange.deal_id == Deal.id).group_by(Event.id)).all()

    assert EDITION in {slug for slug, *_times in rows}
    assert [slug for slug, starts_at, *told in rows if min(told) < starts_at] == []
