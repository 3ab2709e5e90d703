"""From what stands in a cell to the value that is meant: dates, times, numbers, yes and no, phone numbers, choices.
Pure.

A parser takes a value and gives one, or raises `BadCell` with the sentence that stands beside the cell. None means that
nothing is in the cell; parsers give None for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Any, TypeAlias, TypeGuard

from eventmgr.ground.sentences import Sentence, _l
from eventmgr.ground.text import clean, clean_line, folded, normalized
from eventmgr.tools.sheets.cells import Value, as_text
from eventmgr.tools.sheets.refusals import BadCell

Parser: TypeAlias = Callable[[Value], Any]

_EPOCH = datetime(1899, 12, 30)
_SERIALS = range(18_264, 109_575)
"""Numbers that are taken for days: from 1950 to 2199."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_YEAR_FIRST = re.compile(r"(\d{4})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})")
_WEEKDAY = re.compile(
    r"\s*[（(]?\s*(?:(?:星期|周|礼拜)[一二三四五六日天]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b)\s*[)）]?,?\s*"
)
_CLOCK = re.compile(
    r"(?P<half>上午|早上|早晨|凌晨|中午|下午|傍晚|晚上|晚|am|pm)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:时点]\s*(?:(?P<minute>\d{1,2})\s*(?::\s*(?P<second>\d{1,2}))?\s*分?|(?P<thirty>半)|整)?)\s*(?P<after>am|pm)?"
)
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "pm")
_NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_CURRENCY = re.compile(r"^(?:[¥￥$€]|rmb|cny)\s*|\s*(?:元|人|名|位|个|家|间|万元)$")
_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_EXACT = 10**15
"""Sheets keep 15 digits of a number; what is longer has lost its end."""
_YES = "是|有|需要|需|要|参加|同意|已|已交|√|✓|✔|☑|对|y|yes|true|1|t|on|x"
_NO = "否|无|没有|不需要|不需|不要|不参加|不|未|未交|×|✗|✘|☐|错|n|no|false|0|f|off|none"
_TRUTHS = {**dict.fromkeys(_YES.split("|"), True), **dict.fromkeys(_NO.split("|"), False)}
_SHOWN = 40
_NAMED = 180
"""So many characters of choices a sentence names."""

NO_DATE = _l("“%(value)s” is not a date. Write it as 2026-09-03 or 2026年9月3日.")
NO_SUCH_DAY = _l("“%(value)s” is a day that does not exist.")
NO_TIME = _l("“%(value)s” is not a time. Write it as 14:30.")
NO_MOMENT = _l("“%(value)s” is not a date with a time. Write it as 2026-09-03 14:30.")
NO_NUMBER = _l("“%(value)s” is not a number. Enter digits only.")
NOT_WHOLE = _l("“%(value)s” is not a whole number.")
NO_TRUTH = _l("Enter yes or no, not “%(value)s”.")
NO_CHOICE = _l("“%(value)s” is not one of the choices: %(choices)s.")
LOST_DIGITS = _l("The spreadsheet has shortened this number. Format the column as text and enter it again.")
TOO_LONG = _l("This text has %(num)s characters; at most %(most)s are allowed.")


def is_empty(value: Value) -> bool:
    """Whether nothing can be read in a cell: nothing, blanks, or a stroke that stands for nothing."""
    return value is None or (isinstance(value, str) and value.strip() in ("", "-", "—", "——", "–", "/", "\\", "N/A"))


def text(value: Value, *, most: int = 0, multiline: bool = False) -> str | None:
    """A cell as one line of text; numbers without a needless `.0`, without an apostrophe that only says "text".

    Args:
        most: how many characters fit; 0: any number.
        multiline: line ends stay.
    """
    if is_empty(value):
        return None
    written = as_text(value).removeprefix("'")
    written = clean(written, multiline=True) if multiline else clean_line(written)
    if most and len(written) > most:
        raise BadCell(TOO_LONG.about(num=len(written), most=most))
    return written or None


def digits(value: Value) -> str | None:
    """A phone number, an ID or a postcode: the text of it, also where the sheet keeps it as a number.

    Raises:
        BadCell: the sheet has kept it as a number that is longer than the digits of one.
    """
    if is_empty(value):
        return None
    if isinstance(value, (int, float)) and abs(value) >= _EXACT:
        raise BadCell(LOST_DIGITS)
    written = normalized("NFKC", as_text(value)).strip().lstrip("'‘’`").strip()
    if _SHORTENED.fullmatch(written):
        raise BadCell(LOST_DIGITS)
    written = re.sub(r"(?<=\d)\.0+$", "", written)
    return clean_line(written) or None


def number(value: Value) -> int | float | None:
    """A number, also with full-width digits, commas between thousands, a currency, or a unit such as 人 or 万."""
    if is_empty(value):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    written = _plain(value).replace("，", ",")
    bare = _CURRENCY.sub("", _CURRENCY.sub("", written)).strip()
    times = 10_000 if written.endswith(("万", "万元")) else 1
    bare = bare.removesuffix("万").strip()
    if not _NUMBER.fullmatch(bare) or len(bare) > 18:
        raise BadCell(NO_NUMBER.about(value=_short(value)))
    found = float(bare.replace(",", "")) * times
    return int(found) if found.is_integer() else round(found, 6)


def whole(value: Value) -> int | None:
    """A whole number; see `number`."""
    parsed = number(value)
    if parsed is None or isinstance(parsed, int):
        return parsed
    if not parsed.is_integer():
        raise BadCell(NOT_WHOLE.about(value=_short(value)))
    return int(parsed)


def day(value: Value, *, year: int | None = None) -> date | None:
    """A day: of a date cell, a number of days since 1900, or 2026年9月3日, 2026/9/3, 20260903, 3 Sep 2026, 9月3日.

    Args:
        year: of a day that is written without one; None: such a day is none.
    """
    if is_empty(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if _is_serial(value):
        return (_EPOCH + timedelta(days=int(value))).date()
    written, rest = _day_in(_plain(value), value, year)
    if written is None or (rest and not _is_midnight(rest)):
        raise BadCell(NO_DATE.about(value=_short(value)))
    return written


def clock(value: Value) -> time | None:
    """A time of the day: of a time cell, a part of a day, or 14:30, 14时30分, 下午2点半, 2:30 pm."""
    if is_empty(value):
        return None
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, float) and 0 <= value < 1:
        return (_EPOCH + timedelta(seconds=round(value * 86_400))).time()
    found = _clock_in(_plain(value))
    if found is None:
        raise BadCell(NO_TIME.about(value=_short(value)))
    return found


def moment(value: Value, *, year: int | None = None) -> datetime | None:
    """A day with a time of the day, in the zone of whoever wrote the sheet; a day alone is its midnight.

    Args:
        year: of a day that is written without one.
    """
    if is_empty(value):
        return None
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if _is_serial(value):
        return _EPOCH + timedelta(seconds=round(value * 86_400))
    written, rest = _day_in(_plain(value), value, year)
    at = _clock_in(rest) if rest else time()
    if written is None or at is None:
        raise BadCell(NO_MOMENT.about(value=_short(value)))
    return datetime.combine(written, at)


def yes_no(value: Value) -> bool | None:
    """Yes or no, in words of either language, as a tick or as 1 and 0."""
    if is_empty(value):
        return None
    if isinstance(value, bool):
        return value
    found = _TRUTHS.get(_plain(value))
    if found is None:
        raise BadCell(NO_TRUTH.about(value=_short(value)))
    return found


@dataclass(frozen=True)
class Choice:
    """A parser of one of some choices."""

    known: Mapping[str, str]
    """Everything that may be written, folded → what is kept."""
    words: tuple[str, ...]
    """The usual name of each choice."""

    def __call__(self, value: Value) -> str | None:
        """What is kept of a cell."""
        if is_empty(value):
            return None
        found = self.known.get(folded(as_text(value)))
        if found is None:
            raise BadCell(NO_CHOICE.about(value=_short(value), choices=_first(self.words)))
        return found


@dataclass(frozen=True)
class Coded:
    """A parser of a published code or its name."""

    find: Callable[[str], str | None]
    unknown: Sentence
    words: tuple[str, ...] = ()
    """None are shown: they are too many."""

    def __call__(self, value: Value) -> str | None:
        """The code that a cell names."""
        written = text(value)
        if written is None:
            return None
        found = self.find(written)
        if found is None:
            raise BadCell(self.unknown.about(value=_short(value)))
        return found


def choice(options: Mapping[str, Iterable[str]]) -> Choice:
    """A parser of one of some choices.

    Args:
        options: what is kept → everything that may be written for it, the usual name first; the value itself may be
            written as well. Widths, cases, blanks and punctuation make no difference.
    """
    known = {folded(name): kept for kept, names in options.items() for name in (*names, kept)}
    return Choice(known, tuple(next(iter(names), kept) for kept, names in options.items()))


def _first(words: tuple[str, ...]) -> tuple[str, ...]:
    """So many of them as a sentence can name."""
    room = list(accumulate(map(len, words)))
    return words if not room or room[-1] < _NAMED else (*words[: bisect_left(room, _NAMED)], "…")


def coded(find: Callable[[str], str | None], unknown: Sentence) -> Coded:
    """A parser of a published code or its name.

    Args:
        find: text → code; None: there is none of that name.
        unknown: said of a text without a code, with `%(value)s`.
    """
    return Coded(find, unknown)


def _plain(value: Value) -> str:
    return clean_line(normalized("NFKC", as_text(value).removeprefix("'"))).casefold()


def _short(value: Value) -> str:
    written = clean_line(as_text(value))
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"


def _day_in(written: str, value: Value, year: int | None) -> tuple[date | None, str]:
    """The day with which a text begins, None if with none; what follows it, without the weekday."""
    for pattern in (_YEAR_FIRST, _COMPACT, _NO_YEAR, _DAY_FIRST, _MONTH_FIRST):
        match = pattern.match(_WEEKDAY.sub("", written, count=1) if written[:1].isalpha() else written)
        if match is None:
            continue
        parts = _parts(match, year)
        if parts is None:
            continue
        try:
            day = date(*parts)
        except ValueError:
            raise BadCell(NO_SUCH_DAY.about(value=_short(value))) from None
        rest = _WEEKDAY.sub(" ", match.string[match.end() :], count=1)
        return day, rest.strip(" t,")
    return None, ""


def _parts(match: re.Match[str], year: int | None) -> tuple[int, int, int] | None:
    if match.re is _NO_YEAR:
        return None if year is None else (year, int(match[1]), int(match[2]))
    named = match.groupdict()
    if named:
        month = _MONTHS.get(named["month"])
        return None if month is None else (int(named["year"]), month, int(named["day"]))
    return int(match[1]), int(match[2]), int(match[3])


def _is_serial(value: Value) -> TypeGuard[int | float]:
    """Whether a number can be a day: days since 1900, with a part of a day behind the point."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and _SERIALS.start <= value < _SERIALS.stop


def _is_midnight(rest: str) -> bool:
    return _clock_in(rest) == time()


def _clock_in(written: str) -> time | None:
    match = _CLOCK.fullmatch(written.strip())
    if match is None:
        return None
    hour, minute = int(match["hour"]), 30 if match["thirty"] else int(match["minute"] or 0)
    half = match["half"] or match["after"] or ""
    if half in _AFTERNOON and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    try:
        return time(hour, minute, int(match["second"] or 0))
    except ValueError:
        return None
