"""A sheet answers no question that is not asked of the person: the preview says so beside the cell, and nothing is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.conditions import asked_of
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.output.imports.people.asking import NOT_ASKED, narrowed
from eventmgr.tools.sheets import Record
from tests.event.forms.conditions import ANSWERS, NAMES, forms
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event
from tests.output.imports.sending import digest_of, opened, take, work
from tests.soak import times

pytestmark = pytest.mark.usefixtures("frozen")
WAYS = [{"value": "car", "label": {"zh": "自驾"}}, {"value": "train", "label": {"zh": "火车"}}]
SEATS = [{"value": "s1", "label": {"zh": "前排"}}, {"value": "s2", "label": {"zh": "后排"}}]
ROWS = "姓名\t单位\t手机\t参会身份\t交通方式\t车牌号\t车型\t采访证\n"


@pytest.fixture
def event():
    """Who comes by car gives the plate, who has given it the seat; the media alone give their card."""
    event = make_event(timezone="Asia/Shanghai", fields={"role": "optional"})
    rows = [
        ("way", QuestionKind.CHOICE, "交通方式", WAYS, {}),
        ("plate", QuestionKind.TEXT, "车牌号", [], {"condition": {"all": [["equals", "q_way", "car"]]}}),
        ("seat", QuestionKind.CHOICE, "车型", SEATS, {"condition": {"all": [["filled", "q_plate"]]}}),
        ("card", QuestionKind.TEXT, "采访证", [], {"roles": ["media"]}),
    ]
    for position, (key, kind, label, options, rules) in enumerate(rows):
        values = {"kind": kind, "label": {"zh": label}, "options": options, "rules": rules}
        db.session.add(Question(event_id=event.id, key=key, position=position, **values))
    db.session.commit()
    return event


def answers(event):
    db.session.expire_all()
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id).order_by(Registration.id))
    return {row.name: row.answers for row in rows}


def answered(event, name, number, *, role=Role.DELEGATE, **given):
    told = {f"q_{key}": value for key, value in given.items()}
    register(
        event, make_applicant(name=name, mobile=f"1540000010{number}", organization="甲公司", role=role, answers=told)
    )


def test_cells_under_what_is_not_asked_are_told_and_not_written(office, event):
    answered(event, "张三", 1, way="train")
    answered(event, "李四", 2, way="car")
    rows = (
        "张三\t甲公司\t15400000101\t\t\t沪A1\t\t\n"  # by train, as is on record
        "李四\t甲公司\t15400000102\t\t\t沪A2\t前排\tC2\n"  # by car, as is on record; no journalist
        "王五\t甲公司\t15400000103\t媒体\t火车\t沪A3\t不存在的车型\tC3\n"  # new; the wrong cell is left out with the rest
        "赵六\t甲公司\t15400000104\t\t自驾\t\t前排\t\n"  # no plate, so no seat
    )
    address = opened(office, event, pasted=ROWS + rows)
    page = office.get(address).text

    assert page.count("Left out: this is not asked of this person.") == 5
    assert "<del>沪A1</del>" in page and "<del>不存在的车型</del>" in page and "<ins>沪A2</ins>" in page
    assert "In 4 rows some answers are left out" in page and "(rows 2, 3, 4, 5)" in page
    assert "No change: 1" in page and "With errors" not in page
    take(office, address, "nobody")
    work()
    assert answers(event) == {
        "张三": {"q_way": "train"},
        "李四": {"q_way": "car", "q_plate": "沪A2", "q_seat": "s1"},
        "王五": {"q_way": "train", "q_card": "C3"},
        "赵六": {"q_way": "car"},
    }


def test_what_hung_on_an_answer_goes_with_it_and_comes_back_when_the_import_is_undone(office, event):
    answered(event, "张三", 1, way="car", plate="沪A1", seat="s1")
    answered(event, "李四", 2, role=Role.MEDIA, way="car", card="C2")
    rows = "姓名\t手机\t参会身份\t交通方式\n张三\t15400000101\t\t火车\n李四\t15400000102\t代表\t\n"
    before = answers(event)
    address = opened(office, event, pasted=rows)
    page = " ".join(office.get(address).text.split())

    assert "<del>沪A1</del> → <ins>—</ins>" in page and "<del>C2</del> → <ins>—</ins>" in page
    take(office, address, "nobody")
    work()
    assert answers(event) == {"张三": {"q_way": "train"}, "李四": {"q_way": "car"}}
    office.post(f"{address}undo", data={"ok": "y"})
    work()
    assert answers(event) == before


def test_a_question_that_is_asked_is_read_as_ever_and_its_wrong_cell_is_an_error(office, event):
    answered(event, "张三", 1, way="car", plate="沪A1")
    page = office.get(opened(office, event, pasted=f"{ROWS}张三\t甲公司\t15400000101\t\t\t\t飞船\t\n")).text

    assert "With errors: 1" in page and "Left out" not in page


def test_answers_of_people_who_are_there_are_held_against_their_conditions_too(office, event):
    answered(event, "张三", 1, way="train")
    rows = "姓名\t手机\t交通方式\t车牌号\n张三\t15400000101\t\t沪A1\n"
    base = f"/manage/events/{event.slug}/registrations/answers/import/"
    page = office.get(office.post(base, data={"pasted": rows}).location).text
    by_car = office.get(office.post(base, data={"pasted": rows.replace("\t\t", "\t自驾\t")}).location).text

    assert "<del>沪A1</del>" in page and "No change: 1" in page
    assert "<ins>沪A1</ins>" in by_car and "Left out" not in by_car


def test_a_row_that_is_chosen_to_be_somebody_is_judged_by_their_answers(office, event):
    answered(event, "张三", 1, way="car")
    address = opened(office, event, pasted=f"{ROWS}张三\t甲公司\t15400000109\t\t\t沪A1\t\t\n")
    asked = office.get(address).text
    office.post(f"{address}correct", data={"d_2": str(db.session.scalar(select(Registration.id)))})

    assert "<del>沪A1</del>" in asked  # as somebody new, who has not said how
    assert "<ins>沪A1</ins>" in office.get(address).text


def test_what_is_exported_and_imported_again_changes_nothing_whatever_stands_on_record(office, event):
    """Answers from before a condition was set stand on record, and in the file, and stay."""
    answered(event, "张三", 1, way="train", plate="沪A1", seat="s2")
    answered(event, "李四", 2, role=Role.MEDIA, way="car", plate="沪A2", card="C2")
    before = answers(event)
    columns = "unit,title,mobile,email,role,q_way,q_plate,q_seat,q_card"
    file = office.post(
        f"/manage/events/{event.slug}/registrations/export/?cols={columns}",
        data={"kind": "csv", "why": "correct", "recipient": "本单位"},
    ).data
    page = office.get(opened(office, event, data=file)).text

    assert "沪A1" in file.decode()
    assert "No change: 2" in page and "Left out" not in page
    assert answers(event) == before


def test_the_word_holds_for_the_answers_that_were_left_out(office, event):
    answered(event, "张三", 1, way="train")
    address = opened(office, event, pasted=f"{ROWS}王五\t甲公司\t15400000103\t\t火车\t沪A3\t\t\n")
    digest = digest_of(office.get(address))
    db.session.query(Question).filter_by(key="plate").one().rules = {}
    db.session.commit()

    told = office.post(f"{address}take", data={"digest": digest, "telling": "nobody"})

    assert told.status_code == 409 and "王五" not in answers(event)


@given(forms(), ANSWERS, ANSWERS, st.sampled_from(["delegate", "media"]))
@settings(max_examples=times(300))
def test_what_is_written_is_what_is_asked_or_was_there(asked, there, typed, role):
    there = {name: value for name, value in there.items() if value}
    typed = {name: value for name, value in typed.items() if value}
    record = Record(1, {"role": role, **typed}, typed=typed)

    done = narrowed(record, there, Asked(questions=tuple(asked)))

    after = {**there, **done.values}
    names = {question.name for question in asked_of(asked, role, after)}
    before = {question.name for question in asked_of(asked, "delegate", there)}
    left = {name: None if name in before else there.get(name) for name in NAMES if name in after and name not in names}
    assert {name: after[name] for name in left} == left, "what the row itself makes unasked goes, the rest stays"
    assert set(done.notes) == {name for name in typed if name not in done.values}
    assert all(said is NOT_ASKED for said in done.notes.values())
    assert narrowed(done, there, Asked(questions=tuple(asked))) == done
