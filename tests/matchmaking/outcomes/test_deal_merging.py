"""One deal told by two: found, merged, counted once, and two again."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.money import WAN
from eventmgr.matchmaking.outcomes.merging import services
from eventmgr.matchmaking.outcomes.merging.pairing import AMOUNT, SIDES, TITLE, Entry, list_alike
from eventmgr.matchmaking.outcomes.merging.queries import list_entries
from eventmgr.matchmaking.outcomes.models import TwoDeals
from eventmgr.tools.likeness.queries import list_known_two
from eventmgr.tools.log.services import Act
from tests.factories import make_event, make_member
from tests.matchmaking.outcomes.deals import ACT, EAST, WEST, make_deal

pytestmark = pytest.mark.usefixtures("database", "frozen")
NOBODY = {"contact_name": "", "contact_email": "", "contact_mobile": ""}


@pytest.fixture
def told_twice():
    """Shanghai and Hubei tell one deal, with other spellings and amounts; something stems from the second."""
    event = make_event()
    one = make_deal(event, wan=500, told_by_code="310000", sides=(replace(EAST, **NOBODY), WEST))
    short = replace(WEST, name="样例武汉市轴承制造有限责任公司")
    other = make_deal(event, "机床改造", wan=480, told_by_code="420000", sides=(short, EAST))
    child = make_deal(
        event, "配套刀具", wan=20, stems_from_id=other.id, sides=(EAST, replace(WEST, name="样例刀具公司"))
    )
    return event, one, other, child


def merge(event, kept, other, taken=()):
    with transaction():
        return services.merge(event, kept, other, set(taken), seen=services.seen_of(kept, other), act=ACT)


def test_two_spellings_of_the_same_sides_in_either_order_are_found(told_twice):
    event, one, other, _child = told_twice
    (found,) = list_alike(list_entries(event.id), ())
    assert (found.ids, found.why) == ((one.id, other.id), (SIDES,))


def test_why_two_may_be_one_and_usual_titles_say_nothing():
    def entry(number, title="", sides=(), amount=0):
        return Entry(number, title, frozenset(sides), amount)

    assert [one.why for one in list_alike([entry(1, "甲"), entry(2, "甲")], ())] == [(TITLE,)]
    assert list_alike([entry(n, "战略合作") for n in range(4)], ()) == []
    assert [one.why for one in list_alike([entry(1, "", "ab", 5), entry(2, "", "ac", 5)], ())] == [(AMOUNT,)]
    assert list_alike([entry(1, "", "ab"), entry(2, "", "ba")], [(1, 2)]) == []


def test_merged_they_count_once_and_undone_twice_again(told_twice):
    event, one, other, child = told_twice
    before = queries.count_deals(event.id, queries.Filter())
    assert before == (3, 1000 * WAN)
    row = merge(event, one, other, ["amounts", "title"])
    db.session.expire_all()
    assert queries.count_deals(event.id, queries.Filter()) == (2, 500 * WAN)
    kept = queries.get_deal(event, one.id)
    assert (kept.title["zh"], kept.amount, kept.parties[0].contact_email) == ("机床改造", 480 * WAN, "wang@example.com")
    assert queries.get_deal(event, child.id).stems_from_id == one.id
    assert list_alike(list_entries(event.id), ()) == []
    with transaction():
        services.part(event, row, act=ACT)
    db.session.expire_all()
    assert queries.count_deals(event.id, queries.Filter()) == before
    kept = queries.get_deal(event, one.id)
    assert (kept.title["zh"], kept.amount, kept.parties[0].contact_email) == ("轴承智能产线改造", 500 * WAN, "")
    assert queries.get_deal(event, child.id).stems_from_id == other.id


def test_a_merge_can_be_undone_for_thirty_days(told_twice):
    event, one, other, _child = told_twice
    row = merge(event, one, other)
    with pytest.raises(Refusal), transaction():
        services.part(event, row, act=Act(ACT.by, ACT.at + timedelta(days=31)))


def test_one_that_followed_from_the_other_is_not_the_same(told_twice):
    event, _one, other, child = told_twice
    with pytest.raises(Refusal):
        merge(event, other, child)


def test_what_was_changed_since_it_was_compared_is_not_merged(told_twice):
    event, one, other, _child = told_twice
    seen = services.seen_of(one, other)
    with transaction():
        queries.get_deal(event, one.id).changed_at += timedelta(seconds=1)
    with pytest.raises(Refusal), transaction():
        services.merge(event, one, other, set(), seen=seen, act=ACT)


def test_the_pages_compare_merge_undo_and_note_two(client, sign_in, told_twice):
    event, one, other, _child = told_twice
    sign_in(make_member(event, TeamRole.EDITOR))
    base = f"/manage/events/{event.slug}/outcomes/"
    assert 'data-figure="deal_pairs"' in client.get(base).text
    page = client.get(f"{base}duplicates/{one.id}/{other.id}/")
    seen = services.seen_of(queries.get_deal(event, one.id), queries.get_deal(event, other.id))
    assert seen in page.text.replace("&#43;", "+")
    form = {"stays": one.id, "as_shown": seen, "of_title": one.id, "of_amounts": other.id}
    answer = client.post(f"{base}duplicates/{one.id}/{other.id}/", data=form)
    assert answer.status_code == 303
    assert client.get(f"{base}{other.id}/").status_code == 303
    assert (
        client.post(f"{base}{other.id}/advance", data={"stage": "contract", "on_date": "2026-04-01"}).status_code == 409
    )
    (undo,) = re.findall(r'action="([^"]+/merges/\d+/undo)"', client.get(f"{base}duplicates/").text)
    assert client.post(undo).status_code == 303
    assert queries.count_deals(event.id, queries.Filter())[0] == 3
    assert client.post(f"{base}duplicates/{one.id}/{other.id}/two-deals").status_code == 303
    assert list_known_two(TwoDeals, TwoDeals.event_id == event.id) == {(one.id, other.id)}
    assert 'data-figure="deal_pairs"' not in client.get(base).text
