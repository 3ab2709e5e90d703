"""E-mails of an organizer's act can be taken back for some minutes; what has left by then stays sent."""

import re
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import delete, func, select

from eventmgr.event.events import services
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters import announcing
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.jobs.models import Job
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages import services as outbox
from eventmgr.tools.messages.models import LetterState, Mailing, MailingState, OutboxLetter
from tests.conftest import do_jobs
from tests.factories import keep, make_admin, make_event, make_registration, together
from tests.race import race
from tests.tools.messages.letters import write
from tests.tools.web.filled_forms import Page

BASE = "/manage/events/held"
PEOPLE = 5


@pytest.fixture
def three_minutes(app):
    """E-mails wait for three minutes, as they do where nothing else is set."""
    app.config["TAKE_BACK_MINUTES"] = 3
    yield
    app.config["TAKE_BACK_MINUTES"] = 0


@pytest.fixture
def event(client, sign_in, frozen, three_minutes):
    """Five people hold places, and an organizer is signed in."""
    sign_in(make_admin())
    with together():
        event = make_event(slug="held", contact={"name": "王敏", "phone": "021-1"})
        add(event, PEOPLE)
    return event


def add(event, number, **values):
    for index in range(number):
        made = {
            "status": Status.CONFIRMED,
            "email": f"p{index}@example.com",
            "name": f"陈{'一二三四五六七八九十'[index % 10]}",
        }
        make_registration(event, **made | values)


def change(client, **values):
    return client.post(f"{BASE}/settings/contact/", data=typed(client, "contact", **values))


def typed(client, section, **values):
    return Page(client.get(f"{BASE}/settings/{section}/").get_data(as_text=True)).typed(**values)


def states():
    """State → number of e-mails."""
    return dict(db.session.execute(select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state)).all())


def overview(client):
    return client.get(f"{BASE}/").get_data(as_text=True)


def take_back(client):
    """What answers the button of the bar."""
    address = re.search(r'action="(/manage/events/held/letters/mailings/\d+/take-back)"', overview(client))
    return client.post(address[1], follow_redirects=True).get_data(as_text=True)


def lease(limit=100):
    with transaction():
        return outbox.lease_due("worker", at=clock.now(), seconds=60, limit=limit)


def test_e_mails_of_an_act_wait_and_every_page_of_the_event_offers_to_take_them_back(client, event, frozen):
    change(client, contact_name="李强")

    assert "5 封邮件将于 12:03 发出" in overview(client)
    assert "5 封邮件将于 12:03 发出" in client.get(f"{BASE}/registrations/").get_data(as_text=True)
    assert lease() == []

    frozen.shift(181)
    assert "封邮件将于" not in overview(client)
    assert len(lease()) == PEOPLE


def test_the_acts_whose_e_mails_wait_are_told_apart_in_one_box(client, event, frozen):
    change(client, contact_name="李强")
    client.post(f"{BASE}/cancel", data={"reason_zh": "场馆检修", "telling": "now"})

    box = re.search(r'<div class="alert alert-warning noprint".*?</div>', overview(client), re.DOTALL)[0]

    lines = [" ".join(re.sub("<[^>]+>", " ", line).split()) for line in re.findall("<li.*?</li>", box, re.DOTALL)]
    assert lines == ["活动取消 · 5 封邮件将于 12:03 发出。 撤回", "活动变更 · 5 封邮件将于 12:03 发出。 撤回"]


def test_acts_of_one_kind_are_one_line_with_their_sum_and_each_can_be_taken_back(client, event, frozen):
    change(client, contact_name="李强")
    change(client, contact_name="李刚")

    box = re.search(r'<div class="alert alert-warning noprint".*?</details>', overview(client), re.DOTALL)[0]

    assert box.count("活动变更") == 1 and box.count("/take-back") == 2
    numbers = [int(number) for number in re.findall(r"(\d+) 封邮件将于", box)]
    assert numbers[0] == sum(numbers[1:])


def test_what_writes_to_nobody_leaves_nothing_to_take_back(client, event, frozen):
    db.session.execute(delete(Registration))
    db.session.commit()

    client.post(f"{BASE}/cancel", data={"reason_zh": "场馆检修", "telling": "now"})

    assert event.status is EventStatus.CANCELLED
    assert "封邮件将于" not in overview(client)


def test_only_a_change_that_nobody_needs_to_hear_of_is_said_to_need_no_e_mail(client, event, frozen):
    untold = "此次变更无需发送邮件。"
    change(client, contact_name="李强", telling="collect")
    collected = overview(client)
    client.post(f"{BASE}/settings/summary/", data=typed(client, "summary", public_summary_zh="两天。"))

    assert (untold in collected, "5 封关于变更的邮件尚未发送" in collected) == (False, True)
    assert untold in overview(client)


def test_taken_back_nobody_is_written_to_and_the_change_is_not_told_yet(client, event, frozen):
    change(client, contact_name="李强")

    page = take_back(client)
    frozen.shift(3600)

    assert "已撤回 5 封邮件。" in page
    bars = re.findall(r'<(?:div|p) class="alert.*?</(?:div|p)>', page, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", bar).strip() for bar in bars] == ["已撤回 5 封邮件。"]
    assert lease() == []
    assert "有 5 封关于变更的邮件尚未发送" in overview(client)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.changes) == ("emails_taken_back", {"emails": [5, 0]})
    assert "撤回邮件" in client.get(f"{BASE}/history/").get_data(as_text=True)
    emails = client.get(f"{BASE}/letters/", query_string={"lang": "en"}).get_data(as_text=True)
    assert re.findall(r'<span class="state \w+">([^<]+)</span>', emails) == ["Taken back"] * PEOPLE


def test_told_after_all_the_calendar_number_has_risen_and_the_text_tells_all_that_changed(client, event, frozen):
    change(client, contact_name="李强")
    first = db.session.get(Event, event.id).mail_sequence
    take_back(client)
    change(client, phone="021-2", telling="collect")

    client.post(f"{BASE}/letters/collected/")
    frozen.shift(181)
    sent = lease()

    assert len(sent) == PEOPLE
    assert "李强 · 021-2（原为：王敏 · 021-1）" in sent[0].text
    assert f"SEQUENCE:{first + 1}" in sent[0].attachments[-1]["content"]
    assert states() == {LetterState.SENDING: PEOPLE, LetterState.TAKEN_BACK: PEOPLE}


def test_decisions_that_are_taken_back_stay_decided_and_can_be_told_later(client, event, frozen):
    add(event, 1, status=Status.PENDING, email="new@example.com", name="赵敏")
    number = db.session.scalar(select(func.max(Registration.id)))
    client.post(f"{BASE}/registrations/decide", data={"act": "confirm", "ids": str(number)})

    take_back(client)
    client.post(f"{BASE}/letters/collected/")
    frozen.shift(181)

    assert [(one.kind, one.to_address) for one in lease()] == [("registration.confirmed", "new@example.com")]


def test_what_a_worker_has_by_then_stays_sent_and_the_page_says_how_many(client, event, frozen):
    change(client, contact_name="李强")
    address = re.search(r'action="(/manage/events/held/letters/mailings/\d+/take-back)"', overview(client))[1]
    frozen.shift(181)
    leased = lease(2)

    page = client.post(address, follow_redirects=True).get_data(as_text=True)
    for letter in leased:
        with transaction():
            outbox.sent(letter, at=clock.now())

    assert "已撤回 3 封邮件。 另有 2 封此前已经发出。" in page
    assert states() == {LetterState.SENT: 2, LetterState.TAKEN_BACK: 3}
    assert lease() == []

    db.session.expire_all()
    client.post(f"{BASE}/letters/collected/")
    frozen.shift(181)
    assert len(lease()) == 3


def test_where_all_have_left_nothing_is_taken_back(client, event, frozen):
    change(client, contact_name="李强")
    address = re.search(r'action="(/manage/events/held/letters/mailings/\d+/take-back)"', overview(client))[1]
    frozen.shift(181)
    lease()

    page = client.post(address, follow_redirects=True).get_data(as_text=True)

    assert "这些邮件已全部发出，无法撤回。" in page
    assert "尚未发送" not in page


def test_taking_back_twice_takes_back_once(client, event):
    change(client, contact_name="李强")
    address = re.search(r'action="(/manage/events/held/letters/mailings/\d+/take-back)"', overview(client))[1]

    client.post(address)
    client.post(address)

    assert states() == {LetterState.TAKEN_BACK: PEOPLE}
    assert "有 5 封关于变更的邮件尚未发送" in overview(client)


def test_the_mailing_of_another_event_is_not_found(client, event):
    change(client, contact_name="李强")
    other = make_event()
    number = db.session.scalar(select(Mailing.id))

    assert client.post(f"/manage/events/{other.slug}/letters/mailings/{number}/take-back").status_code == 404
    assert client.post(f"{BASE}/letters/mailings/{10**19}/take-back").status_code == 404
    assert states() == {LetterState.DUE: PEOPLE}


def test_what_a_participant_does_is_confirmed_at_once_to_those_concerned(client, event, frozen):
    event.capacity = PEOPLE
    leaving = db.session.scalars(select(Registration)).first()
    make_registration(event, status=Status.WAITLISTED, email="next@example.com", name="赵敏")

    client.post(f"/my/{my_token(leaving)}/withdraw", data={"reason": ""})

    kinds = {one.kind for one in lease()}
    assert kinds == {"registration.withdrawn", "registration.promoted"}


def test_of_many_those_whom_a_worker_has_yet_to_write_to_are_counted_and_taken_back(client, event, monkeypatch, frozen):
    monkeypatch.setattr(announcing, "AT_ONCE", 2)
    change(client, contact_name="李强")
    assert "5 封邮件将于 12:03 发出" in overview(client)
    assert db.session.scalar(select(func.count()).select_from(Job)) == 1

    page = take_back(client)
    do_jobs()
    frozen.shift(181)

    assert "已撤回 5 封邮件。" in page
    assert states() == {LetterState.TAKEN_BACK: 2}
    assert lease() == []


def test_what_a_worker_writes_for_an_act_leaves_with_the_rest(client, event, monkeypatch, frozen):
    monkeypatch.setattr(announcing, "AT_ONCE", 2)
    change(client, contact_name="李强")
    do_jobs()

    assert states() == {LetterState.DUE: PEOPLE}
    assert lease() == []
    frozen.shift(181)
    assert len(lease()) == PEOPLE


def test_without_minutes_nothing_waits(client, event, app):
    app.config["TAKE_BACK_MINUTES"] = 0

    change(client, contact_name="李强")

    assert "封邮件将于" not in overview(client)
    assert len(lease()) == PEOPLE


def _take_back(event_id, mailing_id, app, gate):
    with app.app_context():
        event = db.session.get(Event, event_id)
        gate()
        with transaction():
            done = services.take_back(event, mailing_id, act=Act(SYSTEM, clock.now()))
        return "kept", done.stopped


def _lease(app, gate):
    with app.app_context():
        gate()
        taken = 0
        for _turn in range(8):
            with transaction():
                taken += len(outbox.lease_due("worker", at=clock.now(), seconds=60, limit=3))
        return "leased", taken


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_an_e_mail_is_either_taken_back_or_sent_whoever_is_first(app, three_minutes):
    event = make_event()
    mailing = keep(
        Mailing(event_id=event.id, state=MailingState.HELD, number=40, at=clock.now(), leaves_at=clock.now())
    )
    with transaction():
        for letter in [write(at=clock.now(), event_id=event.id) for _number in range(40)]:
            letter.mailing_id = mailing.id

    answers = race(app, [partial(_take_back, event.id, mailing.id, app), *[partial(_lease, app)] * 3])

    told = Counter()
    for name, number in answers:
        told[name] += number
    assert told["kept"] + told["leased"] == 40
    assert states().get(LetterState.SENDING, 0) == told["leased"]
    assert states().get(LetterState.COLLECTED, 0) == told["kept"]
