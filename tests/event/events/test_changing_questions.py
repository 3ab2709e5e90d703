"""Questions that people have answered change: it is said before how many, and what becomes of their answers; columns keep their keys."""

from __future__ import annotations

import csv
import io

import pytest

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event, make_member

PAGE = "/manage/events/asked/settings/questions/"
OPTIONS = [{"value": "a1", "label": {"zh": "早班车"}}, {"value": "a2", "label": {"zh": "晚班车"}}]


def text_of(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def event(client, sign_in, frozen):
    """A bus and a plate number are asked; one person has answered both, one the bus alone."""
    event = make_event(slug="asked")
    db.session.add_all(
        [
            Question(event_id=event.id, key="bus", kind=QuestionKind.CHOICE, label={"zh": "班车"}, options=OPTIONS),
            Question(event_id=event.id, key="plate", kind=QuestionKind.TEXT, label={"zh": "车牌号"}, position=1),
        ]
    )
    db.session.commit()
    register(event, make_applicant(name="安早", answers={"q_bus": "a1", "q_plate": "沪A12345"}))
    register(event, make_applicant(name="钟晚", answers={"q_bus": "a2"}))
    sign_in(make_member(event, TeamRole.OWNER))
    return event


def rows(event, **typed):
    values = {}
    for number, question in enumerate(event.questions):
        values |= {
            f"rows-{number}-id": str(question.id), f"rows-{number}-label_zh": question.label["zh"],
            f"rows-{number}-kind": question.kind.value, f"rows-{number}-order": str(number + 1),
        }  # fmt: skip
    return values | {"rows-0-options": "早班车\n晚班车"} | typed


def send(client, event, **typed):
    answer = client.post(PAGE, data=rows(event, **typed))
    db.session.expire_all()
    return answer


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"rows-0-remove": "y"}, "已有2人填写“班车”：删除后"),
        ({"rows-1-kind": "number"}, "已有1人填写“车牌号”：原答案保留"),
        ({"rows-0-options": "晚班车\n步行\n自驾"}, "已有1人在“班车”中选择“早班车”"),
    ],
)
def test_how_many_have_answered_is_said_before_and_confirmed(client, event, typed, told):
    before = [registration.answers for registration in db.session.query(Registration).order_by(Registration.id)]
    asked = send(client, event, **typed)
    untouched = [(question.key, question.kind, question.options) for question in event.questions]
    saved = send(client, event, **typed, with_answers="y")

    assert (asked.status_code, told in text_of(asked), 'name="with_answers"' in text_of(asked)) == (409, True, True)
    assert untouched == [("bus", QuestionKind.CHOICE, OPTIONS), ("plate", QuestionKind.TEXT, [])]
    assert saved.status_code == 303
    assert before == [registration.answers for registration in db.session.query(Registration).order_by(Registration.id)]


def test_what_touches_no_answer_is_not_asked_about(client, event):
    page = text_of(client.get(PAGE))
    reworded = send(
        client, event, **{"rows-0-label_zh": "接送班车", "rows-0-options": "早班\n晚班", "rows-1-required": "y"}
    )

    assert ('name="with_answers"' in page, reworded.status_code) == (False, 303)
    assert [option["value"] for option in event.questions[0].options] == ["a1", "a2"]


def test_an_option_that_went_keeps_its_words_for_those_who_chose_it_and_for_nobody_else(client, event):
    early, late = db.session.query(Registration).order_by(Registration.id)
    send(client, event, **{"rows-0-options": "晚班车\n步行\n自驾", "with_answers": "y"})
    own, other = f"/my/{my_token(early)}/", f"/my/{my_token(late)}/"

    assert [option.get("retired") for option in event.questions[0].options] == [None, None, None, True]
    assert "早班车" in text_of(client.get(own))
    assert ["早班车" in text_of(client.get(f"{address}edit")) for address in (own, other)] == [True, False]
    assert "早班车" not in text_of(client.get(PAGE))
    again = send(client, event, **{"rows-0-options": "晚班车\n步行\n自驾\n早班车"})
    assert (again.status_code, [option["value"] for option in event.questions[0].options][3]) == (303, "a1")


def test_a_list_that_becomes_text_shows_the_words_that_were_chosen(client, event):
    early = db.session.query(Registration).order_by(Registration.id).first()
    send(client, event, **{"rows-0-kind": "text", "rows-0-options": "", "with_answers": "y"})

    assert "早班车" in text_of(client.get(f"/my/{my_token(early)}/"))


def test_columns_of_exports_keep_their_keys_when_a_question_is_reworded(client, event):
    address = "/manage/events/asked/registrations/export.csv?cols=q_plate,q_bus"
    before = list(csv.reader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))
    send(client, event, **{"rows-0-label_zh": "接送", "rows-1-label_zh": "车牌", "rows-0-options": "早班\n晚班"})
    after = list(csv.reader(io.StringIO(client.get(address).data.decode("utf-8-sig"))))

    assert [head[-2:] for head in (before[0], after[0])] == [["班车", "车牌号"], ["接送", "车牌"]]
    assert [[row[-2:] for row in table[1:]] for table in (before, after)] == [
        [["早班车", "沪A12345"], ["晚班车", ""]],
        [["早班", "沪A12345"], ["晚班", ""]],
    ]
    assert [question.key for question in event.questions] == ["bus", "plate"]
