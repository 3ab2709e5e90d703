"""Time zones by the words of people: `北京时间（UTC+8）`, `Beijing time (UTC+8)`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from eventmgr.ground import i18n
from eventmgr.ground.settings import home_zone

_NAMES = {
    "Asia/Shanghai": ("北京时间", "Beijing time"),
    "Asia/Kolkata": ("印度时间", "India time"),
    "UTC": ("协调世界时", "Coordinated Universal Time"),
}
"""Zones that are not called after the city that their IANA name names."""


def zone_name(zone: str, lang: str | None = None) -> str:
    """`香港时间`, in English `Hong Kong time`: the city as the language writes it, not the IANA name."""
    zh = (lang or i18n.language()) == "zh"
    return _name(zone, zh=zh)


@cache
def _name(zone: str, *, zh: bool) -> str:
    if zone in _NAMES:
        return _NAMES[zone][0 if zh else 1]
    city = get_timezone_location(zone, locale="zh_CN" if zh else "en", return_city=True)
    return f"{city}时间" if zh else f"{city} time"


def zone_label(at: datetime, zone: str, lang: str | None = None) -> str:
    """The zone with its offset at that instant: `北京时间（UTC+8）`, in English `Beijing time (UTC+8)`."""
    return _with_offset(zone, _offset(at, zone), lang)


def zone_choice(zone: str) -> str:
    """The zone as a list of choices says it, both offsets where clocks change: `柏林时间（UTC+1/+2）`."""
    year = datetime.now(UTC).year
    found = {datetime(year, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() for month in (1, 7)}
    words = [_signed(offset) for offset in sorted(offset for offset in found if offset is not None)]
    return _with_offset(zone, "/".join(words), None)


def zone_in_words(at: datetime, zone: str, lang: str | None = None) -> str:
    """The zone where a reader has to be told: always in English; in Chinese where it is not the zone of the house."""
    lang = lang or i18n.language()
    return zone_label(at, zone, lang) if lang == "en" or zone != home_zone() else ""


def span_in_words(start: datetime, end: datetime, zone: str, lang: str | None = None) -> str:
    """From `start` to `end` as `i18n.format_span` has it, and the zone where a reader has to be told."""
    return " ".join(filter(None, (i18n.format_span(start, end, zone, lang), zone_in_words(start, zone, lang))))


def _with_offset(zone: str, offset: str, lang: str | None) -> str:
    zh = (lang or i18n.language()) == "zh"
    return f"{zone_name(zone, lang)}（UTC{offset}）" if zh else f"{zone_name(zone, lang)} (UTC{offset})"


def _offset(at: datetime, zone: str) -> str:
    return _signed(at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta())


def _signed(offset: timedelta) -> str:
    """`+8`, `-3:30`; `+0` for UTC itself."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
