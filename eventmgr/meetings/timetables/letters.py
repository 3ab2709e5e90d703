"""What representatives are written about their meetings: the timetable when it is published, and later what concerns them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from eventmgr.errors import BadValue
from eventmgr.events.derived.calendar_entry import facts_told
from eventmgr.events.models import Event
from eventmgr.events.services import letter_text_of, own_words_of
from eventmgr.features import LetterKind
from eventmgr.i18n import _, _l, format_span, speaking
from eventmgr.meetings.parties.access import LINK
from eventmgr.messages.composing import absolute_url, compose, greeting, part
from eventmgr.messages.letters import Letter
from eventmgr.messages.mailings import take_back_since
from eventmgr.messages.models import OutboxLetter
from eventmgr.messages.secrets import Secret
from eventmgr.messages.services import new_rows, unsent
from eventmgr.messages.telling import Choice, choice, has_sample, note_passed_over, note_reader, note_unreached
from eventmgr.messages.texts.wording import Context, Placeholder
from eventmgr.prepared import NewRow, insert_many
from eventmgr.web.rendering.zones import said_span

PROVISIONAL, FINAL = "meetings.timetable_provisional", "meetings.timetable_final"
CHANGED = "meetings.timetable_changed"
_TEMPLATES = {
    PROVISIONAL: "meetings/timetables/mail/provisional.txt",
    FINAL: "meetings/timetables/mail/final.txt",
    CHANGED: "meetings/timetables/mail/changed.txt",
}
_ABOUT = "meeting_timetable"
_SAMPLE = {
    "zh": ("陈立", "上海样例精密机械有限公司", "湖北样例装备有限公司"),
    "en": ("Chen Li", "Shanghai Sample Precision Machinery", "Hubei Sample Equipment"),
}


@dataclass(frozen=True)
class Line:
    """One meeting as its reader is told of it."""

    starts_at: datetime
    ends_at: datetime
    partner: str
    table: int | None
    """The number on it."""
    meeting: int
    is_cancelled: bool = False


@dataclass(frozen=True)
class Reader:
    """A representative who is written to."""

    representative: int
    link_version: int
    name: str
    email: str
    organization: str
    language: str
    lines: Sequence[Line]
    """Their meetings by time, and those that are cancelled now."""


def write(event: Event, kind: str, readers: Sequence[Reader], changed: Collection[int], *, at: datetime) -> None:
    """Write to each of them once; what was written about their timetable before and has not left never leaves.

    Args:
        kind: one of the three above.
        changed: meetings that are given, moved or taken by the act under way; marked in the e-mail of a change.
    """
    reached = [reader for reader in readers if reader.email]
    note_unreached(len(readers) - len(reached))
    take_back_since([f"{_ABOUT}:{reader.representative}" for reader in reached], at=at - timedelta(days=3650))
    if choice() is Choice.NOBODY:
        note_passed_over(len(reached))
        return
    rows: list[NewRow] = []
    for reader in reached:
        if has_sample(kind, reader.language):
            note_reader(reader.name, kind, reader.language)
            continue
        link = Secret(LINK, (reader.representative, reader.link_version))
        try:
            rows += new_rows(_letter(event, kind, reader, changed, link), at=at)
        except BadValue:
            continue
    insert_many(rows)


def _letter(event: Event, kind: str, reader: Reader, changed: Collection[int], link: Secret) -> Letter:
    language, facts = reader.language, facts_told(event, reader.language)
    with speaking(language):
        marked = changed if kind == CHANGED else ()
        meetings = "\n\n".join(_said(event, line, language, is_new=line.meeting in marked) for line in reader.lines)
        return compose(
            _TEMPLATES[kind],
            language=language,
            to_name=reader.name,
            to_address=reader.email,
            kind=kind,
            event_id=event.id,
            about=f"{_ABOUT}:{reader.representative}",
            reply_to=event.contact.get("email", ""),
            wording=letter_text_of(event, kind, language),
            placeholders=_PLACEHOLDERS,
            own_words=own_words_of(event, kind, language),
            title=facts["title"],
            place=facts["place"],
            when=said_span(event.starts_at, event.ends_at, event.timezone, language),
            organization=reader.organization,
            meetings=meetings or _("You have no meetings at present."),
            link=absolute_url("meetings_own_timetable.index", token=link.mark),
            contact=event.contact,
            secrets=[link],
            confidential=True,
        )


def _said(event: Event, line: Line, language: str, *, is_new: bool) -> str:
    """`5月13日 14:00—14:20，26 号桌：上海样例机械`, and what became of it."""
    when = format_span(line.starts_at, line.ends_at, event.timezone, language)
    told = (
        _("%(when)s, table %(table)s: %(partner)s", when=when, table=line.table, partner=line.partner)
        if line.table is not None
        else _("%(when)s: %(partner)s", when=when, partner=line.partner)
    )
    if line.is_cancelled:
        return _("Cancelled: %(meeting)s", meeting=told)
    return _("New or changed: %(meeting)s", meeting=told) if is_new else told


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    name, own, other = _SAMPLE[language]
    line = Line(event.starts_at, event.starts_at + timedelta(minutes=20), other, 26, 1)
    reader = Reader(0, 1, name, "sample@example.com", own, language, [line])
    return unsent(_letter(event, kind, reader, {1}, Secret(value="-")), at=event.created_at)


def _told(name: str) -> Callable[[Context], str]:
    return lambda context: str(context[name])


_PLACEHOLDERS = (
    Placeholder("greeting", "称呼", _l("the line that greets the reader"), greeting, is_block=True),
    Placeholder("event", "活动", _l("title of the event"), _told("title")),
    Placeholder("time", "时间", _l("time of the event"), _told("when")),
    Placeholder("place", "地点", _l("place of the event"), _told("place")),
    Placeholder("organization", "单位", _l("the organization that the reader represents"), _told("organization")),
    Placeholder(
        "meetings", "洽谈安排", _l("the reader's meetings, one in a line"), _told("meetings"), is_block=True, is_needed=True
    ),
    Placeholder(
        "link", "洽谈页链接", _l("the reader's link to their timetable; on a line of its own it is a button"), _told("link"),
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


LETTERS = tuple(
    LetterKind(kind, label, purpose, partial(_sample, kind), _TEMPLATES[kind], _PLACEHOLDERS, _blank)
    for kind, label, purpose in (
        (
            PROVISIONAL,
            _l("Timetable of meetings, provisional"),
            _l("To each representative with meetings, when the timetable is published provisionally."),
        ),
        (
            FINAL,
            _l("Timetable of meetings, final"),
            _l("To each representative with meetings, when the timetable is published finally."),
        ),
        (
            CHANGED,
            _l("Changed meetings"),
            _l("To each representative whose meetings change after they were published, and to nobody else."),
        ),
    )
)
