"""An office or a province enters offers of no event and changes them; accounts of a province keep what serves it."""

from __future__ import annotations

from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.models import Listing, ListingSource, ListingState
from eventmgr.tools.log.services import Act
from eventmgr.tools.taxonomy import get_province


def enter(organization: Organization, draft: ListingDraft, *, own: str, act: Act) -> Listing:
    """A new offer, which everybody reads at once.

    Args:
        own: the one province whose offers the account keeps; empty: every one's.

    Raises:
        Refusal: nobody knows which province it serves, or it does not serve the account's.
    """
    services.check_province(organization, draft)
    _check_own(own, organization, draft)
    return services.enter(None, organization, draft, source=ListingSource.OFFICE, act=act, state=ListingState.PUBLISHED)


def change(offer: Listing, draft: ListingDraft, *, own: str, act: Act) -> bool:
    """The offer says that from now on; whether anything changed. The board must be locked.

    Raises:
        Refusal: as `enter`.
    """
    services.check_province(offer.organization, draft)
    _check_own(own, offer.organization, draft)
    return services.edit(None, offer, draft, act=act, by_office=True)


def _check_own(own: str, organization: Organization, draft: ListingDraft) -> None:
    if own and own != organization.province_code and own not in draft.details.get("provinces", []):
        name = get_province(own).name(language())
        raise Refusal(
            _("Your account keeps offers of %(province)s. Name it among the provinces served.", province=name)
        )
