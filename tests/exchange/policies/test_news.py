"""Who subscribes and confirms is told by e-mail what is new among policies, and leaves by one link."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from eventmgr.exchange.policies.models import Policy, PolicyState, PolicySubscription
from eventmgr.exchange.policies.news import periods, services
from eventmgr.exchange.policies.news.letters import LINK
from eventmgr.exchange.policies.services import publish, withdraw
from eventmgr.ground.db import db, write
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.exchange.policies.factories import make_policy, make_subscription
from tests.factories import NOON
from tests.rows import only

pytestmark = pytest.mark.usefixtures("frozen", "database")
DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=2)


def subscribe(client, **typed):
    return client.post("/policies/subscribe?lang=en", data={"email": "Reader@Example.com"} | typed)


def letters(kind):
    db.session.expire_all()
    query = select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(OutboxLetter.id)
    return list(db.session.scalars(query))


def tell(at):
    write(lambda: services.tell_news(at=at))
    return letters("policies.news")


def test_an_address_is_told_nothing_before_it_was_confirmed(client):
    answer = subscribe(client, province="320000")
    make_policy(updated_at=LATER, published_at=LATER)
    unconfirmed = tell(NOON + DAY)
    page = client.get(f"/policies/news/{LINK.token(only(PolicySubscription))}/?lang=en")
    client.post(f"/policies/news/{LINK.token(only(PolicySubscription))}/confirm")
    db.session.expire_all()

    assert (answer.status_code, unconfirmed, len(letters("policies.confirm"))) == (200, [], 1)
    assert "Confirm the subscription" in page.text
    assert "Jiangsu" in page.text
    assert only(PolicySubscription).confirmed_at == NOON
    assert len(tell(NOON + DAY)) == 1


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 1),
        ("province=320000", 1),
        ("province=420000", 0),
        ("sector=C36", 1),
        ("level=city", 0),
        ("q=%E8%A1%A5%E5%8A%A9", 1),
    ],
)
def test_what_is_new_is_told_once_to_whom_it_concerns(asked, count):
    make_subscription(asked=asked, confirmed_at=NOON, news_since=NOON)
    make_policy(updated_at=LATER, published_at=LATER)

    first, second = tell(NOON + DAY), tell(NOON + 2 * DAY)

    assert (len(first), len(second)) == (count, count)
    for letter in first:
        assert "样例省智能化改造补助办法 — 新发布" in letter.text
        assert "/policies/news/" in letter.text.replace(letter.unsubscribe, "") or letter.secrets


def test_a_change_a_repeal_a_withdrawal_and_a_last_day_are_told_as_such():
    make_subscription(language="en", confirmed_at=NOON, news_since=NOON)
    make_policy(title={"en": "Changed one"}, updated_at=LATER)
    make_policy(title={"en": "Repealed one"}, updated_at=LATER, repealed_on=date(2026, 6, 1))
    gone = make_policy(title={"en": "Gone one"})
    make_policy(title={"en": "Ending one"}, window_to=NOON.date() + timedelta(days=8))
    make_policy(title={"en": "Ending later"}, window_to=NOON.date() + timedelta(days=9))
    make_policy(title={"en": "As before"})
    make_policy(title={"en": "A draft"}, state=PolicyState.DRAFT, published_at=None, updated_at=LATER)
    write(lambda: withdraw(db.session.get(Policy, gone.id), act=Act(SYSTEM, LATER)))

    (letter,) = tell(NOON + DAY)

    assert "Changed one — content changed" in letter.text
    assert "Repealed one — repealed from 1 Jun 2026" in letter.text
    assert "Gone one — withdrawn" in letter.text
    assert "Ending one — applications close on" in letter.text
    assert not re.search("Ending later|As before|A draft", letter.text)


def test_nobody_is_written_to_twice_a_day_and_alike_subscriptions_read_policies_once(count_statements):
    for number in range(5):
        make_subscription(email=f"r{number}@example.com", confirmed_at=NOON, news_since=NOON)
    make_policy(updated_at=LATER, published_at=LATER)
    first = len(tell(NOON + DAY))
    make_policy(number="2", updated_at=NOON + DAY + LATER.resolution, published_at=NOON + DAY + LATER.resolution)
    same_day = len(tell(NOON + DAY + timedelta(hours=5)))
    with count_statements() as statements:
        next_day = len(tell(NOON + 2 * DAY))

    assert (first, same_day, next_day) == (5, 5, 10)
    assert (
        sum("FROM policy \n" in one or "FROM policy\n" in one or "FROM policy " in one for one in map(str, statements))
        == 1
    )


def test_one_link_ends_it_for_people_and_for_mail_programs_and_nothing_is_kept(client):
    make_policy(updated_at=LATER, published_at=LATER)
    subscription = make_subscription(email="reader@example.com", confirmed_at=NOON, news_since=NOON)
    (letter,) = tell(NOON + DAY)
    address = f"/policies/news/{LINK.token(subscription)}"
    page = client.get(f"{address}/?lang=en").text
    ended = client.post(f"{address}/end?lang=en", data={"List-Unsubscribe": "One-Click"})

    assert letter.unsubscribe.endswith("/end")
    assert "Unsubscribe and delete the address" in page
    assert (ended.status_code, "You are unsubscribed" in ended.text) == (200, True)
    assert client.get(f"{address}/").status_code == 404
    assert db.session.scalars(select(PolicySubscription)).all() == []
    assert "reader@example.com" not in {one.to_address for one in letters("policies.news")}


def test_the_form_takes_over_the_filters_of_the_list_and_keeps_what_was_typed(client):
    make_policy(window_to=date(2027, 6, 1))
    shown = client.get("/policies/?province=320000&window=open&lang=en").text
    href = re.search(r'href="(/policies/subscribe[^"]*)"', shown)
    page = client.get(href[1].replace("&amp;", "&")).text
    refused = subscribe(client, email="nobody", province="320000", q="机器人")

    assert re.search(r'<option[^>]*(selected[^>]*value="320000"|value="320000"[^>]*selected)', page)
    assert "window" not in href[1]
    assert refused.status_code == 422
    assert "机器人" in refused.text
    assert db.session.scalars(select(PolicySubscription)).all() == []


def test_whoever_subscribes_again_gets_the_same_link_and_an_unconfirmed_one_goes_after_a_week(client):
    subscribe(client)
    subscribe(client)

    assert (len(letters("policies.confirm")), only(PolicySubscription).email) == (2, "reader@example.com")
    assert periods.delete_some(NOON + 6 * DAY, 10) == 0
    assert periods.delete_some(NOON + 8 * DAY, 10) == 1
    db.session.commit()
    assert db.session.scalars(select(PolicySubscription)).all() == []


def test_a_policy_that_is_published_again_is_new(client):
    make_subscription(confirmed_at=NOON, news_since=NOON)
    policy = make_policy(state=PolicyState.WITHDRAWN)
    write(lambda: publish(db.session.get(Policy, policy.id), act=Act(SYSTEM, LATER)))

    assert "新发布" in tell(NOON + DAY)[0].text
