"""Counts that all web processes of one server add up, without a lock on the way of a request.

Each process writes only its own stretch of one shared file without a name; whoever asks reads all stretches. A process
holds its stretch by a file lock, which the system takes back when the process ends, however it ends; the next process
goes on counting where it stopped. So nothing is lost but what a process was writing when it was killed.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
import threading
import weakref
from collections import Counter

try:
    import fcntl
except ImportError:  # Windows has no lockf; there one process serves
    fcntl = None  # type: ignore[assignment]

_PROCESSES, _SERIES = 80, 128
_KEY, _RECORD = 120, 128
_STRETCH = _SERIES * _RECORD
_NUMBER = struct.Struct("=Q")


class Counters:
    """Named counts that only rise. Call `share()` before processes are forked; later ones would count alone."""

    def __init__(self) -> None:
        self._memory: mmap.mmap | None = None
        self._owner, self._start = 0, 0
        self._places: dict[bytes, int] = {}
        self._lock = threading.Lock()

    def share(self) -> None:
        """Make the shared file, if it is not there."""
        if self._memory is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- lives as long as the counts
            weakref.finalize(self, self._file.close)
            self._file.truncate(_PROCESSES * _STRETCH)
            self._memory = mmap.mmap(self._file.fileno(), _PROCESSES * _STRETCH)

    def add(self, key: str, n: int = 1) -> None:
        """Raise `key`; more than some hundred keys, or one that is too long, is a mistake of the caller."""
        raw = key.encode()
        if len(raw) > _KEY:
            raise ValueError(f"{key!r} is too long for the name of a count")
        with self._lock:
            if self._owner != os.getpid():
                self._claim()
            memory = self._memory
            assert memory is not None
            place = self._places.get(raw)
            if place is None:
                place = self._new_place(raw)
            _NUMBER.pack_into(memory, place, _NUMBER.unpack_from(memory, place)[0] + n)

    def read(self) -> Counter[str]:
        """key → sum over all processes, those that have ended too."""
        self.share()
        assert self._memory is not None
        total: Counter[str] = Counter()
        for start in range(0, _PROCESSES * _STRETCH, _STRETCH):
            for key, place in _records(self._memory, start):
                total[key.decode()] += _NUMBER.unpack_from(self._memory, place)[0]
        return total

    def _claim(self) -> None:
        """Take a stretch that no living process has."""
        self.share()
        assert self._memory is not None
        self._start = self._free_stretch()
        self._places = dict(_records(self._memory, self._start))
        self._owner = os.getpid()

    def _free_stretch(self) -> int:
        for start in range(0, _PROCESSES * _STRETCH, _STRETCH):
            try:
                if fcntl:
                    fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, start)
            except OSError:
                continue
            return start
        raise RuntimeError("more processes than counts have room for")

    def _new_place(self, raw: bytes) -> int:
        number = len(self._places)
        if number >= _SERIES:
            raise ValueError("too many different counts")
        assert self._memory is not None
        start = self._start + number * _RECORD
        self._memory[start : start + len(raw)] = raw
        self._places[raw] = start + _KEY
        return start + _KEY


def _records(memory: mmap.mmap, start: int) -> list[tuple[bytes, int]]:
    """(key, where its number stands) of one stretch."""
    records = []
    for place in range(start, start + _STRETCH, _RECORD):
        key = memory[place : place + _KEY].rstrip(b"\0")
        if not key:
            break
        records.append((key, place + _KEY))
    return records
