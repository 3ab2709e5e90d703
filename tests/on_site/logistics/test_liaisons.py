"""Liaisons see rooms and rides of their own delegation, once they are published."""

import pytest

from eventmgr.event.quotas.models import Status
from eventmgr.ground.db import transaction
from eventmgr.on_site.logistics.lodging import services
from eventmgr.on_site.logistics.models import Direction
from eventmgr.on_site.logistics.transport import services as transport
from tests.event.delegations.acting import entered, page_of
from tests.factories import make_event, make_liaison
from tests.on_site.logistics.factories import ACT, make_hotel, make_sleeper, propose
from tests.on_site.logistics.own_calendar import rides

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def event(app):
    return make_event()


@pytest.fixture
def browser(app, event):
    make_liaison(event, "420000", link="one")
    return entered(app, "one")


def sleeper(event, name, unit="420000", **values):
    return make_sleeper(event, name, unit_code=unit, said={"arrival": "5月13日", "departure": "5月15日"}, **values)


def publishes(event, *, withdraw=False):
    with transaction():
        services.withdraw(event, act=ACT) if withdraw else services.publish(event, act=ACT)


def test_rooms_and_rides_of_the_own_people_stand_on_the_page_once_they_are_published(event, browser):
    one, other = sleeper(event, "张三"), sleeper(event, "赵六", "430000", sex="female")
    sleeper(event, "李四", status=Status.PENDING)
    make_hotel(event)
    propose(event)
    rides(event, one, other, published=False)
    before = browser.get(page_of(event)).text
    publishes(event)
    with transaction():
        transport.publish_rides(event, Direction.ARRIVAL, withdraw=False, act=ACT)

    page, zh = browser.get(page_of(event)).text, browser.get(page_of(event) + "?lang=zh").text

    part = page.partition('id="travel"')[2]
    assert (
        'id="travel"' in before,
        "Sample Hotel · " in part and "张三, room" in part,
        "2 nights" in part,
        "Minibus" in part,
    ) == (
        False,
        True,
        True,
        True,
    )
    assert ("赵六" in part, "李四" in part, part.count("Minibus")) == (False, False, 1)
    assert ("本代表团住宿和交通安排" in zh, "样例宾馆" in zh, "考斯特" in zh) == (True, True, True)


def test_the_bus_that_all_of_them_take_is_named_once(event, browser):
    people = [sleeper(event, f"张{n}") for n in "一二三四五"]
    rides(event, *people)

    part = browser.get(page_of(event)).text.partition('id="travel"')[2]

    assert (part.count("Minibus"), "all 5" in part, part.count("张")) == (1, True, 0)


def test_what_is_hidden_again_is_not_shown_to_them_either(event, browser):
    sleeper(event, "张三")
    make_hotel(event)
    propose(event)
    publishes(event)
    assert 'id="travel"' in browser.get(page_of(event)).text

    publishes(event, withdraw=True)

    assert 'id="travel"' not in browser.get(page_of(event)).text


def test_many_people_cost_as_many_statements_as_few(event, browser, count_statements):
    make_hotel(event, twin=8)
    first = [sleeper(event, f"张{n}") for n in "一二"]
    propose(event)
    publishes(event)
    rides(event, *first)
    with count_statements() as few:
        browser.get(page_of(event))
    more = [sleeper(event, f"李{n}") for n in "一二三四五六七八"]
    propose(event)
    publishes(event)
    rides(event, *more)
    with count_statements() as many:
        page = browser.get(page_of(event)).text

    part = page.partition('id="travel"')[2]
    assert (part.count("Minibus"), "all " in part, part.count("李八")) == (2, False, 2)
    assert len(many) == len(few)
