"""The page of participant types: what organizers set, add, order and take away, and who moves up by it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, InvitedUnit
from eventmgr.event.events.services import edit
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.allocation import ROLE, QuotaCell
from eventmgr.event.quotas.planning.services import set_plan
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member, make_registration, set_types
from tests.output.imports.sending import in_english

pytestmark = pytest.mark.usefixtures("frozen", "database")
USUAL = {
    "entry": "everybody",
    "confirming": "event",
    "recommending": "event",
    "alone": "accepted",
    "counts_in_quota": "y",
}


@pytest.fixture
def office(sign_in):
    return lambda event: in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))


def address(event, rest=""):
    return f"/manage/events/{event.slug}/types/{rest}"


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def types(event):
    db.session.expire_all()
    return types_of(db.session.get(Event, event.id))


def test_a_type_of_the_events_own_is_added_set_and_told_in_the_change_log(office):
    event = make_event(fields={"role": "optional"})
    browser = office(event)
    settings = {**USUAL, "name_zh": "观察员", "name_en": "Observer", "capacity": "3", "badge_color": "green"}

    added = browser.post(address(event, "new"), data=settings)
    changed = browser.post(address(event, "observer/"), data={**settings, "capacity": "5", "entry": "invitation"})
    page, history = (
        browser.get(address(event, "?lang=en")),
        browser.get(f"/manage/events/{event.slug}/history/?lang=en"),
    )

    one = types(event).get("observer")
    assert (added.status_code, changed.status_code, one.capacity, one.entry.value) == (303, 303, 5, "invitation")
    assert (one.name, [*types(event).names()][-1]) == ({"zh": "观察员", "en": "Observer"}, "observer")
    assert "added for this event" in plain(page) and "0 / 5" in plain(page)
    assert "participant types changed" in plain(history)
    assert "Observer, Number of places: 5, Registered by: By invitation link, or entered by the organizers" in plain(
        history
    )


def test_house_types_are_renamed_for_one_event_alone(office, client):
    event, other = make_event(fields={"role": "optional"}), make_event(fields={"role": "optional"})
    office(event).post(address(event, "delegate/"), data={**USUAL, "name_zh": "正式代表"})

    forms = [client.get(f"/events/{one.slug}/register/?lang=zh").text for one in (event, other)]

    assert ["正式代表" in form for form in forms] == [True, False]


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"name_en": "Media"}, 409, "There is another participant type “Media”."),
        ({}, 409, "Enter a name in at least one language."),
        ({"name_en": "A", "capacity": "-1"}, 422, "-1"),
        ({"name_en": "A", "entry": "anybody"}, 422, "anybody"),
        (
            {"name_en": "A", "opens_at": "2026-04-02T10:00", "closes_at": "2026-04-02T09:00"},
            409,
            "closes before it opens",
        ),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(office, typed, status, sentence):
    event = make_event()

    page = office(event).post(address(event, "new?lang=en"), data={**USUAL, "name_zh": "", "badge_color": "", **typed})

    assert (page.status_code, sentence in page.text) == (status, True)
    assert event.participant_types == []


def test_delegates_cannot_be_hidden_for_whoever_is_asked_nothing_comes_as_one(office):
    event = make_event()

    page = office(event).post(address(event, "delegate/?lang=en"), data={**USUAL, "is_hidden": "y"})

    assert (page.status_code, "so it cannot be hidden" in plain(page)) == (409, True)


def test_a_type_that_somebody_has_is_hidden_instead_of_removed(office, client):
    event = make_event(fields={"role": "optional"})
    set_types(event, observer={}, guest={})
    make_registration(event, role="observer")
    browser = office(event)

    for key in ("observer", "guest", "media"):
        browser.post(address(event, f"{key}/remove?lang=en"))
    page = plain(browser.get(address(event, "?lang=en")))

    assert ("guest" in types(event), types(event).get("observer").is_hidden, "media" in types(event)) == (
        False,
        True,
        True,
    )
    assert "1 person is registered as “observer”, so it was hidden" in page
    assert "This type belongs to every event." in page
    assert "observer" not in client.get(f"/events/{event.slug}/register/").text


def test_a_type_on_which_quotas_or_questions_depend_stays(office):
    event = make_event(units=[InvitedUnit(unit_code="310000", quota=2)])
    set_types(event, observer={}, guest={})
    with transaction():
        cells = [QuotaCell("310000", ROLE, "observer", 1, 1)]
        set_plan(event, pool=0, cells=cells, returns_at=None, act=Act(SYSTEM, NOON))
    rules = {"condition": {"all": [["equals", "role", "guest"]]}}
    asked = {"kind": QuestionKind.TEXT, "label": {"zh": "题"}, "options": [], "rules": rules}
    db.session.add(Question(event_id=event.id, key="a", position=1, **asked))
    db.session.commit()
    browser = office(event)

    for key in ("observer", "guest"):
        browser.post(address(event, f"{key}/remove?lang=en"))

    assert ("observer" in types(event), "guest" in types(event)) == (True, True)
    assert "depend on it" in plain(browser.get(address(event, "?lang=en")))


def test_the_order_holds_in_the_form_and_is_told(office, client):
    event = make_event(fields={"role": "optional"})
    browser = office(event)

    browser.post(address(event, "leader/up"))
    form = client.get(f"/events/{event.slug}/register/").text

    assert [*types(event).names()][:2] == ["leader", "delegate"]
    assert form.index('value="leader"') < form.index('value="delegate"')
    assert "Order of participant types" in plain(browser.get(f"/manage/events/{event.slug}/history/?lang=en"))


def test_whoever_moves_up_by_more_places_is_named_before_anybody_is_written_to(office):
    event = make_event()
    set_types(event, media={"capacity": 0})
    waits = register(event, make_applicant(role="media", name="候补者"))
    browser = office(event)

    asked = browser.post(address(event, "media/?lang=en"), data={**USUAL, "capacity": "1", "telling": ""})
    browser.post(address(event, "media/"), data={**USUAL, "capacity": "1", "telling": "now"})

    db.session.expire_all()
    assert "候补者" in plain(asked)
    assert db.session.get(Registration, waits.id).status.value == "confirmed"


def test_deadlines_that_move_along_take_the_times_of_types_with_them():
    event = make_event()
    later = timedelta(days=2)
    set_types(event, media={"opens_at": NOON + timedelta(hours=1), "closes_at": NOON + timedelta(hours=3)})
    set_types(event, expert={"opens_at": NOON - timedelta(hours=1)})

    with transaction():
        dates = {"starts_at": event.starts_at + later, "ends_at": event.ends_at + later}
        changes = edit(event, dates, act=Act(SYSTEM, NOON), move_deadlines=True)

    media, expert = (types(event).get(key) for key in ("media", "expert"))
    assert (media.opens_at, media.closes_at) == (NOON + later + timedelta(hours=1), NOON + later + timedelta(hours=3))
    assert (expert.opens_at, "participant_types" in changes) == (NOON - timedelta(hours=1), True)
