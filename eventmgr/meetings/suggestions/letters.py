"""What a party is written about new suggestions: to each of its representatives with an e-mail address, in the party's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.directory.models import Organization
from eventmgr.errors import BadValue
from eventmgr.events.derived.calendar_entry import facts_told
from eventmgr.events.models import Event
from eventmgr.events.services import letter_text_of, own_words_of
from eventmgr.features import LetterKind
from eventmgr.i18n import _l
from eventmgr.listings.access import Reader
from eventmgr.meetings.parties.access import LINK
from eventmgr.meetings.parties.models import MeetingParty, PartyRepresentative
from eventmgr.meetings.requests.letters import LEAVE
from eventmgr.meetings.requests.wording import name_of
from eventmgr.meetings.suggestions.models import PartnerSuggestion
from eventmgr.meetings.suggestions.showing import partners_of
from eventmgr.messages.composing import absolute_url, compose, greeting, part
from eventmgr.messages.letters import Letter
from eventmgr.messages.models import OutboxLetter
from eventmgr.messages.optouts.services import left_alone
from eventmgr.messages.secrets import Secret
from eventmgr.messages.services import enqueue, unsent
from eventmgr.messages.texts.wording import Context, Placeholder

SUGGESTED = "meetings.suggested"
_MOST_LISTED = 10
"""Partners that one e-mail names; the page has all."""
_SAMPLES = {"zh": ("样例精密机械有限公司", "陈立"), "en": ("Example Precision Machinery", "Chen Li")}
_TEMPLATE = "meetings/suggestions/mail/suggested.txt"


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
    partners = [one.name for one in partners_of(party, suggestions, reads, party.language)]
    if not partners:
        return
    for reader in readers:
        if reader.email not in alone:
            try:
                enqueue(_letter(event, reader, partners, number), at=at)
            except BadValue:  # an address that no mail can reach
                continue


def _letter(event: Event, reader: PartyRepresentative, partners: Sequence[str], number: int) -> Letter:
    lang, facts = reader.party.language, facts_told(event, reader.party.language)
    elsewhere = absolute_url("events.show", slug=event.slug)
    link = Secret(LINK, (reader.id, reader.party.link_version), instead=elsewhere)
    leave = Secret(LEAVE, (reader.id, reader.party.link_version), instead=elsewhere)
    away = absolute_url("invitations.opt_out", token=leave.mark)
    letter = compose(
        _TEMPLATE, language=lang, to_name=reader.name, to_address=reader.email, kind=SUGGESTED, event_id=event.id,
        about=f"{reader.__tablename__}:{reader.id}", reply_to=event.contact.get("email", ""), secrets=[link, leave],
        wording=letter_text_of(event, SUGGESTED, lang), placeholders=_PLACEHOLDERS,
        own_words=own_words_of(event, SUGGESTED, lang), title=facts["title"],
        organization=name_of(reader.party.organization, lang), contact=event.contact, leave=away,
        link=absolute_url("meetings_suggestions.index", token=link.mark), number=number,
        partners=partners[:_MOST_LISTED], more=max(0, len(partners) - _MOST_LISTED),
    )  # fmt: skip
    return replace(letter, unsubscribe=away)


def _sample(event: Event, language: str) -> OutboxLetter:
    at, (name, person) = event.created_at, _SAMPLES[language]
    organization = Organization(id=0, name=name, name_key=name, name_en=name, created_at=at)
    party = MeetingParty(
        id=0, event_id=event.id, organization=organization, link_version=1, language=language, created_at=at, changed_at=at
    )  # fmt: skip
    reader = PartyRepresentative(id=0, party=party, name=person, email="sample@example.com")
    return unsent(_letter(event, reader, [name], 1), at=at)


def _told(name: str) -> Callable[[Context], str]:
    return lambda context: str(context[name])


_PLACEHOLDERS = (
    Placeholder("greeting", "称呼", _l("the line that greets the reader"), greeting, is_block=True),
    Placeholder("event", "活动", _l("title of the event"), _told("title")),
    Placeholder("organization", "参洽单位", _l("the organization for which the reader speaks"), _told("organization")),
    Placeholder(
        "partners", "推荐单位名单", _l("the suggested organizations, one a line"), part("meetings/requests/mail/_partners.txt"),
        is_block=True, is_needed=True,
    ),
    Placeholder(
        "link", "推荐页链接", _l("the reader's link to the page; on a line of its own it is a button"), _told("link"),
        is_block=True, is_needed=True,
    ),
    Placeholder(
        "contact", "联系方式", _l("whom to ask: the event's contact"), part("delegations/mail/_contact.txt"), is_block=True
    ),
    Placeholder("own_words", "附言", _l("your own sentence"), _told("own_words"), is_block=True),
    Placeholder(
        "unsubscribe", "退订链接", _l("the link after which no more e-mails of this kind come"), _told("leave"), is_block=True,
        is_needed=True,
    ),
)  # fmt: skip


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    """What the template is rendered with to show its placeholders."""
    words = {"event": "title", "unsubscribe": "leave"}
    known: dict[str, Any] = {words.get(one.name, one.name): spelled[one.name] for one in _PLACEHOLDERS}
    return known | {"number": 1, "more": 0, "partners": [spelled["partners"]]}


LETTERS = (
    LetterKind(
        SUGGESTED,
        _l("New suggested partners"),
        _l("To the representatives of an organization, as often as it chose, while requests are open."),
        partial(_sample),
        _TEMPLATE,
        _PLACEHOLDERS,
        _blank,
    ),
)
