"""Answers to a question of the event's own may have a period of their own; and what goes by time leaves the figures as they are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.console.cli.retention import command
from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events import services as events
from eventmgr.event.events.services import Row
from eventmgr.event.forms.models import Question, RemovedQuestion
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.marking import mark_attended
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import speaking
from eventmgr.identity.privacy.periods import months_later
from eventmgr.identity.privacy.services import daily, delete_due
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.summing_up import get_summary
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from eventmgr.tools.log.wording import lines_of
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, keep, make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def event(app):
    found = make_event(retention_months=12)
    for key, days in (("size", 30), ("plate", 0)):
        rules = {"keep_days": days} if days else {}
        keep(Question(event_id=found.id, key=key, label={"zh": f"问题{key}"}, kind=QuestionKind.TEXT, rules=rules))
    return found


@pytest.fixture
def place(event):
    return register(event, make_applicant(name="张三", answers={"q_size": "三百人", "q_plate": "沪A样例"}))


def run(at):
    with transaction():
        done = delete_due(at)
    db.session.expire_all()
    return {key: n for key, n in done.items() if n}


def answers(place):
    db.session.expire_all()
    return db.session.get(Registration, place.id).answers


def test_answers_go_when_their_own_period_ends_and_no_second_earlier(event, place):
    due = event.ends_at + timedelta(days=30)

    early = run(due - timedelta(seconds=1))
    kept = dict(answers(place))
    now = run(due)

    assert ("answers" in early, kept) == (False, {"q_size": "三百人", "q_plate": "沪A样例"})
    assert (now["answers"], answers(place), place.name) == (1, {"q_plate": "沪A样例"}, "张三")
    assert "answers" not in run(due + timedelta(days=1))
    assert [found for found in breaches() if found[1]] == []


def test_the_change_log_loses_their_words_too_and_says_how_many_went(event, place):
    changed = make_applicant(
        name="张三", mobile=place.mobile, email=place.email, answers={"q_size": "四百人", "q_plate": "沪A样例"}
    )
    with transaction():
        edit(event, place, changed, act=Act(OFFICE, NOON))
    before = str([entry.changes for entry in db.session.scalars(select(AuditEntry))])
    run(event.ends_at + timedelta(days=30))

    told = [entry.changes for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert ("四百人" in before, "百人" in str(told)) == (True, False)
    assert told[-1] == {"registrations": [None, 1], "questions": [None, 1]}
    assert [found for found in breaches() if found[1]] == []


def test_a_question_that_was_taken_out_keeps_its_promise(event, place):
    rows = [question for question in event.questions if question.key == "plate"]
    kept = [Row({"label": one.label, "kind": one.kind, "options": [], "rules": {}}, id=one.id) for one in rows]
    with transaction():
        events.set_rows(event, "questions", kept, act=Act(OFFICE, NOON))
    removed = db.session.scalars(select(RemovedQuestion)).all()
    run(event.ends_at + timedelta(days=30))

    assert [(one.key, one.keep_days) for one in removed] == [("size", 30)]
    assert answers(place) == {"q_plate": "沪A样例"}


def question_form(client, event, days):
    path = f"/manage/events/{event.slug}/settings/questions/"
    page = client.get(path).text
    values = dict(re.findall(r'name="(rows-0-(?:id|label_zh|label_en))"[^>]*value="([^"]*)"', page))
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    return client.post(
        path,
        data={
            **values,
            "rows-0-kind": "text",
            "rows-0-order": "1",
            "rows-0-keep_days": days,
            "seen": seen[1] if seen else "",
        },
    )


@pytest.mark.parametrize(("days", "status"), [("400", 422), ("0", 422), ("x", 422), ("90", 303), ("", 303)])
def test_the_period_stays_within_what_the_notice_promises(sign_in, app, days, status):
    event = make_event(retention_months=12)
    keep(
        Question(
            event_id=event.id, key="size", label={"zh": "企业人数"}, kind=QuestionKind.TEXT, rules={"keep_days": 20}
        )
    )
    client = sign_in(make_member(event, TeamRole.OWNER))

    answer = question_form(client, event, days)

    db.session.expire_all()
    (question,) = db.session.scalars(select(Question)).all()
    expected = {"keep_days": int(days)} if days.isdecimal() else {}
    assert (answer.status_code, question.rules) == (status, expected if status == 303 else {"keep_days": 20})
    if status == 422:
        assert ("答案保存期限" in answer.text, f'value="{days}"' in answer.text) == (True, True)


def test_the_page_and_the_command_say_what_will_go_when_and_change_nothing(sign_in, app, event, place):
    page = sign_in(make_member(event, TeamRole.OWNER)).get(f"/manage/events/{event.slug}/retention/").text
    at = (event.ends_at + timedelta(days=31)).date().isoformat()
    runner = app.test_cli_runner()
    now, then = (runner.invoke(command, ["--dry-run", *more]).output for more in ((), ("--at", at)))
    wrong = runner.invoke(command, ["--at", at])

    assert ("“问题size”的答案" in page, "“问题plate”的答案" in page, "2026年6月13日" in page) == (True, False, True)
    assert [re.search(r"(\d+) answers:", text)[1] for text in (now, then)] == ["0", "1"]
    assert (event.slug in then, wrong.exit_code, answers(place)["q_size"]) == (True, 2, "三百人")


def test_the_daily_job_tells_the_change_log_numbers_and_nothing_else(event, place):
    due = months_later(event.ends_at, 12)
    with transaction():
        daily({}, due)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "purged")).one()
    with transaction():
        daily({}, due)

    assert (entry.event_id, entry.object_name, "张三" in str(entry.changes)) == (None, "", False)
    assert {"answers 1", "stay 1", "records 1"} <= set(entry.changes["deleted"][1])
    with speaking("zh"):
        (line,) = lines_of([entry], "Asia/Shanghai")
        assert "单独设定保存期限的自定义项目答案：1" in str(line.changes)
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "purged")).all()
    assert not any("records" in str(one.changes) for one in told[1:])


def test_figures_public_table_and_summary_are_the_same_before_and_after_everything_went(event, place, client, sign_in):
    for number in range(7):
        register(
            event,
            make_applicant(province="320000" if number % 2 else "310000", unit="320000" if number % 2 else "310000"),
        )
    with transaction():
        mark_attended(event, place, act=Act(OFFICE, event.starts_at))
    at = months_later(event.ends_at, 12)

    def numbers():
        db.session.expire_all()
        owner = sign_in(make_member(event, TeamRole.OWNER))
        pages = [f"/events/{event.slug}/participants/", f"/manage/events/{event.slug}/insights/"]
        marked = [re.findall(r"data-figure=[^>]*>\s*([^<]*)<", owner.get(page).text) for page in pages]
        with speaking("zh"):
            summary = get_summary(event, "zh", Printing())
        return marked, summary.totals, summary.delegations

    before = numbers()
    gone = run(at)

    assert (gone["records"], db.session.get(Registration, place.id).name) == (8, "—")
    assert len(before[0][0]) > 2
    assert len(before[0][1]) > 5
    assert numbers() == before
