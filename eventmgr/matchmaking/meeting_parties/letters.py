"""What representatives are written about their link: the way to the pages of their organization."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from eventmgr.event.events.mail import PLACE, TIME
from eventmgr.event.events.models import Event
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_instant, speaking
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties.letter_frame import (
    FEED,
    FRAME,
    LEAVE,
    LINK,
    Addressee,
    letter_to,
    link_to,
    sample_of,
)
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import find_link_version
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.services import enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.tokens import sign

LINK_SENT = "meetings.link"


def send_link(event: Event, seat: PartyRepresentative, *, at: datetime) -> None:
    """Write to a representative with their link, unless no mail can reach their address."""
    enqueue_if_reachable(lambda: _letter(event, addressee_of(seat)), at=at)


def addressee_of(seat: PartyRepresentative) -> Addressee:
    """A representative whose party and organization are loaded, as an e-mail is addressed to them."""
    party = seat.party
    name = organization_name(party.organization, party.language)
    return Addressee(seat.id, party.link_version, seat.name, seat.email, name, party.language)


def resolve(kind: str, representative_id: int, version: int) -> str | None:
    """The token of that kind, as an e-mail says it when it leaves; None: it opens nothing any more."""
    return sign(kind, representative_id, version) if find_link_version(representative_id) == version else None


RESOLVERS = {kind: partial(resolve, kind) for kind in (LINK, LEAVE, FEED)}
"""Kind of a secret in e-mails to representatives → what it says when the e-mail leaves."""


def _letter(event: Event, to: Addressee, *, is_sample: bool = False) -> Letter:
    plan = find_plan(event.id)
    opens = plan.asks_from if plan is not None else None
    with speaking(to.language):
        asking = (
            _(
                "From %(when)s you can ask other organizations for meetings.",
                when=format_instant(opens, event.timezone, to.language),
            )
            if opens is not None
            else _("We will tell you when requests for meetings are open.")
        )
    page = ("meetings_own.index", dict[str, object]())
    return letter_to(event, to, _LINK, page=page, words={"asking": asking}, is_sample=is_sample)


def _sample(event: Event, language: str) -> OutboxLetter:
    return unsent(_letter(event, sample_of(language), is_sample=True), at=event.created_at)


_LINK = LetterKind(
    LINK_SENT,
    _l("Link to the meetings of an organization"),
    _l("To each representative of an organization that takes part in meetings, with a link of their own."),
    _sample,
    "matchmaking/meeting_parties/mail/link.txt",
    (
        *FRAME,
        TIME,
        PLACE,
        Placeholder("asking", "约谈时间", _l("when meeting requests open")),
        link_to(
            _l("the reader's link to the meetings of their organization; on a line of its own it becomes a button")
        ),
    ),
)
LETTERS = (_LINK,)
