"""What e-mails to experts say when they leave."""

from __future__ import annotations

from flask import Flask

from eventmgr.exchange.experts import letters
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Put links in when an e-mail leaves."""
    offer_secret(letters.LINK.kind, letters.LINK.resolve)
