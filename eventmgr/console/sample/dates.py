"""Sample dates: everything hangs on one day, so that tests can freeze it and a demonstration is always current."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHINA = "Asia/Shanghai"
"""The zone of the places where the fictional events are held, whatever zone is home to the installation."""
AHEAD = timedelta(days=42)
"""The main day of the first event lies six weeks after the present."""
_LATELY = timedelta(days=2)
_WEDNESDAY = 2


@dataclass(frozen=True)
class Dates:
    """Days and instants around `anchor`, the main day of the Shanghai seminar (a Wednesday by default)."""

    anchor: date

    @classmethod
    def around(cls, today: date) -> Dates:
        """With the last Wednesday that is at most six weeks after `today`."""
        day = today + AHEAD
        return cls(day - timedelta(days=(day.weekday() - _WEDNESDAY) % 7))

    @property
    def present(self) -> datetime:
        """When the sample was made: noon in China, six weeks before the anchor."""
        return self.at(-AHEAD.days, "12:00")

    def acted(self, offset: int, clock: str) -> datetime:
        """The instant of something that somebody has done: as `at`, but what would still be to come was done in the
        last days before the present, in the same order."""
        at = self.at(offset, clock)
        if at <= self.present:
            return at
        return self.present - _LATELY + _LATELY * ((at - self.present) / (2 * AHEAD))

    def day(self, offset: int) -> date:
        """The day `offset` days after the anchor."""
        return self.anchor + timedelta(days=offset)

    def at(self, offset: int, clock: str) -> datetime:
        """The instant (UTC) at which clocks in China show `clock` (`08:30`) on that day."""
        local = datetime.combine(self.day(offset), time.fromisoformat(clock), ZoneInfo(CHINA))
        return local.astimezone(UTC)
