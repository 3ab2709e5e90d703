"""Readers of calendars, five of which share nothing with the library that writes ours.

`vobject`, `ics` (ics.py) and `ical` (what Home Assistant reads with) are Python; `recurring-ical-events` stands on the writer's own library and says on which days
something is; `ical.js` and `node-ical` run in Node, are installed into a folder of the system's temporary
files, and are skipped where there is no Node (never under CI).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
import vobject

HERE = Path(__file__).resolve().parent
NODE_READERS = ("ical.js", "node-ical")
HOME_ASSISTANT = "Home Assistant"
BY_FILE = ("vobject", "ical.js", HOME_ASSISTANT)
"""Those that believe what the file says of a zone whose name they do not know."""
EXACT = ("vobject", *NODE_READERS, HOME_ASSISTANT)
"""Those that are right at every change of every zone; what the others make of which is said in docs/formats/calendars.md."""
ALL = (*EXACT, "ics", "recurring-ical-events")


@dataclass(frozen=True)
class Read:
    """What a reader sees of an entry; instants in seconds since 1970."""

    uid: str
    sequence: int
    status: str
    summary: str
    description: str
    location: str
    url: str
    starts: int
    ends: int
    days: str = ""
    """Of an entry of whole days its first day and the day after its last one, with a slash between; then both instants
    are 0."""


def read(reader: str, body: bytes) -> list[Read]:
    """The entries of a calendar, in its order, as that reader sees them."""
    in_python = {
        "vobject": _with_vobject,
        "ics": _with_ics,
        HOME_ASSISTANT: _with_ical,
        "recurring-ical-events": _with_recurring,
    }
    return in_python[reader](body) if reader in in_python else _with_node(reader, body)


def _with_vobject(body: bytes) -> list[Read]:
    calendar = vobject.readOne(body.decode("utf-8"))

    def text(entry: Any, name: str) -> str:
        return str(getattr(entry, name).value) if hasattr(entry, name) else ""

    return [
        Read(
            uid=entry.uid.value,
            sequence=int(entry.sequence.value),
            status=entry.status.value,
            summary=text(entry, "summary"),
            description=text(entry, "description"),
            location=text(entry, "location"),
            url=text(entry, "url"),
            **_when(entry.dtstart.value, entry.dtend.value),
        )
        for entry in calendar.contents.get("vevent", [])
    ]


def _with_ics(body: bytes) -> list[Read]:
    from ics import Calendar

    found = []
    for entry in Calendar(body.decode("utf-8")).events:
        numbers = [int(line.value) for line in entry.extra if line.name == "SEQUENCE"]
        first, last = (one.date() if entry.all_day else one.datetime for one in (entry.begin, entry.end))
        found.append(
            Read(
                uid=entry.uid,
                sequence=numbers[0],
                status=str(entry.status),
                summary=entry.name or "",
                description=entry.description or "",
                location=entry.location or "",
                url=entry.url or "",
                **_when(first, last),
            )
        )
    return _in_order(found, body)


def _with_ical(body: bytes) -> list[Read]:
    from ical.calendar_stream import IcsCalendarStream

    return [
        Read(
            uid=entry.uid,
            sequence=entry.sequence or 0,
            status=entry.status.value if entry.status else "",
            summary=entry.summary,
            description=entry.description or "",
            location=entry.location or "",
            url=str(entry.url or ""),
            **_when(entry.dtstart, entry.dtend or entry.dtstart),
        )
        for entry in IcsCalendarStream.calendar_from_ics(body.decode("utf-8")).events
    ]


def _with_recurring(body: bytes) -> list[Read]:
    found = [
        Read(
            uid=str(entry["UID"]),
            sequence=int(entry["SEQUENCE"]),
            status=str(entry["STATUS"]),
            **{name: str(entry.get(name.upper(), "")) for name in ("summary", "description", "location", "url")},
            **_when(entry["DTSTART"].dt, entry["DTEND"].dt),
        )
        for entry in recurring_ical_events.of(icalendar.Calendar.from_ical(body)).all()
    ]
    return _in_order(found, body)


def _in_order(found: list[Read], body: bytes) -> list[Read]:
    """As the file has them: these readers keep no order."""
    lines = body.decode("utf-8").replace("\r\n ", "").split("\r\n")
    order = [line.partition(":")[2] for line in lines if line.startswith("UID:")]
    return sorted(found, key=lambda one: order.index(one.uid))


def _when(first: date, last: date) -> dict[str, Any]:
    if isinstance(first, datetime) and isinstance(last, datetime):
        return {"starts": int(first.timestamp()), "ends": int(last.timestamp())}
    return {"starts": 0, "ends": 0, "days": f"{first}/{last}"}


def _with_node(reader: str, body: bytes) -> list[Read]:
    folder = node_folder()
    with tempfile.NamedTemporaryFile(suffix=".ics", dir=folder) as file:
        file.write(body)
        file.flush()
        done = subprocess.run(
            ["node", str(folder / "read.mjs"), reader, file.name], capture_output=True, check=False, timeout=60
        )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return [Read(**entry) for entry in json.loads(done.stdout)]


@cache
def node_folder() -> Path:
    """A folder with both libraries, installed at first use and kept for the next run; skips the test without Node."""
    if not (shutil.which("node") and shutil.which("npm")):
        _give_up("there is no Node here")
    sources = [HERE / "package.json", HERE / "read.mjs"]
    known_by = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"eventmgr-calendar-readers-{os.getuid()}-{known_by}"
    if not (folder / "ready").exists():
        _install(folder, sources)
    return folder


def _install(folder: Path, sources: list[Path]) -> None:
    """Made aside and renamed, so that several test workers do not meet in it."""
    aside = Path(tempfile.mkdtemp(prefix="eventmgr-calendar-readers-"))
    for source in sources:
        shutil.copy(source, aside)
    done = subprocess.run(
        ["npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=aside,
        capture_output=True,
        check=False,
        timeout=300,
    )
    if done.returncode != 0:
        shutil.rmtree(aside, ignore_errors=True)
        _give_up(f"npm cannot install: {done.stderr.decode('utf-8', 'replace')[-300:]}")
    (aside / "ready").touch()
    try:
        aside.rename(folder)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)


def _give_up(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
