"""Who is on a party's pages: whoever holds the link of one of its representatives, or the liaison of its delegation.

Every page below `/meetings/<token>/` begins with `acting_for(token)`. The token is either a representative's
(`link_token`) or a liaison's for one party (`liaison_token`); the latter opens nothing without the session of that
liaison in the same browser, and nothing once that session has ended. So all tabs work for both without knowing which.
"""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.delegations.access import act_of as act_of_liaison
from eventmgr.event.delegations.access import liaison_here
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import WrongLink
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.matchmaking.meeting_parties.letter_frame import LINK
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_parties.queries import find_party, find_representative
from eventmgr.tools.log.services import Act
from eventmgr.tools.web.tokens import read, sign

FOR = "meetings_for"
"""Kind of the signed token of a liaison who acts for a party; that of a representative is `LINK`."""


@dataclass(frozen=True)
class Acting:
    """Who acts for which party on its own pages."""

    party: MeetingParty
    """With organization and event."""
    representative: PartyRepresentative | None
    """Whose link it is; None: the liaison acts."""
    liaison: Liaison | None
    """The liaison of the party's delegation, who acts for it; None: a representative does."""
    token: str
    """Of the address, for `url_for(…, token=…)`."""

    @property
    def event(self) -> Event:
        """The event at which the party meets others."""
        return self.party.event

    def act(self) -> Act:
        """Now, in the name of the representative, or of the liaison's delegation."""
        if self.representative is not None:
            return act_of(self.representative)
        assert self.liaison is not None
        return act_of_liaison(self.liaison)


def acting_for(token: str) -> Acting:
    """Who acts, and for whom.

    Raises:
        WrongLink: the link was never good, has been replaced, its holder or its party has left; or it is a liaison's
        and this
            browser does not hold their session any more.
    """
    claims = read(FOR, token)
    if claims is None:
        representative = representative_for(token)
        refuse_what_is_off(representative.party.event)
        return Acting(representative.party, representative, None, token)
    party = find_party(claims[0])
    if party is None or party.state is not PartyState.ACTIVE:
        raise _gone()
    refuse_what_is_off(party.event)
    liaison = liaison_here(party.event.slug, party.unit_code)
    if liaison.id != claims[1]:
        raise _gone()
    return Acting(party, None, liaison, token)


def link_token(representative: PartyRepresentative) -> str:
    """The token that opens the party's pages for this representative; void once the party's `link_version` has
    risen."""
    return sign(LINK, representative.id, representative.party.link_version)


def liaison_token(liaison: Liaison, party: MeetingParty) -> str:
    """The token that opens the pages of a party of the liaison's delegation, in a browser that holds the liaison's
    session."""
    return sign(FOR, party.id, liaison.id)


def representative_for(token: str) -> PartyRepresentative:
    """Whose link it is, with party, organization and event.

    Raises:
        WrongLink: the link was never good, has been replaced, its holder or its party has left.
    """
    claims = read(LINK, token)
    representative = find_representative(claims[0]) if claims else None
    if (
        claims is None
        or representative is None
        or representative.party.link_version != claims[1]
        or representative.party.state is not PartyState.ACTIVE
    ):
        raise _gone()
    return representative


def act_of(representative: PartyRepresentative) -> Act:
    """What is done on the party's pages, in the name of who holds the link."""
    return act_by_link(representative.registration_id, representative.name)


def _gone() -> WrongLink:
    return WrongLink(_("This link no longer works. Ask the organizers for a new one."))
