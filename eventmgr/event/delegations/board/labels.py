"""Words for liaisons and for how far a delegation is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.delegations.board.standing import Standing
from eventmgr.event.delegations.models import Due, Place
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.registration.models import Leadership
from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _, _l

PLACES: Mapping[Place, Any] = {Place.LIAISON: _l("Delegation liaison"), Place.DEPUTY: _l("Deputy liaison")}
DUES: Mapping[Due, Any] = {
    Due.CONFIRM: _l("Reply on taking part"),
    Due.LIST: _l("Complete list"),
}
STANDINGS: Mapping[Standing, State] = {
    Standing.NO_LIAISON: State(_l("no liaison"), "no"),
    Standing.NOT_INVITED: State(_l("not yet invited"), "no"),
    Standing.INVITED: State(_l("invited"), "wait"),
    Standing.OPENED: State(_l("invitation opened"), "wait"),
    Standing.CONFIRMED: State(_l("will attend"), "wait"),
    Standing.BEGUN: State(_l("list begun"), "wait"),
    Standing.COMPLETE: State(_l("list complete"), "ok"),
    Standing.CHANGED: State(_l("changed since complete"), "on"),
    Standing.DECLINED: State(_l("will not attend"), "off"),
}
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
