"""What is written about enquiries: to who asks, by a link of their own, and to who offers, by the link that they have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.queries.rows import find_registration
from eventmgr.exchange.investment.enquiries import queries
from eventmgr.exchange.investment.models import InvestmentEnquiry
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, localized, speaking
from eventmgr.identity.accounts.queries import list_accounts_of
from eventmgr.matchmaking.listings.letters import of_participant, page_secret
from eventmgr.matchmaking.listings.queries import find_profile, list_keepers
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url, compose
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, forget_about
from eventmgr.tools.messages.texts.services import wording_of_house
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web import tokens

CONFIRM, ARRIVED = "investment.confirm", "investment.arrived"
INTERESTED, DECLINED = "investment.interested", "investment.declined"
CONTACT, AGREED = "investment.contact", "investment.agreed"
LINK = "enquiry"
"""Kind of the signed link of who asks."""
LINK_VERSION = 1
"""Links to an enquiry are never ended but with it."""
_OFFER = Placeholder("offer", "招商信息", _l("the offer that it is about"), is_needed=True)
_TEXT = Placeholder("text", "内容", _l("what was written"), is_block=True, is_needed=True)
_WHO = Placeholder("contact", "联系方式", _l("who the other is and how to reach them"), is_block=True, is_needed=True)
_PLACEHOLDERS: dict[str, tuple[Placeholder, ...]] = {
    CONFIRM: (GREETING, _OFFER, LINK_OF_LETTER),
    ARRIVED: (GREETING, _OFFER, _TEXT, LINK_OF_LETTER),
    INTERESTED: (GREETING, _OFFER, _TEXT, LINK_OF_LETTER),
    DECLINED: (GREETING, _OFFER, _TEXT, LINK_OF_LETTER),
    CONTACT: (GREETING, _OFFER, _WHO, LINK_OF_LETTER),
    AGREED: (GREETING, _OFFER, _WHO, LINK_OF_LETTER),
}


@dataclass(frozen=True)
class _Owner:
    """Somebody who answers for an offer, and the page on which they do."""

    name: str
    email: str
    language: str
    secret: Secret | None
    link: str
    sees_contact: bool = True
    """Else the page covers it, and so does the letter."""


def own_token(enquiry: InvestmentEnquiry) -> str:
    """What opens the enquiry to who asks."""
    return tokens.sign(LINK, enquiry.id, LINK_VERSION)


def resolve(enquiry_id: int, version: int) -> str | None:
    """The token of a letter that is about to leave; None once it would open nothing."""
    enquiry = queries.find_enquiry(enquiry_id)
    return own_token(enquiry) if enquiry is not None and version == LINK_VERSION else None


def write(kind: str, enquiry: InvestmentEnquiry, *, at: datetime) -> None:
    """To who asks."""
    if not enquiry.email:
        return
    secret = Secret(LINK, (enquiry.id, LINK_VERSION), instead=absolute_url("investment.index"))
    to = _Owner(
        enquiry.contact_name, enquiry.email, enquiry.language, secret,
        absolute_url("investment_enquiries.show", token=secret.mark),
    )  # fmt: skip
    enqueue_if_reachable(partial(_letter, kind, enquiry, to, enquiry.answer, enquiry.owner_contact), at=at)


def write_to_owner(kind: str, enquiry: InvestmentEnquiry, *, at: datetime) -> None:
    """To everyone who answers for the offer; until who asks has agreed it says nothing of them."""
    for owner in _owners(enquiry):
        contact = contact_of(enquiry, in_full=owner.sees_contact) if kind == AGREED else ""
        enqueue_if_reachable(partial(_letter, kind, enquiry, owner, enquiry.text, contact), at=at)


def contact_of(enquiry: InvestmentEnquiry, *, in_full: bool) -> str:
    """Who asks, a line each."""
    known = [enquiry.organization, enquiry.contact_name, *([enquiry.email, enquiry.mobile] if in_full else [])]
    return "\n".join(words for words in known if words)


def _owners(enquiry: InvestmentEnquiry) -> Iterator[_Owner]:
    """Who keeps the page of the organization and who wrote the offer at its event; where nobody does, the accounts of the province."""
    listing = enquiry.listing
    profile = find_profile(listing.organization_id)
    keepers = list_keepers(listing.organization_id) if profile is not None else []
    for keeper in keepers:
        assert profile is not None
        yield _by_link(keeper.name, keeper.email, keeper.language, page_secret(keeper, profile), enquiry)
    writer = find_registration(listing.registration_id) if listing.registration_id is not None else None
    is_reached = writer is not None and bool(writer.email) and writer.status in LIVE
    if writer is not None and is_reached:
        to = of_participant(writer.event, writer)
        yield _by_link(to.name, to.email, to.language, to.secret, enquiry)
    if not keepers and not is_reached:
        link = absolute_url("investment_enquiries_manage.show", investment_enquiry_id=enquiry.id)
        for user in list_accounts_of(listing.organization.province_code or ""):
            yield _Owner(user.name, user.email, user.language, None, link, sees_contact=False)


def _by_link(name: str, email: str, language: str, secret: Secret, enquiry: InvestmentEnquiry) -> _Owner:
    with speaking(language):
        link = absolute_url("investment_enquiries_own.show", token=secret.mark, investment_enquiry_id=enquiry.id)
    return _Owner(name, email, language, secret, link)


def _letter(kind: str, enquiry: InvestmentEnquiry, to: _Owner, text: str, contact: str) -> Letter:
    return compose(
        _template(kind), language=to.language, to_name=to.name, to_address=to.email, kind=kind, about=_about(enquiry.id),
        secrets=[to.secret] if to.secret is not None else [], wording=wording_of_house(kind, to.language),
        placeholders=_PLACEHOLDERS[kind], offer=localized(enquiry.listing.title, to.language), text=text, contact=contact,
        link=to.link,
    )  # fmt: skip


def _about(enquiry_id: int) -> str:
    return f"{InvestmentEnquiry.__tablename__}:{enquiry_id}"


def forget(enquiry_id: int) -> None:
    """What was written about it is forgotten."""
    forget_about([_about(enquiry_id)])


def _template(kind: str) -> str:
    return f"exchange/investment/mail/{kind.partition('.')[2]}.txt"


def _kind(kind: str, label: Any, purpose: Any) -> LetterKind:
    return LetterKind(kind, label, purpose, None, _template(kind), _PLACEHOLDERS[kind])


LETTERS = (
    _kind(CONFIRM, _l("Enquiry about an offer to confirm"), _l("To who asks about an offer, with a link to confirm.")),
    _kind(
        ARRIVED,
        _l("New enquiry about an offer"),
        _l("To those who keep the page of the organization, or the accounts of its province, without who asks."),
    ),
    _kind(
        INTERESTED, _l("Interest in an enquiry"), _l("To who asks, with the answer and a link to agree to be shown.")
    ),
    _kind(DECLINED, _l("Enquiry about an offer declined"), _l("To who asks, with the reason.")),
    _kind(CONTACT, _l("Contact for an offer"), _l("To who asks and has agreed, with whom to turn to.")),
    _kind(AGREED, _l("Who asks about an offer"), _l("To those who answered, once who asks has agreed.")),
)
"""They are about no event: the house alone can change them."""
