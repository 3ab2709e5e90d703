"""What those are written whose meetings a repair has moved, taken or given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from eventmgr.errors import BadValue
from eventmgr.events.derived.calendar_entry import facts_told
from eventmgr.events.models import Event
from eventmgr.events.services import letter_text_of, own_words_of
from eventmgr.features import LetterKind
from eventmgr.i18n import _, _l, format_instant, speaking
from eventmgr.meetings.day.repair.placing import Moved
from eventmgr.meetings.parties.access import link_token
from eventmgr.meetings.parties.models import MeetingParty, PartyRepresentative
from eventmgr.meetings.parties.queries import find_representative, list_representatives
from eventmgr.meetings.planning.queries import list_tables
from eventmgr.messages.composing import absolute_url, compose, greeting, part
from eventmgr.messages.letters import Letter
from eventmgr.messages.models import OutboxLetter
from eventmgr.messages.secrets import Secret, offer_secret
from eventmgr.messages.services import enqueue, unsent
from eventmgr.messages.texts.wording import Context, Placeholder

MOVED = "meetings.moved"
_TEMPLATE = "meetings/mail/moved.txt"
_OWN_PAGE = "meetings_today"


def tell_moved(event: Event, moved: Sequence[Moved], *, at: datetime) -> None:
    """One e-mail to each representative with an address of every party whose meetings have changed, with all of the changes."""
    of_party: dict[int, list[Moved]] = defaultdict(list)
    for one in moved:
        if one.was is not None or one.now is not None:
            of_party[one.meeting.request.asker_id].append(one)
            of_party[one.meeting.request.asked_id].append(one)
    if not of_party:
        return
    numbers = {table.id: table.number for table in list_tables(event.id)}
    for person in list_representatives(event.id):
        changes = of_party.get(person.party_id)
        if not changes or not person.email:
            continue
        lines = [_line(event, person.party, one, numbers, person.party.language) for one in changes]
        link = Secret(_OWN_PAGE, (person.id, person.party.link_version))
        try:
            enqueue(_letter(event, person, lines, link), at=at)
        except BadValue:
            continue


def _line(event: Event, party: MeetingParty, one: Moved, numbers: Mapping[int, int], language: str) -> str:
    request = one.meeting.request
    other = request.asked if request.asker_id == party.id else request.asker
    with speaking(language):
        told: dict[str, Any] = {
            "partner": name_of(other, language),
            "table": numbers.get(one.meeting.table_id or 0, "—"),
        }
        if one.was is not None:
            told["was"] = format_instant(one.was, event.timezone, language, year=False)
        if one.now is not None:
            told["now"] = format_instant(one.now, event.timezone, language, year=False)
        if one.now is None:
            return _("%(partner)s: the meeting of %(was)s is cancelled", **told)
        if one.was is None:
            return _("%(partner)s: new meeting on %(now)s, table %(table)s", **told)
        if one.was == one.now:
            return _("%(partner)s: on %(now)s as before, now at table %(table)s", **told)
        return _("%(partner)s: from %(was)s to %(now)s, table %(table)s", **told)


def name_of(party: MeetingParty, language: str) -> str:
    """The party's organization in that language, as far as there is a name in it."""
    return (party.organization.name_en if language == "en" else "") or party.organization.name


def _letter(event: Event, reader: PartyRepresentative, lines: Sequence[str], link: Secret) -> Letter:
    language = reader.party.language
    facts = facts_told(event, language)
    return compose(
        _TEMPLATE,
        language=language,
        to_name=reader.name,
        to_address=reader.email,
        kind=MOVED,
        event_id=event.id,
        about=f"{reader.__tablename__}:{reader.id}",
        reply_to=event.contact.get("email", ""),
        wording=letter_text_of(event, MOVED, language),
        placeholders=_PLACEHOLDERS,
        own_words=own_words_of(event, MOVED, language),
        title=facts["title"],
        changes="\n".join(lines),
        link=absolute_url("meetings_today.index", token=link.mark),
        contact=event.contact,
        secrets=[link],
    )


def _token(representative_id: int, version: int) -> str | None:
    found = find_representative(representative_id)
    return link_token(found) if found is not None and found.party.link_version == version else None


offer_secret(_OWN_PAGE, _token)


def _sample(event: Event, language: str) -> OutboxLetter:
    party = MeetingParty(id=0, event_id=event.id, language=language, link_version=1)
    reader = PartyRepresentative(id=0, name="王敏" if language == "zh" else "Wang Min", email="sample@example.com")
    reader.party = party
    was = event.starts_at + timedelta(hours=1)
    with speaking(language):
        line = _(
            "%(partner)s: from %(was)s to %(now)s, table %(table)s",
            partner="汉江样例精密机械有限公司" if language == "zh" else "Hanjiang Sample Precision Machinery",
            was=format_instant(was, event.timezone, language, year=False),
            now=format_instant(was + timedelta(minutes=25), event.timezone, language, year=False),
            table=12,
        )
    return unsent(_letter(event, reader, [line], Secret(value="-")), at=event.created_at)


def _told(name: str) -> Callable[[Context], str]:
    return lambda context: str(context[name])


_PLACEHOLDERS = (
    Placeholder("greeting", "称呼", _l("the line that greets the reader"), greeting, is_block=True),
    Placeholder("event", "活动", _l("title of the event"), _told("title")),
    Placeholder(
        "changes", "变动", _l("the meetings that have changed, one in a line"), _told("changes"), is_block=True,
        is_needed=True,
    ),
    Placeholder(
        "link", "洽谈页面链接", _l("the reader's link to today's meetings; on a line of its own it is a button"),
        _told("link"), is_block=True, is_needed=True,
    ),
    Placeholder(
        "contact", "联系方式", _l("whom to ask: the event's contact"), part("delegations/mail/_contact.txt"), is_block=True
    ),
    Placeholder("own_words", "附言", _l("your own sentence"), _told("own_words"), is_block=True),
)  # fmt: skip


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    words = {"event": "title"}
    return {words.get(one.name, one.name): spelled[one.name] for one in _PLACEHOLDERS if one.name != "contact"}


LETTERS = (
    LetterKind(
        MOVED,
        _l("Meetings moved on the day"),
        _l("To the representatives of both sides, when a meeting is moved, cancelled or added on the day itself."),
        _sample,
        _TEMPLATE,
        _PLACEHOLDERS,
        _blank,
    ),
)
"""Kinds of e-mails of the day."""
