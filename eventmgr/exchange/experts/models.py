"""Experts, and what each of them agreed to show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.columns import label_of, setting
from eventmgr.ground.db import Model, sort_key_type
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.identity.directory.models import Organization

LONGEST_NAME, LONGEST_TITLE, LONGEST_TEXT = 50, 60, 300


class ExpertState(LabelledEnum):
    """invited → agreed or declined; agreed → withdrawn; who declined or withdrew may agree after all."""

    INVITED = "invited", _l("Awaiting consent"), Tone.WAIT
    AGREED = "agreed", _l("Agreed to be shown"), Tone.OK
    DECLINED = "declined", _l("Declined to be shown"), Tone.NO
    WITHDRAWN = "withdrawn", _l("Consent withdrawn by the expert"), Tone.OFF


class Expert(Model):
    """Somebody who advises on some fields, entered by an office or a province and shown once they agree."""

    __tablename__ = "expert"
    __table_args__ = (
        Index("ix_expert_state_pinyin", "state", "pinyin_key", "id"),
        Index("ix_expert_state_updated", "state", "updated_at", "id"),
    )
    not_found = _l("There is no such expert.")

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Name"), longest=LONGEST_NAME))
    title: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Professional title or position"), longest=LONGEST_TITLE)
    )
    organization: Mapped[str] = mapped_column(String(200), default="", info=setting(_l("Organization")))
    """As it was typed."""
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="SET NULL"), index=True)
    """The one of the directory that has this name, where one has."""
    province_code: Mapped[str] = mapped_column(String(6), index=True, info=setting(_l("Province/region")))
    """Whose accounts keep the entry besides the office's."""
    sector_codes: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Sectors")))
    topic_ids: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Topics")))
    text: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Advises on"), longest=LONGEST_TEXT))
    email: Mapped[str] = mapped_column(String(254), unique=True, info=setting(_l("E-mail")))
    """Lower case; on no public page."""
    language: Mapped[str] = mapped_column(String(2), info=setting(_l("Language of the e-mail")))
    shown: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Shown besides name and fields")))
    """Which of `PARTS`, as the expert ticked them."""
    state: Mapped[ExpertState] = mapped_column(default=ExpertState.INVITED)
    state_since: Mapped[datetime]
    """When it came to that, or was last invited."""
    link_version: Mapped[int] = mapped_column(default=1)
    pinyin_key: Mapped[str] = mapped_column(sort_key_type(200), default="")
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Folded name and what is shown besides: what the text filter looks in."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    """When what is shown last changed."""

    known_organization: Mapped[Organization | None] = relationship()


PARTS = {
    column.key: label_of(column) for column in (Expert.title, Expert.organization, Expert.province_code, Expert.text)
}
"""What an expert may show besides name and fields → what it is called."""
