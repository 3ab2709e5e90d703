"""What parties are written about requests; to each of their representatives with an e-mail address, in the party's
language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.invitations.panels import Leaver
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, format_instant, localized, speaking
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.meeting_parties.letter_frame import (
    FRAME,
    LEAVE,
    UNSUBSCRIBE,
    Addressee,
    letter_to,
    link_to,
    sample_of,
)
from eventmgr.matchmaking.meeting_parties.letters import addressee_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import find_representative
from eventmgr.matchmaking.meeting_requests import queries
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.tools.messages.composing import part
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.optouts.services import left_alone
from eventmgr.tools.messages.queries import list_gone_since
from eventmgr.tools.messages.services import enqueue, take_back_about, unsent
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web import tokens

ASKED, REMINDER, EXPIRED = "meetings.asked", "meetings.reminder", "meetings.expired"
ACCEPTED, DECLINED, WITHDRAWN, HINT = "meetings.accepted", "meetings.declined", "meetings.withdrawn", "meetings.message"
NECESSARY = frozenset({ACCEPTED, WITHDRAWN})
"""Without these somebody would miss a meeting; the others ask whether the reader wants none."""
_MOST_LISTED = 30
"""Organizations that one e-mail names; the page has all."""


def tell_answer(
    event: Event,
    request: MeetingRequest,
    *,
    at: datetime,
    proposed: MeetingParty | None = None,
    held: timedelta = timedelta(0),
) -> None:
    """Tell the asker that its request was accepted, or declined with the reason and whom the other proposes; after
    `held`."""
    kind = ACCEPTED if request.state is RequestState.ACCEPTED else DECLINED
    told = partial(_answer, request, proposed)
    _tell(event, kind, request.asker_id, told, about=f"{request.__tablename__}:{request.id}", at=at, held=held)


def _answer(request: MeetingRequest, proposed: MeetingParty | None, lang: str) -> dict[str, object]:
    with speaking(lang):
        words = [str(request.reason_code.label)] if request.reason_code else []
    return {
        "partner": organization_name(request.asked.organization, lang),
        "reason": (" " if lang == "en" else "").join([*words, *([request.reason] if request.reason else [])]),
        "proposed": organization_name(proposed.organization, lang) if proposed else "",
        "page": ("meetings_requests.show", {"request_id": request.id}),
    }


def take_back(request: MeetingRequest) -> bool:
    """What was written about the answer never leaves; whether nothing had left."""
    about = f"{request.__tablename__}:{request.id}"
    if request.answered_at is not None and list_gone_since([about], at=request.answered_at):
        return False
    take_back_about(about)
    return True


def tell_withdrawn(
    event: Event,
    request: MeetingRequest,
    side: MeetingParty,
    *,
    both: bool,
    notified: Collection[int] = (),
    at: datetime,
) -> None:
    """Tell the other side than `side` that an accepted meeting is off; both, where organizers withdrew it.

    Args:
        told: parties that have been written to about it already: that a meeting with a time and a table is off.
    """
    about = f"{request.__tablename__}:{request.id}"
    take_back_about(about)
    for party, other in ((request.asker, request.asked), (request.asked, request.asker)):
        if (both or party.id != side.id) and party.id not in notified:
            _tell(event, WITHDRAWN, party.id, partial(_withdrawn, other, request), about=about, at=at)


def _withdrawn(other: MeetingParty, request: MeetingRequest, lang: str) -> dict[str, object]:
    page = ("meetings_requests.show", {"request_id": request.id})
    return {"partner": organization_name(other.organization, lang), "page": page}


def hint(event: Event, request: MeetingRequest, reader: MeetingParty, writer: MeetingParty, *, at: datetime) -> None:
    """Tell the reader that there are new messages; not what they say."""
    _tell(event, HINT, reader.id, partial(_withdrawn, writer, request), about="", at=at)


def tell_lists(
    event: Event,
    kind: str,
    parties: Sequence[tuple[Sequence[PartyRepresentative], Sequence[MeetingRequest]]],
    *,
    at: datetime,
) -> None:
    """One e-mail of `kind` to each of these readers about the requests beside them."""
    alone = left_alone(reader.email for readers, _requests in parties for reader in readers)
    for readers, requests in parties:
        tells = kind != EXPIRED and bool(readers)
        subjects = queries.list_listings_read_by(event, requests, readers[0].party.organization_id) if tells else {}
        for reader in readers:
            if reader.email not in alone:
                _write(event, kind, reader, partial(_list, event, kind, requests, subjects), about="", at=at)


def _list(
    event: Event,
    kind: str,
    requests: Sequence[MeetingRequest],
    subjects: Mapping[int, Sequence[Listing]],
    lang: str,
) -> dict[str, object]:
    others = [request_row.asked if kind == EXPIRED else request_row.asker for request_row in requests]
    names = [organization_name(other.organization, lang) for other in others[:_MOST_LISTED]]
    first = min(
        (request_row.expires_at for request_row in requests if request_row.expires_at is not None), default=None
    )
    return {
        "partners": names,
        "subjects": [
            [localized(request_row.title, lang) for request_row in subjects.get(request.id, ())] for request in requests
        ],
        "number": len(others),
        "more": len(others) - len(names),
        "until": format_instant(first, event.timezone, lang) if first is not None and kind != EXPIRED else "",
        "page": ("meetings_requests.outgoing" if kind == EXPIRED else "meetings_requests.incoming", {}),
    }


def _tell(
    event: Event,
    kind: str,
    party_id: int,
    words: Callable[[str], dict[str, object]],
    *,
    about: str,
    at: datetime,
    held: timedelta = timedelta(0),
) -> None:
    readers = queries.list_written_to([party_id]).get(party_id, [])
    alone = set() if kind in NECESSARY else left_alone(reader.email for reader in readers)
    for reader in readers:
        if reader.email not in alone:
            _write(event, kind, reader, words, about=about, at=at, held=held)


def _write(
    event: Event,
    kind: str,
    reader: PartyRepresentative,
    words: Callable[[str], dict[str, object]],
    *,
    about: str,
    at: datetime,
    held: timedelta = timedelta(0),
) -> None:
    try:
        row = enqueue(_letter(event, kind, addressee_of(reader), words(reader.party.language), about=about), at=at)
    except BadValue:  # an address that no mail can reach
        return
    if held:
        row.due_at = at + held


def _letter(
    event: Event, kind: str, to: Addressee, context: Mapping[str, Any], *, about: str, is_sample: bool = False
) -> Letter:
    words = {name: said for name, said in context.items() if name != "page"}
    return letter_to(
        event,
        to,
        KINDS[kind],
        page=context["page"],
        words=words,
        about=about,
        leaves=kind not in NECESSARY,
        is_sample=is_sample,
    )


def leaver(token: str) -> Leaver | None:
    """Whose link to unsubscribe this is."""
    read = tokens.read(LEAVE, token)
    found = find_representative(read[0]) if read is not None else None
    if read is None or found is None or found.party.link_version != read[1]:
        return None
    return Leaver(found.email, found.party.event)


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    to = sample_of(language)
    words = {
        "partner": to.organization,
        "partners": [to.organization],
        "number": 1,
        "more": 0,
        "reason": "",
        "proposed": "",
        "until": "" if kind == EXPIRED else format_instant(event.starts_at, event.timezone, language),
        "page": ("meetings_requests.incoming", {}),
    }
    return unsent(_letter(event, kind, to, words, about="", is_sample=True), at=event.created_at)


_OF_ALL = (*FRAME, link_to(_l("the reader's link to the page; on a line of its own it becomes a button")))
_LIST = (
    Placeholder(
        "partners",
        "单位名单",
        _l("the organizations, one per line"),
        part("matchmaking/meeting_requests/mail/_partners.txt"),
        is_block=True,
        is_needed=True,
    ),
    Placeholder("until", "答复截止时间", _l("deadline for an answer")),
)
_PARTNER = Placeholder("partner", "对方单位", _l("the other organization"), is_needed=True)
_NO = (
    Placeholder("reason", "理由", _l("the reason, if one was given"), is_block=True),
    Placeholder("proposed", "推荐单位", _l("the organization proposed instead"), is_block=True),
)


def _placeholders_of(kind: str) -> tuple[Placeholder, ...]:
    lists = {ASKED: _LIST, REMINDER: _LIST, EXPIRED: _LIST[:1], DECLINED: (_PARTNER, *_NO)}
    return (*_OF_ALL, *lists.get(kind, (_PARTNER,)), *(() if kind in NECESSARY else (UNSUBSCRIBE,)))


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    return {"number": 1, "more": 0, "partners": [spelled["partners"]] if "partners" in spelled else []}


KINDS = {
    kind: LetterKind(
        kind,
        label,
        purpose,
        partial(_sample, kind),
        f"matchmaking/meeting_requests/mail/{kind.partition('.')[2]}.txt",
        _placeholders_of(kind),
        _blank,
    )
    for kind, label, purpose in (
        (
            ASKED,
            _l("Meeting requests received"),
            _l(
                "To the representatives of an organization that others ask for meetings; requests within "
                "a few hours are combined."
            ),
        ),
        (
            REMINDER,
            _l("Reminder of meeting requests"),
            _l("To the representatives of an organization that has not answered, when the organizers remind it."),
        ),
        (ACCEPTED, _l("Meeting accepted"), _l("To the representatives of the organization that asked.")),
        (
            DECLINED,
            _l("Meeting declined"),
            _l(
                "To the representatives of the organization that asked, with the reason and another "
                "partner if one is proposed."
            ),
        ),
        (
            EXPIRED,
            _l("Meeting requests expired"),
            _l(
                "To the representatives of an organization whose requests nobody answered in time, "
                "combined in one e-mail."
            ),
        ),
        (
            WITHDRAWN,
            _l("Accepted meeting withdrawn"),
            _l("To the representatives of the other organization, when an accepted meeting has been cancelled."),
        ),
        (
            HINT,
            _l("New messages about a meeting"),
            _l(
                "To the representatives of the organization that received a message in a request; never "
                "the message itself."
            ),
        ),
    )
}
LETTERS = tuple(KINDS.values())
