"""What e-mails say of invitations when they leave."""

from __future__ import annotations

from flask import Flask

from eventmgr.invitations import letters
from eventmgr.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Put links in when an e-mail leaves."""
    offer_secret(letters.LINK, letters.resolve)
    offer_secret(letters.OPT_OUT, letters.resolve_opt_out)
