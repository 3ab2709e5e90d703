"""When and where somebody arrives or leaves, read from what forms keep: trains and flights in parts, or free lines.
Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.forms.kinds.journeys import kept_journey
from eventmgr.ground.text import normalized
from eventmgr.on_site.logistics.arranging.nights import read_day

_TIME = re.compile(r"(?<![\d:])(\d{1,2})\s*(?::|点|时)\s*(\d{2})(?!\d)")
_NUMBER = re.compile(r"(?<![A-Z0-9])([GDCZTKYLS]\d{1,4}|(?:[A-Z][A-Z0-9]|\d[A-Z])\d{3,4})(?![A-Z0-9])")
_NO = re.compile(r"不需要?接|不用接|无需接|不接|自行|自驾|no pick|not needed|own car", re.IGNORECASE)
_ASKS = re.compile(r"(?:不?需要?|用|请|无需|不)?(?:安排)?(?:接站|接机|送站|送机)")
_STATION_ZH = re.compile(r"([\u4e00-\u9fff]{1,12}?(?:高铁站|火车站|客运站|站|国际机场|机场|码头|口岸))")
_DAY_ZH = re.compile(r"\d{1,4}\s*[年月日号]")
_STATION_EN = re.compile(r"([A-Z][\w' -]{1,40}?(?:Railway Station|Railway station|Station|Airport))")
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Leg:
    """Arrival or departure: when, where and by what."""

    at: datetime
    station: str
    number: str = ""

    @property
    def slot(self) -> datetime:
        """The beginning of its half hour."""
        return self.at.replace(minute=30 if self.at.minute >= 30 else 0, second=0, microsecond=0)


def read_leg(answer: object, near: date, timezone: str) -> Leg | None:
    """The leg that an answer tells; None where day, time or station cannot be read, or nobody is to be fetched."""
    journey = kept_journey(answer)
    if journey is not None:
        return _leg(date.fromisoformat(journey.day), journey.time, journey.station, journey.number, timezone)
    line = normalized("NFKC", str(answer or "")[:200])
    clock, day = _TIME.search(line), read_day(line, near)
    if _NO.search(line) or clock is None or day is None:
        return None
    rest = _DAY_ZH.sub(" ", _ASKS.sub(" ", line))
    station = _STATION_ZH.search(rest) or _STATION_EN.search(rest)
    number = _NUMBER.search(line.upper())
    if station is None:
        return None
    return _leg(day, f"{clock[1]}:{clock[2]}", station[1].strip(), number[1] if number else "", timezone)


def wants_none(answer: object) -> bool:
    """Whether nothing was said, or that nobody is to be fetched."""
    return not answer or (kept_journey(answer) is None and bool(_NO.search(str(answer))))


def _leg(day: date, clock: str, station: str, number: str, timezone: str) -> Leg | None:
    hours, _colon, minutes = clock.partition(":")
    if int(hours) > 23 or int(minutes) > 59:
        return None
    return Leg(datetime.combine(day, time(int(hours), int(minutes)), ZoneInfo(timezone)), station, number)
