"""The table of how entries are written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model


class EntryForm(Model):
    """What all entries were last compared under: the address of the installation, and how this release writes them. One
    row."""

    __tablename__ = "entry_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(32))
    compared_at: Mapped[datetime]
