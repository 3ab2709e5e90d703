"""What representatives are written about their meetings: the timetable when it is published, and later what concerns
them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from eventmgr.event.events.mail import PLACE, TIME
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_span, speaking
from eventmgr.ground.prepared import NewRow, insert_many
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties import letter_frame
from eventmgr.matchmaking.meeting_parties.letter_frame import (
    FRAME,
    Addressee,
    letter_to,
    link_to,
    sample_of,
)
from eventmgr.tools.ical import Attendee, Entry
from eventmgr.tools.messages.letters import Attachment, Letter, safe_name
from eventmgr.tools.messages.mailings import take_back_since
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.services import new_rows, unsent
from eventmgr.tools.messages.telling import Choice, choice, has_sample, note_passed_over, note_reader, note_unreached
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.numbering.mailing import Mailings
from eventmgr.tools.numbering.readers import representative

PROVISIONAL, FINAL = "meetings.timetable_provisional", "meetings.timetable_final"
CHANGED, LEFT = "meetings.timetable_changed", "meetings.timetable_left"
_TEMPLATES = {
    PROVISIONAL: "matchmaking/timetables/mail/provisional.txt",
    FINAL: "matchmaking/timetables/mail/final.txt",
    CHANGED: "matchmaking/timetables/mail/changed.txt",
    LEFT: "matchmaking/timetables/mail/left.txt",
}
_PARTNERS = {"zh": "湖北样例装备有限公司", "en": "Hubei Sample Equipment"}
"""Of the sample."""


@dataclass(frozen=True)
class Before:
    """Where a meeting stood; `table` is the number on it."""

    starts_at: datetime
    ends_at: datetime
    table: int | None


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
    is_partner_open: bool = False
    """Nobody comes for the partner at present."""
    before: Before | None = None
    withdrawn_by: Organization | None = None
    """Of one that is cancelled; None: the organizers, or a timetable."""


@dataclass(frozen=True)
class Reader:
    """A representative who is written to."""

    to: Addressee
    lines: Sequence[Line]
    """Their meetings by time, and those that are cancelled now."""
    entries: Sequence[Entry] = ()
    """What their calendar is to hold, cancelled ones too."""
    party: int = 0


def write(
    event: Event, kind: str, readers: Sequence[Reader], changed: Collection[int], invited: Mailings, *, at: datetime
) -> None:
    """Write to each of them once; what was written about their timetable before and has not left never leaves, so each
    e-mail bears all entries of its reader.

    Args:
        kind: one of the four above.
        changed: meetings that are given, moved or taken by the act under way; marked in the e-mail of a change.
        invited: what their calendars are told by it.
    """
    reached = [reader for reader in readers if reader.to.email]
    note_unreached(len(readers) - len(reached))
    take_back_since(
        [f"{letter_frame.TIMETABLE}:{reader.to.representative}" for reader in reached], at=at - timedelta(days=3650)
    )
    if choice() is Choice.NOBODY:
        note_passed_over(len(reached))
        return
    rows: list[NewRow] = []
    for reader in reached:
        if has_sample(kind, reader.to.language):
            note_reader(reader.to.name, kind, reader.to.language)
            continue
        try:
            rows += new_rows(_letter(event, kind, reader, changed, _entries(reader, invited)), at=at)
        except BadValue:
            continue
    insert_many(rows)
    invited.keep()


def _entries(reader: Reader, invited: Mailings) -> list[Attachment]:
    to = reader.to
    attendee = Attendee(safe_name(to.name), to.email)
    return invited.attachments(representative(to.representative), attendee, reader.entries)


def _letter(
    event: Event,
    kind: str,
    reader: Reader,
    changed: Collection[int],
    attachments: Sequence[Attachment] = (),
    *,
    is_sample: bool = False,
) -> Letter:
    language = reader.to.language
    with speaking(language):
        marked = changed if kind == CHANGED else ()
        meetings = "\n\n".join(_in_words(event, line, language, is_new=line.meeting in marked) for line in reader.lines)
        words = {"meetings": meetings or _("You have no meetings at present.")}
    return letter_to(
        event,
        reader.to,
        KINDS[kind],
        page=("meetings_own_timetable.index", {}),
        words=words,
        about=f"{letter_frame.LEFT if kind == LEFT else letter_frame.TIMETABLE}:{reader.to.representative}",
        attachments=attachments,
        is_sample=is_sample,
    )


def _in_words(event: Event, line: Line, language: str, *, is_new: bool) -> str:
    """`5月13日 14:00—14:20，26 号桌：上海样例机械`, and what became of it."""
    sentence = _placed(event, line, language, line.partner)
    if line.is_cancelled:
        if line.withdrawn_by is not None:
            name = organization_name(line.withdrawn_by, language)
            return _("Cancelled: %(meeting)s (withdrawn by %(name)s)", meeting=sentence, name=name)
        return _("Cancelled: %(meeting)s", meeting=sentence)
    if line.is_partner_open:
        sentence = _(
            "%(meeting)s – nobody is coming for them at present; the organizers know and will let you know",
            meeting=sentence,
        )
    if is_new and line.before is not None:
        before = _placed(event, line.before, language)
        return _("Moved: %(meeting)s (before: %(before)s)", meeting=sentence, before=before)
    return _("New or changed: %(meeting)s", meeting=sentence) if is_new else sentence


def _placed(event: Event, stands: Line | Before, language: str, partner: str = "") -> str:
    when = format_span(stands.starts_at, stands.ends_at, event.timezone, language)
    if not partner:
        return _("%(when)s, table %(table)s", when=when, table=stands.table) if stands.table is not None else when
    if stands.table is not None:
        return _("%(when)s, table %(table)s: %(partner)s", when=when, table=stands.table, partner=partner)
    return _("%(when)s: %(partner)s", when=when, partner=partner)


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    line = Line(event.starts_at, event.starts_at + timedelta(minutes=20), _PARTNERS[language], 26, 1)
    return unsent(_letter(event, kind, Reader(sample_of(language), [line]), {1}, is_sample=True), at=event.created_at)


_PLACEHOLDERS = (
    *FRAME,
    TIME,
    PLACE,
    Placeholder(
        "meetings",
        "洽谈安排",
        _l("the reader's meetings, one per line"),
        is_block=True,
        is_needed=True,
    ),
    link_to(_l("the reader's link to their timetable; on a line of its own it becomes a button")),
    Placeholder("feed", "日历页链接", _l("the reader's link to a calendar of their meetings"), is_block=True),
)


def _placeholders_of(kind: str) -> Sequence[Placeholder]:
    return (*FRAME, TIME, PLACE) if kind == LEFT else _PLACEHOLDERS


KINDS = {
    kind: LetterKind(kind, label, purpose, partial(_sample, kind), _TEMPLATES[kind], _placeholders_of(kind))
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
        (
            LEFT,
            _l("Meetings no longer come to this address"),
            _l("To a representative who no longer sits at tables, and to an e-mail address that was used until then."),
        ),
    )
}
LETTERS = tuple(KINDS.values())
