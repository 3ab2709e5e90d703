"""What the trail says of the desk."""

from __future__ import annotations

from eventmgr.exchange.desk.models import Category, Desk, DeskAnswer, DeskRequest
from eventmgr.exchange.desk.wording import OFFICE, desk_name
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l, localized
from eventmgr.tools.taxonomy import find_province


def _say_desk(value: object) -> str:
    """Of a desk's code, or the title of its event; entries from before have the event's address."""
    if isinstance(value, dict):
        return localized(value)
    code = str(value or "")
    return desk_name(code) if code in ("", OFFICE) or find_province(code) else code


_CATEGORIES = dict(Category.choices())

WORDS = (
    Words(
        DeskRequest,
        _l("Request to the desk"),
        actions={
            "asked": _l("sent"),
            "asked_back": _l("question to the sender"),
            "replied": _l("sender replied"),
            "reopened": _l("taken up again by the sender"),
            "answered": _l("answered"),
            "handed_over": _l("handed over"),
            "withdrawn": _l("withdrawn"),
            "rated": _l("rated"),
            "file_added": _l("file added"),
            "contacts_read": _l("contact details shown"),
            "forgotten": _l("personal information deleted"),
        },
        fields={"assigned": _l("Account")},
        say={"province_code": _say_desk},
    ),
    Words(
        Desk,
        _l("Desk"),
        actions={"edited": _l("edited")},
    ),
    Words(
        DeskAnswer,
        _l("Published answer"),
        actions={"published": _l("published"), "edited": _l("edited"), "withdrawn": _l("withdrawn")},
        values={"category": _CATEGORIES},
        say={"province_code": _say_desk},
    ),
)
