"""What a party is written about new suggestions: to each of its representatives with an e-mail address, in the party's
language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.access import Reader
from eventmgr.matchmaking.meeting_parties.letter_frame import (
    FRAME,
    UNSUBSCRIBE,
    Addressee,
    letter_to,
    link_to,
    sample_of,
)
from eventmgr.matchmaking.meeting_parties.letters import addressee_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.suggestions.models import PartnerSuggestion
from eventmgr.matchmaking.suggestions.showing import partners_of
from eventmgr.tools.messages.composing import part
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.optouts.services import left_alone
from eventmgr.tools.messages.services import enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder

SUGGESTED = "meetings.suggested"
_MOST_LISTED = 10
"""Partners that one e-mail names; the page has all."""


def tell_suggested(
    event: Event,
    party: MeetingParty,
    readers: Sequence[PartyRepresentative],
    suggestions: Sequence[PartnerSuggestion],
    number: int,
    *,
    at: datetime,
) -> None:
    """One e-mail to each reader who wants e-mails: how many suggestions are new, and the best partners by name."""
    alone = left_alone(reader.email for reader in readers)
    reads = Reader(organization_id=party.organization_id, takes_part=True)
    partners = [one.name for one in partners_of(party, suggestions, reads, party.language) if one.is_likely]
    if not partners:
        return
    for reader in readers:
        if reader.email not in alone:
            enqueue_if_reachable(partial(_letter, event, addressee_of(reader), partners, number), at=at)


def _letter(event: Event, to: Addressee, partners: Sequence[str], number: int, *, is_sample: bool = False) -> Letter:
    words = {"number": number, "partners": partners[:_MOST_LISTED], "more": max(0, len(partners) - _MOST_LISTED)}
    return letter_to(
        event,
        to,
        _SUGGESTED,
        page=("meetings_suggestions.index", {}),
        words=words,
        leaves=True,
        is_sample=is_sample,
    )


def _sample(event: Event, language: str) -> OutboxLetter:
    to = sample_of(language)
    return unsent(_letter(event, to, [to.organization], 1, is_sample=True), at=event.created_at)


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    return {"number": 1, "more": 0, "partners": [spelled["partners"]]}


_SUGGESTED = LetterKind(
    SUGGESTED,
    _l("New suggested partners"),
    _l("To the representatives of an organization, as often as it chose, while requests are open."),
    _sample,
    "matchmaking/suggestions/mail/suggested.txt",
    (
        *FRAME,
        Placeholder(
            "partners",
            "推荐单位名单",
            _l("the suggested organizations, one per line"),
            part("matchmaking/meeting_requests/mail/_partners.txt"),
            is_block=True,
            is_needed=True,
        ),
        link_to(_l("the reader's link to the page; on a line of its own it becomes a button"), "推荐页链接"),
        UNSUBSCRIBE,
    ),
    _blank,
)
LETTERS = (_SUGGESTED,)
