"""Liaisons see in which batches their people visit a stop, and nothing that an event that is over no longer offers."""

from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.events.models import EventKind
from eventmgr.event.quotas.models import Status
from eventmgr.ground.db import transaction
from eventmgr.programme.study_visits.queries import list_visit_items
from eventmgr.programme.study_visits.services import StopDraft, propose, set_stop
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.delegations.acting import entered, page_of
from tests.factories import NOON, make_event, make_item, make_liaison, make_person, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")
ACT = Act(SYSTEM, NOON)


@pytest.fixture
def event(app):
    """A visit with a laboratory that takes two people at once, and a hall that takes everybody."""
    event = make_event(kind=EventKind.STUDY_VISIT, agenda_published=True, starts_at=NOON + timedelta(days=1))
    for hours, title, capacity in ((0, "传感器实验室", 2), (3, "总装车间", None)):
        starts_at = event.starts_at + timedelta(hours=hours)
        item = make_item(
            event, kind=ItemKind.VISIT, title={"zh": title}, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
        )
        for name in ("沪甲", "沪乙", "沪丙") if not hours else ():
            make_registration(event, make_person(name), status=Status.CONFIRMED, unit_code="310000")
        if not hours:
            make_registration(event, make_person("苏甲"), status=Status.CONFIRMED, unit_code="320000")
            make_registration(
                event,
                make_person("沪丁"),
                status=Status.CONFIRMED,
                unit_code="310000",
                organization_name="甲竞争样例有限公司",
            )
        with transaction():
            draft = StopDraft(capacity=capacity, not_organizations=("甲竞争样例有限公司",) if capacity else ())
            set_stop(event, item, draft, act=ACT)
            if capacity:
                propose(event, item.id, act=ACT)
    return event


@pytest.fixture
def browser(app, event):
    make_liaison(event, "310000", link="one")
    browser = entered(app, "one")
    browser.set_cookie("lang", "zh")
    return browser


def stops_of(page):
    """Cells of the rows below the heading of the stops."""
    rows = page.partition('id="stops"')[2].partition("</table>")[0].split("<tr data-row>")[1:]
    return [[cell.partition("</td>")[0].partition(">")[2] for cell in row.split("<td")[1:]] for row in rows]


def test_of_stops_that_not_all_visit_together_each_batch_names_the_own_people(event, browser):
    rows = stops_of(browser.get(page_of(event, "310000")).text)

    assert [(stop, batch, people) for stop, batch, _time, people in rows] == [
        ("传感器实验室", "第1批", "沪甲、沪乙"),
        ("传感器实验室", "第2批", "沪丙"),
        ("传感器实验室", "不接待", "沪丁"),
    ]
    assert [bool(time) for _stop, _batch, time, _people in rows] == [True, True, False]


def test_of_a_stop_that_takes_all_the_others_go_together(event, browser):
    with transaction():
        [*_first, hall] = list_visit_items(event.id)
        set_stop(event, hall, StopDraft(not_organizations=("甲竞争样例有限公司",)), act=ACT)

    rows = stops_of(browser.get(page_of(event, "310000")).text)

    assert [(batch, people) for stop, batch, _time, people in rows if stop == "总装车间"] == [
        ("不分批", "沪甲、沪乙、沪丙"),
        ("不接待", "沪丁"),
    ]


def test_nothing_is_said_of_batches_before_the_agenda_is_published(event, browser):
    with transaction():
        event.agenda_published = False

    assert 'id="stops"' not in browser.get(page_of(event, "310000")).text


def test_the_page_of_an_event_that_is_over_offers_no_way_out_and_no_deadlines(event, browser, frozen):
    before = browser.get(page_of(event, "310000")).text
    frozen.move_to(event.ends_at + timedelta(days=1))
    after = browser.get(page_of(event, "310000")).text

    assert [("可通过各自邮件中的链接取消" in page, "订阅名单报送期限" in page) for page in (before, after)] == [
        (True, True),
        (False, False),
    ]
