"""Fields for days and moments, within the years 2000 to 2100."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wtforms import Field
from wtforms import Form as PlainForm
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput, DateTimeLocalInput

from eventmgr.ground.i18n import _, format_date, format_instant
from eventmgr.ground.settings import home_zone
from eventmgr.ground.text import clean_code

FIRST_YEAR, LAST_YEAR = 2000, 2100


class InstantField(Field):
    """A moment, typed on the wall clock of a zone (`<input type="datetime-local">`).

    Args:
        zone: IANA name, the home zone if not given; may also be set on the bound field before validation
        (`form.starts_at.zone = …`).
        zone_field: name of the field of the same form that holds the zone; wins over `zone`.

    Data: an aware instant in UTC, or None. A time that a clock change skips is refused; of one that comes twice
    the first is meant.
    """

    widget = DateTimeLocalInput()
    data: datetime | None

    def __init__(
        self,
        label: Any = None,
        validators: Iterable[Any] | None = None,
        *,
        zone: str | None = None,
        zone_field: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.zone, self.zone_field = zone or home_zone(), zone_field

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.astimezone(_zone(self.zone)).strftime("%Y-%m-%dT%H:%M") if self.data else ""

    def in_words(self) -> str:
        """What is set, as pages say it: a browser shows its boxes in its own language. Empty where nothing is, or
        something else was typed."""
        return format_instant(self.data, self.zone) if self.data and not self.raw_data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Nothing yet: the zone is known at validation only."""
        self.data = None

    def pre_validate(self, form: PlainForm) -> None:
        """Read the typed time in the zone."""
        typed = clean_code(str(self.raw_data[0])) if self.raw_data else ""
        if not typed:
            return
        if self.zone_field:
            typed_zone = form[self.zone_field].data or self.zone
            if _is_zone(typed_zone):  # what is none is named at its own field
                self.zone = typed_zone
        try:
            self.data = parse_instant(typed, self.zone)
        except ValueError as error:
            raise StopValidation(_instant_fault(str(self.label.text), typed, self.zone, str(error))) from error


def parse_instant(typed: str, zone: str) -> datetime:
    """`2026-05-13T08:30` on the wall clock of `zone`, as an aware instant in UTC.

    Raises:
        ValueError: "format", "year" or "gap" (a time that a clock change skips).
    """
    try:
        local = datetime.fromisoformat(typed)
    except ValueError:
        raise ValueError("format") from None
    if local.tzinfo is not None:
        raise ValueError("format")
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise ValueError("year")
    instant = local.replace(tzinfo=_zone(zone), fold=0).astimezone(UTC)
    if instant.astimezone(_zone(zone)).replace(tzinfo=None) != local:
        raise ValueError("gap")
    return instant


def _is_zone(name: str) -> bool:
    return _zone(name).key == name


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a name longer than a file may have
        return ZoneInfo("UTC")


def _instant_fault(label: str, typed: str, zone: str, fault: str) -> str:
    if fault == "year":
        return _bounds(label)
    if fault == "gap":
        return _(
            "“%(label)s”: %(typed)s does not exist in %(zone)s, because the clocks go forward then. "
            "Choose another time.",
            label=label,
            typed=typed.replace("T", " "),
            zone=zone,
        )
    return _("“%(label)s” needs date and time, such as 2026-05-13 08:30.", label=label)


def _bounds(label: str) -> str:
    return _(
        "“%(label)s” must be between the years %(first)s and %(last)s.", label=label, first=FIRST_YEAR, last=LAST_YEAR
    )


class DateField(Field):
    """A day. Data: `datetime.date`, or None."""

    widget = DateInput()
    data: date | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""

    def in_words(self) -> str:
        """The day in words, below its box."""
        return format_date(self.data) if self.data and not self.raw_data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read a date such as `2026-05-13`."""
        self.data = None
        typed = clean_code(valuelist[0]) if valuelist else ""
        if not typed:
            return
        try:
            value = date.fromisoformat(typed)
        except ValueError:
            raise ValueError(_("“%(label)s” needs a date, such as 2026-05-13.", label=self.label.text)) from None
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValueError(_bounds(str(self.label.text)))
        self.data = value
