"""Readers of calendars that share nothing with the library that writes ours.

`vobject` is Python; `ical.js` and `node-ical` run in Node, are installed into a folder of the system's temporary
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

import pytest
import vobject

HERE = Path(__file__).resolve().parent
NODE_READERS = ("ical.js", "node-ical")
ALL = ("vobject", *NODE_READERS)


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
    return _with_vobject(body) if reader == "vobject" else _with_node(reader, body)


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
