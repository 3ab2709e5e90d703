"""What is kept because making it again costs more than holding it: a bounded number of things of a bounded size."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lru(Generic[K, V]):
    """At most `most` things of `most_bytes` together; the longest unused go first. Threads may share it.

    Args:
        size: how many bytes a thing is, where `most_bytes` bounds them. What is larger than all of it is not kept.
    """

    def __init__(
        self, most: int, *, most_bytes: int | None = None, size: Callable[[V], int] = lambda _thing: 0
    ) -> None:
        self.most, self.most_bytes = most, most_bytes
        self.bytes = 0
        self._size = size
        self._things: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """What is kept under `key`; it counts as used."""
        with self._lock:
            entry = self._things.get(key)
            if entry is None:
                return None
            self._things.move_to_end(key)
            return entry[0]

    def keep(self, key: K, thing: V) -> V:
        """Keep `thing` and return it."""
        size = self._size(thing)
        with self._lock:
            self._drop(key)
            if self.most_bytes is None or size <= self.most_bytes:
                self._things[key] = (thing, size)
                self.bytes += size
            while len(self._things) > self.most or (self.most_bytes is not None and self.bytes > self.most_bytes):
                self._drop(next(iter(self._things)))
        return thing

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """What is kept under `key`, else what `make()` gives; two threads may both make it."""
        found = self.get(key)
        return self.keep(key, make()) if found is None else found

    def keys(self) -> list[K]:
        """The keys, longest unused first."""
        with self._lock:
            return list(self._things)

    def clear(self) -> None:
        """Empty the store."""
        with self._lock:
            self._things.clear()
            self.bytes = 0

    def _drop(self, key: K) -> None:
        gone = self._things.pop(key, None)
        if gone is not None:
            self.bytes -= gone[1]
