"""What requests answer to facts from downstairs, and what their e-mails leave out until they are sent."""

from __future__ import annotations

from flask import Flask

from eventmgr.meetings.parties.access import LINK
from eventmgr.meetings.requests import letters
from eventmgr.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Say what the links of e-mails open."""
    offer_secret(LINK, letters.resolve_link)
    offer_secret(letters.LEAVE, letters.resolve_leave)
