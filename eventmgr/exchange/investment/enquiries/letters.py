"""What is written about enquiries: to who asks, by a link of their own, and to who offers, by the link that they
have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.queries.rows import find_registration
from eventmgr.exchange.investment.enquiries import queries
from eventmgr.exchange.investment.models import InvestmentEnquiry
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, localized, speaking
from eventmgr.identity.accounts.queries import list_accounts_of
from eventmgr.matchmaking.listings.letters import of_participant, page_secret
from eventmgr.matchmaking.listings.queries import find_profile, list_keepers
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url
from eventmgr.tools.messages.house_letters import Addressee, house_kind, write_of_house
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.tokens import RowLink

LINK = RowLink("enquiry", queries.find_enquiry)
"""Of who asks."""
_FOLDER = "exchange/investment"
_OFFER = Placeholder("offer", "招商信息", _l("the offer that it is about"), is_needed=True)
_TEXT = Placeholder("text", "内容", _l("what was written"), is_block=True, is_needed=True)
_WHO = Placeholder("contact", "联系方式", _l("who the other is and how to reach them"), is_block=True, is_needed=True)
CONFIRM = house_kind(
    _FOLDER,
    "investment.confirm",
    _l("Enquiry about an offer to confirm"),
    _l("To who asks about an offer, with a link to confirm."),
    GREETING,
    _OFFER,
    LINK_OF_LETTER,
)
ARRIVED = house_kind(
    _FOLDER,
    "investment.arrived",
    _l("New enquiry about an offer"),
    _l("To those who keep the page of the organization, or the accounts of its province, without who asks."),
    GREETING,
    _OFFER,
    _TEXT,
    LINK_OF_LETTER,
)
INTERESTED = house_kind(
    _FOLDER,
    "investment.interested",
    _l("Interest in an enquiry"),
    _l("To who asks, with the answer and a link to agree to be shown."),
    GREETING,
    _OFFER,
    _TEXT,
    LINK_OF_LETTER,
)
DECLINED = house_kind(
    _FOLDER,
    "investment.declined",
    _l("Enquiry about an offer declined"),
    _l("To who asks, with the reason."),
    GREETING,
    _OFFER,
    _TEXT,
    LINK_OF_LETTER,
)
CONTACT = house_kind(
    _FOLDER,
    "investment.contact",
    _l("Contact for an offer"),
    _l("To who asks and has agreed, with whom to turn to."),
    GREETING,
    _OFFER,
    _WHO,
    LINK_OF_LETTER,
)
AGREED = house_kind(
    _FOLDER,
    "investment.agreed",
    _l("Who asks about an offer"),
    _l("To those who answered, once who asks has agreed."),
    GREETING,
    _OFFER,
    _WHO,
    LINK_OF_LETTER,
)
LETTERS = (CONFIRM, ARRIVED, INTERESTED, DECLINED, CONTACT, AGREED)
"""They are about no event: the house alone can change them."""


@dataclass(frozen=True)
class _Owner:
    """Somebody who answers for an offer, and the page on which they do."""

    to: Addressee
    secret: Secret | None
    link: str
    sees_contact: bool = True
    """Else the page covers it, and so does the letter."""


def write(kind: LetterKind, enquiry: InvestmentEnquiry, *, at: datetime) -> None:
    """Write to the sender of the enquiry."""
    secret = Secret(LINK.kind, LINK.numbers(enquiry), instead=absolute_url("investment.index"))
    to = Addressee(enquiry.contact_name, enquiry.email, enquiry.language)
    owner = _Owner(to, secret, absolute_url("investment_enquiries.show", token=secret.mark))
    _write(kind, enquiry, owner, enquiry.answer, enquiry.owner_contact, at=at)


def write_to_owner(kind: LetterKind, enquiry: InvestmentEnquiry, *, at: datetime) -> None:
    """To everyone who answers for the offer; until who asks has agreed it says nothing of them."""
    for owner in _owners(enquiry):
        contact = contact_of(enquiry, in_full=owner.sees_contact) if kind is AGREED else ""
        _write(kind, enquiry, owner, enquiry.text, contact, at=at)


def _write(
    kind: LetterKind, enquiry: InvestmentEnquiry, owner: _Owner, text: str, contact: str, *, at: datetime
) -> None:
    write_of_house(
        kind,
        owner.to,
        enquiry,
        at=at,
        secrets=[owner.secret] if owner.secret is not None else [],
        offer=localized(enquiry.listing.title, owner.to.language),
        text=text,
        contact=contact,
        link=owner.link,
    )


def contact_of(enquiry: InvestmentEnquiry, *, in_full: bool) -> str:
    """The contact of the enquirer, a line for each part."""
    known = [enquiry.organization, enquiry.contact_name, *([enquiry.email, enquiry.mobile] if in_full else [])]
    return "\n".join(words for words in known if words)


def _owners(enquiry: InvestmentEnquiry) -> Iterator[_Owner]:
    """Who keeps the page of the organization and who wrote the offer at its event; where nobody does, the accounts of
    the province."""
    listing = enquiry.listing
    profile = find_profile(listing.organization_id)
    keepers = list_keepers(listing.organization_id) if profile is not None else []
    for keeper in keepers:
        assert profile is not None
        to = Addressee(keeper.name, keeper.email, keeper.language)
        yield _by_link(to, page_secret(keeper, profile), enquiry)
    writer = find_registration(listing.registration_id) if listing.registration_id is not None else None
    is_reached = writer is not None and bool(writer.email) and writer.status in LIVE
    if writer is not None and is_reached:
        known = of_participant(writer.event, writer)
        yield _by_link(Addressee(known.name, known.email, known.language), known.secret, enquiry)
    if not keepers and not is_reached:
        link = absolute_url("investment_enquiries_manage.show", investment_enquiry_id=enquiry.id)
        for user in list_accounts_of(listing.organization.province_code or ""):
            yield _Owner(Addressee(user.name, user.email, user.language), None, link, sees_contact=False)


def _by_link(to: Addressee, secret: Secret, enquiry: InvestmentEnquiry) -> _Owner:
    with speaking(to.language):
        link = absolute_url("investment_enquiries_own.show", token=secret.mark, investment_enquiry_id=enquiry.id)
    return _Owner(to, secret, link)
