"""Steps of the tests of readers, which others take too."""

from __future__ import annotations

import icalendar

from tests.output.calendars.readers import Read


def as_written(entry: icalendar.Event) -> Read:
    first, last = entry["DTSTART"].dt, entry["DTEND"].dt
    when = (
        (int(first.timestamp()), int(last.timestamp()), "")
        if hasattr(first, "timestamp")
        else (0, 0, f"{first}/{last}")
    )
    texts = [str(entry.get(name, "")) for name in ("STATUS", "SUMMARY", "DESCRIPTION", "LOCATION", "URL")]
    return Read(str(entry["UID"]), int(entry["SEQUENCE"]), *texts, *when)
