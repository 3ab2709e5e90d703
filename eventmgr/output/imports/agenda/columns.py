"""Which columns a sheet of agenda items may have, as people name them, and how an item is written as cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, _l, language, localized
from eventmgr.output.imports.agenda import speakers
from eventmgr.output.imports.columns import Column, members, up_to
from eventmgr.tools.sheets import BadCell, Value
from eventmgr.tools.sheets.values import NO_TIME, clock, day, moment, text, whole

_LONGEST_TITLE, _LONGEST_TEXT, _MOST_PLACES = 200, 20_000, 100_000
_DASH = re.compile(r"\s*(?:[-–—~～〜－]+|至|到|\bto\b)\s*", re.IGNORECASE)
_EPOCH_YEARS = (1899, 1900)
"""Years of moments that are times of a day alone."""


@dataclass(frozen=True)
class Places:
    """What of the event items name: its days, zone, rooms and tracks."""

    zone: str
    first: datetime
    last: datetime
    """When it begins and ends, on its own clock, without a zone."""
    rooms: Mapping[str, tuple[str, ...]]
    tracks: Mapping[str, tuple[str, ...]]
    """Number → every name; the first is the usual one."""

    @property
    def only_day(self) -> date | None:
        """The day of an event of one day."""
        return self.first.date() if self.first.date() == self.last.date() else None


def places_of(event: Event) -> Places:
    """The places and times of an event."""
    zone = ZoneInfo(event.timezone)
    several = len(event.venues) > 1
    rooms = {
        str(room.id): _names(room.name, venue.name if several else None)
        for venue in event.venues
        for room in venue.rooms
    }
    tracks = {str(track.id): _names(track.name) for track in event.tracks}
    first, last = (at.astimezone(zone).replace(tzinfo=None) for at in (event.starts_at, event.ends_at))
    return Places(event.timezone, first, last, rooms, tracks)


def cells_of(item: AgendaItem, places: Places, parents: Mapping[int, str]) -> dict[str, Value]:
    """An item as it is written into a sheet.

    Args:
        parents: number of a session → as its parts name it.
    """
    begins, ends = local(item.starts_at, places), local(item.ends_at, places)
    labels = {role: str(role.label) for role in SpeakerRole}
    return {
        "number": item.id,
        "day": begins.date(),
        "starts": begins.time(),
        "ends": ends.time() if ends.date() == begins.date() else ends,
        "title": item.title.get("zh", ""),
        "title_en": item.title.get("en", ""),
        "kind": str(item.kind.label),
        "room": first_of(places.rooms, item.room_id),
        "track": first_of(places.tracks, item.track_id),
        "parent": parents.get(item.parent_id or 0, "") if item.parent_id else "",
        "speakers": speakers.write(item.speakers, labels.__getitem__),
        "capacity": item.capacity,
        "description": item.description.get("zh", ""),
        "description_en": item.description.get("en", ""),
        "location": item.location.get("zh", ""),
        "location_en": item.location.get("en", ""),
        "note": item.note.get("zh", ""),
        "note_en": item.note.get("en", ""),
    }


def local(at: datetime, places: Places) -> datetime:
    """On the clock of the event, without a zone and without seconds."""
    return at.astimezone(ZoneInfo(places.zone)).replace(tzinfo=None, second=0, microsecond=0)


def first_of(names: Mapping[str, tuple[str, ...]], number: int | None) -> str:
    """The usual name of a room or track."""
    known = names.get(str(number))
    return known[0] if known else ""


def _time(value: Value, *, year: int | None = None) -> time | datetime | None:
    """A time of the day, or a moment that says its day as well; whole minutes."""
    if isinstance(value, datetime):
        parsed: time | datetime | None = value.time() if value.year in _EPOCH_YEARS else value
    elif isinstance(value, date):
        parsed = datetime.combine(value, time())
    else:
        try:
            parsed = clock(value)
        except BadCell:
            parsed = moment(value, year=year)
    return None if parsed is None else parsed.replace(second=0, microsecond=0)


def _span(value: Value) -> tuple[time, time | None] | None:
    """`09:00—09:30`, or when it begins alone."""
    if not isinstance(value, str):
        begins = clock(value)
        return None if begins is None else (_minute(begins), None)
    parts = [part for part in _DASH.split(value.strip()) if part]
    if len(parts) > 2:
        raise BadCell(NO_TIME.about(value=value[:40]))
    times = [found for found in map(clock, parts) if found is not None]
    return (_minute(times[0]), _minute(times[1]) if len(times) > 1 else None) if times else None


def _minute(at: time) -> time:
    return at.replace(second=0, microsecond=0)


def _names(name: Bilingual, venue: Bilingual | None = None) -> tuple[str, ...]:
    """The usual name in the reader's language, and every other."""
    alone = [value for value in (localized(name, language()), *name.values()) if value]
    if venue is None:
        return tuple(dict.fromkeys(alone))
    together = [f"{localized(venue, lang)} · {localized(name, lang)}" for lang in (language(), *LANGUAGES)]
    return tuple(dict.fromkeys([*together, *alone]))


def _time_in_words(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _speakers_in_words(lines: Sequence[str]) -> str:
    return "；".join(map(speakers.say, lines))


_line = partial(text, most=_LONGEST_TITLE)
_long = partial(text, most=_LONGEST_TEXT)
_block = partial(text, most=_LONGEST_TEXT, multiline=True)
COLUMNS = (
    Column(
        "number",
        _l("Item number"),
        ("议程编号", "编号", "议程号", "ID", "Number"),
        read=whole,
        kind="number",
        note=_l("Leave it empty to add an item. Existing items have their number in the exported file."),
    ),
    Column("day", _l("Date"), ("日程日期", "Day"), read=day, kind="day", asked=True, example=date(2026, 9, 3)),
    Column(
        "starts",
        _l("Begins"),
        ("开始时间", "起始时间", "Start", "Start time", "From"),
        read=_time,
        kind="clock",
        asked=True,
        example=time(9, 0),
        say=_time_in_words,
    ),
    Column(
        "ends",
        _l("Ends"),
        ("结束时间", "终止时间", "End", "End time", "To", "Until"),
        read=_time,
        kind="clock",
        asked=True,
        example=time(9, 30),
        say=_time_in_words,
        note=_l("With a date before it if the item ends on another day."),
    ),
    Column("span", _l("Time"), ("起止时间", "时间段", "会议时间", "Time slot", "Hours"), read=_span, in_template=False),
    Column(
        "title",
        _l("Agenda item"),
        (
            "议程",
            "标题",
            "议题",
            "题目",
            "报告题目",
            "演讲题目",
            "议程内容",
            "会议内容",
            "活动内容",
            "内容",
            "环节",
            "事项",
            "Title",
            "Topic",
            "Session",
            "Subject",
        ),
        read=_line,
        asked=True,
        example=lambda: _("Opening"),
    ),
    Column(
        "title_en",
        _l("Agenda item in English"),
        ("标题（英文）", "英文题目", "Title (English)", "English title", "Title in English"),
        read=_line,
    ),
    Column("kind", _l("Kind"), ("环节类型", "形式", "Type"), options=members(ItemKind), shown=True),
    Column("room", _l("Room"), ("地点", "会议地点", "会议室", "场地", "Venue", "Location", "Place"), shown=True),
    Column("track", _l("Track"), ("专场", "分会场", "论坛")),
    Column(
        "parent",
        _l("Part of"),
        ("所属议程", "上级环节", "所属专场"),
        read=_line,
        note=_l("The title of the session that the item belongs to; empty for an independent item."),
    ),
    Column(
        "speakers",
        _l("Speakers"),
        ("发言人", "主讲人", "演讲人", "报告人", "嘉宾", "演讲嘉宾", "主讲嘉宾", "Speaker", "People"),
        read=speakers.lines_of,
        say=_speakers_in_words,
        shown=True,
        example=lambda: _("Chair: Zhang San (Example Institute, President)"),
        note=_l("One person per line: “Chair: name (organization, position)”. Without a role: speaker."),
    ),
    Column("chair", _l("Chair"), ("主持", "Moderator"), read=speakers.lines_of, in_template=False),
    Column(
        "organization",
        _l("Organization of the speaker"),
        ("发言人单位", "嘉宾单位", "单位", "工作单位", "Organization", "Affiliation", "Company"),
        read=_line,
        in_template=False,
    ),
    Column(
        "position",
        _l("Position of the speaker"),
        ("发言人职务", "嘉宾职务", "职务", "职称", "职务职称", "Position", "Job title"),
        read=_line,
        in_template=False,
    ),
    Column("capacity", _l("Maximum"), ("名额", "限额", "Capacity"), read=up_to(_MOST_PLACES), kind="number"),
    Column("description", _l("Description"), ("简介", "内容简介", "摘要", "Abstract"), read=_block),
    Column("description_en", _l("Description in English"), ("英文简介", "Abstract (English)"), read=_block),
    Column("location", _l("Place outside the rooms"), read=_long),
    Column("location_en", _l("Place outside the rooms in English"), read=_long),
    Column("note", _l("Note on the agenda"), read=_long),
    Column("note_en", _l("Note on the agenda in English"), read=_long),
)
"""In the order of the file. Those that the sheet to fill in has not are understood where a sheet has them."""
WRITTEN = tuple(column for column in COLUMNS if column.in_template)
"""The columns of the file."""


def columns_of(places: Places, titles: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns as an event has them: with its rooms, tracks and year.

    Args:
        titles: number of an item → its title.
    """
    year = places.first.year
    here: Mapping[str, Mapping[str, Any]] = {
        "day": {"read": partial(day, year=year)},
        "starts": {"read": partial(_time, year=year)},
        "ends": {"read": partial(_time, year=year)},
        "room": {"options": lambda: places.rooms},
        "track": {"options": lambda: places.tracks},
        "parent": {"say": lambda number: titles.get(str(number), number)},
    }
    return tuple(replace(column, **here.get(column.key, {})) for column in COLUMNS)
