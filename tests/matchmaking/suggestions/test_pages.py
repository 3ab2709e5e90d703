"""Suggestions in the running product: found by jobs, shown to parties, liaisons and organizers, and learned from."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings.models import ListingState, ShownTo, Side
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.queries import list_representatives
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.meeting_requests.models import RequestState
from eventmgr.matchmaking.suggestions import queries, services
from eventmgr.matchmaking.suggestions.models import PartnerOpinion, PartnerSuggestion
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.factories import NOON, make_liaison, make_listing, make_member, make_organization, together
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.timetables.worlds import work

OFFERED = {
    "side": Side.SUPPLY,
    "title": {"zh": "焊接机器人工作站"},
    "text": {"zh": "提供焊接机器人工作站集成，六轴机器人与变位机成套。"},
    "topic_id": "robot",
}
SOUGHT = {
    "side": Side.DEMAND,
    "title": {"zh": "焊接机器人"},
    "text": {"zh": "车身焊装线需要焊接机器人与系统集成，节拍六十秒。"},
    "topic_id": "robot",
}
FAR = [
    ("模具钢热处理", "真空炉热处理与深冷。", "material"),
    ("财税咨询", "小微企业代理记账。", "service"),
    ("能耗监测", "工厂能源在线监测平台。", "monitor"),
    ("数控培训", "数控操作工培训班。", "training"),
]


class World:
    """A buyer, two suppliers that fit it, and four that do not."""

    def __init__(self):
        with together():
            self.event = make_matchmaking()
            self.buyer = self.party("上海样例汽车有限公司", side="east", unit_code="310000")
            self.first = self.party("湖北样例机器人有限公司", side="central_south", province_code="420000")
            self.second = self.party("湖南样例焊接装备有限公司", side="central_south", province_code="430000")
            self.sought = make_listing(self.event, self.buyer.organization, **SOUGHT)
            self.offers = [make_listing(self.event, one.organization, **OFFERED) for one in (self.first, self.second)]
            for number, (title, text, topic) in enumerate(FAR):
                far = self.party(f"上海样例{number}号服务有限公司", side="east")
                make_listing(
                    self.event,
                    far.organization,
                    side=Side.SUPPLY,
                    title={"zh": title},
                    text={"zh": text},
                    topic_id=topic,
                )

    def party(self, name, **values):
        organization = make_organization(name)
        party = make_party(self.event, organization, **values)
        party.organization = organization
        return party

    def compare(self):
        write(lambda: services.look(at=clock.now()))
        work()
        db.session.expire_all()

    def page(self, party):
        (person,) = [one for one in list_representatives(self.event.id) if one.party_id == party.id]
        return f"/meetings/{link_token(person)}/suggestions/"

    def shown(self, party):
        return {
            one.supplier_id if one.demander_id == party.id else one.demander_id
            for one in queries.list_suggestions([party.id])
        }


@pytest.fixture
def world(app, frozen):
    return World()


@pytest.fixture
def visitor(app):
    browser = client_of(app)
    browser.set_cookie("lang", "en")
    return browser


def say(visitor, world, party, other, kind, listing=None):
    with visitor.get(world.page(party)):
        pass
    data = {"kind": kind} | ({"listing": listing.id} if listing else {})
    return visitor.post(f"{world.page(party)}{other.id}/opinion", data=data)


def test_a_job_finds_partners_and_both_sides_see_them_with_reasons(world, visitor):
    world.compare()
    assert world.shown(world.buyer) == {world.first.id, world.second.id}
    assert world.shown(world.first) == {world.buyer.id}
    page = visitor.get(world.page(world.buyer)).text
    assert "湖北样例机器人有限公司" in page
    assert "same topic: Industrial robots" in page
    assert "for your “焊接机器人”" in page


def test_whoever_looks_for_partners_reads_what_they_offer_and_seek(world, visitor):
    home = world.page(world.buyer).removesuffix("suggestions/")
    for address in (f"{home}partners/", f"{home}partners/{world.first.id}/"):
        page = visitor.get(address)
        assert page.status_code == 200
        assert "<b>They offer: </b>焊接机器人工作站" in page.text


def test_nothing_is_compared_again_until_something_changes(world, frozen):
    world.compare()
    frozen.shift(120)
    assert write(lambda: services.look(at=clock.now())) == 0
    with together():
        third = world.party("广东样例机器人有限公司", side="central_south", province_code="440000")
        make_listing(world.event, third.organization, **OFFERED)
    assert write(lambda: services.look(at=clock.now())) == 1
    work()
    assert third.id in world.shown(world.buyer)


def test_a_request_takes_the_suggestion_off_both_pages_at_once(world):
    world.compare()
    make_request(world.buyer, world.first, RequestState.ASKED)
    assert world.shown(world.buyer) == {world.second.id}
    assert world.shown(world.first) == set()


def test_not_for_us_hides_it_from_both_and_can_be_taken_back(world, visitor):
    world.compare()
    assert say(visitor, world, world.buyer, world.first, "not_for_us", world.offers[0]).status_code == 303
    assert world.shown(world.buyer) == {world.second.id}
    assert world.shown(world.first) == set()
    other = visitor.get(world.page(world.first)).text
    assert "not for us" not in other
    assert "No suggestion at present" in other
    say(visitor, world, world.buyer, world.first, "take_back")
    assert world.shown(world.buyer) == {world.first.id, world.second.id}


def test_what_was_not_wanted_teaches_the_next_comparison(world, visitor):
    world.compare()
    before = {one.supply_id: one.score for one in db.session.scalars(select(PartnerSuggestion))}
    say(visitor, world, world.buyer, world.first, "not_for_us", world.offers[0])
    world.compare()
    after = {one.supply_id: one.score for one in db.session.scalars(select(PartnerSuggestion))}
    assert after[world.offers[1].id] < before[world.offers[1].id]


def test_having_met_before_hides_it_and_teaches_nothing(world, visitor):
    world.compare()
    before = {one.supply_id: one.score for one in db.session.scalars(select(PartnerSuggestion))}
    say(visitor, world, world.buyer, world.first, "met_before")
    world.compare()
    after = {one.supply_id: one.score for one in db.session.scalars(select(PartnerSuggestion))}
    assert after == {world.offers[1].id: before[world.offers[1].id]}


def test_an_answer_that_is_none_is_refused_and_changes_nothing(world, visitor):
    world.compare()
    assert say(visitor, world, world.buyer, world.first, "bogus").status_code == 400
    assert say(visitor, world, world.buyer, world.buyer, "met_before").status_code == 404
    assert db.session.scalars(select(PartnerOpinion)).all() == []


def test_a_confidential_listing_is_compared_for_its_own_side_and_shown_to_nobody_else(world, visitor):
    world.sought.confidential, world.sought.shown_to = True, ShownTo.ORGANIZERS
    db.session.commit()
    world.compare()
    assert "湖北样例机器人有限公司" in visitor.get(world.page(world.buyer)).text
    page = visitor.get(world.page(world.first)).text
    assert "焊接机器人」" not in page
    assert "上海样例汽车有限公司" not in page


def test_a_listing_that_is_withdrawn_is_suggested_no_more(world, frozen):
    world.compare()
    frozen.shift(60)
    world.offers[0].state, world.offers[0].updated_at = ListingState.WITHDRAWN, clock.now()
    db.session.commit()
    world.compare()
    assert world.shown(world.buyer) == {world.second.id}


def test_organizers_see_who_has_none_and_why(world, sign_in):
    with together():
        silent = world.party("江西样例轴承有限公司")
    world.compare()
    office = sign_in(make_member(world.event, TeamRole.REGISTRAR))
    office.set_cookie("lang", "en")
    address = f"/manage/events/{world.event.slug}/matchmaking/suggestions/"
    assert queries.count_standings(world.event.id) == {"none": 4, "silent": 1, "some": 3}
    page = office.get(f"{address}?only=silent").text
    assert "江西样例轴承有限公司" in page
    assert "湖北样例机器人有限公司" not in page
    far = next(one.party for one in queries.get_standings(world.event.id, "none", None).rows)
    assert "No good match among" in office.get(f"{address}parties/{far.id}").text
    assert "no published listing" in office.get(f"{address}parties/{silent.id}").text
    assert office.get(f"{address}?only=bogus").status_code == 400


def test_a_preview_changes_nothing_and_saving_does(world, sign_in):
    world.compare()
    office = sign_in(make_member(world.event, TeamRole.REGISTRAR))
    office.set_cookie("lang", "en")
    address = f"/manage/events/{world.event.slug}/matchmaking/suggestions/weights"
    data = {"topic": 100, "need": 100, "words": 100, "sector": 100, "across": "preferred", "share": 1}
    page = office.post(address, data=data | {"preview": "1"}).text
    assert "1 suggestions instead of 2: 0 new, 1 gone." in page
    db.session.expire_all()
    assert find_plan(world.event.id).suggestion_weights == {}
    assert office.post(address, data=data).status_code == 303
    work()
    db.session.expire_all()
    assert len(world.shown(world.buyer)) == 1
    wrong = office.post(address, data=data | {"topic": "9999"})
    assert wrong.status_code == 422
    assert "9999" in wrong.text


def test_a_liaison_sees_the_suggestions_of_its_own_companies_alone(world, app):
    world.compare()
    liaison = make_liaison(world.event, "310000", link="tok")
    browser = client_of(app)
    browser.set_cookie("lang", "en")
    assert browser.post("/delegations/link/tok/").status_code == 303, liaison
    page = browser.get(f"/meetings/unit/{world.event.slug}/310000/suggestions/?only=some").text
    assert "上海样例汽车有限公司" in page
    assert "焊接机器人工作站" in page
    assert browser.get(f"/meetings/unit/{world.event.slug}/420000/suggestions/").status_code == 404


def test_e_mails_come_as_often_as_chosen_and_tell_what_is_new_once(world, visitor, frozen):
    world.compare()

    def tell():
        number = write(lambda: services.tell_new(world.event, at=clock.now()))
        db.session.expire_all()
        return number

    assert tell() == 3
    letters = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "meetings.suggested")).all()
    (own,) = [one for one in letters if "2" in one.subject]
    assert "湖北样例机器人有限公司" in own.text
    assert "湖南样例焊接装备有限公司" in own.text
    assert tell() == 0
    visitor.get(world.page(world.buyer))
    visitor.post(f"{world.page(world.buyer)}often", data={"often": "never"})
    visitor.post(f"{world.page(world.first)}often", data={"often": "daily"})
    frozen.shift(86400)
    with together():
        third = world.party("广东样例机器人有限公司", side="central_south", province_code="440000")
        make_listing(world.event, third.organization, **OFFERED)
        buyer = world.party("安徽样例汽车有限公司", side="east", province_code="340000")
        make_listing(world.event, buyer.organization, **SOUGHT)
    world.compare()
    told = {
        party.id
        for party, _number in queries.list_to_tell(
            world.event.id, told_before=clock.now() - timedelta(hours=23), often=services.Often.DAILY, is_default=False
        )
    }
    assert told == {world.first.id}
    assert visitor.post(f"{world.page(world.buyer)}often", data={"often": "hourly"}).status_code == 422


def test_pages_cost_the_same_however_many_suggestions_there_are(world, visitor, count_statements):
    world.compare()
    with count_statements() as few:
        visitor.get(world.page(world.buyer))
    with together():
        for number in range(2):
            more = world.party(f"广东样例{number}号机器人有限公司", side="central_south", province_code="440000")
            make_listing(world.event, more.organization, **OFFERED)
    world.compare()
    assert len(world.shown(world.buyer)) == 4
    with count_statements() as many:
        visitor.get(world.page(world.buyer))
    assert len(many) <= len(few)


def test_nobody_is_written_to_once_requests_are_over(world):
    world.compare()
    find_plan(world.event.id).asks_until = NOON - timedelta(minutes=1)
    db.session.commit()
    assert write(lambda: services.tell_new(world.event, at=clock.now())) == 0


def test_whoever_asks_a_suggested_partner_stays_on_the_list(world, visitor):
    world.compare()
    page = world.page(world.buyer)
    backs = re.findall(r'name="back" value="([^"]+)"', visitor.get(page).text)
    assert backs and all(page.startswith(back.rstrip("?")) for back in backs)
