"""The verbs of enquiries: asked, confirmed; answered, declined, closed, recorded as a deal by who offers; agreed to and
withdrawn by who asks; forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.exchange.investment.enquiries import letters, queries
from eventmgr.exchange.investment.models import EnquiryResult, EnquiryState, InvestmentEnquiry
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, localized
from eventmgr.matchmaking.listings.models import Listing, ListingKind
from eventmgr.matchmaking.outcomes.deals.drafts import DealDraft, SideDraft
from eventmgr.matchmaking.outcomes.deals.services import record_deal
from eventmgr.matchmaking.outcomes.models import Deal, DealType
from eventmgr.tools.log.services import Act, difference, record
from eventmgr.tools.messages.house_letters import forget_letters
from eventmgr.tools.taxonomy.sizes import SizeClass

_OPEN = (EnquiryState.ASKED, EnquiryState.ANSWERED)
_KNOWN = (EnquiryState.SHOWN, EnquiryState.CLOSED)


@dataclass(frozen=True)
class Draft:
    """What was typed; see `InvestmentEnquiry`."""

    province_code: str
    sector_code: str
    size_class: SizeClass | None
    text: str
    organization: str
    contact_name: str
    email: str
    mobile: str
    language: str


def ask(offer: Listing, draft: Draft, *, act: Act) -> InvestmentEnquiry:
    """A new enquiry; a link to confirm goes to its address."""
    enquiry = InvestmentEnquiry(**vars(draft), listing=offer, created_at=act.at, changed_at=act.at)
    db.session.add(enquiry)
    db.session.flush()
    _record("sent", enquiry, act=act)
    letters.write(letters.CONFIRM, enquiry, at=act.at)
    return enquiry


def confirm(enquiry: InvestmentEnquiry, *, act: Act) -> None:
    """The address is that of who asks: who has the offer is written to. Confirmed twice is confirmed once."""
    db.session.refresh(enquiry, with_for_update=True)
    if enquiry.state is EnquiryState.UNCONFIRMED:
        enquiry.asked_at = act.at
        _to(EnquiryState.ASKED, "confirmed", enquiry, act=act)
        letters.write_to_owner(letters.ARRIVED, enquiry, at=act.at)


def interest(number: int, answer: str, contact: str, *, act: Act) -> None:
    """Who offers would like to know who asks; who asks is written to and may agree.

    Raises:
        Refusal: it was answered already, or withdrawn.
    """
    enquiry = _held(number, EnquiryState.ASKED)
    enquiry.answer, enquiry.owner_contact = answer, contact
    _to(EnquiryState.ANSWERED, "answered", enquiry, act=act)
    letters.write(letters.INTERESTED, enquiry, at=act.at)


def decline(number: int, reason: str, *, act: Act) -> None:
    """Who offers is not interested; who asks reads why, and is never shown.

    Raises:
        Refusal: who asks is known already, or it was declined or withdrawn.
    """
    enquiry = _held(number, *_OPEN)
    enquiry.answer, enquiry.owner_contact = reason, ""
    _to(EnquiryState.DECLINED, "declined", enquiry, act=act)
    letters.write(letters.DECLINED, enquiry, at=act.at)


def agree(enquiry: InvestmentEnquiry, *, act: Act) -> None:
    """Who asks may be shown: both read how to reach the other. Agreed twice is agreed once.

    Raises:
        Refusal: it is not answered, or declined or withdrawn.
    """
    if enquiry.state in _KNOWN:
        return
    held = _held(enquiry.id, EnquiryState.ANSWERED)
    held.shown_at = act.at
    _to(EnquiryState.SHOWN, "agreed", held, act=act)
    letters.write(letters.CONTACT, held, at=act.at)
    letters.write_to_owner(letters.AGREED, held, at=act.at)


def withdraw(enquiry: InvestmentEnquiry, *, act: Act) -> None:
    """Who asks needs no answer any more, or agrees no longer; who they are is deleted at once."""
    if enquiry.state is EnquiryState.UNCONFIRMED:
        forget(enquiry, act=act)
        return
    held = queries.get_enquiry(enquiry.id, lock=True)
    if held.state is not EnquiryState.CLOSED:
        held.state = EnquiryState.WITHDRAWN
    _empty("withdrawn", held, act=act)


def close(number: int, result: EnquiryResult, words: str, *, act: Act) -> None:
    """What came of it.

    Raises:
        Refusal: who asks is not known, or a deal is recorded of it.
    """
    enquiry = _held(number, *_KNOWN)
    if enquiry.deal_id is not None and result is not EnquiryResult.DEAL:
        raise Refusal(_("A deal is recorded of this enquiry. Correct the deal instead."), field="result")
    before = {"result": enquiry.result, "result_words": enquiry.result_words}
    enquiry.result, enquiry.result_words = result, words
    changes = difference(before, {"result": result, "result_words": words})
    _to(EnquiryState.CLOSED, "closed", enquiry, act=act, changes=changes)


def record_as_deal(number: int, event: Event, *, act: Act) -> Deal:
    """A deal of that event between who asks and who offers, as an intention; what else is known of it is typed there.

    Raises:
        Refusal: who asks is not known or was deleted, a deal is recorded already, or the event has too many.
    """
    enquiry = _held(number, *_KNOWN)
    if enquiry.deal_id is not None:
        raise Refusal(_("A deal is recorded of this enquiry already. Reload the page."))
    if enquiry.forgotten_at is not None:
        raise Refusal(_("Who asked was deleted, so no deal can be made of this enquiry. Record it at the event."))
    offer = enquiry.listing
    asker = SideDraft(
        enquiry.organization,
        enquiry.province_code,
        enquiry.sector_code,
        enquiry.contact_name,
        enquiry.email,
        enquiry.mobile[:20],
        enquiry.language,
    )
    sectors = offer.sector_codes or [None]
    owner = SideDraft(offer.organization.name, offer.organization.province_code, sectors[0])
    kind = DealType.SERVICE if offer.kind is ListingKind.SERVICE else DealType.INVESTMENT
    deal = record_deal(event, DealDraft(title=dict(offer.title), sides=(asker, owner), type=kind), act=act)
    enquiry.deal_id, enquiry.result = deal.id, EnquiryResult.DEAL
    _to(EnquiryState.CLOSED, "recorded", enquiry, act=act)
    return deal


def note_contacts_read(enquiry: InvestmentEnquiry, *, act: Act) -> None:
    """Somebody has looked how who asks is reached.

    Raises:
        Refusal: who asks has not agreed.
    """
    if enquiry.state not in _KNOWN:
        raise Refusal(_("Whoever asks has not agreed to be shown yet."))
    _record("contacts_read", enquiry, act=act)


def forget(enquiry: InvestmentEnquiry, *, act: Act) -> None:
    """Who asked and what was said is not kept any longer; an enquiry that nobody confirmed goes as a whole."""
    if enquiry.state is EnquiryState.UNCONFIRMED:
        forget_letters(enquiry)
        db.session.delete(enquiry)
        return
    if enquiry.state in (*_OPEN, EnquiryState.SHOWN):
        enquiry.state = EnquiryState.WITHDRAWN
    _empty("forgotten", enquiry, act=act)


def name_of(enquiry: InvestmentEnquiry) -> str:
    """What the trail calls it: the title of its offer."""
    return localized(enquiry.listing.title, "zh")


def _empty(action: str, enquiry: InvestmentEnquiry, *, act: Act) -> None:
    forget_letters(enquiry)
    for name in ("text", "organization", "contact_name", "email", "mobile", "answer", "owner_contact"):
        setattr(enquiry, name, "")
    enquiry.forgotten_at = enquiry.changed_at = act.at
    _record(action, enquiry, act=act)


def _held(number: int, *states: EnquiryState) -> InvestmentEnquiry:
    enquiry = queries.get_enquiry(number, lock=True)
    if enquiry.state not in states:
        raise Refusal(_("This enquiry has changed in the meantime. Reload the page."))
    return enquiry


def _to(
    state: EnquiryState,
    action: str,
    enquiry: InvestmentEnquiry,
    *,
    act: Act,
    changes: dict[str, list[object]] | None = None,
) -> None:
    enquiry.state, enquiry.changed_at = state, act.at
    _record(action, enquiry, act=act, changes=changes)


def _record(
    action: str, enquiry: InvestmentEnquiry, *, act: Act, changes: dict[str, list[object]] | None = None
) -> None:
    record(act, action, enquiry, object_name=name_of(enquiry), changes=changes or {})
