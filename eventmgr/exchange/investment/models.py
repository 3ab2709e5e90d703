"""Enquiries about investment offers: who asks stays unknown to who offers until both agree."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.outcomes.models import Deal
from eventmgr.tools.taxonomy.sizes import SizeClass


class EnquiryState(LabelledEnum):
    """unconfirmed → asked → answered → shown → closed; asked and answered → declined; before it is closed →
    withdrawn."""

    UNCONFIRMED = "unconfirmed", _l("E-mail address not confirmed"), Tone.OFF
    ASKED = "asked", _l("Awaiting an answer"), Tone.WAIT
    ANSWERED = "answered", _l("Interested, awaiting consent"), Tone.ON
    SHOWN = "shown", _l("Contact details exchanged"), Tone.OK
    DECLINED = "declined", _l("Not interested"), Tone.NO
    CLOSED = "closed", _l("Closed"), Tone.OFF
    WITHDRAWN = "withdrawn", _l("Withdrawn"), Tone.OFF


class EnquiryResult(LabelledEnum):
    """What came of an enquiry."""

    DEAL = "deal", _l("Led to a deal"), Tone.OK
    TALKING = "talking", _l("Talks continue"), Tone.ON
    NOTHING = "nothing", _l("No cooperation"), Tone.OFF


class InvestmentEnquiry(Model):
    """What somebody without an account asks whoever has an offer, and what came of it."""

    __tablename__ = "investment_enquiry"
    __table_args__ = (
        Index("ix_investment_enquiry_state_asked", "state", "asked_at", "id"),
        Index("ix_investment_enquiry_asked", "asked_at", "id"),
    )
    not_found = _l("There is no such enquiry.")

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    """The offer."""
    province_code: Mapped[str] = mapped_column(String(6), info=setting(_l("Province/region")))
    sector_code: Mapped[str] = mapped_column(String(3), info=setting(_l("Sector")))
    size_class: Mapped[SizeClass | None] = mapped_column(info=setting(_l("Size of the organization")))
    text: Mapped[str] = mapped_column(Text, info=setting(_l("Enquiry")))
    """With the three above all that who offers reads before both agree."""
    organization: Mapped[str] = mapped_column(String(200))
    """Who asks, as are the next three; all empty once they were deleted."""
    contact_name: Mapped[str] = mapped_column(String(50))
    email: Mapped[str] = mapped_column(String(254))
    """Lower case."""
    mobile: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(2))
    """In which who asks is written to."""
    state: Mapped[EnquiryState] = mapped_column(default=EnquiryState.UNCONFIRMED)
    answer: Mapped[str] = mapped_column(Text, default="", info=setting(_l("Answer")))
    """Of who offers, in any state behind `ASKED`."""
    owner_contact: Mapped[str] = mapped_column(String(500), default="")
    """Whom at the offer to turn to; who asks reads it once both agree."""
    result: Mapped[EnquiryResult | None] = mapped_column(info=setting(_l("Result")))
    result_words: Mapped[str] = mapped_column(String(1000), default="", info=setting(_l("Note")))
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="SET NULL"), index=True)
    """The deal that it led to, once it is recorded."""
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    """When the address was confirmed."""
    shown_at: Mapped[datetime | None]
    """When who asks agreed to be shown."""
    changed_at: Mapped[datetime]
    """When anything last happened to it."""
    forgotten_at: Mapped[datetime | None]
    """When who asked and what was said was deleted; offer, province, sector, size and result stay."""

    listing: Mapped[Listing] = relationship()
    deal: Mapped[Deal | None] = relationship()
