"""Questions with rules through the pages: set up, asked, kept, shown, exported, and never shown to whom they are not for."""

from __future__ import annotations

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db
from tests.event.registration.kinds_of_questions import PERSON, ask, only, post, text_of
from tests.factories import make_event


def test_a_wrong_answer_is_refused_by_name_and_stays_and_a_right_one_is_kept(client, frozen):
    event = make_event()
    ask(event, "n", QuestionKind.NUMBER, zh="随行人数", least="0", most="5", unit={"zh": "人"})
    ask(event, "t", QuestionKind.TIME)
    ask(event, "h", QuestionKind.HEADING, zh="行程", required=True)

    page = text_of(client.get(f"/events/{event.slug}/register/"))
    wrong = post(client, event, q_n="9", q_t="14:30")
    right = post(client, event, q_n="３", q_t="14:30", q_h="x")

    assert ('min="0"' in page, "行程" in page, "随行人数（人）" in page) == (True, True, True)
    assert (wrong.status_code, "“随行人数（人）”" in text_of(wrong), 'value="9"' in text_of(wrong)) == (422, True, True)
    assert (right.status_code, only().answers) == (303, {"q_n": 3, "q_t": "14:30"})
    assert "3人" in text_of(client.get(right.location))


def test_a_default_stands_in_the_fresh_form_and_not_for_what_was_emptied(client, frozen):
    event = make_event()
    ask(event, "d", QuestionKind.TEXT, default="默认回答")

    assert 'value="默认回答"' in text_of(client.get(f"/events/{event.slug}/register/"))
    post(client, event)
    assert only().answers == {}


def test_a_question_for_some_is_required_of_them_alone(client, frozen):
    event = make_event(fields={"role": "optional"})
    ask(event, "m", QuestionKind.TEXT, required=True, roles=["media"])
    page = text_of(client.get(f"/events/{event.slug}/register/"))

    missing = post(client, event, role="media").status_code
    others = post(client, event, role="leader", q_m="typed before the choice").status_code

    assert ("&#34;equals&#34;,&#34;role&#34;,&#34;media&#34;" in page, "/asking" in page) == (True, True)
    assert (missing, others, only().answers) == (422, 303, {})


def test_what_organizers_ask_among_themselves_is_theirs_alone(client, frozen):
    event = make_event()
    ask(event, "o", QuestionKind.TEXT, zh="接待级别", office_only=True)
    post(client, event, q_o="typed by a stranger")
    registration = only()
    assert registration.answers == {}
    registration.answers = {"q_o": "贵宾"}
    db.session.commit()
    own = f"/my/{my_token(registration)}/"
    pages = [text_of(client.get(own + part)) for part in ("", "edit", "data.json", "data.csv")]
    client.post(own + "edit", data=PERSON | {"title": "处长"})

    assert (only().title, only().answers) == ("处长", {"q_o": "贵宾"})
    assert ["贵宾" in page or "接待级别" in page or "q_o" in page for page in pages] == [False] * 4


def test_the_purpose_of_a_question_stands_in_the_notice(client, frozen):
    event = make_event()
    ask(event, "p", QuestionKind.TEXT, zh="车牌号", purpose={"zh": "安排停车", "en": "parking"})

    assert "安排停车" in text_of(client.get(f"/events/{event.slug}/register/"))


def make_journey():
    """How somebody comes decides what else is asked."""
    event = make_event()
    options = [
        {"value": "car", "label": {"zh": "自驾", "en": "Car"}},
        {"value": "train", "label": {"zh": "火车", "en": "Train"}},
    ]
    db.session.add(
        Question(
            event_id=event.id,
            key="way",
            kind=QuestionKind.CHOICE,
            label={"zh": "交通方式", "en": "Way"},
            options=options,
        )
    )
    ask(
        event,
        "plate",
        QuestionKind.TEXT,
        zh="车牌号",
        required=True,
        position=1,
        condition={"all": [["equals", "q_way", "car"]]},
    )
    ask(event, "park", QuestionKind.YES_NO, zh="需要充电", position=2, condition={"all": [["filled", "q_plate"]]})
    return event


def test_a_question_with_a_condition_is_required_and_kept_only_where_it_holds(client, frozen):
    event = make_journey()
    page = text_of(client.get(f"/events/{event.slug}/register/"))

    missing = post(client, event, q_way="car")
    by_train = post(client, event, q_way="train", q_plate="沪A12345", q_park="yes")
    kept = dict(only().answers)
    own = f"/my/{my_token(only())}/edit"
    drives = client.post(own, data=PERSON | {"q_way": "car", "q_plate": "沪A12345", "q_park": "yes"})
    driving = dict(only().answers)
    client.post(own, data=PERSON | {"q_way": "train", "q_plate": "沪A12345", "q_park": "yes"})

    assert "[&#34;equals&#34;,&#34;q_way&#34;,&#34;car&#34;]" in page and "仅在“交通方式”为“自驾”时填写。" in page
    assert (missing.status_code, "车牌号" in text_of(missing).split("<form")[0]) == (422, True)
    assert (by_train.status_code, kept) == (303, {"q_way": "train"})
    assert (drives.status_code, driving) == (303, {"q_way": "car", "q_plate": "沪A12345", "q_park": "yes"})
    assert only().answers == {"q_way": "train"}
