"""Organizations that enter themselves, until a province or the office has decided."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.identity.directory.models import Organization
from eventmgr.tools.taxonomy.sizes import SizeClass


class EntryState(LabelledEnum):
    """The state of an organization's entry."""

    UNCONFIRMED = "unconfirmed", _l("E-mail address not confirmed"), Tone.OFF
    WAITING = "waiting", _l("Awaiting review"), Tone.WAIT
    ACCEPTED = "accepted", _l("Accepted"), Tone.OK
    DECLINED = "declined", _l("Not accepted"), Tone.NO


class OrganizationEntry(Model):
    """What somebody of an organization has typed to have it in the directory, and what was decided."""

    __tablename__ = "organization_entry"
    __table_args__ = (Index("ix_organization_entry_state_at", "state", "confirmed_at", "id"),)
    not_found = _l("There is no such entry.")

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), info=setting(_l("Organization")))
    credit_code: Mapped[str] = mapped_column(String(18), info=setting(_l("Social credit code")))
    province_code: Mapped[str] = mapped_column(String(6), index=True, info=setting(_l("Province/region")))
    sector_code: Mapped[str] = mapped_column(String(3), info=setting(_l("Sector")))
    size_class: Mapped[SizeClass | None] = mapped_column(info=setting(_l("Size of the organization")))
    summary: Mapped[str] = mapped_column(Text, default="", info=setting(_l("About the organization")))
    contact_name: Mapped[str] = mapped_column(String(50))
    """As is the address: empty once they were deleted."""
    email: Mapped[str] = mapped_column(String(254))
    """Lower case."""
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[EntryState] = mapped_column(default=EntryState.UNCONFIRMED)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was not accepted."""
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="SET NULL"), index=True)
    """What it became, or was already."""

    organization: Mapped[Organization | None] = relationship()
