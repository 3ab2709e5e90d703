"""What people are written about their room, their rides and the stops that they visit in batches: how it stands, with
an entry for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.placeholders import LINK, OF_EVENT, blank
from eventmgr.event.registration.letters.samples import sample_registration
from eventmgr.event.registration.letters.writing import facts_of, letter_to_participant, own_feed, own_link
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import feed_page
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_days, format_instant, format_span, speaking
from eventmgr.on_site.logistics.entries import RIDE, STAY
from eventmgr.tools.ical import Entry
from eventmgr.tools.messages.letters import Attachment, Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import unsent
from eventmgr.tools.messages.texts.wording import Placeholder

TRAVEL, LEFT = "logistics.travel", "logistics.travel_left"
_TEMPLATES = {TRAVEL: "on_site/logistics/mail/travel.txt", LEFT: "on_site/logistics/mail/travel_left.txt"}
_ARRANGED = Placeholder(
    "arranged",
    "住宿用车安排",
    _l("the reader's room, rides and stops with a batch"),
    is_block=True,
    is_needed=True,
)
_FEED = Placeholder(
    "feed",
    "日历页链接",
    _l("the reader's link to a personal calendar"),
    is_block=True,
)
_PLACEHOLDERS = {TRAVEL: (*OF_EVENT, LINK, _ARRANGED, _FEED), LEFT: OF_EVENT}


def about(registration_id: int, kind: str = TRAVEL) -> str:
    """What these e-mails are about: of how things stand, the latest that has not left is the only one that leaves."""
    return f"travel:{registration_id}" if kind == TRAVEL else f"travel_left:{registration_id}"


def letter_to(
    kind: str,
    registration: Registration,
    event: Event,
    entries: Sequence[Entry] = (),
    attachments: Sequence[Attachment] = (),
    *,
    news: Collection[str] = (),
    is_sample: bool = False,
) -> Letter:
    """The e-mail, not written yet. Nights are encrypted in the database, so its text goes when it is sent.

    Args:
        entries: all that its reader has, in the reader's language, cancelled ones too.
        news: UIDs of those that are marked as new or changed.

    Raises:
        BadValue: the address is none that mail can carry.
    """
    language, facts = registration.language, facts_of(event, registration.language)
    link, feed = own_link(registration, facts), own_feed(registration, facts)
    if is_sample:
        link, feed = Secret(value="-"), Secret(value="-")
    with speaking(language):
        said = "\n\n".join(_in_words(entry, language, is_new=entry.uid in news) for entry in entries)
        arranged = said or _("Nothing is arranged for you at present.")
    secrets = () if kind == LEFT else (feed,)
    return letter_to_participant(
        event,
        KINDS[kind],
        registration,
        about=about(registration.id, kind),
        context={"arranged": arranged, "feed": feed_page(feed.mark)},
        link=link,
        secrets=secrets,
        attachments=attachments,
        confidential=True,
    )


def _in_words(entry: Entry, language: str, *, is_new: bool) -> str:
    """`接站：虹桥站 → 样例宾馆`, below it when and where, then what else is known."""
    name = entry.summary
    if is_new and entry.status != "CANCELLED":
        name = _("New or changed: %(meeting)s", meeting=name)
    parts = [name, _when(entry, language), entry.location]
    if entry.status != "CANCELLED":
        parts.append(entry.description)
    return "\n".join(part for part in parts if part)


def _when(entry: Entry, language: str) -> str:
    if entry.uid.startswith(RIDE):
        return format_instant(entry.starts_at, entry.zone, language)
    if not entry.uid.startswith(STAY):
        return format_span(entry.starts_at, entry.ends_at, entry.zone, language)
    zone = ZoneInfo(entry.zone)
    last = entry.ends_at.astimezone(zone).date() - timedelta(days=1)
    return format_days(entry.starts_at.astimezone(zone).date(), last, language)


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    reader = sample_registration(event, language, Status.CONFIRMED, at=event.created_at)
    with speaking(language):
        ride = Entry(
            uid=f"{RIDE}0",
            sequence=0,
            starts_at=event.starts_at,
            ends_at=event.starts_at + timedelta(hours=1),
            zone=event.timezone,
            summary=_("Pick-up on arrival"),
            last_modified=event.created_at,
            description=_("(vehicle and driver)"),
        )
    return unsent(letter_to(kind, reader, event, [ride], is_sample=True), at=event.created_at)


KINDS = {
    kind: LetterKind(kind, label, purpose, partial(_sample, kind), _TEMPLATES[kind], _PLACEHOLDERS[kind], blank)
    for kind, label, purpose in (
        (
            TRAVEL,
            _l("Accommodation, rides and stops"),
            _l(
                "To each person whose room, rides or batch at a stop are shown for the first time, changed or withdrawn."
            ),
        ),
        (
            LEFT,
            _l("Accommodation, rides and stops: another address"),
            _l("To the e-mail address that was used until then, so that its calendar is cleared."),
        ),
    )
}
LETTERS = tuple(KINDS.values())
