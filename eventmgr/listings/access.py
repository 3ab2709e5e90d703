"""Who is on an organization's page, and who reads a listing that not everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from eventmgr import clock
from eventmgr.accounts.access import act_by_link, signed_in
from eventmgr.directory.models import Organization
from eventmgr.errors import WrongLink
from eventmgr.events.models import Event
from eventmgr.features import offered
from eventmgr.i18n import _
from eventmgr.listings import letters, queries
from eventmgr.listings.content.drafts import day_of
from eventmgr.listings.models import Listing, ListingState, OrganizationProfile, ProfileKeeper, ShownTo
from eventmgr.listings.panels import PARTNERS
from eventmgr.log.services import Act
from eventmgr.web import tokens


@dataclass(frozen=True)
class Company:
    """An organization as one of its people sees it: the scope of everything on its page."""

    organization: Organization
    profile: OrganizationProfile
    keeper: ProfileKeeper
    token: str

    def act(self) -> Act:
        """What is done on the page now: by whoever is signed in, else in the organization's name; no person is named."""
        return act_by_link(None, self.organization.name)

    @property
    def user_id(self) -> int | None:
        """The account of whoever is on the page, if it is the keeper's own."""
        user = signed_in()
        is_own = user is not None and user.email.lower() == self.keeper.email
        return user.id if user is not None and is_own else None


def company_for(token: str) -> Company:
    """The organization whose page the link opens.

    Raises:
        WrongLink: it opens none, or its keeper was removed, or the links were ended; which of them is not told.
    """
    read = tokens.read(letters.COMPANY, token)
    keeper = queries.find_keeper(read[0]) if read is not None else None
    profile = queries.find_profile(keeper.organization_id) if keeper is not None else None
    if read is None or keeper is None or profile is None or profile.link_version != read[1]:
        raise WrongLink(_("This link is not valid, or no longer. Have a new one sent to your e-mail address."))
    return Company(profile.organization, profile, keeper, token)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads listings of one event.

    Attributes:
        is_office: organizers, and liaisons of the organization's own delegation.
        organization_id: of whoever is on an organization's page; None: a visitor.
        takes_part: that organization takes part in the event.
        partners: organizations whose meeting with it was accepted.
    """

    is_office: bool = False
    organization_id: int | None = None
    takes_part: bool = False
    partners: Collection[int] = ()


VISITOR = Reader()


def reader_of(event: Event, organization_id: int) -> Reader:
    """An organization that reads listings of the event."""
    partners = {number for tell in offered(PARTNERS) for number in tell(event, organization_id)}
    takes_part = queries.is_taking_part(event.id, organization_id)
    return Reader(organization_id=organization_id, takes_part=takes_part, partners=partners)


def is_shown(listing: Listing, reader: Reader) -> bool:
    """Whether the reader may read the listing, all of it; else nothing of it, not even that it is there. What has passed its
    last day is read by its own organization and the organizers alone."""
    if reader.is_office or reader.organization_id == listing.organization_id:
        return True
    day = day_of(clock.now())
    if listing.state is not ListingState.PUBLISHED or (listing.valid_until is not None and listing.valid_until < day):
        return False
    if not listing.confidential:
        return True
    if listing.shown_to is ShownTo.COMPANIES:
        return reader.takes_part
    return listing.shown_to is ShownTo.PARTNERS and listing.organization_id in reader.partners
