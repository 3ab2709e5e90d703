"""Files of bulk e-mails on their way: kept once, sent to everybody as they are, gone with the e-mails."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventmgr.console.cli.worker import Worker
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.models import LegalHold
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.mailings.emails import services
from eventmgr.office.mailings.emails.periods import PERIODS
from eventmgr.office.mailings.models import BulkMail, BulkMailFile
from eventmgr.tools.messages.models import LetterState
from tests.factories import keep, make_event, make_member, make_registration, make_user
from tests.office.mailings.emails.files import (
    FILES,
    GB,
    LONG,
    PDF,
    PNG,
    attach,
    base,
    deliver,
    files_in,
    kept,
    office_document,
)
from tests.office.mailings.emails.sending import do, drafted, letters, work
from tests.tools.messages.peer import Peer, listening, parse

pytestmark = pytest.mark.usefixtures("app", "frozen")
(PERIOD,) = PERIODS


@pytest.fixture
def office(app, sign_in):
    def of(event):
        user = make_user(email="deputy@example.com")
        make_member(event, TeamRole.DEPUTY, user)
        return sign_in(user, app.test_client())

    return of


def test_everybody_gets_the_files_as_they_are_under_their_chinese_names(app):
    event = make_event()
    for language in ("zh", "en", "zh"):
        make_registration(event, language=language)
    mail = drafted(event, has_entry=True)
    word = office_document()
    attach(
        event,
        mail,
        ("会议须知.pdf", PDF),
        ("乘车路线.png", PNG),
        ("报到.txt", GB),
        ("Plan (v2).docx", word),
        (LONG, PDF + b" "),
    )
    do(services.confirm, event, mail, mail.version)
    work()
    peer = Peer()
    deliver(app, peer)

    messages = peer.messages()
    assert len(messages) == 3
    for message in messages:
        found = files_in(message)
        assert found.pop("invitation.ics")[0] == "application/ics"
        (long,) = [name for name in found if name.startswith("关于举办")]
        assert long.endswith("….pdf") and found.pop(long) == ("application/pdf", PDF + b" ")
        assert found == {
            "会议须知.pdf": ("application/pdf", PDF),
            "乘车路线.png": ("image/png", PNG),
            "报到.txt": ("text/plain", GB),
            "Plan (v2).docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word),
        }
    text = next(part for part in messages[0].iter_attachments() if part.get_filename() == "报到.txt")
    assert text.get_content().startswith("报到地点：三号厅。"), "programs that show it know its encoding"
    raw = peer.accepted[0][1]
    assert b"filename*" in raw and b"=?utf-8" not in raw.partition(b"Content-Disposition")[2], "as RFC 2231 has it"
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert {letter.state for letter in letters()} == {LetterState.SENT}


def test_an_address_in_chinese_gets_them_too(app):
    event = make_event()
    make_registration(event, email="王敏@example.com")
    mail = drafted(event)
    attach(event, mail, ("会议须知.pdf", PDF))
    do(services.confirm, event, mail, mail.version)
    work()
    peer = Peer()
    with listening(peer, utf8=True) as url:
        app.config["SMTP_URL"] = url
        Worker(app, lease=60, batch=10, stop=threading.Event()).run(once=True)
        app.config["SMTP_URL"] = ""

    assert files_in(peer.messages()[0]) == {"会议须知.pdf": ("application/pdf", PDF)}


def test_a_file_is_kept_once_however_many_get_it():
    event = make_event()
    for _number in range(30):
        make_registration(event)
    mail = drafted(event)
    attach(event, mail, ("会议须知.pdf", PDF + bytes(100_000).replace(b"\0", b"x")))
    do(services.confirm, event, mail, mail.version)
    work()

    rows = letters()
    assert (len(rows), len(kept())) == (30, 1)
    assert all(len(repr(row.attachments)) < 400 for row in rows)
    assert db.session.scalar(select(func.sum(func.length(BulkMailFile.content)))) < 101_000


def test_a_test_to_oneself_brings_the_files(app, office):
    event = make_event()
    make_registration(event)
    mail, own = drafted(event), office(event)
    attach(event, mail, ("须知.pdf", PDF))
    own.post(base(event, mail, "test"))
    peer = Peer()
    deliver(app, peer)

    assert [files_in(message) for message in peer.messages()] == [{"须知.pdf": ("application/pdf", PDF)}] * 2


def test_organizers_download_the_e_mail_with_its_files(office):
    event = make_event()
    make_registration(event)
    mail, own = drafted(event), office(event)
    attach(event, mail, ("须知.pdf", PDF))
    do(services.confirm, event, mail, mail.version)
    work()
    letter = letters()[0]
    path = f"/manage/events/{event.slug}/letters/{letter.id}"

    page, raw = own.get(f"{path}/").text, own.get(f"{path}.eml").data

    assert "须知.pdf" in page and f"{len(PDF)} B" in page
    assert files_in(parse(raw)) == {"须知.pdf": ("application/pdf", PDF)}


def test_files_go_when_the_e_mails_go_and_their_names_stay(app, office, frozen):
    event, held = make_event(), make_event()
    mails = []
    for one in (event, held):
        make_registration(one)
        mail = drafted(one)
        attach(one, mail, ("须知.pdf", PDF))
        do(services.confirm, one, mail, mail.version)
        mails.append(mail)
    number, page = event.id, base(event, mails[0])
    keep(LegalHold(event_id=held.id, reason="诉讼", placed_at=clock.now()))
    work()
    deliver(app, Peer())
    days = app.config["LETTER_RETENTION_DAYS"]

    frozen.shift(timedelta(days=days) - timedelta(minutes=1))
    early = [due.n for due in PERIOD.list_due(clock.now())]
    frozen.shift(timedelta(minutes=1))
    due = [one.n for one in PERIOD.list_due(clock.now())]
    with transaction():
        done = PERIOD.delete_some(clock.now(), 100)
    again = PERIOD.list_due(clock.now())
    shown = office(db.session.get(Event, number)).get(page).text

    assert (early, due, done, again) == ([], [1], 1, [])
    db.session.expire_all()
    assert [(one.content, one.filename) for one in db.session.scalars(FILES)] == [
        (None, "须知.pdf"),
        (PDF, "须知.pdf"),
    ]
    assert "保存期届满后删除" in shown


def test_files_of_e_mails_that_have_not_left_stay(app, frozen):
    event = make_event()
    make_registration(event)
    mail = drafted(event)
    attach(event, mail, ("须知.pdf", PDF))
    do(services.confirm, event, mail, mail.version)
    work()
    frozen.shift(timedelta(days=app.config["LETTER_RETENTION_DAYS"] + 1))

    assert PERIOD.list_due(clock.now()) == []


def test_an_e_mail_whose_file_is_gone_does_not_leave_without_it(app):
    event = make_event()
    make_registration(event)
    mail = drafted(event)
    attach(event, mail, ("须知.pdf", PDF))
    do(services.confirm, event, mail, mail.version)
    work()
    with transaction():
        db.session.delete(get_of(event, BulkMail, mail.id))
    peer = Peer()
    deliver(app, peer)

    (letter,) = letters()
    assert (peer.received, letter.state) == ([], LetterState.FAILED)
    assert "须知.pdf" in letter.last_error
