"""Who is on an organization's page, and who reads a listing that not everybody may read.

Every page below `/companies/<token>/` begins with `company_for(token)`. Three links open it, and one rule says what
each reaches:

- of a keeper, whom organizers have invited: all of the organization, over the years;
- of a registration: the organization at that event; of its listings those that this person wrote, all of them if the
person
  represents the organization in a room upstairs (`panels.SPEAKS_FOR`);
- of a room upstairs (`panels.BY_LINK`), which vouches for whoever it gave the link to: all listings of the organization
at that event.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING, LIVE
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Own, merged_ids
from eventmgr.event.registration.own_page.views.page import agreed
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound, WrongLink
from eventmgr.ground.features import offered
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_by_link, signed_in
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings import letters, queries, services
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.models import Listing, ListingState, OrganizationProfile, ProfileKeeper, ShownTo
from eventmgr.matchmaking.listings.panels import BY_LINK, PARTNERS, SPEAKS_FOR
from eventmgr.matchmaking.listings.services import Writer
from eventmgr.tools.log.services import Act
from eventmgr.tools.web import tokens


@dataclass(frozen=True)
class Company:
    """An organization as one of its people sees it: the scope of everything on its page.

    Attributes:
        keeper: whose link it is; None: it is bound to one event.
        event: the event that the link is bound to; None: it is a keeper's.
        registration: of whoever has the link, if it is known.
        speaks: reaches all listings of the organization within its bounds; else only what its person wrote.
    """

    organization: Organization
    token: str
    keeper: ProfileKeeper | None = None
    profile: OrganizationProfile | None = None
    event: Event | None = None
    registration: Registration | None = None
    speaks: bool = True

    def act(self) -> Act:
        """What is done on the page now: by the participant; by a keeper in the organization's name, no person is
        named."""
        if self.registration is not None:
            return act_by_link(self.registration.id, self.registration.name)
        return act_by_link(None, self.organization.name)

    @property
    def user_id(self) -> int | None:
        """The account of whoever is on the page, if it is the keeper's own."""
        user = signed_in()
        is_own = user is not None and self.keeper is not None and user.email.lower() == self.keeper.email
        return user.id if user is not None and is_own else None

    @property
    def key(self) -> str:
        """What tells apart those who send the same form."""
        if self.keeper is not None:
            return str(self.keeper.id)
        return f"r{self.registration.id}" if self.registration is not None else f"o{self.organization.id}"

    @property
    def waits(self) -> bool:
        """Whether what they write is reviewed at every event: nobody has confirmed yet that they come for the
        organization."""
        own = self.registration
        return self.keeper is None and not self.speaks and (own is None or own.status not in HOLDING)

    def writer(self) -> Writer:
        """Who writes listings on this page."""
        return Writer(self.keeper, self.registration, waits=self.waits)


@dataclass(frozen=True)
class CompanyOfKeeper(Company):
    """The page of the organization, opened by one of its keepers."""

    keeper: ProfileKeeper
    profile: OrganizationProfile


def company_for(token: str) -> Company:
    """The organization whose page the link opens.

    Raises:
        WrongLink: it opens none, or its keeper was removed, or the links were ended; which of them is not told.
        NotPossible: the registration names no organization.
    """
    if tokens.read("my", token) is not None:
        return _of_registration(agreed(token), token)
    for tell in offered(BY_LINK):
        found: Company | None = tell(token)
        if found is not None:
            return found
    return keeper_for(token)


def keeper_for(token: str) -> CompanyOfKeeper:
    """The same, for what keepers alone see and change.

    Raises:
        WrongLink: as above, or it is no keeper's.
    """
    read = tokens.read(letters.COMPANY, token)
    keeper = queries.find_keeper(read[0]) if read is not None else None
    profile = queries.find_profile(keeper.organization_id) if keeper is not None else None
    if read is None or keeper is None or profile is None or profile.link_version != read[1]:
        raise WrongLink(_("This link is invalid or no longer works. Have a new one sent to your e-mail address."))
    return CompanyOfKeeper(profile.organization, token, keeper, profile)


def find_unnamed(token: str) -> Registration | None:
    """The registration that the link opens, if it stands, names no organization and speaks for none; None: another
    link, or it does."""
    if tokens.read("my", token) is None:
        return None
    own = agreed(token)
    is_unnamed = own.status in LIVE and own.organization_id is None and _spoken_for(own) is None
    return own if is_unnamed else None


def _spoken_for(registration: Registration) -> int | None:
    return next((number for tell in offered(SPEAKS_FOR) if (number := tell(registration)) is not None), None)


def _of_registration(registration: Registration, token: str) -> Company:
    if registration.status not in LIVE:
        raise WrongLink(
            _("This registration is no longer valid, so it can no longer enter listings for its organization.")
        )
    spoken_for = _spoken_for(registration)
    number = spoken_for or registration.organization_id
    if number is None:
        raise NotPossible(
            _("Your registration names no organization. Add it there, then enter what it offers and seeks.")
        )
    return Company(
        queries.get_organization(number),
        token,
        event=registration.event,
        registration=registration,
        speaks=spoken_for is not None,
    )


def own_listing(here: Company, listing_id: int) -> Listing:
    """A listing that the people on the page may see, as it stands.

    Raises:
        NotFound: there is none of that number within their bounds.
    """
    listing = queries.get_own_listing(here.organization.id, listing_id)
    if here.keeper is not None:
        return listing
    is_here = here.event is not None and listing.event_id == here.event.id
    if not is_here or not (here.speaks or listing.registration_id in _own_ids(here)):
        raise NotFound(_("There is no such listing."))
    return listing


def own_listings(here: Company) -> list[Listing]:
    """All of them, the latest first."""
    if here.event is None:
        return queries.list_listings_of(here.organization.id)
    listings = queries.list_listings_of(here.organization.id, event_id=here.event.id)
    if here.speaks:
        return listings
    ids = _own_ids(here)
    return [one for one in listings if one.registration_id in ids]


def _own_ids(here: Company) -> set[int]:
    """The registration, and those of the same person that became one with it."""
    return {here.registration.id, *merged_ids(here.registration.id)} if here.registration is not None else set()


def own_event(here: Company, slug: str) -> Event:
    """The event of that address, if listings of the organization are entered there by this link.

    Raises:
        NotFound: they are not, or there is none.
    """
    if here.event is None:
        return queries.get_event_of(here.organization.id, slug)
    if here.event.slug != slug:
        raise NotFound(_("Your organization enters no listings at this event."))
    return here.event


def own_events(here: Company, *, at: datetime) -> list[Event]:
    """Events at which the people on the page enter listings, the next first."""
    if here.event is None:
        return queries.list_events_of(here.organization.id, at=at)
    return [here.event] if services.settings_of(here.event).is_collecting else []


def owns(here: Company, *, at: datetime) -> list[Own]:
    """What else whoever is on the page has at events, as far as it is known: of a keeper, by the address of the
    link."""
    if here.event is not None:
        own = here.registration
        email = own.email if own is not None else ""
        return [Own(here.event, here.token, own, here.organization.id, email)]
    assert here.keeper is not None
    known = {
        one.event_id: one for one in queries.list_registrations_like(here.organization.id, here.keeper.email, at=at)
    }
    events = own_events(here, at=at)
    return [Own(one, here.token, known.get(one.id), here.organization.id, here.keeper.email) for one in events]


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
    partners = {number for tell in offered(PARTNERS, event) for number in tell(event, organization_id)}
    takes_part = queries.is_taking_part(event.id, organization_id)
    return Reader(organization_id=organization_id, takes_part=takes_part, partners=partners)


def is_shown(listing: Listing, reader: Reader) -> bool:
    """Whether the reader may read the listing, all of it; else nothing of it, not even that it is there. What has
    passed its last day is read by its own organization and the organizers alone."""
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
