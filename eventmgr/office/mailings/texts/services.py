"""The verbs of short messages. Each person gets one of each, whatever dies in the middle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.letters.announcing import note_told
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.trail import told_filters
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import LANGUAGES, _
from eventmgr.ground.jobs.turns import SHORT_MESSAGES, take_turns
from eventmgr.ground.settings import sms_per_event_per_day
from eventmgr.office.mailings import services
from eventmgr.office.mailings.audience import SHORT_TEXT, audience_of
from eventmgr.office.mailings.models import RecipientState, ShortMessage, about
from eventmgr.office.mailings.queries import DAY
from eventmgr.office.mailings.services import WrongText
from eventmgr.office.mailings.texts.wording import PLACEHOLDERS, texts_to
from eventmgr.tools.channels.gateway import find_gateway
from eventmgr.tools.channels.queries import count_of_event
from eventmgr.tools.channels.services import enqueue_all
from eventmgr.tools.log.services import SYSTEM, Act, record
from eventmgr.tools.messages.optouts.services import opt_out
from eventmgr.tools.messages.texts.wording import Wording, faults

KIND = "texting.message"
MOST_AT_ONCE = 2000


@dataclass(frozen=True, kw_only=True)
class Draft(services.Draft):
    """What organizers write; see `ShortMessage`."""

    text: Mapping[str, str]


def batch_of(message: ShortMessage) -> str:
    """How the outbox calls it."""
    return f"{ShortMessage.__tablename__}:{message.id}"


def write(event: Event, draft: Draft, filters: Mapping[str, str], *, act: Act) -> ShortMessage:
    """A draft; nobody is written to.

    Raises:
        WrongText: the first fault, with its field.
        Refusal: there is no gateway.
    """
    if find_gateway() is None:
        raise Refusal(_("No SMS gateway is set up for this site, so no short messages can be sent."))
    _check(draft)
    lock(event)
    message = ShortMessage(**draft.values())
    return services.begin(event, message, filters, shown=("text", "is_necessary"), act=act)


def change(event: Event, message: ShortMessage, draft: Draft, *, act: Act) -> None:
    """The draft says this instead; lock the event before.

    Raises:
        WrongText: the first fault, with its field.
        Refusal: it has been sent.
    """
    _check(draft)
    services.alter(event, message, draft, act=act)


def _check(draft: Draft) -> None:
    if draft.is_necessary and not draft.necessity:
        raise WrongText(
            _("Say why everybody has to get this message, including people who want none."), field="necessity"
        )
    written = [language for language in LANGUAGES if draft.text.get(language)]
    if not written:
        raise WrongText(_("Write a text, in Chinese, in English or in both."), field="text")
    for language in written:
        name = _("Chinese") if language == "zh" else _("English")
        for fault in faults(Wording("x", draft.text[language]), PLACEHOLDERS, Wording("", ""), language):
            raise WrongText(_("%(label)s: %(value)s", label=name, value=fault.message), field="text")


def send(event: Event, message: ShortMessage, seen: tuple[int, int, int], *, act: Act) -> None:
    """It goes to everybody on the list now. Doing so twice is no fault.

    Args:
        seen: which version, how many people and how many parts whoever confirms it has seen.

    Raises:
        Refusal: there is no gateway, nobody would get it, or something else would be sent than was seen.
    """
    services.hold(event, message)
    if message.started_at is not None:
        return
    if find_gateway() is None:
        raise Refusal(_("No SMS gateway is set up for this site, so no short messages can be sent."))
    if message.version != seen[0]:
        raise Refusal(_("Somebody has changed this short message since you looked at it. Please check it again."))
    take_turns(SHORT_MESSAGES)  # so that limits hold over all events, whichever process sends
    audience = audience_of(event, message, SHORT_TEXT, at=act.at)
    readers = audience.reached
    parts = sum(text.parts for text in texts_to(readers, message, event))
    if not readers:
        raise Refusal(_("Nobody on this list can get a short message."))
    if len(readers) > MOST_AT_ONCE:
        raise Refusal(_("At most %(most)s people at once: narrow the list.", most=MOST_AT_ONCE))
    _check_day(event, len(readers), at=act.at)
    if (len(readers), parts) != seen[1:]:
        raise Refusal(_("The list has changed since you looked at it. Please check the numbers again."))
    message.started_at, message.author = act.at, act.by.name
    each = {about(reader.id): {"message": message.id, "registration": reader.id} for reader in readers}
    enqueue_all(KIND, each, event_id=event.id, batch=batch_of(message), at=act.at)
    record(
        act,
        "sending_began",
        message,
        event_id=event.id,
        changes={
            "people": [None, len(readers)],
            "parts": [None, parts],
            "unsubscribed": [None, len(audience.of(RecipientState.UNSUBSCRIBED))],
            **told_filters(filter_of(message.filters, event)),
        },
        reason=message.necessity,
    )


def _check_day(event: Event, wanted: int, *, at: datetime) -> None:
    most = sms_per_event_per_day()
    sent = count_of_event(event.id, KIND, since=at - DAY)
    if sent + wanted > most:
        raise Refusal(
            _(
                "An event can send at most %(most)s short messages within 24 hours; %(sent)s have been "
                "sent. Narrow the list, or send it tomorrow.",
                most=most,
                sent=sent,
            )
        )


def leave_alone(event: Event, registration: Registration, *, act: Act) -> None:
    """Their number gets no short messages any more but necessary ones, of any event."""
    opt_out(registration.mobile, at=act.at)
    record(act, "left_alone", registration, event_id=event.id, object_name=registration.name)


def note_sent(event: Event, message: ShortMessage, registration: Registration, *, at: datetime) -> None:
    """Whoever waited to be phoned when it was sent is informed by it; what was decided after that is not."""
    since = registration.untold_since
    if since is not None and message.started_at is not None and since <= message.started_at:
        note_told(event, [registration], act=Act(SYSTEM, at), action="told_by_text")
