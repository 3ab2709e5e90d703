"""Files that go with a bulk e-mail: attached to a draft, looked at, removed, copied."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events import services as events
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.mailings.emails import services
from eventmgr.office.mailings.models import BulkMail, BulkMailFile
from eventmgr.tools.log.models import AuditEntry
from tests.factories import make_event, make_file, make_member, make_registration, make_user
from tests.office.mailings.emails.files import (
    PDF,
    PNG,
    attach,
    base,
    kept,
    sending,
)
from tests.office.mailings.emails.sending import act, do, drafted

pytestmark = pytest.mark.usefixtures("app", "frozen")


@pytest.fixture
def office(app, sign_in):
    def of(event):
        user = make_user(email="deputy@example.com")
        make_member(event, TeamRole.DEPUTY, user)
        return sign_in(user, app.test_client())

    return of


def test_files_are_attached_listed_with_their_size_looked_at_and_removed(office):
    event = make_event()
    make_registration(event)
    mail, own = drafted(event), office(event)

    added = own.post(base(event, mail), data=sending(("../路线.exe", PNG), ("须知.pdf", PDF)))
    page = own.get(base(event, mail)).text
    address = re.search(r'href="([^"]+/files/\d+/[^"]+)"', page)[1]
    got = own.get(address)
    number = db.session.scalars(select(BulkMailFile.id).order_by(BulkMailFile.id)).first()
    removed = own.post(base(event, mail, f"files/{number}/remove"))

    assert (added.status_code, added.location, removed.status_code) == (303, base(event, mail) + "#attachments", 303)
    assert "已添加 2 个附件" in own.get(base(event, mail)).text or "附件" in page
    for words in ("路线.exe.png", "10 KB", "须知.pdf", f"{len(PDF)} B", "附件：路线.exe.png（10 KB）"):
        assert words in page, words
    assert (got.data, got.headers["Content-Disposition"].partition(";")[0]) == (PNG, "attachment")
    assert kept() == [("须知.pdf", "application/pdf", len(PDF))]
    log = [
        entry.changes["files"]
        for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        if "files" in entry.changes
    ]
    assert log == [[None, "路线.exe.png, 须知.pdf"], ["路线.exe.png, 须知.pdf", "须知.pdf"]]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "请先选择文件"),
        ((("空.pdf", b""),), "“空.pdf”：未选择文件或文件为空"),
        ((("木马.pdf", b"MZ\x90\0"),), "“木马.pdf”：不支持这种文件"),
        ((("好.pdf", PDF), ("木马.pdf", b"MZ\x90\0")), "“木马.pdf”：不支持这种文件"),
        ((("好.pdf", PDF), ("再来.pdf", PDF)), "“好.pdf”已经添加"),
        (tuple((f"{n}.txt", b"%d" % n) for n in range(6)), "最多添加 5 个附件"),
        ((("大.pdf", PDF + bytes(1 << 20)),), "“大.pdf”：文件超过 1 MB"),
        ((("甲.pdf", PDF + bytes(600 << 10)), ("乙.pdf", PDF + bytes(601 << 10))), "附件合计超过 1 MB"),
    ],
)
def test_what_cannot_be_attached_is_said_beside_the_field_and_nothing_is_kept(app, office, monkeypatch, files, said):
    monkeypatch.setitem(app.config, "BULK_MAIL_MEGABYTES", 1)
    event = make_event()
    make_registration(event)
    mail, own = drafted(event), office(event)

    answer = own.post(base(event, mail), data=sending(*files))

    assert (answer.status_code in (409, 422), kept()) == (True, [])
    assert said in answer.text
    assert "人将收到此邮件" in answer.text, "the page stands as before"


def test_the_same_form_sent_twice_attaches_once(office):
    event = make_event()
    make_registration(event)
    mail, own = drafted(event), office(event)
    number = re.search(
        r'name="form_id" value="([^"]+)"', own.get(base(event, mail)).text.partition('id="attachments"')[2]
    )[1]

    answers = [
        own.post(base(event, mail), data=sending(("须知.pdf", PDF), form_id=number)).status_code for _try in range(2)
    ]

    assert (answers, len(kept())) == ([303, 303], 1)


def test_a_file_of_the_event_is_attached_as_it_is_now_and_stays_when_the_event_lets_go_of_it(office):
    event, other = make_event(), make_event()
    make_registration(event)
    with transaction():
        file = events.add_file(event, make_file("议程.pdf", PDF), title={"zh": "会议议程"}, is_public=False, act=act())
        foreign = events.add_file(other, make_file("别的.pdf", PDF), title={}, is_public=True, act=act())
    mail, own = drafted(event), office(event)

    page = own.get(base(event, mail)).text
    refused = own.post(base(event, mail), data={"own": str(foreign.id)})
    own.post(base(event, mail), data={"own": str(file.id)})
    with transaction():
        events.remove_file(event, db.session.get(type(file), file.id), act=act())

    assert f"会议议程（{len(PDF)} B），目前仅工作团队可见" in page
    assert (refused.status_code, "别的" in page) == (422, False)
    assert [name for name, _type, _size in kept()] == ["议程.pdf"]
    assert db.session.scalars(select(BulkMailFile.content)).one() == PDF


def test_who_confirms_what_was_looked_at_before_the_file_is_refused():
    event = make_event()
    make_registration(event)
    mail = drafted(event)
    seen = mail.version
    attach(event, mail, ("须知.pdf", PDF))

    with pytest.raises(Refusal):
        do(services.confirm, event, mail, seen)


def test_what_was_confirmed_keeps_its_files(office):
    event = make_event()
    make_registration(event)
    mail, own = drafted(event, sends_at=clock.now() + timedelta(days=1)), office(event)
    attach(event, mail, ("须知.pdf", PDF))
    do(services.confirm, event, mail, mail.version)
    number = db.session.scalars(select(BulkMailFile.id)).one()

    added = own.post(base(event, mail), data=sending(("新.pdf", PNG)))
    own.post(base(event, mail, f"files/{number}/remove"))
    page = own.get(base(event, mail)).text

    assert (added.status_code, [name for name, _type, _size in kept()]) == (409, ["须知.pdf"])
    assert ("须知.pdf" in page, 'name="files"' in page) == (True, False)


def test_a_copy_has_the_text_and_the_files_and_keeps_them_when_the_other_is_deleted(office):
    event = make_event()
    make_registration(event)
    mail, own = drafted(event, sends_at=clock.now() + timedelta(days=1)), office(event)
    attach(event, mail, ("须知.pdf", PDF))

    form = re.search(r'/copy".*?name="form_id" value="([^"]+)"', own.get(base(event, mail)).text, re.DOTALL)[1]
    answers = [own.post(base(event, mail, "copy"), data={"form_id": form}).location for _try in range(2)]
    own.post(base(event, mail, "delete"))
    db.session.expire_all()

    (left,) = db.session.scalars(select(BulkMail))
    assert answers == [base(event, left)] * 2
    assert (left.subject, left.filters, left.sends_at, left.state.value) == (
        {"zh": "会场调整", "en": "Another hall"},
        {"status": "live"},
        None,
        "draft",
    )
    assert db.session.scalars(select(BulkMailFile.content)).one() == PDF


def test_the_page_warns_of_what_mailboxes_refuse(app, office):
    event = make_event()
    make_registration(event)
    mail, own = drafted(event), office(event)
    attach(event, mail, ("小.pdf", PDF + bytes(3_800_000)))
    small = own.get(base(event, mail)).text
    attach(event, mail, ("大.pdf", PDF + bytes(200_000)))
    large = own.get(base(event, mail)).text

    assert ("部分邮箱拒收" in small, "部分邮箱拒收" in large) == (False, True)
    assert "每封邮件因此增加 5.0 MB" in small
    assert "每封邮件因此增加 5.2 MB" in large


def test_the_title_is_filled_in_with_the_event_in_lists_on_its_page_and_in_the_change_log(office):
    event = make_event(title={"zh": "智造研讨会", "en": "Making seminar"})
    make_registration(event)
    mail = drafted(event, subject={"zh": "{姓名}请看：{活动}", "en": "{event}"})
    own = office(event)

    listed, page = own.get(base(event, mail).rpartition(f"{mail.id}/")[0]).text, own.get(base(event, mail)).text

    assert "{姓名}请看：智造研讨会</a>" in listed
    assert re.search(r"<h1[^>]*>\s*\{姓名\}请看：智造研讨会\s*</h1>", page)
    assert db.session.scalars(select(AuditEntry.object_name).where(AuditEntry.object_type == "bulk_mail")).one() == (
        "{姓名}请看：智造研讨会"
    )
