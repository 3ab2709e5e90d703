"""Two bulk e-mails of the seminar: one with a file that was sent to a province, one that follows the date of the
event."""

from __future__ import annotations

import hashlib
from datetime import datetime

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.event.registration.queries.rows import list_registrations_by_id
from eventmgr.ground.db import db
from eventmgr.ground.jobs.services import enqueue
from eventmgr.office.mailings.audience import EMAIL, audience_of
from eventmgr.office.mailings.emails import letters, statements
from eventmgr.office.mailings.emails.services import START
from eventmgr.office.mailings.emails.timing import due_of
from eventmgr.office.mailings.models import Anchor, BulkMail, BulkMailFile, BulkMailState, RecipientState
from eventmgr.office.mailings.wording import name_of
from eventmgr.tools.log.services import SYSTEM, Act, Actor, plain
from eventmgr.tools.messages.models import LetterState
from eventmgr.tools.messages.services import unsent

_PROVINCE = "320000"
_SENT = {
    "filters": {"province": _PROVINCE, "status": "live"},
    "subject": {"zh": "江苏代表统一乘车安排", "en": "Shared coach for participants from Jiangsu"},
    "body": {
        "zh": "{称呼}\n\n江苏省参会代表可于报到日13:00在南京南站北广场统一乘车前往会场。\n\n请在本人报名页面核对到达时间：\n{报名链接}\n\n{联系方式}",
        "en": (
            "{greeting}\n\nParticipants from Jiangsu may take a shared coach to the venue on the day of arrival. It leaves at 13:00"
            " from the north square of Nanjing South railway station.\n\nPlease check your time of arrival:\n{link}\n\n{contact}"
        ),
    },
}
_FILE = (
    "乘车须知.txt",
    (
        "统一乘车须知（样例）\n\n一、集合：报到日12:45，南京南站北广场，举牌“智能制造研讨会”。\n二、发车：13:00准时发车，过时不候。\n"
        "三、携带：有效身份证件。\n\nShared coach (sample)\n\n1. Meet at 12:45 on the day of arrival, north square of Nanjing South station.\n"
        "2. Departure: 13:00 sharp.\n3. Bring a valid identity document.\n"
    ),
)
_WAITS = {
    "filters": {"held": "1"},
    "subject": {"zh": "会前提醒：{活动}", "en": "See you soon: {event}"},
    "body": {
        "zh": "{称呼}\n\n活动临近，请携带有效身份证件，凭签到码报到。\n\n{活动信息}\n\n议程与签到码见：\n{报名链接}",
        "en": (
            "{greeting}\n\nThe event is coming up soon. Please bring a valid identity document; your check-in code gets you in.\n\n{facts}\n\n"
            "Agenda and check-in code:\n{link}"
        ),
    },
    "anchor": Anchor.START,
    "distance": -3,
    "has_entry": True,
}


def add_bulk_mails(event: Event, office: Actor, dates: Dates) -> list[Entry]:
    """Both, with the e-mails of the first; flushed.

    Returns:
        what the trail has to say about them.
    """
    sent_at, planned_at = dates.at(-43, "15:00"), dates.at(-43, "16:00")
    sent = _mail(
        event, Act(office, sent_at), state=BulkMailState.DONE, started_at=sent_at, finished_at=sent_at, **_SENT
    )
    sent.files.append(_file(*_FILE))
    waits = _mail(event, Act(office, planned_at), state=BulkMailState.SCHEDULED, **_WAITS)
    waits.due_at = due_of(waits, event)
    db.session.flush()
    if waits.due_at is not None:
        enqueue(START, {"mail": waits.id}, at=waits.due_at)
    number = _send(event, sent, at=sent_at)
    texts = [{"subject": [None, mail.subject], "body": [None, mail.body]} for mail in (sent, waits)]
    return [
        Entry(Act(office, sent_at), "created", sent, event.id, name_of(sent, event), texts[0]),
        Entry(
            Act(office, sent_at),
            "sending_began",
            sent,
            event.id,
            name_of(sent, event),
            {"emails": [None, number], "filter.province": [None, _PROVINCE], "filter.states": [None, "live"]},
        ),
        Entry(Act(SYSTEM, sent_at), "sending_ended", sent, event.id, name_of(sent, event), {"emails": [None, number]}),
        Entry(Act(office, planned_at), "created", waits, event.id, name_of(waits, event), texts[1]),
        Entry(
            Act(office, planned_at),
            "scheduled",
            waits,
            event.id,
            name_of(waits, event),
            {"due_at": [None, plain(waits.due_at)], "filter.held": [None, True]},
        ),
    ]


def _mail(event: Event, act: Act, **values: object) -> BulkMail:
    mail = BulkMail(event_id=event.id, author=act.by.name, created_at=act.at, version=1, run=0, **values)
    db.session.add(mail)
    db.session.flush()
    return mail


def _file(filename: str, text: str) -> BulkMailFile:
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    return BulkMailFile(
        key=digest[:32],
        filename=filename,
        content_type="text/plain; charset=utf-8",
        size=len(content),
        sha256=digest,
        content=content,
    )


def _send(event: Event, mail: BulkMail, *, at: datetime) -> int:
    """The recipients, and an e-mail to each that left at once; how many."""
    audience = audience_of(event, mail, EMAIL, at=at)
    statements.add_recipients(mail.id, [(person.id, person.state, person.domain) for person in audience.listed])
    ids = [person.id for person in audience.reached]
    for registration in list_registrations_by_id(event.id, ids):
        letter = unsent(letters.letter_to(registration, mail, event, at=at), at=at)
        letter.state, letter.due_at, letter.sent_at, letter.attempts = LetterState.SENT, None, at, 1
        db.session.add(letter)
    statements.settle(mail.id, ids, RecipientState.WRITTEN, written_at=at)
    db.session.flush()
    return len(ids)
