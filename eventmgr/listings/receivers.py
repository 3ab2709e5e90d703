"""What letters of this room hold for their readers alone."""

from __future__ import annotations

from flask import Flask

from eventmgr.listings import letters
from eventmgr.messages.secrets import offer_secret


def connect(_app: Flask) -> None:
    """Let letters ask for the links that they bear."""
    offer_secret(letters.COMPANY, letters.resolve)
