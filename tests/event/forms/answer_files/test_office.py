"""Organizers open files by their permission, with a reason where the question is sensitive; files go with the registration."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.attached import attached_in
from eventmgr.event.forms.models import Question
from eventmgr.event.registration.changing.services.requesting import decline_change, grant_change
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import delete, forget
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.services import delete_due
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.duplicates import services as duplicates
from eventmgr.office.duplicates.models import Merge
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.event.forms.answer_files.files import PDF, make_asking_event, upload
from tests.event.forms.answer_files.office import manage, office_of
from tests.event.forms.answer_files.uploading import kept_files, kept_id, the_registration
from tests.event.registration.applicants import OFFICE
from tests.event.registration.views import typed
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("frozen")
NEED = {"why": "other", "note": "审核材料"}


def entered(client, event, content=PDF, **values):
    assert upload(client, event, content, **values).status_code == 303
    return the_registration()


def told(action):
    db.session.expire_all()
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)))


def test_who_may_read_answers_opens_the_file_and_nobody_else(client, app, sign_in):
    event, other = make_asking_event(), make_asking_event()
    place = entered(client, event)
    address = manage(event, f"{place.id}/files/q_cv")

    page = office_of(app, sign_in, event).get(manage(event, f"{place.id}/"))
    got = {
        role: office_of(app, sign_in, event, role).get(address).status_code
        for role in (TeamRole.OWNER, TeamRole.REGISTRAR, TeamRole.VIEWER, TeamRole.CHECK_IN)
    }
    foreign = office_of(app, sign_in, other)

    assert f'<a href="{address}">推荐表.pdf</a>' in page.text
    assert list(got.values()) == [200, 200, 403, 403]
    assert (foreign.get(address).status_code, foreign.get(manage(other, f"{place.id}/files/q_cv")).status_code) == (
        404,
        404,
    )
    assert client.get(address).status_code == 303  # to the sign-in page


def test_a_sensitive_file_needs_a_reason_which_the_trail_keeps(client, app, sign_in):
    event = make_asking_event(rules={"needs_reason": True})
    place = entered(client, event, consent_sensitive="y")
    desk, address = office_of(app, sign_in, event), manage(event, f"{place.id}/files/q_cv")

    asked, without, got = desk.get(address), desk.post(address, data={}), desk.post(address, data=NEED)

    assert (asked.status_code, PDF in asked.data, without.status_code, told("revealed")[:-1]) == (200, False, 422, [])
    assert (got.data, got.headers["Cache-Control"]) == (PDF, "private, no-store")
    [entry] = told("revealed")
    assert (entry.changes, entry.reason) == ({"uncovered": [None, "q_cv"], "why": [None, "other"]}, "审核材料")


def test_all_files_come_as_an_archive_with_a_reason(client, app, sign_in):
    event = make_asking_event()
    first = entered(client, event, name="../../推荐 表.pdf", organization="某/公司\\一")
    kept_only = entered(client, event, mobile="15400000998")
    gone = entered(client, event, mobile="15400000997")
    with transaction():
        kept_only.restricted_at = NOON
    with transaction():
        withdraw(event, gone, act=Act(OFFICE, NOON))
    desk, address = office_of(app, sign_in, event), manage(event, "files/")

    page, without = desk.get(address), desk.post(address, data={})
    got = desk.post(address, data={**NEED, "question": "q_cv"})

    archive = zipfile.ZipFile(io.BytesIO(got.data))
    got.close()
    [name] = archive.namelist()
    assert (page.status_code, without.status_code, got.mimetype) == (200, 422, "application/zip")
    assert (name.count("/"), name.startswith("推荐表/"), f" {first.id} 推荐 表.pdf" in name) == (1, True, True)
    assert ".." not in name
    assert archive.read(name) == PDF
    [entry] = told("files_taken")
    assert entry.changes == {"uncovered": [None, "q_cv"], "files": [None, 1], "why": [None, "other"]}
    assert office_of(app, sign_in, event, TeamRole.VIEWER).post(address, data=NEED).status_code == 403


def test_lists_and_exports_say_the_name_and_the_trail_too(client, app, sign_in):
    event = make_asking_event()
    place = entered(client, event)
    client.post(
        f"/my/{my_token(place)}/edit",
        data=typed(**{"q_cv-id": "", "q_cv": (io.BytesIO(PDF + b"2"), "新.pdf")}),
        content_type="multipart/form-data",
    )
    desk = office_of(app, sign_in, event)

    table = desk.get(manage(event, "export.csv?cols=q_cv")).data.decode("utf-8-sig")

    assert "新.pdf" in table
    assert "file" not in table
    assert told("changed")[-1].changes["answers.q_cv"] == ["推荐表.pdf", "新.pdf"]
    assert "新.pdf" in desk.get(manage(event, f"{place.id}/")).text


def test_organizers_change_other_things_and_the_file_stays(client, app, sign_in):
    event = make_asking_event(required=True)
    place = entered(client, event)
    desk = office_of(app, sign_in, event)
    page = desk.get(manage(event, f"{place.id}/edit"))

    saved = desk.post(
        manage(event, f"{place.id}/edit"), data=typed(title="处长", mobile="15400000219", telling="nobody")
    )

    assert ("q_cv" in page.text, saved.status_code, the_registration().title) == (False, 303, "处长")
    assert attached_in(the_registration().answers)["q_cv"].name == "推荐表.pdf"


def test_the_copy_of_its_person_names_it_and_says_where_it_is(client):
    event = make_asking_event()
    place = entered(client, event)

    data = json.loads(client.get(f"/my/{my_token(place)}/data.json").data)
    table = client.get(f"/my/{my_token(place)}/data.csv").text

    address = f"/my/{my_token(place)}/files/q_cv"
    assert data["answers"]["q_cv"] == {"name": "推荐表.pdf", "size": len(PDF), "address": address}
    assert "推荐表.pdf" in table


@pytest.mark.parametrize("way", ["person", "office", "period", "answers"])
def test_it_goes_with_what_is_personal(client, way):
    event = make_asking_event(retention_months=12, rules={"keep_days": 30})
    place = entered(client, event)
    stays = entered(client, make_asking_event(retention_months=120, starts_at=NOON + timedelta(days=400)))
    link = f"/my/{my_token(place)}/files/q_cv"

    with transaction():
        if way == "person":
            client.post(f"/my/{my_token(place)}/delete")
        elif way == "office":
            delete(event, db.session.get(Registration, place.id), reason="本人要求", act=Act(OFFICE, NOON))
        else:
            delete_due(event.ends_at + timedelta(days=31 if way == "answers" else 400))

    assert [file.registration_id for file in kept_files()] == [stays.id]
    assert client.get(link).status_code == 404


def test_a_file_that_is_asked_for_waits_beside_the_one_that_holds(client):
    event = make_asking_event(reviewed_fields=["q_cv"])
    place = entered(client, event)
    edit = f"/my/{my_token(place)}/edit"

    def ask(name):
        data = typed(**{"q_cv-id": kept_id(client.get(edit)), "q_cv": (io.BytesIO(PDF + name.encode()), name)})
        client.post(edit, data=data, content_type="multipart/form-data")
        return [file.filename for file in kept_files()]

    def decide(verb, **more):
        found = the_registration()
        with transaction():
            verb(event, found, requested_at=found.change_requested_at.isoformat(), act=Act(OFFICE, NOON), **more)
        return [file.filename for file in kept_files()]

    asked, replaced = ask("一.pdf"), ask("二.pdf")
    declined = decide(decline_change, reason="看不清")
    asked_again, granted = ask("三.pdf"), decide(grant_change)

    assert (asked, replaced) == (["推荐表.pdf", "一.pdf"], ["推荐表.pdf", "二.pdf"])
    assert (declined, asked_again, granted) == (["推荐表.pdf"], ["推荐表.pdf", "三.pdf"], ["三.pdf"])
    assert client.get(f"/my/{my_token(place)}/files/q_cv").data.endswith("三.pdf".encode())
    with transaction():
        done = delete_due(NOON + timedelta(days=3))
    assert ("answer_files" in done, len(kept_files())) == (True, 1)


def test_of_two_registrations_that_become_one_no_file_is_lost(client):
    event = make_asking_event()
    one = entered(client, event, None)
    other = entered(client, event, mobile="15400000998")
    with transaction():
        merge = duplicates.merge(
            event, one, other, ["q_cv"], seen=duplicates.seen_of(one, other), act=Act(OFFICE, NOON)
        )
    merged = client.get(f"/my/{my_token(db.session.get(Registration, one.id))}/files/q_cv").data

    with transaction():
        duplicates.part(event, db.session.get(Merge, merge.id), act=Act(OFFICE, NOON + timedelta(hours=1)))
    with transaction():
        forget(event, db.session.get(Registration, one.id), act=Act(OFFICE, NOON), reason="本人要求")

    back = db.session.get(Registration, other.id)
    assert (merged, client.get(f"/my/{my_token(back)}/files/q_cv").data) == (PDF, PDF)


def test_another_person_in_the_place_has_no_file_of_the_one_before(client):
    event = make_asking_event()
    place = entered(client, event)

    client.post(
        f"/my/{my_token(place)}/edit",
        data=typed(name="王小明", mobile="15400000555", email="wang@example.com", **{"q_cv-id": kept_files()[0].key}),
        content_type="multipart/form-data",
    )

    assert (the_registration().name, the_registration().answers, kept_files()) == ("王小明", {}, [])


def test_removing_the_event_removes_its_files(client):
    event = make_asking_event()
    entered(client, event)
    columns = {column.name: column for column in AnswerFile.__table__.columns}

    assert {key.ondelete for name in ("event_id", "registration_id") for key in columns[name].foreign_keys} == {
        "CASCADE"
    }


def test_the_editor_takes_files_and_refuses_what_makes_no_sense_of_them(client, app, sign_in):
    event = make_asking_event()
    desk = office_of(app, sign_in, event, TeamRole.OWNER)
    address = f"/manage/events/{event.slug}/settings/questions/"

    def save(**values):
        known = {"rows-0-id": "", "rows-0-order": "9", "rows-0-label_zh": "照片", "rows-0-kind": "image"}
        return desk.post(address, data=known | {f"rows-0-{name}": value for name, value in values.items()})

    wrong = {
        name: save(**values).status_code
        for name, values in {
            "office": {"office_only": "y"}, "preset": {"default": "x"}, "large": {"megabytes": "11"}, "none": {"megabytes": "0"},
        }.items()
    }  # fmt: skip
    right = save(megabytes="3", needs_reason="y", accepts="pdf", purpose_zh="审核")
    db.session.expire_all()
    rules = list(db.session.scalars(select(Question.rules)))

    assert set(wrong.values()) == {422}
    assert right.status_code == 303
    assert {"megabytes": 3, "needs_reason": True, "purpose": {"zh": "审核"}} in rules
