"""What the web layer itself keeps."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model


class RateHit(Model):
    """How many tries one key has had in its running window."""

    __tablename__ = "rate_hit"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    """BLAKE2b of what is limited: addresses and names are not kept as such."""
    ends_at: Mapped[datetime] = mapped_column(index=True)
    """End of the window, which began with its first try."""
    n: Mapped[int]


class SpentForm(Model):
    """A form that has made something, and what it answered: sent once more it answers the same."""

    __tablename__ = "spent_form"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    """BLAKE2b of the form's one-time id, its sender, and what was typed."""
    spent_at: Mapped[datetime] = mapped_column(index=True)
    posts: Mapped[int]
    """How often it was sent."""
    address: Mapped[str] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(String(600))


class KeyFingerprint(Model):
    """A key that this installation uses, so that another one is noticed: `eventmgr/ground/fingerprints.py`."""

    __tablename__ = "key_fingerprint"

    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(16))
    """SECRET_KEY, of which one is recorded; DATA_KEY, of which older ones stay until nothing is sealed with them."""
    recorded_at: Mapped[datetime]
