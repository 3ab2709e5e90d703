"""Words for liaisons and for how far a delegation is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.forms.fields import LABELS
from eventmgr.event.registration.models import Leadership
from eventmgr.ground.i18n import _, _l

LAST_ACTS: Mapping[str, Any] = {
    "opened": _l("page opened"),
    "answered": _l("reply given"),
    "completed": _l("list confirmed complete"),
    "changed": _l("list changed"),
}
MAKING_LEADERS: Mapping[Leadership, Any] = {
    Leadership.LEADER: _l("Make head"),
    Leadership.DEPUTY: _l("Make deputy"),
}
"""Buttons that appoint."""
CHANGES_UNTIL = _l("Liaisons change their lists until")
FIELDS: Mapping[str, Any] = {
    "unit": LABELS["unit"],
    "place": _l("Liaison or deputy"),
    "name": LABELS["name"],
    "office": _l("Office or department"),
    "title": LABELS["title"],
    "mobile": LABELS["mobile"],
    "email": LABELS["email"],
}
"""Columns of a sheet of liaisons, and fields of the form, in their order."""
OWN = ("name", "office", "title", "mobile", "email")
"""What is known of a liaison."""
COVERED = frozenset({"mobile", "email"})
"""What is shown covered until somebody says what they need it for."""


def say_fields(value: object) -> str:
    """Keys of fields with commas between them, as people read them."""
    return _(", ").join(str(FIELDS.get(key, key)) for key in str(value).split(","))
