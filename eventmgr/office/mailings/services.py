"""Drafts of mailings, whatever channel carries them: begun, changed, deleted. What is sent says what it was, and
stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import lock
from eventmgr.ground.columns import state_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.office.mailings.models import BulkMail, ShortMessage
from eventmgr.office.mailings.wording import name_of
from eventmgr.tools.log.services import Act, difference, plain, record

Written = TypeVar("Written", BulkMail, ShortMessage)


class WrongText(BadValue):
    """A text with a fault in it, beside its field."""

    status = 422


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What organizers write; each channel adds its own."""

    is_necessary: bool = False
    necessity: str = ""

    def values(self) -> dict[str, Any]:
        """Column → value: a language without text is left out, and so is why it is necessary where it is not."""
        values = asdict(self)
        if not self.is_necessary:
            values["necessity"] = ""
        return {
            name: {language: text for language, text in value.items() if text} if isinstance(value, Mapping) else value
            for name, value in values.items()
        }


def begin(event: Event, mailing: Written, filters: Mapping[str, str], *, shown: Collection[str], act: Act) -> Written:
    """A new draft to those whom the filters find; nobody is written to. Lock the event before.

    Args:
        shown: the columns that its first line of the trail says.
    """
    mailing.event_id, mailing.filters, mailing.author = event.id, dict(filters), act.by.name
    mailing.created_at, mailing.version = act.at, 1
    db.session.add(mailing)
    db.session.flush()
    changes = {name: [None, plain(getattr(mailing, name))] for name in shown}
    record(act, "created", mailing, event_id=event.id, object_name=name_of(mailing, event), changes=changes)
    return mailing


def alter(event: Event, mailing: BulkMail | ShortMessage, draft: Draft, *, act: Act) -> None:
    """The draft says this instead; lock the event before.

    Raises:
        Refusal: it is no draft any more.
    """
    only_draft(mailing)
    before = _values_of(mailing)
    for name, value in draft.values().items():
        setattr(mailing, name, value)
    note_change(event, mailing, difference(before, _values_of(mailing)), act=act)


def note_change(event: Event, mailing: BulkMail | ShortMessage, changes: Mapping[str, Any], *, act: Act) -> None:
    """The draft has changed so: whoever looked at it before has to look again."""
    if changes:
        mailing.version += 1
        mailing.author = act.by.name
        record(act, "changed", mailing, event_id=event.id, object_name=name_of(mailing, event), changes=dict(changes))


def remove(event: Event, mailing: BulkMail | ShortMessage, *, act: Act) -> None:
    """A draft goes; what was confirmed stays, for it tells who was written to.

    Raises:
        Refusal: it is no draft any more.
    """
    hold(event, mailing)
    only_draft(mailing)
    record(act, "deleted", mailing, event_id=event.id, object_name=name_of(mailing, event))
    db.session.delete(mailing)


def hold(event: Event, mailing: BulkMail | ShortMessage) -> None:
    """The event is locked, and the mailing read again."""
    lock(event)
    get_of(event, type(mailing), mailing.id)


def only_draft(mailing: BulkMail | ShortMessage) -> None:
    """It can still be changed.

    Raises:
        Refusal: it cannot.
    """
    if not mailing.is_draft:
        raise Refusal(str(mailing.not_possible))


def _values_of(mailing: BulkMail | ShortMessage) -> dict[str, Any]:
    return {name: plain(value) for name, value in state_of(mailing).items()}
