"""Deals in any order of acts: the laws hold, and nothing counts twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.event.registration.retaining.services.forgetting import blank
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.identity.privacy.periods import months_later
from eventmgr.matchmaking.outcomes import laws
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.deals.figures import count
from eventmgr.matchmaking.outcomes.manage.pairing import WORDS
from eventmgr.matchmaking.outcomes.merging import services as merging
from eventmgr.matchmaking.outcomes.models import CHAIN, AmountKind, Deal, DealMerge, DealType, Stage
from eventmgr.matchmaking.outcomes.periods import PERIODS
from eventmgr.tools.log.queries import list_entries
from tests.factories import make_event, make_organization, make_registration
from tests.matchmaking.factories import make_matchmaking, make_meeting, make_party, make_request, slots_at
from tests.matchmaking.outcomes.deals import ACT, DAY, draft, make_deal, make_step
from tests.soak import times

pytestmark = pytest.mark.usefixtures("database")
PLACES = st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("advance"), PLACES, st.sampled_from(CHAIN)),
        st.tuples(st.just("end"), PLACES),
        st.tuples(st.just("reopen"), PLACES),
        st.tuples(st.just("step_back"), PLACES),
        st.tuples(st.just("stem"), PLACES, st.one_of(st.none(), PLACES)),
        st.tuples(st.just("merge"), PLACES, PLACES, st.sets(st.sampled_from(sorted(WORDS)))),
        st.tuples(st.just("part"), PLACES),
        st.tuples(st.just("delete"), PLACES),
    ),
    min_size=1,
    max_size=14,
)


def assert_lawful():
    assert {name: law() for name, law in laws.LAWS.items()} == {name: [] for name in laws.LAWS}


def try_step(event, ids, step):
    verb, place, *more = step
    deal = db.session.get(Deal, ids[place])
    if deal is None:
        return
    try:
        with transaction():
            if verb == "advance":
                services.advance(event, deal, more[0], DAY, act=ACT)
            elif verb == "end":
                services.end(event, deal, DAY, "资金未到位", act=ACT)
            elif verb == "reopen":
                services.reopen(event, deal, DAY, act=ACT)
            elif verb == "step_back":
                services.step_back(event, deal, act=ACT)
            elif verb == "stem":
                wanted = draft(f"项目{place}", wan=10**place, stems_from_id=None if more[0] is None else ids[more[0]])
                services.correct(event, deal, wanted, act=ACT)
            elif verb == "merge":
                other = queries.get_deal(event, ids[more[0]])
                merging.merge(event, deal, other, more[1], seen=merging.seen_of(deal, other), act=ACT)
            elif verb == "part":
                query = select(DealMerge).where(DealMerge.merged_id == deal.id, DealMerge.undone_at.is_(None))
                for row in db.session.scalars(query).all():
                    merging.part(event, row, act=ACT)
            else:
                services.delete(event, deal, act=ACT)
    except (Refusal, NotFound):
        db.session.rollback()
    db.session.expire_all()


@settings(max_examples=times(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_in_any_order_the_laws_hold_and_nothing_counts_twice(frozen, steps):
    event = make_event()
    ids = [make_deal(event, f"项目{place}", wan=10**place).id for place in range(4)]
    for step in steps:
        try_step(event, ids, step)
        assert_lawful()
        figures = count(queries.list_facts([event.id]), tuple(DealType))
        rows = list(queries.iterate_deals(event.id, queries.Filter()))
        assert figures.total.number == len(rows) == sum(figure.here for figure in figures.steps) + figures.ended.number
        assert figures.total.amount == sum(row.amount for row in rows)
        assert queries.count_deals(event.id, queries.Filter()) == (figures.total.number, figures.total.amount)
        followed = sum(row.stems_from_id is not None for row in rows)
        assert figures.followed.number == followed


def test_a_stage_may_be_left_out_and_counts_as_reached():
    event = make_event()
    deal = make_deal(event)
    make_step(event, deal, Stage.CONTRACT)
    assert queries.count_deals(event.id, queries.Filter(reached=Stage.AGREEMENT))[0] == 1
    with pytest.raises(Refusal):
        make_step(event, deal, Stage.AGREEMENT)


def test_no_step_is_before_the_last_one_or_in_the_future():
    event = make_event()
    deal = make_deal(event)
    with pytest.raises(Refusal):
        make_step(event, deal, Stage.CONTRACT, on=date(2026, 3, 31))
    with pytest.raises(Refusal):
        make_step(event, deal, Stage.CONTRACT, on=date(2026, 4, 2))


def test_an_ended_deal_keeps_what_it_had_reached_and_goes_on_from_there():
    event = make_event()
    deal = make_deal(event)
    make_step(event, deal, Stage.CONTRACT)
    with transaction():
        services.end(event, deal, DAY, "选址调整", act=ACT)
    assert (deal.stage, deal.reached, deal.end_reason) == (Stage.ENDED, Stage.CONTRACT, "选址调整")
    with pytest.raises(Refusal):
        make_step(event, deal, Stage.STARTED)
    with transaction():
        services.reopen(event, deal, DAY, act=ACT)
    assert (deal.stage, deal.end_reason) == (Stage.CONTRACT, "")


def test_a_deal_that_others_stem_from_goes_and_they_stay():
    event = make_event()
    root = make_deal(event, "甲")
    child = make_deal(event, "乙", stems_from_id=root.id)
    with transaction():
        services.delete(event, root, act=ACT)
    db.session.expire_all()
    assert queries.get_deal(event, child.id).stems_from_id is None
    assert_lawful()


def test_a_deal_of_another_event_is_not_found_and_nothing_stems_from_it():
    one, other = make_event(), make_event()
    foreign = make_deal(other)
    with pytest.raises(NotFound):
        queries.get_deal(one, foreign.id)
    with pytest.raises(NotFound):
        make_deal(one, stems_from_id=foreign.id)


def test_a_meeting_records_its_result():
    event = make_matchmaking()
    request = make_request(make_party(event), make_party(event))
    meeting = make_meeting(request, slots_at(event)[0])
    with transaction():
        deal = services.record_deal(event, draft(), meeting_id=meeting.id, act=ACT)
    assert deal.meeting_id == meeting.id
    assert queries.count_deals(event.id, queries.Filter(from_meeting=True))[0] == 1
    assert [step.told_by.value for step in queries.list_stage_changes(deal.id)] == ["meeting"]


def test_correcting_keeps_the_stage_and_replaces_amounts():
    event = make_event()
    deal = make_deal(event, wan=500)
    make_step(event, deal, Stage.AGREEMENT)
    with transaction():
        assert services.correct(event, deal, draft("新名称", wan=800), act=ACT)
        assert not services.correct(event, deal, draft("新名称", wan=800), act=ACT)
    assert (deal.stage, deal.amount, [one.kind for one in deal.amounts]) == (
        Stage.AGREEMENT, 800 * 1_000_000, [AmountKind.PLANNED],
    )  # fmt: skip


def test_a_contact_is_forgotten_with_their_registration():
    event = make_event()
    registration = make_registration(event, email="wang@example.com")
    deal = make_deal(event)
    assert deal.parties[0].registration_id == registration.id
    with transaction():
        blank([registration], at=ACT.at)
    db.session.expire_all()
    side = queries.get_deal(event, deal.id).parties[0]
    assert (side.contact_name, side.contact_email, side.contact_mobile) == ("", "", "")
    assert side.name == "样例上海精密机床有限公司"


def test_contacts_go_when_the_time_of_the_event_is_over():
    event = make_event()
    deal = make_deal(event)
    (period,) = PERIODS
    end = months_later(event.ends_at, event.retention_months)
    assert period.list_due(event.ends_at) == []
    assert [due.n for due in period.list_due(end)] == [2]
    with transaction():
        assert period.delete_some(end, 10) == 2
    assert period.list_due(end) == []
    db.session.expire_all()
    assert {side.contact_email for side in queries.get_deal(event, deal.id).parties} == {""}


def test_sides_are_known_in_the_directory():
    organization = make_organization("样例上海精密机床有限公司")
    event = make_event()
    deal = make_deal(event, sides=(replace(draft().sides[0], name="样例上海精密机床有限公司"), draft().sides[1]))
    assert [side.organization_id for side in deal.parties] == [organization.id, None]


def test_the_change_log_does_not_name_contacts():
    event = make_event()
    deal = make_deal(event)
    with transaction():
        changed = replace(draft().sides[0], contact_name="新联系人", contact_email="new@example.com")
        services.correct(event, deal, draft(sides=(changed, draft().sides[1])), act=ACT)
    entries = list_entries(event.id, object_type="deal")
    assert entries[0].changes == {"contacts": ["…", "…"]}
    assert "example.com" not in str([entry.changes for entry in entries])
