"""A person's copy holds everything that is kept about them: as JSON for programs, as a table for reading."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.marking import mark_attended
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.services import add_notice
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.messages.models import OutboxLetter
from tests.attacks.remembering import deliver
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, keep, make_event

pytestmark = pytest.mark.usefixtures("frozen")
ANSWERS = {"remarks": "=1+1", "diet": "halal", "arrival": "G7次", "q_size": 300, "q_gone": ["a", "b"]}


@pytest.fixture
def place(app):
    from eventmgr.event.forms.models import Question

    event = make_event(fields={"diet": "optional", "arrival": "optional"})
    keep(Question(event_id=event.id, key="size", label={"zh": "企业人数"}, kind=QuestionKind.NUMBER))
    applicant = make_applicant(answers=ANSWERS, consents=("processing", "sensitive"))
    found = register(event, applicant)
    with transaction():
        by = Actor(ActorKind.PARTICIPANT, found.id, found.name)
        edit(event, found, replace(applicant, title="处长"), act=Act(by, NOON + timedelta(hours=1)))
        edit(event, found, replace(applicant, title="处长"), act=Act(OFFICE, NOON), office_note="内部备注", rank=1)
        mark_attended(event, found, act=Act(OFFICE, event.starts_at))
    deliver()
    return found


def test_the_json_holds_answers_consents_letters_marks_and_history(client, place):
    data = json.loads(client.get(f"/my/{my_token(place)}/data.json").data)

    letter = db.session.query(OutboxLetter).one()
    assert data["answers"] == ANSWERS
    assert [one["purpose"] for one in data["consents"]] == ["processing", "sensitive"]
    assert data["letters"] == [
        {
            "subject": letter.subject,
            "kind": "registration.confirmed",
            "state": "sent",
            "written_at": NOON.isoformat(),
            "sent_at": letter.sent_at.isoformat(),
        }
    ]
    assert data["questions"] == {"q_size": {"zh": "企业人数"}}
    assert (data["mark"], data["attended_at"]) == ("attended", place.event.starts_at.isoformat())
    assert [(one["action"], one["by"]) for one in data["history"]] == [
        ("registered", "participant"),
        ("changed", "participant"),
        ("changed", "user"),
        ("attended", "user"),
    ]
    assert data["history"][1]["changes"] == {"title": ["", "处长"]}


def test_the_table_says_the_same_in_words_and_holds_no_formula(client, place):
    answer = client.get(f"/my/{my_token(place)}/data.csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    found = {(part, item): content for part, item, content in rows[1:]}
    assert (answer.status_code, answer.mimetype, rows[0]) == (200, "text/csv", ["部分", "项目", "内容"])
    assert found["报名", "备注"] == "'=1+1"
    assert (found["报名", "饮食要求"], found["报名", "到达"], found["报名", "企业人数"], found["报名", "q_gone"]) == (
        *("清真", "G7次", "300"),
        "a；b",
    )
    assert [part for part, _item, _content in rows[1:] if part != "报名"] == [
        *(["同意"] * 2),
        *(["签到"] * 5),  # one act: list, what, when, device, note
        *(["邮件"] * 1),
        *(["变更记录"] * 4),
    ]


def test_both_are_kept_by_nobody_and_hold_no_note_of_the_office(client, place):
    answers = [client.get(f"/my/{my_token(place)}/data.{kind}") for kind in ("json", "csv")]

    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-store"}
    assert [("内部备注" in answer.text, OFFICE.name in answer.text) for answer in answers] == [(False, False)] * 2


def test_the_own_page_offers_both(client, place):
    page = client.get(f"/my/{my_token(place)}/").text

    assert ("data.json" in page, "data.csv" in page) == (True, True)


def test_both_hold_the_text_of_each_notice_that_was_agreed_to(client, app):
    event = make_event()
    for words in ("第一版", "第二版"):
        with transaction():
            add_notice(event.id, {"zh": words}, act=Act(OFFICE, NOON))
    place = register(event)
    with transaction():
        add_notice(event.id, {"zh": "第三版"}, act=Act(OFFICE, NOON))

    data = json.loads(client.get(f"/my/{my_token(place)}/data.json").data)
    table = client.get(f"/my/{my_token(place)}/data.csv").data.decode("utf-8-sig")

    assert data["notices"] == {"2": {"zh": "第二版"}}
    assert [words in table for words in ("第一版", "第二版", "第三版")] == [False, True, False]
