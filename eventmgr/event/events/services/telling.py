"""What becomes of an event's e-mails that have not left: taken back, told after all, discarded; the history says so."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.locking import lock
from eventmgr.event.events.signals import collected_told
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages import mailings
from eventmgr.tools.messages.mailings import TakenBack
from eventmgr.tools.messages.queries import get_mailing


def take_back(event: Event, mailing_id: int, *, act: Act) -> TakenBack:
    """Let no e-mail of that mailing leave that has not left yet.

    Raises:
        NotFound: the event has no such mailing.
    """
    lock(event)
    done = mailings.take_back(get_mailing(event.id, mailing_id), at=act.at)
    if done.stopped:
        _note(event, "emails_taken_back", {"emails": [done.stopped + done.gone, done.gone]}, act=act)
    return done


def tell_collected(event: Event, *, act: Act) -> None:
    """Tell people of everything that they have not been told yet, as the act under way says (`telling.py`)."""
    lock(event)
    collected_told.send(event, act=act)
    mailings.tell_collected(event.id, at=act.at)


def discard_collected(event: Event, *, act: Act) -> int:
    """Nobody is told of what was collected; how many e-mails that were."""
    lock(event)
    number = mailings.discard_collected(event.id)
    if number:
        _note(event, "told_nobody", {"emails": [None, number]}, act=act)
    return number


def _note(event: Event, action: str, changes: dict[str, list[int | None]], *, act: Act) -> None:
    record(act, action, event, event_id=event.id, object_name=name_of(event), changes=changes)
