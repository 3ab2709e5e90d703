"""Tables of what was decided about organizations that look alike."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.i18n import _l
from eventmgr.identity.directory.models import Organization
from eventmgr.tools.likeness.models import KnownTwo, MergeRecord


class TwoOrganizations(KnownTwo):
    """Two organizations that are two, however alike their names are."""

    __tablename__ = "two_organizations"
    of = Organization.__tablename__


class OrganizationMerge(MergeRecord):
    """Two organizations that became one: the merged one's row is another name of the kept one."""

    __tablename__ = "organization_merge"
    of = Organization.__tablename__
    not_found = _l("There is no such merge.")

    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the two said before: `kept`, `merged`; by field."""
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What they said afterwards: as long as they do, the merge can be undone."""
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Numbers of the registrations, persons and other names that referred to the merged one."""

    kept: Mapped[Organization] = relationship(foreign_keys=lambda: OrganizationMerge.kept_id, lazy="joined")
    merged: Mapped[Organization] = relationship(foreign_keys=lambda: OrganizationMerge.merged_id, lazy="joined")
