"""What representatives are written about their link: the way to the pages of their organization."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from eventmgr.directory.models import Organization
from eventmgr.errors import BadValue
from eventmgr.events.derived.calendar_entry import facts_told
from eventmgr.events.models import Event
from eventmgr.events.services import letter_text_of, own_words_of
from eventmgr.features import LetterKind
from eventmgr.i18n import _, _l, format_instant, speaking
from eventmgr.meetings.parties.models import MeetingParty, PartyRepresentative
from eventmgr.meetings.parties.queries import find_link_version
from eventmgr.meetings.planning.queries import find_plan
from eventmgr.messages.composing import absolute_url, compose, greeting, part
from eventmgr.messages.letters import Letter
from eventmgr.messages.models import OutboxLetter
from eventmgr.messages.secrets import Secret
from eventmgr.messages.services import enqueue, unsent
from eventmgr.messages.texts.wording import Context, Placeholder
from eventmgr.web.rendering.zones import said_span
from eventmgr.web.tokens import sign

LINK_SENT = "meetings.link"
LINK = "meetings"
"""Kind of the signed token of a representative's link, and of the secret that stands for it in an e-mail."""
_TEMPLATE = "meetings/mail/link.txt"
_SAMPLE = {"zh": ("陈立", "上海样例精密机械有限公司"), "en": ("Chen Li", "Shanghai Sample Precision Machinery")}


def send_link(event: Event, seat: PartyRepresentative, *, at: datetime) -> None:
    """Write to a representative with their link, unless no mail can reach their address."""
    try:
        enqueue(link_letter(event, seat, Secret(LINK, (seat.id, seat.party.link_version))), at=at)
    except BadValue:
        return


def resolve(representative_id: int, version: int) -> str | None:
    """The token of a representative's link, as an e-mail says it when it leaves; None: it opens nothing any more."""
    return sign(LINK, representative_id, version) if find_link_version(representative_id) == version else None


def link_letter(event: Event, seat: PartyRepresentative, link: Secret) -> Letter:
    """The e-mail with the link."""
    lang = seat.party.language
    plan, facts = find_plan(event.id), facts_told(event, lang)
    organization = seat.party.organization
    with speaking(lang):
        when = said_span(event.starts_at, event.ends_at, event.timezone, lang)
        address = absolute_url("meetings_own.index", token=link.mark)
        opens = plan.asks_from if plan is not None else None
        asking = (
            _(
                "From %(when)s you can ask other organizations for meetings.",
                when=format_instant(opens, event.timezone, lang),
            )
            if opens is not None
            else _("We will tell you when requests for meetings are open.")
        )
        return compose(
            _TEMPLATE,
            language=lang,
            to_name=seat.name,
            to_address=seat.email,
            kind=LINK_SENT,
            event_id=event.id,
            about=f"{PartyRepresentative.__tablename__}:{seat.id}",
            reply_to=event.contact.get("email", ""),
            wording=letter_text_of(event, LINK_SENT, lang),
            placeholders=_PLACEHOLDERS,
            own_words=own_words_of(event, LINK_SENT, lang),
            title=facts["title"],
            place=facts["place"],
            when=when,
            organization=(organization.name_en if lang == "en" else "") or organization.name,
            asking=asking,
            link=address,
            contact=event.contact,
            secrets=[link],
            confidential=True,
        )


def _sample(event: Event, language: str) -> OutboxLetter:
    name, body = _SAMPLE[language]
    party = MeetingParty(event_id=event.id, language=language, link_version=1)
    party.organization = Organization(name=body, name_en=body)
    seat = PartyRepresentative(id=0, name=name, email="sample@example.com")
    seat.party = party
    return unsent(link_letter(event, seat, Secret(value="-")), at=event.created_at)


def _told(name: str) -> Callable[[Context], str]:
    return lambda context: str(context[name])


_PLACEHOLDERS = (
    Placeholder("greeting", "称呼", _l("the line that greets the reader"), greeting, is_block=True),
    Placeholder("event", "活动", _l("title of the event"), _told("title")),
    Placeholder("time", "时间", _l("time of the event"), _told("when")),
    Placeholder("place", "地点", _l("place of the event"), _told("place")),
    Placeholder("organization", "单位", _l("the organization that the reader represents"), _told("organization")),
    Placeholder("asking", "约谈时间", _l("since when meetings can be asked for"), _told("asking")),
    Placeholder(
        "link", "洽谈页链接",
        _l("the reader's link to the meetings of their organization; on a line of its own it is a button"), _told("link"),
        is_block=True, is_needed=True,
    ),
    Placeholder(
        "contact", "联系方式", _l("whom to ask: the event's contact"), part("delegations/mail/_contact.txt"), is_block=True
    ),
    Placeholder("own_words", "附言", _l("your own sentence"), _told("own_words"), is_block=True),
)  # fmt: skip


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    words = {"event": "title", "time": "when"}
    return {words.get(one.name, one.name): spelled[one.name] for one in _PLACEHOLDERS if one.name != "contact"}


LETTERS = (
    LetterKind(
        LINK_SENT,
        _l("Link to the meetings of an organization"),
        _l("To each representative of an organization that takes part in meetings, with a link of their own."),
        _sample,
        _TEMPLATE,
        _PLACEHOLDERS,
        _blank,
    ),
)
