"""Trains and flights as answers: number, station or airport, day and time; as parts, as one line, and read back.
Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eventmgr.event.forms.kinds.moments import typed_day, typed_time
from eventmgr.event.forms.kinds.sealed import MARK, is_marked
from eventmgr.ground.i18n import _, _l
from eventmgr.ground.text import clean_line, normalized

TRAIN, FLIGHT = "train", "flight"
MEANS = {TRAIN: _l("Train"), FLIGHT: _l("Flight")}
ARRIVAL, DEPARTURE = "", "departure"
DIRECTIONS = {ARRIVAL: _l("the arrival"), DEPARTURE: _l("the departure")}
"""Which of its ends a question is about, as `Rules.direction` keeps it."""
PARTS = {
    "means": _l("Travel by"),
    "number": _l("Train or flight number"),
    "station": _l("Station or airport"),
    "day": _l("Date"),
    "time": _l("Time"),
}
"""Part → its label, in the order in which they are typed."""
LONGEST_STATION = 50
_LONGEST = 100
"""Characters of a part that are looked at; none has so many."""
_TRAIN = re.compile(r"[GDCZTKYLS][1-9]\d{0,3}|[1-9]\d{3}", re.ASCII)
"""Letter of the kind and one to four digits, or four digits: the numbers of China's trains."""
_FLIGHT = re.compile(r"(?:[A-Z][A-Z0-9]|\d[A-Z])\d{1,4}[A-Z]?", re.ASCII)
"""IATA: two characters of the airline, one of them a letter, one to four digits, perhaps a letter."""
_SPACE = re.compile(r"[\s\-.]+")
_LINE = re.compile(
    r"(?P<means>train|flight|火车|列车|航班|飞机)?\s*(?P<number>[0-9A-Za-z][0-9A-Za-z \-]{1,10}?)\s*(?P<kind>次列车|次|航班)?\s*[,，;；]\s*"
    r"(?P<station>.+?)\s*[,，;；]\s*(?:arrives|departs|到达|出发)?\s*(?P<day>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[ T]+(?P<time>\d{1,2}:\d{2})(?::\d{2})?"
    r"\s*(?:到达|到|出发|开|起飞|降落)?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_FLIGHT_WORDS = ("flight", "航班", "飞机")


@dataclass(frozen=True)
class Journey:
    """By which train or flight somebody comes or goes."""

    means: str
    """`train` or `flight`."""
    number: str
    """In capitals, without blanks."""
    station: str
    """Station or airport."""
    day: str
    """ISO."""
    time: str
    """`HH:MM`."""
    is_sealed: bool = False
    """It answers a sensitive question: the database holds it encrypted."""

    def stored(self) -> dict[str, Any]:
        """The journey as JSON keeps it among the answers."""
        return {part: getattr(self, part) for part in PARTS} | (MARK if self.is_sealed else {})

    @property
    def value(self) -> str:
        """What tells it from another one."""
        return f"{self.means} {self}"

    def __str__(self) -> str:
        return f"{self.number}, {self.station}, {self.day} {self.time}"

    def line(self, lang: str, direction: str) -> str:
        """On one line, which `read_line` reads back."""
        if lang == "zh":
            kind, end = ("次" if self.means == TRAIN else "航班"), ("开" if direction == DEPARTURE else "到")
            return f"{self.number}{kind}，{self.station}，{self.day} {self.time}{end}"
        kind, verb = ("" if self.means == TRAIN else "Flight "), ("departs" if direction == DEPARTURE else "arrives")
        return f"{kind}{self.number}, {self.station}, {verb} {self.day} {self.time}"


def kept_journey(answer: object) -> Journey | None:
    """A kept answer as a journey; None: it is none."""
    if isinstance(answer, Journey):
        return answer
    if isinstance(answer, Mapping) and all(isinstance(answer.get(part), str) for part in PARTS):
        return Journey(**{part: answer[part] for part in PARTS}, is_sealed=is_marked(answer))
    return None


def train_number(typed: str) -> str:
    """The number of a train in capitals.

    Raises:
        ValueError: it is none.
    """
    number = _plain(typed).removesuffix("次列车").removesuffix("次")
    if _TRAIN.fullmatch(number):
        return number
    if _FLIGHT.fullmatch(number):
        raise ValueError(
            _("“%(number)s” is a flight number. Choose “Flight”, or enter a train number such as G1234.", number=number)
        )
    raise ValueError(_("This is not a train number. Enter it as on the ticket: G1234, D312, K1024 or 1461."))


def flight_number(typed: str) -> str:
    """The number of a flight in capitals.

    Raises:
        ValueError: it is none.
    """
    number = _plain(typed).removesuffix("航班")
    if _FLIGHT.fullmatch(number):
        return number
    if _TRAIN.fullmatch(number):
        raise ValueError(
            _("“%(number)s” is a train number. Choose “Train”, or enter a flight number such as CA1234.", number=number)
        )
    raise ValueError(
        _("This is not a flight number. Enter the two characters of the airline and the digits: CA1234, 9C8888.")
    )


_NUMBERS = {TRAIN: train_number, FLIGHT: flight_number}


def _plain(typed: str) -> str:
    return _SPACE.sub("", normalized("NFKC", typed[:_LONGEST])).upper()


def labels_of(direction: str) -> dict[str, str]:
    """Part → what a form calls it that asks for this end of the journey."""
    labels = {part: str(label) for part, label in PARTS.items()}
    if direction == DEPARTURE:
        return labels | {"day": _("Date of departure"), "time": _("Departs at")}
    return labels | {"day": _("Date of arrival"), "time": _("Arrives at")}


def read_parts(typed: Mapping[str, str], direction: str = ARRIVAL) -> tuple[Journey | None, dict[str, str]]:
    """The journey, and part → what is wrong with it; (None, {}) where nothing but the means was typed.

    Args:
        typed: part → what was typed there, `means` a key of `MEANS`.
        direction: which end is asked: so the sentences call the parts.
    """
    if not any(typed.get(part, "").strip() for part in PARTS if part != "means"):
        return None, {}
    labels = labels_of(direction)
    read: dict[str, str] = {}
    faults: dict[str, str] = {}
    for part in PARTS:
        text = clean_line(typed.get(part, "")[: 4 * _LONGEST])
        try:
            read[part] = _read_part(part, text, read.get("means", ""), labels[part])
        except ValueError as error:
            faults[part] = str(error)
    if faults:
        return None, faults
    return Journey(read["means"], read["number"], read["station"], read["day"], read["time"]), {}


def _read_part(part: str, text: str, means: str, label: str) -> str:
    if part == "means":
        if text not in MEANS:
            raise ValueError(_("Choose train or flight."))
        return text
    if not text:
        raise ValueError(_("Fill in “%(label)s”, or leave all parts empty if you do not know them yet.", label=label))
    if part == "number":
        return _NUMBERS[means](text) if means else _plain(text)
    if part == "day":
        return typed_day(normalized("NFKC", text), label).isoformat()
    if part == "time":
        return typed_time(normalized("NFKC", text), label)
    if len(text) > LONGEST_STATION:
        raise ValueError(
            _(
                "Shorten this to %(most)s characters: the name of the station or airport is enough.",
                most=LONGEST_STATION,
            )
        )
    return text


def read_line(typed: str) -> Journey:
    """What `Journey.line` writes in either language, and what people write like it; without a word for it a number that
    a train may have is a train's.

    Raises:
        ValueError: it is none; the sentence says which part is wrong, or how a line looks.
    """
    line = clean_line(typed[: 4 * _LONGEST])
    match = _LINE.fullmatch(line) or _LINE.fullmatch(normalized("NFKC", line))
    if match is None:
        raise ValueError(
            _(
                "Enter number, station or airport, date and time, such as “G1234, Wuhan, 2026-05-12 "
                "14:05” or “Flight CA1234, …”."
            )
        )
    markers = {(match["means"] or "").lower(), match["kind"] or ""}
    number = _plain(match["number"])
    is_flight = bool(markers & set(_FLIGHT_WORDS)) or (markers == {""} and not _TRAIN.fullmatch(number))
    parts = {part: match[part] for part in ("number", "station", "day", "time")}
    journey, faults = read_parts({"means": FLIGHT if is_flight else TRAIN, **parts})
    if journey is None:
        raise ValueError(" ".join(faults.values()))
    return journey
