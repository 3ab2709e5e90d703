"""What e-mails of the desk say when they leave."""

from __future__ import annotations

from flask import Flask

from eventmgr.exchange.desk import letters
from eventmgr.tools.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Put links in when an e-mail leaves."""
    offer_secret(letters.OWN_LINK, letters.resolve)
    offer_secret(letters.EXPERT_LINK, letters.resolve_expert)
