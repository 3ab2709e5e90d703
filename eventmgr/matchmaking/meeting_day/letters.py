"""What those are written whose meetings a repair has moved, taken or given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_instant, speaking
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_day.repair.placing import Moved
from eventmgr.matchmaking.meeting_parties.letter_frame import FRAME, Addressee, letter_to, link_to, sample_of
from eventmgr.matchmaking.meeting_parties.letters import addressee_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_parties.queries import list_absentees, list_representatives
from eventmgr.matchmaking.meeting_plans.queries import list_tables
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.services import enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder

MOVED = "meetings.moved"


def tell_moved(event: Event, moved: Sequence[Moved], *, at: datetime) -> None:
    """One e-mail to each representative with an address who comes, of every party whose meetings have changed, with all
    of the changes."""
    of_party: dict[int, list[Moved]] = defaultdict(list)
    for change in moved:
        if change.was is not None or change.now is not None:
            of_party[change.meeting.request.asker_id].append(change)
            of_party[change.meeting.request.asked_id].append(change)
    if not of_party:
        return
    numbers = {table.id: table.number for table in list_tables(event.id)}
    absent = {seat for _party, seat in list_absentees(event.id)}
    for person in list_representatives(event.id):
        changes = of_party.get(person.party_id)
        if not changes or not person.email or person.id in absent:
            continue
        lines = [_line(event, person.party, change, numbers, person.party.language) for change in changes]
        enqueue_if_reachable(partial(_letter, event, addressee_of(person), lines), at=at)


def _line(event: Event, party: MeetingParty, change: Moved, numbers: Mapping[int, int], language: str) -> str:
    request = change.meeting.request
    other = request.asked if request.asker_id == party.id else request.asker
    with speaking(language):
        values: dict[str, Any] = {
            "partner": organization_name(other.organization, language),
            "table": numbers.get(change.meeting.table_id or 0, "—"),
        }
        if change.was is not None:
            values["was"] = format_instant(change.was, event.timezone, language, year=False)
        if change.now is not None:
            values["now"] = format_instant(change.now, event.timezone, language, year=False)
        if change.now is None:
            return _("%(partner)s: the meeting of %(was)s is cancelled", **values)
        if change.was is None:
            return _("%(partner)s: new meeting on %(now)s, table %(table)s", **values)
        if change.was == change.now:
            return _("%(partner)s: on %(now)s as before, now at table %(table)s", **values)
        return _("%(partner)s: from %(was)s to %(now)s, table %(table)s", **values)


def _letter(event: Event, to: Addressee, lines: Sequence[str], *, is_sample: bool = False) -> Letter:
    words = {"changes": "\n".join(lines)}
    page = ("meetings_today.index", dict[str, object]())
    return letter_to(event, to, _MOVED, page=page, words=words, is_sample=is_sample)


def _sample(event: Event, language: str) -> OutboxLetter:
    was = event.starts_at + timedelta(hours=1)
    with speaking(language):
        line = _(
            "%(partner)s: from %(was)s to %(now)s, table %(table)s",
            partner="汉江样例精密机械有限公司" if language == "zh" else "Hanjiang Sample Precision Machinery",
            was=format_instant(was, event.timezone, language, year=False),
            now=format_instant(was + timedelta(minutes=25), event.timezone, language, year=False),
            table=12,
        )
    return unsent(_letter(event, sample_of(language), [line], is_sample=True), at=event.created_at)


_MOVED = LetterKind(
    MOVED,
    _l("Meetings moved on the day"),
    _l("To the representatives of both sides, when a meeting is moved, cancelled or added on the day itself."),
    _sample,
    "matchmaking/meeting_parties/mail/moved.txt",
    (
        *FRAME,
        Placeholder(
            "changes", "变动", _l("the meetings that have changed, one per line"), is_block=True, is_needed=True
        ),
        link_to(_l("the reader's link to today's meetings; on a line of its own it becomes a button")),
    ),
)
LETTERS = (_MOVED,)
"""Kinds of e-mails of the day."""
