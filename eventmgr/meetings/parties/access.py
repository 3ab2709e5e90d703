"""Who is on a party's pages: whoever holds the link of one of its representatives."""

from __future__ import annotations

from eventmgr import clock
from eventmgr.errors import NotFound
from eventmgr.i18n import _
from eventmgr.log.models import ActorKind
from eventmgr.log.services import Act, Actor
from eventmgr.meetings.parties.models import PartyRepresentative, PartyState
from eventmgr.meetings.parties.queries import find_representative
from eventmgr.web.tokens import read, sign

LINK = "meetings"
"""Kind of the signed token of `/meetings/<token>/`."""


def link_token(representative: PartyRepresentative) -> str:
    """The token that opens the party's pages for this representative; void once the party's `link_version` has risen."""
    return sign(LINK, representative.id, representative.party.link_version)


def representative_for(token: str) -> PartyRepresentative:
    """Whose link it is, with party, organization and event.

    Raises:
        NotFound: the link was never good, has been replaced, its holder or its party has left.
    """
    told = read(LINK, token)
    found = find_representative(told[0]) if told else None
    if (
        told is None
        or found is None
        or found.party.link_version != told[1]
        or found.party.state is not PartyState.ACTIVE
    ):
        raise NotFound(_("This link does not work any more. Ask the organizers for a new one."))
    return found


def act_of(representative: PartyRepresentative) -> Act:
    """What is done on the party's pages, in the name of who holds the link."""
    return Act(Actor(ActorKind.PARTICIPANT, None, representative.name), clock.now())
