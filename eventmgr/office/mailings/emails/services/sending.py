"""Sent: confirmed, some at a time, paused, gone on with, stopped.

Who gets it is written down when sending begins, one row each; the job that writes the next e-mails and the rows that
say so are one transaction under the event's lock. So a worker that dies leaves nobody out and writes to nobody twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.queries import list_matching
from eventmgr.event.registration.statements import note_untold_among
from eventmgr.event.registration.trail import told_filters
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.jobs import turns
from eventmgr.ground.jobs.services import enqueue as enqueue_job
from eventmgr.ground.settings import bulk_mails_per_day
from eventmgr.office.mailings.audience import EMAIL, audience_of
from eventmgr.office.mailings.emails import letters, queries, statements
from eventmgr.office.mailings.emails.timing import due_of
from eventmgr.office.mailings.models import BulkMail, BulkMailState, PauseReason, RecipientState
from eventmgr.office.mailings.queries import DAY
from eventmgr.office.mailings.services import hold, only_draft
from eventmgr.office.mailings.wording import name_of
from eventmgr.tools.log.services import SYSTEM, Act, plain, record
from eventmgr.tools.messages.optouts.services import left_alone
from eventmgr.tools.messages.services import enqueue

START, GO_ON, TIDY = "bulkmail.start", "bulkmail.go_on", "bulkmail.tidy"
"""Kinds of jobs."""
AT_ONCE = 200
"""E-mails that one transaction writes."""
_STOPPABLE = (BulkMailState.SCHEDULED, BulkMailState.SENDING, BulkMailState.PAUSED)
_NOT_SENT_IN = (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.DRAFT)
"""States of an event in which nothing goes out by itself."""


def confirm(event: Event, mail: BulkMail, version: int, *, act: Act) -> None:
    """It is sent now, or at its time. Doing so twice is no fault.

    Args:
        version: of the draft that was looked at.

    Raises:
        Refusal: it was changed meanwhile, its time has passed, or nobody would get it.
    """
    hold(event, mail)
    if mail.state in (*_STOPPABLE, BulkMailState.DONE):
        return
    only_draft(mail)
    if version != mail.version:
        raise Refusal(_("Somebody has changed this e-mail since you looked at it. Please check it again."))
    mail.due_at, mail.author = due_of(mail, event), act.by.name
    _check_day(event, mail.due_at or act.at)
    if mail.due_at is None:
        _begin(event, mail, act=act)
        return
    if mail.due_at <= act.at:
        raise Refusal(_("The time at which it is to be sent has passed. Choose another one."))
    mail.state = BulkMailState.SCHEDULED
    _wait(mail, act.at)
    record(
        act,
        "scheduled",
        mail,
        event_id=event.id,
        object_name=name_of(mail, event),
        changes={"due_at": [None, plain(mail.due_at)], **told_filters(filter_of(mail.filters, event))},
    )


def _check_day(event: Event, at: datetime) -> None:
    """Nobody is written to without end: so many of an event within a day, whoever begins them."""
    most = bulk_mails_per_day()
    if most and queries.count_around(event.id, at, DAY) >= most:
        raise Refusal(
            _(
                "At most %(most)s bulk e-mails of an event are sent within 24 hours. Put several into one, or choose a later time.",
                most=most,
            )
        )


def start_if_due(event: Event, mail: BulkMail, *, at: datetime) -> None:
    """Its time has come, unless it was moved, paused or stopped meanwhile; the event must be locked."""
    if mail.state is not BulkMailState.SCHEDULED or mail.due_at is None or mail.due_at > at:
        return
    if event.status in _NOT_SENT_IN:
        _pause_for(event, mail, PauseReason.EVENT, at=at)
        return
    _begin(event, mail, act=Act(SYSTEM, at))


def _begin(event: Event, mail: BulkMail, *, act: Act) -> None:
    """Who gets it is written down now."""
    audience = audience_of(event, mail, EMAIL, at=act.at)
    if not audience.reached and act.by != SYSTEM:
        raise Refusal(_("Nobody on this list can get an e-mail. Choose other people in the list of registrations."))
    statements.add_recipients(mail.id, [(person.id, person.state, person.domain) for person in audience.listed])
    unreached = [person.id for person in audience.of(RecipientState.UNREACHED)]
    if mail.is_necessary:
        note_untold_among(unreached, at=act.at)
    mail.started_at = act.at
    _go(mail, act.at)
    record(
        act,
        "sending_began",
        mail,
        event_id=event.id,
        object_name=name_of(mail, event),
        changes={
            "emails": [None, len(audience.reached)],
            "unreached": [None, len(unreached)],
            "unsubscribed": [None, len(audience.of(RecipientState.UNSUBSCRIBED))],
            **told_filters(filter_of(mail.filters, event)),
        },
        reason=mail.necessity if mail.is_necessary else "",
    )


def _go(mail: BulkMail, at: datetime) -> None:
    mail.state, mail.paused_for = BulkMailState.SENDING, PauseReason.SOMEBODY
    mail.run += 1
    enqueue_job(GO_ON, {"mail": mail.id, "run": mail.run}, at=at)


def _wait(mail: BulkMail, at: datetime) -> None:
    assert mail.due_at is not None, "only what has a time waits"
    enqueue_job(START, {"mail": mail.id}, at=max(mail.due_at, at))


def write_some(event: Event, mail: BulkMail, run: int, *, at: datetime, per_minute: int) -> None:
    """The next e-mails, and a job for those after them; the event must be locked.

    Args:
        per_minute: e-mails to one mail domain within a minute, of all bulk e-mails together; 0: no limit.
    """
    if mail.state is not BulkMailState.SENDING or mail.run != run:
        return
    if per_minute:
        turns.take_turns(turns.BULK_MAIL)
    rows = queries.list_next(mail.id, at=at, per_minute=per_minute, limit=AT_ONCE)
    written = _write(event, mail, [registration for _row, registration in rows], at=at)
    counts = queries.count_recipients([mail.id])[mail.id]
    if counts.get(RecipientState.WAITING):
        wait = timedelta() if len(rows) == AT_ONCE or (rows and not written) else queries.WINDOW
        enqueue_job(GO_ON, {"mail": mail.id, "run": run}, at=at + wait)
        return
    mail.state, mail.finished_at = BulkMailState.DONE, at
    enqueue_job(TIDY, {"mail": mail.id}, at=at + queries.WINDOW)
    record(
        Act(SYSTEM, at),
        "sending_ended",
        mail,
        event_id=event.id,
        object_name=name_of(mail, event),
        changes={"emails": [None, counts.get(RecipientState.WRITTEN, 0)]},
    )


def _write(event: Event, mail: BulkMail, people: Sequence[Registration], *, at: datetime) -> int:
    """An e-mail to each who still is on the list and may be written to; how many."""
    fits = list_matching(event.id, filter_of(mail.filters, event), [person.id for person in people])
    alone = set() if mail.is_necessary else left_alone(person.email for person in people)
    states: dict[RecipientState, list[int]] = {}
    for person in people:
        state = RecipientState.WRITTEN
        if person.id not in fits or person.forgotten_at is not None:
            state = RecipientState.LEFT
        elif person.email in alone:
            state = RecipientState.UNSUBSCRIBED
        else:
            try:
                enqueue(letters.letter_to(person, mail, event, at=at), at=at)
            except BadValue:
                state = RecipientState.UNREACHED
        states.setdefault(state, []).append(person.id)
    for state, ids in states.items():
        statements.settle(mail.id, ids, state, written_at=at if state is RecipientState.WRITTEN else None)
    return len(states.get(RecipientState.WRITTEN, ()))


def pause(event: Event, mail: BulkMail, *, act: Act) -> None:
    """No further e-mail is written until somebody goes on. Doing so twice is no fault.

    Raises:
        Refusal: it is neither scheduled nor being sent.
    """
    hold(event, mail)
    if mail.state is BulkMailState.PAUSED:
        return
    _only(mail, BulkMailState.SCHEDULED, BulkMailState.SENDING)
    mail.state, mail.paused_for = BulkMailState.PAUSED, PauseReason.SOMEBODY
    record(act, "paused", mail, event_id=event.id, object_name=name_of(mail, event))


def rest(event: Event, mail: BulkMail, *, at: datetime) -> None:
    """It is paused, if it is under way or waits for its time, since its event has switched bulk e-mails off."""
    if mail.state in (BulkMailState.SCHEDULED, BulkMailState.SENDING):
        pause(event, mail, act=Act(SYSTEM, at))


def resume(event: Event, mail: BulkMail, *, act: Act) -> None:
    """It goes on where it was paused: with those who have not got it, or waits for its time; at once if that has
    passed.

    Raises:
        Refusal: it is not paused.
    """
    hold(event, mail)
    if mail.state in (BulkMailState.SCHEDULED, BulkMailState.SENDING):
        return
    _only(mail, BulkMailState.PAUSED)
    record(act, "resumed", mail, event_id=event.id, object_name=name_of(mail, event))
    if mail.started_at is not None:
        _go(mail, act.at)
    elif mail.due_at is not None and mail.due_at > act.at:
        mail.state, mail.paused_for = BulkMailState.SCHEDULED, PauseReason.SOMEBODY
        _wait(mail, act.at)
    else:
        _begin(event, mail, act=act)


def reopen(event: Event, mail: BulkMail, *, act: Act) -> None:
    """It is a draft again, to be changed: nobody has got it yet. Doing so twice is no fault.

    Raises:
        Refusal: sending has begun.
    """
    hold(event, mail)
    if mail.state is BulkMailState.DRAFT:
        return
    if mail.started_at is not None:
        raise Refusal(_("Sending has begun: the text cannot be changed any more. Stop it, and write another e-mail."))
    _only(mail, BulkMailState.SCHEDULED, BulkMailState.PAUSED)
    mail.state, mail.paused_for, mail.due_at = BulkMailState.DRAFT, PauseReason.SOMEBODY, None
    mail.version += 1
    record(act, "reopened", mail, event_id=event.id, object_name=name_of(mail, event))


def stop(event: Event, mail: BulkMail, *, act: Act) -> None:
    """No further e-mail is written, for good. Doing so twice is no fault.

    Raises:
        Refusal: it is a draft, or all of it is sent.
    """
    hold(event, mail)
    if mail.state is BulkMailState.STOPPED:
        return
    _only(mail, *_STOPPABLE)
    mail.state, mail.paused_for, mail.finished_at = BulkMailState.STOPPED, PauseReason.SOMEBODY, act.at
    enqueue_job(TIDY, {"mail": mail.id}, at=act.at + queries.WINDOW)
    record(act, "stopped", mail, event_id=event.id, object_name=name_of(mail, event))


def give_up(event: Event, mail: BulkMail, *, at: datetime) -> None:
    """A job failed for the last time: it is paused, and its page says so; the event must be locked."""
    if mail.state in (BulkMailState.SCHEDULED, BulkMailState.SENDING):
        _pause_for(event, mail, PauseReason.FAILED, at=at)


def event_moved(event: Event, *, at: datetime) -> None:
    """What follows an anchor of the event is due at another time; what would be over by now waits for a word."""
    for mail in queries.list_unfinished(event.id):
        if mail.anchor is None or mail.started_at is not None:
            continue
        due_at = due_of(mail, event)
        if due_at is None or due_at == mail.due_at:
            continue
        mail.due_at = due_at
        if mail.state is BulkMailState.SCHEDULED:
            if due_at <= at:
                _pause_for(event, mail, PauseReason.LATE, at=at)
            else:
                _wait(mail, at)


def event_called_off(event: Event, *, at: datetime) -> None:
    """Nothing goes out by itself about an event that does not take place."""
    if event.status in _NOT_SENT_IN:
        for mail in queries.list_unfinished(event.id):
            if mail.state is not BulkMailState.PAUSED:
                _pause_for(event, mail, PauseReason.EVENT, at=at)


def _pause_for(event: Event, mail: BulkMail, reason: PauseReason, *, at: datetime) -> None:
    mail.state, mail.paused_for = BulkMailState.PAUSED, reason
    record(
        Act(SYSTEM, at),
        "paused",
        mail,
        event_id=event.id,
        object_name=name_of(mail, event),
        changes={"paused_for": [None, reason.value]},
    )


def _only(mail: BulkMail, *states: BulkMailState) -> None:
    """It is in one of these states.

    Raises:
        Refusal: it is not.
    """
    if mail.state not in states:
        raise Refusal(str(mail.not_possible))
