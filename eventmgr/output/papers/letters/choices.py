"""To whom letters of invitation go. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _l

UNITS, PEOPLE, BLANK = "units", "people", "blank"
WHOM = {
    UNITS: _l("To each invited delegation, with its places"),
    PEOPLE: _l("To each person with an invitation of their own"),
    BLANK: _l("One letter with a line for the name"),
}


INVITED = "invitations.read"
"""What may be done by those who see who has an invitation of their own."""


def read_whom(asked: Mapping[str, str]) -> str:
    """A key of `WHOM`; empty where none was chosen.

    Raises:
        BadValue: it is not known.
    """
    whom = asked.get("to", "")
    if whom and whom not in WHOM:
        raise BadValue(_("“%(value)s” is not valid here.", value=whom[:40]))
    return whom
