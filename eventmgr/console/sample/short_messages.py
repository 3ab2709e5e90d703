"""A short message of the seminar to those who gave no e-mail address; the number of one of them is wrong."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.office.mailings.audience import SHORT_TEXT, audience_of
from eventmgr.office.mailings.models import ShortMessage, about
from eventmgr.office.mailings.texts.services import KIND, batch_of
from eventmgr.office.mailings.texts.wording import texts_to
from eventmgr.tools.channels.models import ChannelMessage, SendState
from eventmgr.tools.log.services import Act, Actor

_TEXT = {
    "zh": "{姓名}您好！请于报到当天14:00—21:00到会务组报到，地点：{地点}。咨询电话：{咨询电话}",
    "en": "Dear {name}, please check in on the day of arrival between 14:00 and 21:00 at {place}. Questions: {phone}",
}
_WRONG_NUMBER = "code: 1004"
"""As gateways answer."""


def add_short_message(event: Event, office: Actor, dates: Dates) -> list[Entry]:
    """It, with what became of it for each; flushed.

    Returns:
        what the trail has to say about it.
    """
    at = dates.acted(-2, "16:00")
    message = ShortMessage(
        event_id=event.id,
        filters={"flag": "no_email"},
        text=_TEXT,
        author=office.name,
        created_at=at,
        started_at=at,
        version=1,
    )
    db.session.add(message)
    db.session.flush()
    readers = audience_of(event, message, SHORT_TEXT, at=at).listed
    for reader in readers:
        is_wrong = reader is readers[-1]
        db.session.add(
            ChannelMessage(
                kind=KIND,
                payload={"message": message.id, "registration": reader.id},
                event_id=event.id,
                uid=str(uuid5(NAMESPACE_URL, f"short-message:{event.slug}:{reader.name}")),
                about=about(reader.id),
                batch=batch_of(message),
                dedupe_key=f"{KIND}:{batch_of(message)}:{about(reader.id)}",
                state=SendState.FAILED if is_wrong else SendState.SENT,
                attempts=1,
                created_at=at,
                sent_at=None if is_wrong else at,
                last_error=_WRONG_NUMBER if is_wrong else "",
            )
        )
    db.session.flush()
    changes: dict[str, list[object]] = {
        "people": [None, len(readers)],
        "parts": [None, sum(text.parts for text in texts_to(readers, message, event))],
        "unsubscribed": [None, 0],
        "filter.flag": [None, "no_email"],
    }
    texts: dict[str, list[object]] = {"text": [None, message.text], "is_necessary": [None, False]}
    return [
        Entry(Act(office, at), "created", message, event.id, "", texts),
        Entry(Act(office, at), "sending_began", message, event.id, "", changes),
    ]
