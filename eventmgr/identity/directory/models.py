"""Tables of the directory: persons who attend, and organizations they come from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.db import Model, sort_key_type
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.tools.taxonomy.sizes import SizeClass


class NameKind(LabelledEnum):
    """What a row of another name is: the name of before, a short one, or that of an organization that was merged."""

    FORMER = "former", _l("former name")
    SHORT = "short", _l("short name")
    MERGED = "merged", _l("name of a merged organization")


class Organization(Model):
    """A company, office or institute that people come from; suggested while typing."""

    __tablename__ = "organization"
    __table_args__ = (
        Index("ix_organization_pinyin_key", "pinyin_key", "id"),
        Index("ix_organization_stands_for_id", "stands_for_id", "pinyin_key", "id"),
        Index("ix_organization_province_pinyin", "province_code", "pinyin_key", "id"),
        Index("ix_organization_likeness_key", "likeness_key"),
        Index("ix_organization_credit_code", "credit_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    """`text.folded(name)`."""
    likeness_key: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """`likeness.organization_key(name)`; empty until the worker has filled it in."""
    pinyin_key: Mapped[str] = mapped_column(sort_key_type(400), default="")
    province_code: Mapped[str | None] = mapped_column(String(6))
    sector_code: Mapped[str | None] = mapped_column(String(3))
    credit_code: Mapped[str | None] = mapped_column(String(18))
    name_en: Mapped[str] = mapped_column(String(200), default="", server_default="")
    size_class: Mapped[SizeClass | None]
    stands_for_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    """The organization of which this row is another name: whoever types it comes from there. People refer to that one
    alone."""
    name_kind: Mapped[NameKind | None]
    """Which kind of other name it is."""
    entered_by_office: Mapped[bool] = mapped_column(default=False, server_default=false())
    """An organizer has used the name: it may be suggested to everybody."""
    created_at: Mapped[datetime]


class Person(Model):
    """Somebody who attends; the same at every event."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("mobile", "name"), Index("ix_person_likeness_key", "likeness_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    likeness_key: Mapped[str] = mapped_column(String(50), default="", server_default="")
    """`likeness.person_key(name)`; empty until the worker has filled it in."""
    pinyin_key: Mapped[str] = mapped_column(sort_key_type(200), default="")
    mobile: Mapped[str] = mapped_column(String(20))
    """Normalised: 11 digits in the mainland, else E.164."""
    email: Mapped[str] = mapped_column(String(254), default="")
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    created_at: Mapped[datetime]

    organization: Mapped[Organization | None] = relationship()
