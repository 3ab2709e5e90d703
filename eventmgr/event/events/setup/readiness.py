"""What an event still needs before it can be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: the settings section where it is set, the sentence, and the field of the main page of
    the settings."""

    section: str
    message: str
    field: str = ""


def missing(event: Event, *, at: datetime) -> list[Missing]:
    """Everything that keeps the event from being published at `at`, in the order of the settings."""
    contact: dict[str, Any] = event.contact
    rules = [
        (bool(event.title), "facts", _("A title in at least one language is missing."), "title"),
        (bool(event.summary), "facts", _("A summary of one or two sentences is missing."), "summary"),
        (event.ends_at > at, "time", _("The dates are in the past. Set new ones."), "ends_at"),
        (bool(event.province_code), "time", _("The province/region where it is held is missing."), "province_code"),
        (bool(event.venues), "venues", _("A venue is missing. “To be announced” will do."), "venue"),
        (bool(event.hosts), "hosts", _("A host is missing."), "host"),
        (bool(contact.get("name")), "contact", _("The contact's name is missing."), "contact_name"),
        (
            bool(contact.get("phone") or contact.get("email")),
            "contact",
            _("The contact needs a phone number or an e-mail address."),
            "phone",
        ),
    ]
    return [Missing(section, message, field) for holds, section, message, field in rules if not holds]


def advice(event: Event) -> list[Missing]:
    """What is not needed, but usually wanted."""
    rules = [
        (all(event.title.get(lang) for lang in ("zh", "en")), "facts", _("Title in the other language")),
        (event.capacity is not None, "registration", _("Limit of places")),
        (event.fee is not None, "registration", _("Fee")),
        (bool(event.description.get("zh") or event.description.get("en")), "facts", _("Description of the event")),
        (
            bool(event.sectors or event.topics),
            "themes",
            _("Sector and topic (without them the event is found by date only)"),
        ),
    ]
    return [Missing(section, message) for holds, section, message in rules if not holds]
