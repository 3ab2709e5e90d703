"""Who gets a bulk e-mail, when, how fast, and that nobody gets it twice or is left out."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events.queries import get_of
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.deciding.services.decisions import restrict
from eventmgr.event.registration.letters.writing import is_invited
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction, write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.jobs import services as jobs
from eventmgr.ground.jobs.models import Job, JobState
from eventmgr.office.mailings.emails import services
from eventmgr.office.mailings.emails.services import sending
from eventmgr.office.mailings.models import BulkMail, BulkMailState, BulkRecipient, PauseReason, RecipientState
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.mime import build
from eventmgr.tools.messages.optouts.services import opt_out
from eventmgr.tools.messages.secrets import filled
from tests.factories import NOON, make_event, make_registration
from tests.office.mailings.emails.sending import TEXT, act, confirmed, do, drafted, letters, reached, states, work

pytestmark = pytest.mark.usefixtures("app", "frozen")
_S = BulkMailState


def state_of(mail):
    db.session.expire_all()
    return mail.state


def test_those_whom_the_filter_finds_get_it_in_their_language_and_nobody_else():
    event = make_event()
    here = make_registration(event, province_code="320000", email="su@example.com")
    make_registration(event, province_code="320000", email="en@example.com", language="en")
    make_registration(event, province_code="310000", email="hu@example.com")
    make_registration(event, province_code="320000", email="gone@example.com", status=Status.WITHDRAWN)
    make_registration(make_event(), province_code="320000", email="elsewhere@example.com")

    mail = confirmed(event, {"province": "320000", "status": "live"})
    nobody = reached()
    work()

    assert (nobody, reached(), state_of(mail)) == ([], ["su@example.com", "en@example.com"], _S.DONE)
    zh, en = letters()
    assert (zh.subject, en.subject, "三号厅" in zh.text, "hall 3" in en.text) == (
        "会场调整",
        "Another hall",
        True,
        True,
    )
    assert (zh.event_id, zh.about) == (event.id, f"registration:{here.id}"), "seen in the log and on the registration"


def test_readers_of_a_language_without_a_text_get_the_other():
    event = make_event()
    make_registration(event, language="en")

    confirmed(event, subject={"zh": "通知"}, body={"zh": "正文"})
    work()

    assert [(letter.language, letter.subject) for letter in letters()] == [("zh", "通知")]


def test_who_has_unsubscribed_is_left_out_unless_it_is_necessary():
    event = make_event()
    alone = make_registration(event, email="Alone@example.com")
    other = make_registration(event, email="other@example.com")
    with transaction():
        opt_out("alone@example.com", at=NOON)

    usual = confirmed(event)
    work()
    first = reached()
    confirmed(event, is_necessary=True, necessity="会场变更")
    work()

    assert states(usual) == {alone.id: RecipientState.UNSUBSCRIBED, other.id: RecipientState.WRITTEN}
    assert (first, reached()[1:]) == (["other@example.com"], ["Alone@example.com", "other@example.com"])
    usual_one, *necessary = [build(filled(letter), "office@example.com") for letter in letters()]
    assert usual_one["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [one["List-Unsubscribe"] for one in necessary] == [None, None]
    assert "退订" not in letters()[1].text


def test_one_click_in_a_bulk_e_mail_unsubscribes_for_invitations_and_bulk_e_mails(client):
    event = make_event()
    place = make_registration(event, email="li@example.com")
    confirmed(event)
    work()
    message = build(filled(letters()[0]), "office@example.com")
    path = "/" + message["List-Unsubscribe"].strip("<>").split("/", 3)[3]

    looked = client.get(path)
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    other = make_registration(event)
    again = confirmed(event)
    work()

    assert path in message.get_body(("plain",)).get_content()
    assert (looked.status_code, answer.status_code) == (200, 200)
    assert states(again) == {place.id: RecipientState.UNSUBSCRIBED, other.id: RecipientState.WRITTEN}


def test_the_link_of_somebody_who_passed_the_place_on_unsubscribes_nobody(client):
    event = make_event()
    place = make_registration(event)
    confirmed(event)
    work()
    path = "/" + build(filled(letters()[0]), "a@example.com")["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    with transaction():
        db.session.get(Registration, place.id).link_version += 1

    assert client.post(path).status_code == 404


@pytest.mark.parametrize(("necessary", "phoned"), [(True, 1), (False, 0)])
def test_who_has_no_address_is_to_be_phoned_where_it_is_necessary(necessary, phoned):
    event = make_event()
    silent = make_registration(event, email="")
    make_registration(event)

    mail = confirmed(event, is_necessary=necessary, necessity="会场变更" if necessary else "")
    work()

    assert states(mail)[silent.id] is RecipientState.UNREACHED
    db.session.expire_all()
    assert (silent.untold_since is not None) == bool(phoned)


def test_of_one_domain_so_many_a_minute_of_all_bulk_e_mails_together(app, frozen, monkeypatch):
    monkeypatch.setitem(app.config, "BULK_MAIL_PER_MINUTE", 3)
    event, other = make_event(), make_event()
    for number in range(4):
        make_registration(event, email=f"a{number}@slow.example")
    make_registration(other, email="b@slow.example")
    make_registration(other, email="c@quick.example")

    first, second = confirmed(event), confirmed(other)
    work()
    at_once = sorted(reached())
    frozen.shift(timedelta(seconds=59))
    work()
    too_early = len(letters())
    frozen.shift(timedelta(seconds=1))
    work()

    assert len([one for one in at_once if one.endswith("slow.example")]) == 3
    assert "c@quick.example" in at_once
    assert (too_early, len(letters()), len(set(reached()))) == (4, 6, 6)
    assert (state_of(first), state_of(second)) == (_S.DONE, _S.DONE)


def test_the_domain_of_a_recipient_is_kept_no_longer_than_the_limit_needs_it(frozen):
    event = make_event()
    make_registration(event, email="li@own.example")
    confirmed(event)
    work()
    at_once = set(db.session.scalars(select(BulkRecipient.domain)))
    frozen.shift(timedelta(minutes=1))
    work()

    assert (at_once, set(db.session.scalars(select(BulkRecipient.domain)))) == ({"own.example"}, {""})


def test_nought_is_no_limit(app, monkeypatch):
    monkeypatch.setitem(app.config, "BULK_MAIL_PER_MINUTE", 0)
    event = make_event()
    for number in range(70):
        make_registration(event, email=f"a{number}@one.example")

    mail = confirmed(event)
    work()

    assert (len(letters()), state_of(mail)) == (70, _S.DONE)


@pytest.mark.parametrize("die_after", [0, 1, 2, 5])
def test_killed_in_the_middle_nobody_gets_it_twice_and_nobody_is_left_out(die_after, monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    event = make_event()
    people = {make_registration(event).email for _number in range(7)}
    mail = confirmed(event)
    real, calls = sending.enqueue, itertools.count()

    def dying(letter, *, at):
        if next(calls) == die_after:
            raise SystemExit
        return real(letter, at=at)

    monkeypatch.setattr(sending, "enqueue", dying)
    with pytest.raises(SystemExit):
        work()
    db.session.rollback()
    monkeypatch.setattr(sending, "enqueue", real)
    with transaction():
        for job in db.session.scalars(select(Job).where(Job.state == JobState.RUNNING)):
            job.due_at = NOON
    work()

    assert sorted(reached()) == sorted(people)
    assert state_of(mail) is _S.DONE


def test_two_workers_with_one_job_write_once():
    event = make_event()
    make_registration(event)
    mail = confirmed(event)
    run = mail.run
    for _worker in range(2):
        write(lambda: services.write_some(event, get_of(event, BulkMail, mail.id), run, at=NOON, per_minute=60))

    assert len(letters()) == 1


def test_paused_nobody_else_gets_it_and_gone_on_with_all_do(monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    event = make_event()
    for _number in range(5):
        make_registration(event)
    mail = confirmed(event)
    (job,) = write(lambda: jobs.lease_due("w", at=NOON, seconds=60, limit=1))
    write(lambda: jobs.run(job, at=NOON))

    do(services.pause, event, mail)
    work()
    halted = (state_of(mail), len(letters()))
    do(services.resume, event, mail)
    do(services.resume, event, mail)
    work()

    assert halted == (_S.PAUSED, 2)
    assert (state_of(mail), len(letters()), len(set(reached()))) == (_S.DONE, 5, 5)


def test_stopped_is_for_good_and_what_was_sent_stays(monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 2)
    event = make_event()
    for _number in range(3):
        make_registration(event)
    mail = confirmed(event)
    (job,) = write(lambda: jobs.lease_due("w", at=NOON, seconds=60, limit=1))
    write(lambda: jobs.run(job, at=NOON))

    do(services.stop, event, mail)
    work()

    with pytest.raises(Refusal):
        do(services.resume, event, mail)
    assert (state_of(mail), len(letters())) == (_S.STOPPED, 2)


def test_who_has_left_the_list_before_their_turn_is_left_out(monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 1)
    event = make_event()
    first, last = make_registration(event), make_registration(event)
    mail = confirmed(event)
    (job,) = write(lambda: jobs.lease_due("w", at=NOON, seconds=60, limit=1))
    write(lambda: jobs.run(job, at=NOON))
    with transaction():
        db.session.get(Registration, last.id).status = Status.WITHDRAWN

    work()

    assert states(mail) == {first.id: RecipientState.WRITTEN, last.id: RecipientState.LEFT}
    assert state_of(mail) is _S.DONE


def test_who_is_only_kept_gets_none_though_it_is_necessary_and_was_begun(monkeypatch):
    monkeypatch.setattr(sending, "AT_ONCE", 1)
    event = make_event()
    first, last, kept = (make_registration(event) for _ in range(3))
    with transaction():
        restrict(event, kept, on=True, act=act())
    mail = confirmed(event, is_necessary=True, necessity="换会场")
    (job,) = write(lambda: jobs.lease_due("w", at=NOON, seconds=60, limit=1))
    write(lambda: jobs.run(job, at=NOON))
    with transaction():
        restrict(event, db.session.get(Registration, last.id), on=True, act=act())

    work()

    assert states(mail) == {first.id: RecipientState.WRITTEN, last.id: RecipientState.LEFT}


def test_a_job_that_is_given_up_pauses_it_and_says_so(monkeypatch):
    event = make_event()
    make_registration(event)
    mail = confirmed(event)
    monkeypatch.setattr(jobs, "TRIES", 1)
    (job,) = write(lambda: jobs.lease_due("w", at=NOON, seconds=60, limit=1))

    write(lambda: jobs.put_off(job, "boom", at=NOON, jitter=0))

    assert (state_of(mail), mail.paused_for) == (_S.PAUSED, PauseReason.FAILED)


@pytest.mark.parametrize(("status", "entries"), [(Status.CONFIRMED, 1), (Status.PENDING, 0)])
def test_the_calendar_entry_goes_to_who_holds_a_place_and_is_taken_back_with_it(status, entries):
    event = make_event()
    place = make_registration(event, status=status)
    before = is_invited(place)

    confirmed(event, has_entry=True)
    work()

    (letter,) = letters()
    assert len(letter.attachments) == entries
    assert (before, is_invited(place)) == (False, bool(entries))


def test_the_change_log_tells_who_wrote_what_to_how_many():
    event = make_event()
    make_registration(event, province_code="320000")
    make_registration(event, province_code="320000", email="")

    confirmed(event, {"province": "320000", "status": "live"}, is_necessary=True, necessity="会场变更")
    work()

    kept = select(AuditEntry).where(AuditEntry.object_type == "bulk_mail").order_by(AuditEntry.id)
    entries = {one.action: one for one in db.session.scalars(kept)}
    assert list(entries) == ["created", "sending_began", "sending_ended"]
    assert entries["created"].changes["body"][1]["zh"] == TEXT["body"]["zh"]
    began = entries["sending_began"]
    assert (began.actor_name, began.reason, began.object_name) == ("王敏", "会场变更", "会场调整")
    assert began.changes["emails"] == [None, 1]
    assert began.changes["unreached"] == [None, 1]
    assert began.changes["filter.province"] == [None, "320000"]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"subject": {}, "body": {}}, "subject"),
        ({"subject": {"zh": "只有主题"}, "body": {}}, "body"),
        ({"subject": {"zh": "{unknown}"}, "body": {"zh": "正文"}}, "subject"),
        ({"subject": {"zh": "主题"}, "body": {"zh": "{职务}"}}, "body"),
        ({"subject": {"zh": "{报名链接}"}, "body": {"zh": "正文"}}, "subject"),
        ({"is_necessary": True}, "necessity"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field(draft, field):
    event = make_event()

    with pytest.raises(Refusal) as refused:
        drafted(event, **draft)

    assert refused.value.field == field


def test_what_was_changed_since_it_was_looked_at_is_not_sent():
    event = make_event()
    make_registration(event)
    mail = drafted(event)
    seen = mail.version
    with transaction():
        services.change(
            event, mail, services.Draft(**{**TEXT, "subject": {"zh": "另一主题", "en": "Another"}}), act=act()
        )

    with pytest.raises(Refusal):
        do(services.confirm, event, mail, seen)

    assert (state_of(mail), work()) == (_S.DRAFT, 0)


def test_an_event_begins_so_many_within_a_day_those_that_wait_for_their_time_included(app, monkeypatch, frozen):
    monkeypatch.setitem(app.config, "BULK_MAILS_PER_DAY", 2)
    event, other = make_event(), make_event()
    for one in (event, other):
        make_registration(one, email=f"{one.slug}@example.com")
    confirmed(event)
    confirmed(event, sends_at=clock.now() + timedelta(hours=2))
    with pytest.raises(Refusal, match="2"):
        confirmed(event)
    confirmed(other)
    frozen.shift(27 * 3600)

    assert confirmed(event).started_at == clock.now()
