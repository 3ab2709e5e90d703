"""The pages of visitors and participants."""

import re
from datetime import timedelta

import pytest

from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.models import EventStatus, InvitedUnit
from eventmgr.event.events.services import set_privacy_notice
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import TallyVersion
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db, transaction
from eventmgr.identity.directory.models import NameKind
from eventmgr.identity.privacy.models import PrivacyNotice
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import client_of
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.event.registration.views import count, only_registration, post
from tests.factories import NOON, make_event, make_organization

pytestmark = pytest.mark.usefixtures("frozen")
FORM_ID = "0b0e7a3e-64a5-4a5e-9d0a-5d3f6c0d9a11"


def test_a_registration_leads_to_the_own_page_which_says_the_state(client):
    event = make_event(capacity=5)

    answer = post(client, event)
    page = client.get(answer.location)

    place = only_registration()
    assert (answer.status_code, answer.location) == (303, f"/my/{my_token(place)}/")
    assert (place.name, place.mobile, place.unit_code, place.province_code) == (
        "欧阳·样例",
        "15400000219",
        "420000",
        "420000",
    )
    assert 'data-status="confirmed"' in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_form_keeps_what_was_typed_and_names_each_fault(client):
    event = make_event()

    answer = post(client, event, mobile="154 0000 021", email="ouyang@", consent="", name="")

    assert answer.status_code == 422
    assert "湖北样例019号汽车部件有限公司" in answer.text
    assert [f'href="#{name}"' in answer.text for name in ("name", "mobile", "email", "consent")] == [True] * 4
    assert count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", "999999"),
        ("sector", "C99"),
        ("name", "长" * 51),
        ("organization", "司" * 201),
        ("province", "x"),
        ("mobile", "\x00"),
        ("email", "a@b@c"),
    ],
)
def test_bad_values_are_a_422_and_keep_nothing(client, field, value):
    event = make_event()

    assert post(client, event, **{field: value}).status_code == 422
    assert count() == 0


@pytest.mark.parametrize(
    "name", ["𬱖𫖯", "买买提·阿不都热西提", "㛃䶮", "约翰内斯·冯·德·瓦尔德施泰因·祖·霍恩海姆样例", "O'Neill"]
)
def test_no_name_fails(client, name):
    answer = post(client, make_event(), name=name)

    assert answer.status_code == 303
    assert only_registration().name == name


def test_only_invited_units_are_offered_and_taken(client):
    event = make_event()
    db.session.add(InvitedUnit(event_id=event.id, unit_code="330200"))
    db.session.commit()

    refused = post(client, event, unit="420000").status_code
    taken = post(client, event, unit="330200").status_code

    assert (refused, taken) == (422, 303)
    assert only_registration().province_code == "330000"


def test_without_invited_units_a_province_is_enough(client):
    event = make_event()

    neither = post(client, event, unit="", province="").status_code
    province = post(client, event, unit="", province="440000").status_code

    assert (neither, province) == (422, 303)
    assert (only_registration().unit_code, only_registration().province_code) == ("", "440000")


def test_the_events_own_questions_and_fields_are_asked(client):
    event = make_event(fields={"lodging": "required", "title": "off", "diet": "optional", "email": "optional"})
    options = [{"value": "a", "label": {"zh": "甲"}}, {"value": "b", "label": {"zh": "乙"}}]
    db.session.add_all(
        [
            Question(event_id=event.id, key="topics", label={"zh": "题"}, kind=QuestionKind.CHOICES, options=options),
            Question(event_id=event.id, key="size", label={"zh": "人数"}, kind=QuestionKind.NUMBER, required=True),
        ]
    )
    db.session.commit()

    missing = post(client, event).status_code
    wrong = post(client, event, lodging="single", q_size="many", q_topics="c").status_code
    right = post(client, event, lodging="single", q_size="300", q_topics=["a", "b"]).status_code

    assert (missing, wrong, right) == (422, 422, 303)
    assert (only_registration().answers, only_registration().sensitive) == (
        {"q_size": 300, "q_topics": ["a", "b"]},
        {"lodging": "single"},
    )
    assert only_registration().title == ""


def test_a_diet_needs_its_own_consent(client):
    event = make_event(fields={"diet": "optional"})

    without = post(client, event, diet="halal").status_code
    answer = post(client, event, diet="halal", consent_sensitive="y").status_code

    assert (without, answer) == (422, 303)
    purposes = [consent.purpose for consent in list_consents(only_registration().id)]
    assert purposes == ["processing", "sensitive"]


def test_a_double_click_gets_the_same_page_and_one_registration(client):
    event = make_event()

    answers = [post(client, event, form_id=FORM_ID).location for _ in range(2)]

    assert answers[0] == answers[1]
    assert count() == 1


def test_who_is_registered_already_is_told_kindly_without_the_link(client):
    event = make_event()
    post(client, event)

    answer = post(client, event)

    assert answer.status_code == 409
    assert f"/events/{event.slug}/register/link" in answer.text
    assert my_token(only_registration()) not in answer.text
    assert "湖北样例019号汽车部件有限公司" in answer.text


def test_a_full_event_and_a_closed_one_refuse_with_409(client):
    full = make_event(capacity=0, has_waiting_list=False)
    closed = make_event(registration_closes_at=NOON - timedelta(minutes=1))

    assert (post(client, full).status_code, post(client, closed).status_code) == (409, 409)
    assert count() == 0


def test_a_draft_has_no_form(client):
    event = make_event(status=EventStatus.DRAFT)

    assert client.get(f"/events/{event.slug}/register/").status_code == 404
    assert post(client, event).status_code == 404


def test_before_opening_the_page_says_when(client):
    event = make_event(registration_opens_at=NOON + timedelta(days=1))

    page = client.get(f"/events/{event.slug}/register/")

    assert (page.status_code, "2026年4月2日（周四）12:00" in page.text, "<form" in page.text) == (200, True, False)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"lodging": "optional"}, "姓名、单位全称、住宿以及必要时的手机号码可提供给住宿酒店"),
        (
            {"gender": "optional", "arrival": "required"},
            "姓名、性别、单位全称、到达以及必要时的手机号码可提供给住宿酒店",
        ),
        ({"gender": "optional", "diet": "optional"}, ""),
        ({}, ""),
    ],
)
def test_whoever_is_asked_for_accommodation_or_transfers_reads_who_else_gets_it(client, fields, told):
    event = make_event(fields=fields)
    with transaction():
        set_privacy_notice(event, default_notice(event), act=Act(SYSTEM, NOON))

    page = client.get(f"/events/{event.slug}/register/?lang=zh").text

    assert ("住宿酒店、承运单位" in page, told in page, "委托" in page) == (bool(told), True, False)


def test_a_notice_that_changed_meanwhile_comes_back_to_be_read(client):
    event = make_event()
    db.session.add(PrivacyNotice(event_id=event.id, version=2, text={"zh": "新的告知"}, created_at=NOON))
    db.session.commit()

    answer = post(client, event, notice_version="1")

    assert (answer.status_code, "新的告知" in answer.text, count()) == (422, True, 0)


def test_the_form_speaks_both_languages(client):
    event = make_event()

    chinese = client.get(f"/events/{event.slug}/register/?lang=zh").text
    english = client.get(f"/events/{event.slug}/register/?lang=en").text

    assert ('lang="zh-CN"' in chinese, 'lang="en"' in english) == (True, True)


def test_limits_answer_429_with_the_time_to_come_back(make_app):
    browser = client_of(make_app(RATELIMIT_ENABLED=True))
    event = make_event()

    answers = [post(browser, event, mobile=f"1540000{n:04d}") for n in range(21)]

    assert [answer.status_code for answer in answers] == [303] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert count() == 20


def test_known_organizations_are_suggested(client):
    event = make_event()
    make_organization("上海样例001号电气有限公司", entered_by_office=True)
    make_organization("广东样例008号电子有限公司", entered_by_office=True)

    answer = client.get(f"/events/{event.slug}/register/organizations?organization=上海样例")

    assert re.findall(r'value="([^"]+)"', answer.text) == ["上海样例001号电气有限公司"]


def test_an_organization_is_suggested_by_its_short_name_too(client):
    event = make_event()
    whole = make_organization("上海样例001号电气有限公司", entered_by_office=True)
    make_organization("上样电", stands_for_id=whole.id, name_kind=NameKind.SHORT)
    make_organization("上样电气厂", stands_for_id=whole.id, name_kind=NameKind.MERGED)

    page = client.get(f"/events/{event.slug}/register/organizations?organization=上样电&lang=zh").text

    assert page.split() == [
        "<option", 'value="上海样例001号电气有限公司"', 'label="上海样例001号电气有限公司（上样电）"></option>',
    ]  # fmt: skip


def test_the_public_table_hides_small_numbers(client):
    event = make_event()
    for _ in range(4):
        register(event)
    register(event, make_applicant(sector="C36"))
    for _ in range(5):
        register(event, make_applicant(unit="420000", province="420000", sector="C36"))

    page = client.get(f"/events/{event.slug}/participants/")

    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<td class="num">(.*?)</td>', page.text)]
    assert cells == ["5", "", "5", "5", "5", ""]


def test_the_panel_of_the_event_shows_no_province_that_the_public_table_does_not(client):
    event = make_event()
    for unit, people in (("310000", 5), ("320000", 4), ("420000", 1)):
        for _ in range(people):
            register(event, make_applicant(unit=unit, province=unit))

    texts = [client.get(f"/events/{event.slug}/{rest}?lang=zh").text for rest in ("participants/", "")]

    table, panel = texts[0], texts[1].partition('id="who-comes"')[2].partition("</section>")[0]
    assert [name in table for name in ("上海</th>", "江苏</th>", "湖北</th>", "其他省（区、市）</th>")] == [
        True,
        False,
        False,
        True,
    ]
    assert [name in panel for name in ("上海", "江苏", "湖北", "10")] == [True, False, False, True]


def test_pages_cost_few_statements(client, count_statements):
    event = make_event(capacity=5)
    place = register(event)

    counted = {}
    for name, path in (
        ("form", f"/events/{event.slug}/register/"),
        ("again", f"/events/{event.slug}/register/"),
        ("my", f"/my/{my_token(place)}/"),
    ):
        with count_statements() as statements:
            client.get(path)
        counted[name] = len(statements)
    post(client, event, name="李四", mobile="15400000077")  # what a process learns of a form once is not counted
    with count_statements() as statements:
        post(client, event)

    assert counted["again"] == 0
    assert counted["form"] <= 18
    assert counted["my"] <= 20  # two ask whether an enquiry awaits an answer and whether a case may be marked
    assert len(statements) <= 14
    assert db.session.get(TallyVersion, event.id).value == 3
