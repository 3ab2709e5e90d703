"""Questions that organizers mark as sensitive: a consent of their own, kept encrypted, covered, gone when it is withdrawn."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select, text

from eventmgr.event.events.derived.privacy import default_notice
from eventmgr.event.events.models import Event
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.covering import DOTS
from eventmgr.event.registration.laws import sensitive
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.team.roles import TeamRole
from tests.conftest import client_of
from tests.event.registration.kinds_of_questions import PERSON, ask, only, post, text_of
from tests.factories import make_event, make_member
from tests.output.imports.sending import in_english

pytestmark = pytest.mark.usefixtures("frozen")
PURPOSE = {"zh": "安排医护"}
OPTIONS = [
    {"value": "a1", "label": {"zh": "心脏病", "en": "Heart"}},
    {"value": "a2", "label": {"zh": "糖尿病", "en": "Sugar"}},
]
TYPED = {"q_ill": "对青霉素过敏", "q_known": ["a1", "a2"], "q_since": "2019", "q_pill": "yes", "q_day": "2026-05-01"}


@pytest.fixture
def event(app):
    found = make_event()
    ask(found, "ill", QuestionKind.TEXT, zh="健康状况", needs_reason=True, purpose=PURPOSE)
    ask(found, "known", QuestionKind.CHOICES, zh="病史", needs_reason=True, purpose=PURPOSE)
    found.questions[-1].options = OPTIONS
    db.session.commit()
    ask(found, "since", QuestionKind.NUMBER, zh="患病年份", needs_reason=True, purpose=PURPOSE)
    ask(found, "pill", QuestionKind.YES_NO, zh="是否服药", needs_reason=True, purpose=PURPOSE)
    ask(found, "day", QuestionKind.DATE, zh="体检日期", needs_reason=True, purpose=PURPOSE)
    ask(found, "more", QuestionKind.TEXT, zh="补充说明", condition={"all": [["equals", "q_pill", "yes"]]})
    return found


def office(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


def test_an_answer_needs_a_consent_of_its_own_and_none_is_needed_without_one(client, event):
    page = text_of(client.get(f"/events/{event.slug}/register/"))
    refused = post(client, event, **TYPED)
    without = post(client, event, name="样例二", mobile="15400000042")
    given = post(client, event, **TYPED, consent_sensitive="y")

    assert "checked" not in page.split('name="consent_sensitive"')[1].split(">")[0]
    assert "“健康状况”（安排医护）" in page
    assert (refused.status_code, "“健康状况”" in text_of(refused), "对青霉素过敏" in text_of(refused)) == (
        422,
        True,
        True,
    )
    assert (without.status_code, given.status_code) == (303, 303)
    rows = db.session.scalars(select(Registration).order_by(Registration.id)).all()
    purposes = [
        set(db.session.scalars(select(Consent.purpose).where(Consent.registration_id == row.id))) for row in rows
    ]
    assert purposes == [{"processing"}, {"processing", "sensitive"}]


def test_the_database_holds_them_encrypted_and_the_person_sees_them(client, event):
    right = post(client, event, **TYPED, q_more="每日两次", consent_sensitive="y")
    raw = " ".join(map(str, db.session.execute(text("SELECT answers, sensitive FROM registration")).one()))
    own = text_of(client.get(right.location))
    copy = client.get(f"/my/{my_token(only())}/data.json").json

    assert only().answers == {f"q_{key}": {"sealed": True} for key in ("ill", "known", "since", "pill", "day")} | {
        "q_more": "每日两次"
    }
    assert ("青霉素" in raw, "2019" in raw) == (False, False)
    assert all(said in own for said in ("对青霉素过敏", "心脏病；糖尿病", "2019", "2026-05-01"))
    assert "对青霉素过敏" in str(copy)
    assert sensitive() == []


def test_organizers_see_dots_until_they_give_a_reason(client, sign_in, event):
    post(client, event, **TYPED, consent_sensitive="y")
    number = only().id
    sign_in(make_member(event, TeamRole.OWNER))
    need = {"why": "service", "recipient": "会务组"}
    pages = {
        "page": client.get(office(event, f"{number}/")),
        "list": client.get(office(event, "?cols=q_ill&cols=q_known&cols=q_since")),
        "export": client.get(office(event, "export.csv?cols=q_ill&cols=q_known&cols=q_since")),
        "revealed": client.post(office(event, f"{number}/reveal"), data={"field": "q_known", **need}),
        "form": client.post(office(event, f"{number}/reveal"), data={"field": "form", **need}),
        "whole": client.post(
            office(event, "export/?cols=q_ill&cols=q_known&cols=q_since"), data={"kind": "csv", **need}
        ),
    }

    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    told = {name: ("青霉素" in page.text, "糖尿病" in page.text, "2019" in page.text) for name, page in pages.items()}
    assert told["page"] == told["list"] == told["export"] == (False, False, False)
    assert [DOTS in pages[name].text for name in ("page", "list", "export")] == [True] * 3
    assert told["revealed"] == (False, True, False)
    assert told["whole"] == (True, True, True)
    assert 'value="对青霉素过敏"' in pages["form"].text and 'value="2019"' in pages["form"].text


def test_an_export_in_full_comes_back_without_a_change_and_a_covered_one_changes_nothing(client, sign_in, event):
    post(client, event, **TYPED, consent_sensitive="y")
    before = dict(only().sensitive)
    in_english(sign_in(make_member(event, TeamRole.OWNER)))
    columns = "?cols=mobile,q_ill,q_known,q_since,q_pill,q_day"
    need = {"kind": "xlsx", "why": "service", "recipient": "会务组"}
    whole = client.post(office(event, f"export/{columns}"), data=need).data
    covered = client.get(office(event, f"export.xlsx{columns}")).data
    sheet = "姓名\t单位\t手机\t健康状况\n{name}\t{organization}\t{mobile}\t哮喘\n".format(**PERSON)

    said = [
        client.get(client.post(office(event, "import/"), data=sent, content_type="multipart/form-data").location).text
        for sent in (
            {"file": (io.BytesIO(whole), "list.xlsx"), "pasted": ""},
            {"file": (io.BytesIO(covered), "list.xlsx"), "pasted": ""},
            {"pasted": sheet},
        )
    ]

    plain = [" ".join(re.sub("<[^>]*>", " ", page).split()) for page in said]
    assert ["No change: 1" in page for page in plain[:1]] == [True]
    assert all("青霉素" not in page for page in plain[1:])
    assert DOTS in plain[2]
    db.session.expire_all()
    assert dict(only().sensitive) == before


def test_a_covered_form_keeps_them_and_what_hangs_on_them(client, sign_in, event):
    post(client, event, **TYPED, q_more="每日两次", consent_sensitive="y")
    before = dict(only().sensitive)
    sign_in(make_member(event, TeamRole.OWNER))
    form = client.get(office(event, f"{only().id}/edit"))
    saved = client.post(
        office(event, f"{only().id}/edit"),
        data={
            "name": only().name,
            "organization": "样例单位二",
            "mobile": "",
            "unit": "",
            "province": "310000",
            "q_more": "每日两次",
        },
    )

    assert ('name="q_ill"' in form.text, "青霉素" in form.text) == (False, False)
    assert saved.status_code in (303, 422)
    db.session.expire_all()
    assert dict(only().sensitive) == before


def test_withdrawing_the_consent_takes_them_and_nothing_else(client, app, event):
    right = post(client, event, **TYPED, q_more="每日两次", consent_sensitive="y")
    page = text_of(client.get(right.location))
    browser = client_of(app)
    browser.post(f"/my/{my_token(only())}/withdraw-sensitive", data={"ok": "y"})
    db.session.expire_all()

    assert "withdraw-sensitive" in page
    assert (only().answers, only().sensitive, only().status.value) == ({"q_more": "每日两次"}, {}, "confirmed")


def test_nobody_consents_for_whoever_takes_the_place(client, event):
    ask(event, "train", QuestionKind.JOURNEY, zh="转诊车次", needs_reason=True, purpose=PURPOSE)
    right = post(client, event, **TYPED, consent_sensitive="y")
    other = PERSON | {
        "name": "另一人",
        "mobile": "15400000098",
        "q_ill": "哮喘",
        "q_train-means": "train",
        "q_train-number": "G1722",
        "q_train-station": "武汉站",
        "q_train-day": "2027-03-17",
        "q_train-time": "14:05",
        "consent_sensitive": "y",
        "colleague": "y",
    }
    client.post(f"{right.location}edit", data=other)
    db.session.expire_all()

    assert (only().name, only().answers, only().sensitive) == ("另一人", {}, {})


def test_the_notice_that_is_written_anew_names_them(app, event):
    notice = default_notice(db.session.get(Event, event.id))

    assert "健康状况" in notice["zh"] and "敏感个人信息" in notice["zh"]
