"""Reports of mail servers: which e-mail came back, why, and what organizers see of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.console.cli.bounces import command
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, write
from eventmgr.tools.messages.bounces import services
from eventmgr.tools.messages.bounces.reading import Report, read_report
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.factories import NOON, make_admin, make_event, make_registration
from tests.soak import times
from tests.tools.messages.letters import write as write_letter

REPORT = """\
From: MAILER-DAEMON@mail.example.com
To: noreply@example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com
Arrival-Date: Wed, 1 Apr 2026 12:00:00 +0800

Final-Recipient: rfc822; li@example.com
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <li@example.com>: user unknown

--B
Content-Type: {kind}

From: noreply@example.com
To: li@example.com
Message-ID: {message_id}
Subject: Hello

Text
--B--
"""


def report(message_id="<a@localhost>", *, action="failed", kind="message/rfc822") -> bytes:
    return REPORT.format(message_id=message_id, action=action, kind=kind).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_the_e_mail_and_the_reason_and_covers_addresses(kind):
    assert read_report(report(kind=kind)) == Report("<a@localhost>", "550 5.1.1 <l***@example.com>: user unknown")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: Out of office\n\nI am away.",
        report(action="delayed"),
        report(action="delivered"),
        report(message_id=""),
        report()[:300],
        report().replace(b"message/delivery-status", b"text/plain"),
    ],
)
def test_what_is_no_report_of_a_failure_says_nothing(raw):
    assert read_report(raw) is None


@settings(max_examples=times(300), deadline=None)
@given(st.binary(max_size=400), st.integers(0, 900))
def test_no_bytes_break_the_reading(noise, at):
    whole = report()
    for raw in (noise, whole[:at] + noise + whole[at:]):
        found = read_report(raw)
        assert found is None or (found.message_id.startswith("<") and "\n" not in found.reason)


def sent(event, registration, **values):
    letter = write(
        lambda: write_letter(event_id=event.id, about=f"registration:{registration.id}", to_address=registration.email)
    )
    row = db.session.get(OutboxLetter, letter.id)
    for name, value in {"state": LetterState.SENT, "due_at": None, "sent_at": NOON, **values}.items():
        setattr(row, name, value)
    db.session.commit()
    return row


def state_of(letter):
    db.session.expire_all()
    return letter.state, letter.last_error


def test_the_e_mail_is_marked_once_and_another_is_not(app, frozen):
    event = make_event()
    place = make_registration(event, email="li@example.com")
    back, other = sent(event, place), sent(event, place)

    first = write(lambda: services.note(report(back.message_id)))
    again = write(lambda: services.note(report(back.message_id)))
    strange = write(lambda: services.note(report("<strange@localhost>")))

    assert (first, again, strange) == (True, False, False)
    assert state_of(back) == (LetterState.BOUNCED, "550 5.1.1 <l***@example.com>: user unknown")
    assert state_of(other)[0] is LetterState.SENT


@pytest.mark.parametrize("state", [LetterState.DUE, LetterState.TAKEN_BACK, LetterState.FAILED])
def test_what_was_not_sent_does_not_come_back(app, frozen, state):
    event = make_event()
    letter = sent(event, make_registration(event), state=state, sent_at=None)

    assert write(lambda: services.note(report(letter.message_id))) is False
    assert state_of(letter)[0] is state


def test_organizers_see_it_where_they_look_and_no_longer_once_the_address_is_corrected(client, sign_in, frozen):
    event = make_event()
    place = make_registration(event, name="李四光", email="li@example.com")
    make_registration(event, name="张三丰")
    letter = sent(event, place)
    write(lambda: services.note(report(letter.message_id)))
    sign_in(make_admin())
    base = f"/manage/events/{event.slug}"

    def listed():
        page = client.get(f"{base}/registrations/?flag=bounced").text
        return [name for name in ("李四光", "张三丰") if name in page]

    shown = client.get(f"{base}/letters/{letter.id}/").text
    own = client.get(f"{base}/registrations/{place.id}/").text
    before = listed()
    db.session.get(Registration, place.id).email = "li.right@example.com"
    db.session.commit()

    assert "user unknown" in shown
    assert "已退回" in shown
    assert "user unknown" in own
    assert "电话联系" in own
    assert "li@example.com" not in shown + own
    assert (before, listed()) == (["李四光"], [])
    assert "user unknown" not in client.get(f"{base}/registrations/{place.id}/").text


def test_the_command_reads_standard_input_and_the_files_of_a_folder(app, frozen, tmp_path):
    event = make_event()
    place = make_registration(event)
    one, two = sent(event, place), sent(event, place)
    (tmp_path / "1.eml").write_bytes(report(two.message_id))
    (tmp_path / "2.eml").write_bytes(b"Subject: hello\n\n")
    runner = app.test_cli_runner()

    piped = runner.invoke(command, [], input=report(one.message_id))
    folder = runner.invoke(command, [str(tmp_path)])
    again = runner.invoke(command, [str(tmp_path)])

    assert [piped.output, folder.output, again.output] == [
        "1 read, 1 marked as come back\n",
        "2 read, 1 marked as come back\n",
        "2 read, 0 marked as come back\n",
    ]
    assert [state_of(letter)[0] for letter in (one, two)] == [LetterState.BOUNCED, LetterState.BOUNCED]
