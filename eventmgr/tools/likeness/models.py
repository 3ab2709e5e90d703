"""What the tables of merges and of rows known to be two have in common; each room declares its own for the rows it
merges."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l

UNDONE_FOR = timedelta(days=30)
"""So long a merge can be undone."""


class KnownTwo(Model):
    """Two rows that are two, however alike they look."""

    __abstract__ = True
    of: ClassVar[str]
    """The table of the rows."""

    decided_at: Mapped[datetime]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (CheckConstraint("first_id < second_id", name="in_order"),)

    @declared_attr
    @classmethod
    def first_id(cls) -> Mapped[int]:
        """The smaller number of the pair."""
        return mapped_column(ForeignKey(f"{cls.of}.id", ondelete="CASCADE"), primary_key=True)

    @declared_attr
    @classmethod
    def second_id(cls) -> Mapped[int]:
        """The larger number of the pair."""
        return mapped_column(ForeignKey(f"{cls.of}.id", ondelete="CASCADE"), primary_key=True, index=True)


class MergeRecord(Model):
    """Two rows that became one. A subclass says what the one that stays said before (`before`) and names both rows
    (`kept`, `merged`), which are read with it."""

    __abstract__ = True
    of: ClassVar[str]
    """The table of the rows."""
    not_found = _l("There is no such merge in this event.")

    id: Mapped[int] = mapped_column(primary_key=True)
    merged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def kept_id(cls) -> Mapped[int]:
        """The number of the row that stays after merging."""
        return mapped_column(ForeignKey(f"{cls.of}.id", ondelete="CASCADE"), index=True)

    @declared_attr
    @classmethod
    def merged_id(cls) -> Mapped[int]:
        """The row that went into it."""
        return mapped_column(ForeignKey(f"{cls.of}.id", ondelete="CASCADE"), index=True)
