"""The verbs of bulk e-mails: written, confirmed, sent some at a time, paused, gone on with, stopped.

Who gets it is written down when sending begins, one row each; the job that writes the next e-mails and the rows that say so
are one transaction under the event's lock. So a worker that dies leaves nobody out and writes to nobody twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from eventmgr.bulkmail import letters, queries, statements
from eventmgr.bulkmail.audience import audience_of, filter_of
from eventmgr.bulkmail.models import Anchor, BulkMail, BulkMailState, RecipientState
from eventmgr.bulkmail.timing import due_of
from eventmgr.db import db
from eventmgr.errors import BadValue, Refusal
from eventmgr.events.models import Event, EventStatus
from eventmgr.events.services import lock
from eventmgr.i18n import LANGUAGES, _
from eventmgr.jobs.services import enqueue as enqueue_job
from eventmgr.log.services import SYSTEM, Act, difference, plain, record
from eventmgr.messages.optouts.services import left_alone
from eventmgr.messages.services import enqueue
from eventmgr.messages.texts.wording import Wording, faults
from eventmgr.registration.models import Registration
from eventmgr.registration.queries import list_matching
from eventmgr.registration.statements import note_untold_among

START, GO_ON = "bulkmail.start", "bulkmail.go_on"
"""Kinds of jobs."""
AT_ONCE = 200
"""E-mails that one transaction writes."""
MOST_OF_EVENT = 500
_STOPPABLE = (BulkMailState.SCHEDULED, BulkMailState.SENDING, BulkMailState.PAUSED)
_NOT_SENT_IN = (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.DRAFT)
"""States of an event in which nothing goes out by itself."""


class WrongText(BadValue):
    """A text with a fault in it, beside its field."""

    status = 422


@dataclass(frozen=True)
class Draft:
    """What organizers write, and when it is to be sent; see `BulkMail`."""

    subject: Mapping[str, str]
    body: Mapping[str, str]
    is_necessary: bool = False
    necessity: str = ""
    has_entry: bool = False
    sends_at: datetime | None = None
    anchor: Anchor | None = None
    distance: int = 0
    in_hours: bool = False


def write(event: Event, draft: Draft, filters: Mapping[str, str], *, act: Act) -> BulkMail:
    """A draft to those whom the filters find; nobody is written to.

    Raises:
        WrongText: something is wrong with the text.
        Refusal: the event has too many.
    """
    _check(draft)
    lock(event)
    if queries.count_mails(event.id) >= MOST_OF_EVENT:
        raise Refusal(_("An event has %(num)s bulk e-mails at most. Delete drafts.", num=MOST_OF_EVENT))
    mail = BulkMail(
        event_id=event.id, state=BulkMailState.DRAFT, filters=dict(filters), author=act.by.name, created_at=act.at,
        version=1, run=0, **_values(draft),
    )  # fmt: skip
    db.session.add(mail)
    db.session.flush()
    record(
        act, "created", mail, event_id=event.id, object_name=name_of(mail),
        changes=difference({}, {"subject": mail.subject, "body": mail.body}),
    )  # fmt: skip
    return mail


def change(event: Event, mail: BulkMail, draft: Draft, *, act: Act) -> None:
    """The draft says this instead; lock the event before.

    Raises:
        WrongText: something is wrong with the text.
        Refusal: it is no draft any more.
    """
    _check(draft)
    _only(mail, BulkMailState.DRAFT)
    before = _told(mail)
    for name, value in _values(draft).items():
        setattr(mail, name, value)
    changes = difference(before, _told(mail))
    if changes:
        mail.version += 1
        mail.author = act.by.name
        record(act, "changed", mail, event_id=event.id, object_name=name_of(mail), changes=changes)


def remove(event: Event, mail: BulkMail, *, act: Act) -> None:
    """A draft goes; what was confirmed stays, for it tells who was written to.

    Raises:
        Refusal: it is no draft any more.
    """
    _hold(event, mail)
    _only(mail, BulkMailState.DRAFT)
    record(act, "deleted", mail, event_id=event.id, object_name=name_of(mail))
    db.session.delete(mail)


def confirm(event: Event, mail: BulkMail, version: int, *, act: Act) -> None:
    """It is sent now, or at its time. Doing so twice is no fault.

    Args:
        version: of the draft that was looked at.

    Raises:
        Refusal: it was changed meanwhile, its time has passed, or nobody would get it.
    """
    _hold(event, mail)
    if mail.state in (*_STOPPABLE, BulkMailState.DONE):
        return
    _only(mail, BulkMailState.DRAFT)
    if version != mail.version:
        raise Refusal(_("Somebody has changed this e-mail since you looked at it. Look at it once more."))
    mail.due_at, mail.author = due_of(mail, event), act.by.name
    if mail.due_at is None:
        _begin(event, mail, act=act)
        return
    if mail.due_at <= act.at:
        raise Refusal(_("The time at which it is to be sent has passed. Choose another one."))
    mail.state = BulkMailState.SCHEDULED
    _wait(mail, act.at)
    record(
        act, "scheduled", mail, event_id=event.id, object_name=name_of(mail),
        changes={"due_at": [None, plain(mail.due_at)], **choice(event, mail.filters)},
    )  # fmt: skip


def start_if_due(event: Event, mail: BulkMail, *, at: datetime) -> None:
    """Its time has come, unless it was moved, paused or stopped meanwhile; the event must be locked."""
    if mail.state is not BulkMailState.SCHEDULED or mail.due_at is None or mail.due_at > at:
        return
    if event.status in _NOT_SENT_IN:
        _pause_for(event, mail, "event", at=at)
        return
    _begin(event, mail, act=Act(SYSTEM, at))


def _begin(event: Event, mail: BulkMail, *, act: Act) -> None:
    """Who gets it is written down now."""
    audience = audience_of(event, filter_of(mail.filters, event), is_necessary=mail.is_necessary)
    if not audience.reached and act.by != SYSTEM:
        raise Refusal(_("Nobody on this list can get an e-mail. Choose other people in the list of registrations."))
    statements.add_recipients(mail.id, [(one.id, one.state, one.domain) for one in audience.listed])
    unreached = [one.id for one in audience.of(RecipientState.UNREACHED)]
    if mail.is_necessary:
        note_untold_among(unreached, at=act.at)
    mail.started_at = act.at
    _go(mail, act.at)
    record(
        act, "sending_began", mail, event_id=event.id, object_name=name_of(mail),
        changes={
            "emails": [None, len(audience.reached)],
            "unreached": [None, len(unreached)],
            "unsubscribed": [None, len(audience.of(RecipientState.UNSUBSCRIBED))],
            **choice(event, mail.filters),
        },
        reason=mail.necessity if mail.is_necessary else "",
    )  # fmt: skip


def _go(mail: BulkMail, at: datetime) -> None:
    mail.state, mail.paused_for = BulkMailState.SENDING, ""
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
        statements.take_turns()
    rows = queries.list_next(mail.id, at=at, per_minute=per_minute, limit=AT_ONCE)
    written = _write(event, mail, [registration for _row, registration in rows], at=at)
    left = queries.count_recipients([mail.id])[mail.id].get(RecipientState.WAITING, 0)
    if left:
        wait = timedelta() if len(rows) == AT_ONCE or (rows and not written) else queries.WINDOW
        enqueue_job(GO_ON, {"mail": mail.id, "run": run}, at=at + wait)
        return
    mail.state, mail.finished_at = BulkMailState.DONE, at
    counts = queries.count_recipients([mail.id])[mail.id]
    record(
        Act(SYSTEM, at), "sending_ended", mail, event_id=event.id, object_name=name_of(mail),
        changes={"emails": [None, counts.get(RecipientState.WRITTEN, 0)]},
    )  # fmt: skip


def _write(event: Event, mail: BulkMail, people: Sequence[Registration], *, at: datetime) -> int:
    """An e-mail to each who still is on the list and may be written to; how many."""
    fits = list_matching(event.id, filter_of(mail.filters, event), [one.id for one in people])
    alone = set() if mail.is_necessary else left_alone(one.email for one in people)
    states: dict[RecipientState, list[int]] = {}
    for one in people:
        state = RecipientState.WRITTEN
        if one.id not in fits or one.forgotten_at is not None:
            state = RecipientState.LEFT
        elif one.email in alone:
            state = RecipientState.UNSUBSCRIBED
        else:
            try:
                enqueue(letters.letter_to(one, mail, event, at=at), at=at)
            except BadValue:
                state = RecipientState.UNREACHED
        states.setdefault(state, []).append(one.id)
    for state, ids in states.items():
        statements.settle(mail.id, ids, state, written_at=at if state is RecipientState.WRITTEN else None)
    return len(states.get(RecipientState.WRITTEN, ()))


def pause(event: Event, mail: BulkMail, *, act: Act) -> None:
    """No further e-mail is written until somebody goes on. Doing so twice is no fault.

    Raises:
        Refusal: it is neither scheduled nor being sent.
    """
    _hold(event, mail)
    if mail.state is BulkMailState.PAUSED:
        return
    _only(mail, BulkMailState.SCHEDULED, BulkMailState.SENDING)
    mail.state, mail.paused_for = BulkMailState.PAUSED, ""
    record(act, "paused", mail, event_id=event.id, object_name=name_of(mail))


def resume(event: Event, mail: BulkMail, *, act: Act) -> None:
    """It goes on where it was paused: with those who have not got it, or waits for its time; at once if that has passed.

    Raises:
        Refusal: it is not paused.
    """
    _hold(event, mail)
    if mail.state in (BulkMailState.SCHEDULED, BulkMailState.SENDING):
        return
    _only(mail, BulkMailState.PAUSED)
    record(act, "resumed", mail, event_id=event.id, object_name=name_of(mail))
    if mail.started_at is not None:
        _go(mail, act.at)
    elif mail.due_at is not None and mail.due_at > act.at:
        mail.state, mail.paused_for = BulkMailState.SCHEDULED, ""
        _wait(mail, act.at)
    else:
        _begin(event, mail, act=act)


def stop(event: Event, mail: BulkMail, *, act: Act) -> None:
    """No further e-mail is written, for good. Doing so twice is no fault.

    Raises:
        Refusal: it is a draft, or all of it is sent.
    """
    _hold(event, mail)
    if mail.state is BulkMailState.STOPPED:
        return
    _only(mail, *_STOPPABLE)
    mail.state, mail.paused_for, mail.finished_at = BulkMailState.STOPPED, "", act.at
    record(act, "stopped", mail, event_id=event.id, object_name=name_of(mail))


def give_up(event: Event, mail: BulkMail, *, at: datetime) -> None:
    """A job failed for the last time: it is paused, and its page says so; the event must be locked."""
    if mail.state in (BulkMailState.SCHEDULED, BulkMailState.SENDING):
        _pause_for(event, mail, "failed", at=at)


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
                _pause_for(event, mail, "late", at=at)
            else:
                _wait(mail, at)


def event_called_off(event: Event, *, at: datetime) -> None:
    """Nothing goes out by itself about an event that does not take place."""
    if event.status in _NOT_SENT_IN:
        for mail in queries.list_unfinished(event.id):
            if mail.state is not BulkMailState.PAUSED:
                _pause_for(event, mail, "event", at=at)


def _pause_for(event: Event, mail: BulkMail, why: str, *, at: datetime) -> None:
    mail.state, mail.paused_for = BulkMailState.PAUSED, why
    record(
        Act(SYSTEM, at),
        "paused",
        mail,
        event_id=event.id,
        object_name=name_of(mail),
        changes={"paused_for": [None, why]},
    )


def name_of(mail: BulkMail) -> str:
    """What the change log calls it."""
    return mail.subject.get("zh") or mail.subject.get("en", "")


def _hold(event: Event, mail: BulkMail) -> None:
    """The event is locked, and the bulk e-mail read again."""
    lock(event)
    queries.get_mail(event, mail.id)


def _only(mail: BulkMail, *states: BulkMailState) -> None:
    if mail.state not in states:
        raise Refusal(_("That is not possible any more: this e-mail is in another state by now. Look at it once more."))


def _check(draft: Draft) -> None:
    """The texts can be sent as they are.

    Raises:
        WrongText: the first fault, with its field.
    """
    if draft.is_necessary and not draft.necessity:
        raise WrongText(
            _("Say why everybody has to get this e-mail, those included who have unsubscribed."), field="necessity"
        )
    written = [language for language in LANGUAGES if draft.subject.get(language) or draft.body.get(language)]
    if not written:
        raise WrongText(_("Write a subject and a text, in Chinese, in English or in both."), field="subject")
    for language in written:
        wording = Wording(draft.subject.get(language, ""), draft.body.get(language, ""))
        name = _("Chinese") if language == "zh" else _("English")
        if not wording.subject or not wording.body:
            raise WrongText(
                _("%(language)s: write both subject and text, or leave both empty.", language=name),
                field="body" if wording.subject else "subject",
            )
        for fault in faults(wording, letters.PLACEHOLDERS, Wording("", ""), language):
            raise WrongText(_("%(label)s: %(value)s", label=name, value=fault.message), field=fault.field)


def _values(draft: Draft) -> dict[str, object]:
    values = asdict(draft)
    if not draft.is_necessary:
        values["necessity"] = ""
    for name in ("subject", "body"):
        values[name] = {language: text for language, text in values[name].items() if text}
    return values


def _told(mail: BulkMail) -> dict[str, object]:
    names = ("subject", "body", "is_necessary", "necessity", "has_entry", "sends_at", "anchor", "distance", "in_hours")
    return {name: plain(getattr(mail, name)) for name in names}


def choice(event: Event, filters: Mapping[str, str], *, with_words: bool = False) -> dict[str, list[object]]:
    """What the list was narrowed by, as the change log says it of an export; the words looked for, which name people, only
    `with_words`.

    Raises:
        BadValue: the list knows a filter no longer.
    """
    return {
        f"filter.{name}": [None, "…" if name == "q" and not with_words else plain(value)]
        for name, value in asdict(filter_of(filters, event)).items()
        if value not in (None, "", False)
    }
