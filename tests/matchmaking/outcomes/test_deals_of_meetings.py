"""What two sides say of their meeting becomes one deal, which moves on with what they say."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings.models import ListingKind
from eventmgr.matchmaking.meeting_day.models import MeetingOutcome
from eventmgr.matchmaking.meeting_day.services import tell_result
from eventmgr.matchmaking.meeting_day.services.results import Details
from eventmgr.matchmaking.meeting_day.services.telling import Sent
from eventmgr.matchmaking.meeting_plans.queries import list_tables
from eventmgr.matchmaking.outcomes.deals.queries import list_stage_changes
from eventmgr.matchmaking.outcomes.models import AmountKind, Deal, DealType, KnownThrough, Stage
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import make_listing, make_member, together
from tests.matchmaking.factories import make_matchmaking, make_meeting, make_party, make_request, slots_at


class World:
    """A meeting that has begun."""

    def __init__(self, **request):
        with together():
            self.event = make_matchmaking()
            self.asker = make_party(self.event)
            self.asked = make_party(self.event, province_code="420000")
            slot = slots_at(self.event)[0]
            asked_for = make_request(self.asker, self.asked, **request)
            self.meeting = make_meeting(asked_for, slot, list_tables(self.event.id)[0])
            self.at = slot.starts_at

    def tell(self, party, outcome, **details):
        act = Act(SYSTEM, clock.now())
        write(
            lambda: tell_result(
                self.event, self.meeting, party, outcome, Sent(str(uuid4()), "陈立"), details=Details(**details) if details else None,
                act=act,
            )
        )  # fmt: skip
        db.session.expire_all()

    def deals(self):
        return list(db.session.scalars(select(Deal).order_by(Deal.id)))


@pytest.fixture
def world(app, frozen):
    world = World()
    frozen.shift((world.at - clock.now()).total_seconds() + 600)
    return world


def test_an_intention_makes_one_deal_however_often_and_by_whom_it_is_told(world):
    world.tell(world.asker, MeetingOutcome.INTENTION)
    world.tell(world.asked, MeetingOutcome.INTENTION)
    world.tell(world.asker, MeetingOutcome.INTENTION)
    (deal,) = world.deals()
    assert (deal.meeting_id, deal.stage) == (world.meeting.id, Stage.INTENTION)
    assert [side.province_code for side in deal.parties] == ["310000", "420000"]
    assert all("@example.com" in side.contact_email for side in deal.parties)
    assert [change.told_by for change in list_stage_changes(deal.id)] == [KnownThrough.MEETING]


@pytest.mark.parametrize("outcome", [MeetingOutcome.NO_INTEREST, MeetingOutcome.AGAIN])
def test_other_results_make_none_and_take_none_back(world, outcome):
    world.tell(world.asker, outcome)
    assert world.deals() == []
    world.tell(world.asker, MeetingOutcome.INTENTION)
    world.tell(world.asked, outcome)
    assert [deal.stage for deal in world.deals()] == [Stage.INTENTION]


def test_an_agreement_of_the_other_side_moves_it_on_and_an_intention_never_back(world):
    world.tell(world.asker, MeetingOutcome.INTENTION)
    world.tell(world.asked, MeetingOutcome.AGREEMENT)
    world.tell(world.asker, MeetingOutcome.INTENTION)
    assert [deal.stage for deal in world.deals()] == [Stage.AGREEMENT]


def test_the_first_amount_of_a_kind_counts_and_one_in_another_currency_is_noted(world):
    world.tell(
        world.asker, MeetingOutcome.INTENTION, amount=Decimal("10000.50"), currency="USD", amount_kind="contract_value"
    )
    (deal,) = world.deals()
    assert (deal.amounts, deal.note) == ([], "USD 10,000.50")
    world.tell(world.asked, MeetingOutcome.AGREEMENT, amount=Decimal(500000), amount_kind="contract_value")
    world.tell(world.asker, MeetingOutcome.AGREEMENT, amount=Decimal(900000), amount_kind="contract_value")
    (deal,) = world.deals()
    assert [(one.kind, one.amount) for one in deal.amounts] == [(AmountKind.CONTRACT, 50_000_000)]


def test_the_listing_that_the_request_is_about_names_the_deal_and_its_type(app, frozen):
    world = World()
    listing = make_listing(world.event, kind=ListingKind.INVESTMENT, title={"zh": "注塑产线投资"})
    world.meeting.request.listing_ids = [listing.id]
    db.session.commit()
    frozen.shift((world.at - clock.now()).total_seconds() + 600)
    world.tell(world.asker, MeetingOutcome.INTENTION)
    (deal,) = world.deals()
    assert (deal.title, deal.type) == ({"zh": "注塑产线投资"}, DealType.INVESTMENT)


def test_the_type_of_what_came_of_a_meeting_is_asked_at_its_next_stage_and_said_where_no_ratio_counts_it(
    world, sign_in
):
    world.tell(world.asker, MeetingOutcome.INTENTION)
    [deal] = world.deals()
    office = sign_in(make_member(world.event, TeamRole.OWNER))
    page = f"/manage/events/{world.event.slug}/outcomes/{deal.id}/"
    stage = {"stage": "contract", "on_date": world.at.date().isoformat()}

    assert "不计入任何比率" in office.get(page).text
    assert office.post(f"{page}advance", data=stage).status_code == 422
    assert office.post(f"{page}advance", data=stage | {"type": "investment"}).status_code == 303
    [deal] = world.deals()
    after = office.get(page).text
    assert (deal.stage, deal.type) == (Stage.CONTRACT, DealType.INVESTMENT)
    assert "不计入任何比率" not in after and 'id="stage-type"' not in after and "合作类型" in after


def test_a_deal_that_is_truly_of_another_type_is_asked_for_it_once(world, sign_in):
    world.tell(world.asker, MeetingOutcome.INTENTION)
    [deal] = world.deals()
    office = sign_in(make_member(world.event, TeamRole.OWNER))
    page = f"/manage/events/{world.event.slug}/outcomes/{deal.id}/"
    stage = {"on_date": world.at.date().isoformat()}

    assert 'id="stage-type"' in office.get(page).text
    assert office.post(f"{page}advance", data=stage | {"stage": "agreement", "type": "other"}).status_code == 303
    assert 'id="stage-type"' not in office.get(page).text
    assert office.post(f"{page}advance", data=stage | {"stage": "contract"}).status_code == 303
    [deal] = world.deals()
    assert (deal.stage, deal.type) == (Stage.CONTRACT, DealType.OTHER)
