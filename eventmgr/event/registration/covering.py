"""What of a registration stays covered on pages, in lists and in files until somebody says what they need it for.
Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.event.forms.fields import SEALED, UNREADABLE
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l
from eventmgr.ground.masking import mask_document, mask_email, mask_mobile

COVERED = ("mobile", "email", *SEALED, "id_number")
"""Fields that are shown covered to everybody; who holds the field's permission may have one uncovered."""
DOTS = "••••"
"""Instead of an answer of which no part is told."""
OTHER = "other"
WHY = {
    "contact": _l("to phone or write to the person"),
    "correct": _l("to correct the registration"),
    "service": _l("for accommodation, transfer or meals"),
    "onsite": _l("for something urgent on site"),
    "entry": _l("for the check at the entrance that the number was asked for"),
    "asked": _l("at the person's own request"),
    OTHER: _l("for another reason"),
}
"""What it is needed for, as forms and the change log call it."""
NOTE_LENGTH = 200
CONTACT_SHOWN = {"revealed": _l("masked data shown")}
CONTACT_FIELDS = {"contact": _l("Shown in full"), "why": _l("Purpose")}
CONTACT_VALUES = {"contact": {"mobile,email": _l("mobile number and e-mail address")}, "why": WHY}
"""What the change log says where number and address of a contact were shown, in rooms that keep contacts of their
own."""


@dataclass(frozen=True)
class Need:
    """What somebody needs covered data for."""

    why: str
    """A key of `WHY`."""
    note: str = ""
    """In own words; there is one for `OTHER`."""


def covered(field: str, value: str) -> str:
    """As much of a value as everybody may see: of a number the last digits, of an address the domain, of an
    answer nothing."""
    if not value:
        return ""
    if field == "mobile":
        return mask_mobile(value)
    if field == "id_kind":
        return value
    if field == "id_number":
        return value if value == str(UNREADABLE) else mask_document(value)
    return mask_email(value) or DOTS if field == "email" else DOTS


def read_need(asked: Mapping[str, str]) -> Need:
    """What a form or an address says: `why`, and `note` in own words.

    Raises:
        BadValue: it gives no reason, an unknown one, or no words for another one; `field` says where.
    """
    why, note = asked.get("why", ""), asked.get("note", "")
    if why not in WHY:
        raise BadValue(_("Say what you need it for: choose a reason. It is recorded in the change log."), field="why")
    if why == OTHER and len(note) < 2:
        raise BadValue(_("Give the reason in a few words. It is recorded in the change log."), field="note")
    return Need(why, note)
