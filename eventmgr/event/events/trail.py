"""What the trail says of events, their notices, files and letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from eventmgr.event.events.derived import opening
from eventmgr.event.events.models import (
    Attachment,
    Deadline,
    Event,
    HostBody,
    HostRole,
    Notice,
    Room,
    Venue,
)
from eventmgr.event.forms import attached, conditions
from eventmgr.event.forms.fields import LABELS, MODE_WORDS
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.columns import labels_of
from eventmgr.ground.features import Words, all_switches
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.identity.privacy.bases import PROCESSES, LegalBase
from eventmgr.tools.messages.models import LetterText, OutboxLetter
from eventmgr.tools.taxonomy import feature as taxonomy


def say_units(value: object) -> str:
    """Invited units with their quotas: 上海 5, 广东."""
    pairs = value.items() if isinstance(value, dict) else [(value, None)]
    names = [(taxonomy.say_unit(code), quota) for code, quota in pairs]
    return _(", ").join(name if quota is None else f"{name} {quota}" for name, quota in names)


def say_fee(value: object) -> str:
    """An amount in hundredths; its currency is a field of its own."""
    if not isinstance(value, int):
        return str(value)
    return opening.amount(value) if value else _("Free of charge")


def say_field(value: object) -> str:
    """A field of the registration form; questions are told by the event itself."""
    return str(LABELS.get(str(value), value))


def say_feature(value: object) -> str:
    """What is switched on or off; one that is no longer there by its name."""
    return next((str(switch.label) for switch in all_switches() if switch.name == value), str(value))


def say_option(value: object) -> str:
    """An answer to choose from."""
    if not isinstance(value, dict):
        return str(value)
    label, limit = localized(value.get("label")), value.get("limit")
    return label if limit is None else f"{label} | {limit}"


def say_condition(value: object) -> str:
    """When a question is asked; the others by their keys, which stay when they are reworded."""
    if not isinstance(value, dict):
        return str(value or "")
    return conditions.said(value, [conditions.asked_role(HOUSE_TYPES.names())], language())


_PARTS = {
    **labels_of(Venue, "venues"),
    "rooms": _l("Rooms"),
    "rooms.venue": _l("Venue"),
    **labels_of(Room, "rooms"),
    **labels_of(HostBody, "hosts"),
    **labels_of(Deadline, "deadlines"),
    **labels_of(Question, "questions"),
    "questions.least": _l("Smallest number, earliest date or time"),
    "questions.most": _l("Largest number, latest date or time"),
    "questions.places": _l("Decimal places"),
    "questions.unit": _l("Measured in"),
    "questions.default": _l("Preset answer"),
    "questions.roles": _l("Only for these participants"),
    "questions.office_only": _l("Organizers only"),
    "questions.purpose": _l("Purpose"),
    "questions.keep_days": _l("Delete answers after (days after the event)"),
    "questions.accepts": _l("Accepted files"),
    "questions.megabytes": _l("Largest file (MB)"),
    "questions.needs_reason": _l(
        "Sensitive: needs separate consent, and organizers must give a reason before they see it"
    ),
    "questions.direction": _l("Arrival or departure"),
    "questions.condition": _l("Asked only if"),
    "contact.phone": _l("Phone"),
    "contact.email": _l("E-mail"),
    **{f"fields.{name}": label for name, label in LABELS.items()},
}
"""What the values of an event's settings are made of."""


def say_base(value: object) -> str:
    """`field base` in words; an event's own question by its key."""
    name, _blank, base = str(value).partition(" ")
    known = dict(LegalBase.choices())
    label = PROCESSES[name][0] if name in PROCESSES else LABELS.get(name, name)
    return _("%(label)s: %(value)s", label=label, value=known.get(base, base))


def _modes(names: Iterable[str]) -> dict[str, Mapping[str, object]]:
    return {f"fields.{name}": MODE_WORDS for name in names}


WORDS = (
    Words(
        Event,
        _l("Event"),
        actions={
            "published": _l("published"),
            "postponed": _l("postponed"),
            "cancelled": _l("cancelled"),
            "finished": _l("finished"),
            "archived": _l("archived"),
            "restored": _l("restored"),
            "offer_declined": _l("offer declined"),
            "told_nobody": _l("change not announced"),
            "emails_taken_back": _l("e-mails taken back"),
            "own_words_set": _l("own sentence in e-mails"),
            "letter_text_set": _l("text of an e-mail changed"),
        },
        sentences={
            "published": _l("Event published"),
            "postponed": _l("Event postponed"),
            "cancelled": _l("Event cancelled"),
            "finished": _l("Event finished"),
            "archived": _l("Event archived"),
            "restored": _l("Event restored"),
        },
        fields={**_PARTS, "emails": _l("E-mails"), "letter_text": _l("Text of an e-mail"), "declined": _l("Feature")},
        values={
            "hosts.role": HostRole,
            "questions.kind": QuestionKind,
            "questions.accepts": attached.ACCEPTS,
            **_modes(LABELS),
        },
        say={
            "fee": say_fee,
            "reviewed_fields": say_field,
            "features": say_feature,
            "declined": say_feature,
            "legal_bases": say_base,
            "units": say_units,
            "sectors": taxonomy.say_sector,
            "topics": taxonomy.say_topic,
            "questions.options": say_option,
            "questions.condition": say_condition,
        },
    ),
    Words(Notice, _l("Notice")),
    Words(Attachment, _l("File")),
    Words(
        OutboxLetter,
        _l("E-mail message"),
        actions={"sent_again": _l("resent"), "all_sent_again": _l("all undelivered e-mails resent")},
        fields={"emails": _l("E-mails")},
    ),
    Words(
        LetterText,
        _l("Text of an e-mail"),
        actions={"letter_text_set": _l("text of an e-mail changed")},
        fields={"letter_text": _l("Text of an e-mail")},
    ),
)
