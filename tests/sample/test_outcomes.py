"""The matchmaking of the sample has the outcomes that were planned for it."""

from eventmgr.outcomes.deals import queries
from eventmgr.outcomes.deals.figures import count
from eventmgr.outcomes.deals.money import WAN, YI
from eventmgr.outcomes.labels import CHAIN
from eventmgr.outcomes.laws import LAWS
from eventmgr.outcomes.merging.pairing import list_alike
from eventmgr.outcomes.merging.queries import list_entries
from eventmgr.outcomes.models import DealType
from eventmgr.sample import queries as sample
from eventmgr.sample.people.roster import MATCHMAKING


def test_the_matchmaking_has_sixty_deals_as_far_as_they_were_planned(reader):
    event = sample.find_event(MATCHMAKING)
    facts = queries.list_facts(event.id)
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
