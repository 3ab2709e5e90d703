"""The e-mails of one act together: rehearsed, held for some minutes, taken back, collected, told or discarded.

The event must be locked wherever a mailing is changed, so that of two people one comes after the other. A worker that
leases e-mails takes no such lock: what it has leased stays with it, and `take_back` says how many that were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground import notify
from eventmgr.ground.db import REHEARSAL, db, write
from eventmgr.tools.messages import queries, statements
from eventmgr.tools.messages.models import LetterState, Mailing, MailingState, OutboxLetter
from eventmgr.tools.messages.telling import Choice, Telling, current, telling

News = Mapping[str, Any]
"""What readers knew before a change that all are told of; see `Mailing.news`. `kind` is that of its e-mails, `heard`
the mailings of which some had left when they were taken back."""


@dataclass(frozen=True)
class TakenBack:
    """What came of taking a mailing back: e-mails that stay here, and those that had left or were leaving."""

    stopped: int
    gone: int


class _UndoneError(Exception):
    """Ends a rehearsal."""


def rehearse(how: Telling, work: Callable[[], object]) -> None:
    """Do `work` and undo it: `how` then knows who would be written to. Locks what the act locks, as long as it takes.

    Raises:
        Refusal: as `work`.
    """

    def undone() -> None:
        how.readers.clear()
        how.samples.clear()
        how.unreached = 0
        with telling(how):
            work()
        raise _UndoneError

    session = db.session()
    session.info[REHEARSAL] = True
    try:
        write(undone)
    except _UndoneError:
        return
    finally:
        del session.info[REHEARSAL]


def treat(values: dict[str, Any]) -> bool:
    """Change the row of an e-mail as the act under way wants it told; whether it is to be written at all."""
    how = current()
    if how is None or values["event_id"] != how.event_id:
        return True
    how.note(values)
    if how.is_rehearsal or how.choice is Choice.NOBODY:
        return False
    if how.choice is Choice.COLLECT:
        values.update(state=LetterState.COLLECTED, due_at=None, mailing_id=mailing_of(how).id)
    elif how.is_held:
        values.update(due_at=how.leaves_at, mailing_id=mailing_of(how).id)
    return True


def mailing_of(how: Telling) -> Mailing:
    """The mailing of the act, new if it has none yet; an event has one collection."""
    if how.mailing is None and how.choice is Choice.COLLECT:
        how.mailing = _collection(how.event_id, how.at)
    elif how.mailing is None:
        how.mailing = Mailing(
            event_id=how.event_id, state=MailingState.HELD, number=0, at=how.at, leaves_at=how.leaves_at
        )
        db.session.add(how.mailing)
        db.session.flush()
    return how.mailing


def settle(how: Telling) -> None:
    """The act is done: its mailing knows how many it writes to."""
    if how.mailing is None:
        return
    if how.mailing.state is MailingState.COLLECTED:
        _count_again(how.mailing)
    else:
        how.mailing.number = len(how.readers)


def collected_news(event_id: int) -> dict[str, Any] | None:
    """What all of an event's readers knew before the changes that they have not been told of; None: they know all."""
    mailing = queries.find_collection(event_id)
    return mailing.news if mailing else None


def list_collected(event_id: int) -> list[OutboxLetter]:
    """The e-mails that wait to be told, in the order in which they were written."""
    collection = queries.find_collection(event_id)
    return queries.list_collected(collection.id) if collection else []


def keep_news(event_id: int, news: News | None, *, at: datetime) -> None:
    """That is what readers do not know, beside what stands in the outbox; None: nothing."""
    mailing = _collection(event_id, at) if news is not None else queries.find_collection(event_id)
    if mailing is not None:
        mailing.news = dict(news) if news is not None else None
        _count_again(mailing)


def note_announced(news: News) -> None:
    """E-mails of the act under way tell all of a change; taken back, it becomes `news` again."""
    how = current()
    if how is not None and how.is_held:
        mailing_of(how).news = dict(news)


def expect_more(number: int) -> int | None:
    """A worker will write so many more e-mails of the act under way; the mailing they belong to, if they can be taken
    back."""
    how = current()
    if how is None:
        return None
    how.add_unnamed(number)
    if how.is_held or how.choice is Choice.COLLECT:
        return mailing_of(how).id
    return how.mailing.id if how.mailing else None


def take_back(mailing: Mailing, *, at: datetime) -> TakenBack:
    """Let no e-mail of the mailing leave that has not left yet: what it told of is not told, and waits in the
    collection.

    Those that no worker has are taken first, in one statement each; what is left of the mailing then has gone.
    """
    if mailing.state is not MailingState.HELD:
        return TakenBack(0, 0)
    news, collection = mailing.news, _collection(mailing.event_id, at)
    if news is not None:
        statements.take_back(mailing.id, kind=str(news["kind"]))
    moved = statements.move_due(mailing.id, collection.id)
    gone = queries.count_gone(mailing.id)
    remaining = max(mailing.number - gone, 0)
    if remaining and news is not None and (collection.news is None or collection.news["since"] > news["since"]):
        heard = [*news.get("heard", []), *([mailing.id] if gone else [])]
        collection.news = {**news, "number": remaining - moved, "heard": heard}
    if remaining:
        mailing.state, mailing.news = MailingState.TAKEN_BACK, None
    _count_again(collection)
    return TakenBack(remaining, gone)


def take_back_since(abouts: Sequence[str], *, at: datetime) -> None:
    """What was written since `at` about these (`registration:12`), and has not left, never leaves; its mailings are
    smaller by so many."""
    fewer = queries.count_waiting_since(abouts, at=at)
    statements.take_back_since(abouts, at=at)
    for number, count in fewer.items():
        mailing = db.session.get_one(Mailing, number)
        if mailing.state is MailingState.COLLECTED:
            _count_again(mailing)
        else:
            mailing.number = max(mailing.number - count, 0)
            if mailing.number == 0:
                mailing.state, mailing.news = MailingState.TAKEN_BACK, None


def tell_collected(event_id: int, *, at: datetime) -> int:
    """Let the collected e-mails leave, as the act under way says; how many they were. What all are told of is written
    by the room that announces it."""
    collection = queries.find_collection(event_id)
    if collection is None:
        return 0
    how = current()
    if how is not None and how.is_rehearsal:
        for values in queries.list_outlines(collection.id):
            how.note(values)
        for key in how.samples:
            how.samples[key] = queries.find_first(collection.id, *key) or how.samples[key]
        return len(how.readers)
    held = mailing_of(how) if how is not None and how.is_held else None
    due_at = how.leaves_at if how is not None else at
    released = statements.release(collection.id, held.id if held else None, due_at=due_at)
    if how is not None:
        how.add_unnamed(released)
    collection.state, collection.news, collection.number = MailingState.TOLD, None, 0
    notify.tell(notify.WORK)
    return released


def discard_collected(event_id: int) -> int:
    """Nobody is told of what was collected; how many e-mails that were."""
    collection = queries.find_collection(event_id)
    if collection is None:
        return 0
    number = collection.number
    statements.take_back(collection.id)
    collection.state, collection.news, collection.number = MailingState.DISCARDED, None, 0
    return number


def is_called_off(mailing_id: int | None) -> bool:
    """Whether a worker that goes on with the announcement of this mailing must not: it was taken back meanwhile."""
    mailing = db.session.get(Mailing, mailing_id) if mailing_id else None
    return mailing is not None and mailing.state is not MailingState.HELD


def go_on(mailing_id: int | None, event_id: int, *, at: datetime) -> Telling | None:
    """How a worker goes on with the announcement of that mailing: its e-mails leave with those of before."""
    mailing = db.session.get(Mailing, mailing_id) if mailing_id else None
    if mailing is None or mailing.leaves_at is None:
        return None
    return Telling(Choice.NOW, event_id, at, max(mailing.leaves_at - at, timedelta()), mailing=mailing)


def _collection(event_id: int, at: datetime) -> Mailing:
    collection = queries.find_collection(event_id)
    if collection is None:
        collection = Mailing(event_id=event_id, state=MailingState.COLLECTED, number=0, at=at)
        db.session.add(collection)
        db.session.flush()
    return collection


def _count_again(collection: Mailing) -> None:
    db.session.flush()
    waiting = queries.count_collected(collection.id)
    collection.number = waiting + (int(collection.news.get("number", 0)) if collection.news else 0)
    if collection.number == 0 and collection.news is None:
        collection.state = MailingState.DISCARDED
