"""For whom an event is and what it costs: said alike wherever somebody decides whether to come."""

import json
import re

import pytest

from eventmgr.event.events import services
from eventmgr.event.events.derived.opening import amount, fee_in_words, price_in_words, who_may_register
from eventmgr.event.events.models import Approval, Event, EventStatus, InvitedUnit
from eventmgr.ground.db import db, transaction
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.log.wording import lines_of
from eventmgr.tools.messages.queries import list_letters
from tests.factories import NOON, keep, make_admin, make_event, make_member

FEE = {
    "fee": 60_050,
    "fee_currency": "HKD",
    "fee_note": {"zh": "住宿费用自理。", "en": "Accommodation at own expense."},
    "audience": {"zh": "制造业企业负责人", "en": "Heads of manufacturers"},
}
SAID = {
    "zh": ("每人600.50港元；住宿费用自理", "制造业企业负责人"),
    "en": ("600.50 Hong Kong dollars per person. Accommodation at own expense", "Heads of manufacturers"),
}
SENT = {
    "name": "张样例",
    "organization": "样例电气有限公司",
    "unit": "310000",
    "mobile": "13812345678",
    "email": "zhang@example.com",
    "consent": "yes",
    "form_id": "",
}


def words(page: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", page)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("hundredths", "said"), [(1, "0.01"), (100, "1"), (9_950, "99.50"), (123_456_700, "1,234,567")]
)
def test_an_amount_has_a_fraction_only_where_there_is_one(hundredths, said):
    assert amount(hundredths) == said


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        ({}, "", ""),
        ({"fee": 0}, "免费", "Free of charge"),
        ({"fee": 120_000}, "每人1,200元", "1,200 yuan per person"),
        ({"fee": 100, "fee_currency": "XXX"}, "每人1XXX", "1 XXX per person"),
    ],
)
def test_a_price_is_said_in_both_languages(app, values, zh, en):
    event = Event(**{"fee_currency": "CNY"} | values)
    found = []
    for lang in ("zh", "en"):
        with speaking(lang):
            found.append(price_in_words(event))
    assert found == [zh, en]


@pytest.mark.one_engine
def test_a_note_stands_alone_where_no_price_is_said(app):
    with speaking("zh"):
        assert fee_in_words(Event(fee_note={"zh": "食宿自理。"})) == "食宿自理"


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("invited", "takes_guests", "said"),
    [
        (0, True, "Open to everybody"),
        (0, False, "Members of delegations only"),
        (1, True, "1 invited delegation and guests"),
        (16, True, "16 invited delegations and guests"),
        (16, False, "Only 16 invited delegations"),
    ],
)
def test_who_may_register_follows_from_units_and_guests(app, invited, takes_guests, said):
    with speaking("en"):
        assert who_may_register(invited, takes_guests=takes_guests) == said


@pytest.mark.parametrize("path", ["", "register/"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_event_page_and_form_say_it_beside_the_button(client, frozen, path, lang):
    event = make_event(approval=Approval.REVIEW, **FEE)
    keep(InvitedUnit(event_id=event.id, unit_code="310000", quota=None))

    page = words(client.get(f"/events/{event.slug}/{path}?lang={lang}").text)

    assert [said for said in SAID[lang] if said not in page] == []
    assert {"zh": "1 个受邀代表团及其他来宾", "en": "1 invited delegation and guests"}[lang] in page
    assert {"zh": "须经会务组审核", "en": "After review by the organizers"}[lang] in page


def test_the_form_says_above_its_button_that_a_review_follows_and_only_where_one_does(client, frozen):
    reviewed, at_once = make_event(approval=Approval.REVIEW), make_event()
    said = "Your registration will be reviewed; your place is confirmed once the organizers tell you so."

    pages = [client.get(f"/events/{event.slug}/register/?lang=en").text for event in (reviewed, at_once)]

    assert [said in page for page in pages] == [True, False]
    assert pages[0].index(said) < pages[0].index('<button type="submit"')


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_letter_and_feed_say_the_fee(client, frozen, lang):
    event = make_event(**FEE)
    assert client.post(f"/events/{event.slug}/register/?lang={lang}", data=SENT).status_code == 303

    [letter] = list_letters(event_id=event.id, limit=5)
    feed = client.get(f"/events/{event.slug}/calendar.ics?lang={lang}").text.replace("\r\n ", "").replace("\\", "")

    assert SAID[lang][0] in letter.text
    assert SAID[lang][0] in feed


@pytest.mark.parametrize(
    ("fee", "free", "offer"),
    [
        (None, None, (None, None)),
        (0, True, ("0.00", "CNY")),
        (60_050, False, ("600.50", "CNY")),
    ],
)
def test_search_engines_read_the_price(client, frozen, fee, free, offer):
    event = make_event(fee=fee, audience={"en": "Heads of manufacturers"})

    page = client.get(f"/events/{event.slug}/?lang=en").text
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script', page, re.DOTALL)[0])

    assert data.get("isAccessibleForFree") is free
    assert (data["offers"].get("price"), data["offers"].get("priceCurrency")) == offer
    assert data["audience"] == {"@type": "Audience", "audienceType": "Heads of manufacturers"}


def test_a_closed_event_offers_no_price_but_still_says_that_it_is_free(client, frozen):
    event = make_event(fee=0, registration_closes_at=NOON)
    frozen.shift(3600)

    page = client.get(f"/events/{event.slug}/?lang=en").text

    assert ('"isAccessibleForFree": true' in page, '"offers"' in page) == (True, False)


def test_a_copy_costs_what_its_source_costs(app):
    event, admin = make_event(**FEE), make_admin()
    with transaction():
        copy = services.clone(event, admin, days=364, act=Act(SYSTEM, NOON))

    assert {name: getattr(copy, name) for name in FEE} == FEE


@pytest.fixture
def draft(client, sign_in, frozen):
    event = make_event(status=EventStatus.DRAFT, slug="draft")
    sign_in(make_member(event, TeamRole.OWNER))
    return event


BASE = {"approval": "automatic", "has_waiting_list": "yes", "retention_months": "36", "fee_currency": "CNY"}


def save(client, **typed):
    answer = client.post("/manage/events/draft/settings/registration/", data=BASE | typed)
    db.session.expire_all()
    return answer


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"cost": "free"}, 0),
        ({"cost": "free", "fee": "600"}, 0),
        ({"cost": ""}, None),
        ({"cost": "paid", "fee": "600"}, 60_000),
        ({"cost": "paid", "fee": "１，２００.５"}, 120_050),
    ],
)
def test_the_fee_is_set_in_the_settings(client, draft, typed, kept):
    note = {"fee_note_zh": "食宿自理", "audience_en": "Managers"}

    assert save(client, **typed, **note).status_code == 303

    assert (draft.fee, draft.fee_note, draft.audience) == (kept, {"zh": "食宿自理"}, {"en": "Managers"})


@pytest.mark.parametrize("fee", ["", "0", "-1", "600 yuan", "6,00", "1.234", "12345678", "1" * 500, "١٢"])
def test_a_fee_without_an_amount_is_refused_at_its_field_and_changes_nothing(client, draft, fee):
    answer = save(client, cost="paid", fee=fee, fee_note_zh="食宿自理")

    assert (answer.status_code, 'href="#fee"' in answer.text) == (422, True)
    assert 'value="食宿自理"' in answer.text
    assert (draft.fee, draft.fee_note) == (None, {})


def test_the_form_shows_what_is_kept(client, draft):
    save(client, cost="paid", fee="99.50", fee_currency="EUR")

    page = client.get("/manage/events/draft/settings/registration/").text

    assert re.search(r'name="fee"[^>]* value="99.50"', page)
    assert all(f'<option value="{code}" selected>' in page for code in ("paid", "EUR"))


def test_the_history_says_the_fee_in_words(client, draft):
    save(client, cost="paid", fee="600")
    save(client, cost="free")

    changes = [line.changes for line in lines_of(list_entries(event_id=draft.id, limit=9), "Asia/Shanghai")]
    found = [(one.before, one.after) for line in changes for one in line if one.label in ("参会费用", "Fee")]

    assert found in ([("600", "免费"), ("", "600")], [("600", "Free of charge"), ("", "600")])
