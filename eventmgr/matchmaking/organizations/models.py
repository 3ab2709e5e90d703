"""Tables of what was decided about organizations that look alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.db import Model
from eventmgr.identity.directory.models import Organization


class TwoOrganizations(Model):
    """Two organizations that are two, however alike their names are."""

    __tablename__ = "two_organizations"
    __table_args__ = (CheckConstraint("first_id < second_id", name="in_order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    decided_at: Mapped[datetime]


class OrganizationMerge(Model):
    """Two organizations that became one: the merged one's row is another name of the kept one."""

    __tablename__ = "organization_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), index=True)
    merged_at: Mapped[datetime]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the two said before: `kept`, `merged`; by field."""
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What they said afterwards: as long as they do, the merge can be undone."""
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Numbers of the registrations, persons and other names that referred to the merged one."""
    undone_at: Mapped[datetime | None]

    kept: Mapped[Organization] = relationship(foreign_keys=[kept_id])
    merged: Mapped[Organization] = relationship(foreign_keys=[merged_id])
