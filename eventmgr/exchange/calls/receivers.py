"""What e-mails about submissions say when they leave."""

from __future__ import annotations

from flask import Flask

from eventmgr.exchange.calls import letters
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Put links in when an e-mail leaves."""
    offer_secret(letters.OWN_LINK.kind, letters.OWN_LINK.resolve)
    offer_secret(letters.REVIEW_LINK.kind, letters.REVIEW_LINK.resolve)
