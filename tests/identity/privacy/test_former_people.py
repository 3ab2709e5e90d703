"""A place that is passed on during a legal hold: it works as ever, and what was kept of the person before waits sealed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from eventmgr.console.cli.retention import command
from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.answer_files.services import Room, keep_waiting
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import FormerPerson, Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.consents import PROCESSING, SENSITIVE
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.privacy.services import lift_hold
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, keep, make_admin, make_event, make_file
from tests.identity.privacy.holds import put, run

pytestmark = pytest.mark.usefixtures("frozen")
MORNING = timedelta(days=1)


@pytest.fixture
def event(app):
    found = make_event(fields={"diet": "optional"})
    keep(Question(event_id=found.id, key="paper", label={"zh": "论文"}, kind=QuestionKind.FILE))
    return found


@pytest.fixture
def place(event):
    with transaction():
        content = b"%PDF-1.7 " + bytes(9)
        file = keep_waiting(event.id, "q_paper", make_file("论文.pdf", content), Room(1 << 20, 1 << 20), at=NOON)
    answers = {"diet": "allergy", "diet_note": "花生过敏", "q_paper": file.stored()}
    return register(event, make_applicant(name="张三", answers=answers, consents=(PROCESSING, SENSITIVE)))


def pass_on(event, place):
    with transaction():
        found = db.session.get(Registration, place.id)
        comes = make_applicant(name="李四", email="li@example.com", mobile="15400000088")
        edit(event, found, replace(comes, unit=found.unit_code), act=Act(OFFICE, NOON), another=True)
    db.session.expire_all()
    return db.session.get(Registration, place.id)


def former():
    db.session.expire_all()
    return list(db.session.scalars(select(FormerPerson)))


def files():
    return db.session.scalars(select(AnswerFile.filename)).all()


def test_it_works_as_ever_and_the_one_who_comes_reads_nothing_of_the_one_before(client, event, place):
    put(event)
    now = pass_on(event, place)

    own = client.get(f"/my/{my_token(now)}/data.json").data.decode()
    assert (now.name, now.sensitive, now.answers, now.consent_asked_at) == ("李四", {}, {}, NOON)
    assert [word in own for word in ("李四", "花生过敏")] == [True, False]
    assert list_consents(place.id) == []


def test_what_was_kept_waits_sealed_with_consents_and_files(event, place):
    put(event)
    mobile = place.mobile
    pass_on(event, place)

    (row,) = former()
    stored = db.session.execute(text("SELECT said FROM former_person")).scalar_one()
    assert (row.said["name"], row.said["mobile"], row.said["answers"]["diet_note"]) == ("张三", mobile, "花生过敏")
    assert [one["purpose"] for one in row.said["consents"]] == ["processing", "sensitive"]
    assert [word in stored for word in ("张三", mobile, "花生过敏")] == [False] * 3
    assert files() == ["论文.pdf"]
    assert run(NOON + MORNING) == {}


def test_once_the_hold_is_lifted_it_goes_with_the_files_and_the_place_stays(event, place):
    put(event)
    pass_on(event, place)
    with transaction():
        lift_hold(event.id, act=Act(OFFICE, NOON))

    assert run(NOON + MORNING)["former"] == 1
    assert (former(), files(), db.session.get(Registration, place.id).name) == ([], [], "李四")


def test_without_a_hold_nothing_is_set_aside(event, place):
    pass_on(event, place)

    assert (former(), files()) == ([], [])


def test_a_spelling_that_is_corrected_sets_nothing_aside(event, place):
    put(event)
    with transaction():
        found = db.session.get(Registration, place.id)
        same = replace(make_applicant(name="张三丰"), mobile=found.mobile, email=found.email)
        edit(event, found, same, act=Act(OFFICE, NOON))

    assert former() == []


def test_the_page_says_how_many_and_the_command_writes_them_once_and_tells_the_change_log(
    app, client, sign_in, event, place, tmp_path
):
    put(event)
    pass_on(event, place)
    page = sign_in(make_admin(), client).get(f"/manage/events/{event.slug}/retention/").text
    out = tmp_path / "former.json"
    said = [app.test_cli_runner().invoke(command, ["--former", event.slug, "--out", str(out)]) for _time in range(2)]

    assert "1 人" in page.split('data-figure="former">')[1][:40] and "张三" not in page
    assert [one.exit_code for one in said] == [0, 2]
    assert [row["name"] for row in json.loads(out.read_text("utf-8"))] == ["张三"]
    assert out.stat().st_mode & 0o077 == 0
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "former_written")).one()
    assert (entry.changes, entry.event_id) == ({"rows": [None, 1]}, event.id)
