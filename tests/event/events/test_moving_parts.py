"""What of rooms upstairs moves along with an event by a tick of its own: rides, nights, questionnaires; and what is left on other days waits for
the organizers."""

from datetime import timedelta

import pytest

from eventmgr.event.events import services
from eventmgr.event.events.forms.acts import PostponeForm
from eventmgr.event.events.forms.sections import TimeForm
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.logistics.arranging.nights import kept_nights
from eventmgr.on_site.logistics.lodging import services as lodging
from eventmgr.on_site.logistics.lodging.queries import find_stay
from eventmgr.on_site.logistics.models import Ride
from eventmgr.programme.surveys.models import Survey
from tests.factories import NOON, keep, make_event, make_member
from tests.on_site.logistics.factories import ACT, make_hotel, make_sleeper, propose
from tests.on_site.logistics.own_calendar import rides
from tests.output.calendars.feeds import counters, personal_address

pytestmark = pytest.mark.usefixtures("frozen")
DAYS = timedelta(days=30)
OUTSIDE = ("1 个车次不在活动期间", "1 人的住宿日期不在活动期间", "1 份问卷的开放时间不在活动期间")


@pytest.fixture
def world(app):
    """An event with a ride, a room and a questionnaire, and who has the two first."""
    event = make_event(slug="sample")
    place = make_sleeper(event, said={"arrival": "5月13日", "departure": "5月15日"}, status=Status.CONFIRMED)
    make_hotel(event)
    propose(event)
    with transaction():
        lodging.publish(event, act=ACT)
    ride = rides(event, place)
    survey = keep(Survey(event_id=event.id, title={"zh": "满意度"}, closes_at=event.ends_at, created_at=NOON))
    return event, place, ride, survey


def dates(world) -> list:
    _event, place, ride, survey = world
    db.session.expire_all()
    nights = kept_nights(find_stay(place.id).shown_nights)
    return [db.session.get(Ride, ride.id).leaves_at, nights.arrives, db.session.get(Survey, survey.id).closes_at]


def moved(world, **options):
    event = db.session.get(Event, world[0].id)
    with transaction():
        services.edit(event, {"starts_at": event.starts_at + DAYS, "ends_at": event.ends_at + DAYS}, act=ACT, **options)


def test_each_moves_along_with_its_tick_and_stays_without(world):
    before = dates(world)

    moved(world)
    stay = dates(world)
    moved(world, moves=("rides", "nights", "surveys"))

    assert (stay, dates(world)) == (before, [one + DAYS for one in before])


@pytest.mark.parametrize("key", ["rides", "nights", "surveys"])
def test_one_moves_alone(world, key):
    before = dates(world)

    moved(world, moves=(key,))

    shifts = [after - one for after, one in zip(dates(world), before, strict=True)]
    assert shifts == [DAYS if one == key else timedelta(0) for one in ("rides", "nights", "surveys")]


def test_calendars_follow_what_moves(world, client):
    event, place = world[0], world[1]
    address = personal_address(place)
    before = {uid: number for uid, (number, _at) in counters(client.get(address)).items()}

    moved(world, moves=("rides", "nights"))

    after = {uid: number for uid, (number, _at) in counters(client.get(address)).items()}
    assert after == {uid: number + 1 for uid, number in before.items()} and len(after) == 3
    assert event.uid in after


def test_the_page_names_each_with_a_tick_that_is_set_and_what_stays_is_open_work(world, client, sign_in):
    sign_in(make_member(world[0], TeamRole.OWNER))
    page = client.get("/manage/events/sample/settings/time/?lang=zh")
    overview = "/manage/events/sample/?lang=zh"
    quiet = client.get(overview).text

    moved(world)
    loud = client.get(overview).text
    moved(world, moves=())

    assert page.status_code == 200
    for words in ("1 个车次（", "1 人的住宿日期", "1 份问卷（满意度）"):
        assert words in page.text
    assert page.text.count('name="moves"') == 3
    assert [words in quiet for words in OUTSIDE] == [False] * 3
    assert [words in loud for words in OUTSIDE] == [True] * 3


@pytest.mark.parametrize("form", [TimeForm, PostponeForm])
def test_both_forms_that_move_an_event_have_the_ticks(form):
    assert {"move_deadlines", "moves"} <= set(dir(form))
