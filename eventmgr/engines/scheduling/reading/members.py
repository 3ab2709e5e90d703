"""One JSON object or list at a time, with the path to it: every value is taken through here, so that every refusal
names its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from eventmgr.engines.scheduling.reading import limits
from eventmgr.engines.scheduling.reading.malformed import member_of, refusal, shown
from eventmgr.engines.scheduling.reading.text import Doubled
from eventmgr.ground.sentences import Sentence, _l

MISSING = _l("%(path)s is missing. Add it; docs/formats/meeting-instances.md describes it.")
WHOLE = _l("%(path)s must be a whole number from %(least)s to %(most)s, not %(found)s. Write such a number there.")
LIST = _l("%(path)s must be a list, not %(found)s. Write […] there, [] if it is empty.")
OBJECT = _l("%(path)s must be an object, not %(found)s. Write {…} there.")
NO_FORM = _l(
    "The file must hold one JSON object, not %(found)s. Write {…}, as docs/formats/meeting-instances.md shows."
)
TEXT = _l("%(path)s must be text, not %(found)s. Put it in quotes.")
TOO_LONG = _l("%(path)s is a text of %(found)s characters; %(most)s are the limit. Shorten it.")
NONE = _l("%(path)s is %(found)s, but the instance has nothing that it could refer to. Delete it.")
FLAG = _l("%(path)s must be true or false, not %(found)s. Write one of them, without quotes.")
CHOICE = _l("%(path)s must be one of %(choices)s, not %(found)s. Write one of them.")
TWICE = _l("%(path)s appears twice in its object. Keep one of the two.")
COUNT = _l("%(path)s has %(found)s entries instead of %(wanted)s. Give one entry each.")
FEW = _l("%(path)s has %(found)s entries; between %(least)s and %(most)s are possible. Add or delete some.")

LONGEST_TEXT = 300
_ABSENT = object()


def whole(value: Any, path: str, least: int, most: int) -> int:
    """A whole number within bounds; true, 3.0 and "3" are none."""
    if type(value) is int and least <= value <= most:
        return value
    if most < least and type(value) is int:
        raise refusal(path, NONE, found=shown(value))
    raise refusal(path, WHOLE, least=least, most=most, found=shown(value))


def items(value: Any, path: str, *, count: int | None = None, most: int | None = None) -> list[Any]:
    """A list, with exactly `count` or at most `most` entries if that is said."""
    if not isinstance(value, list):
        raise refusal(path, LIST, found=shown(value))
    if count is not None and len(value) != count:
        raise refusal(path, COUNT, found=len(value), wanted=count)
    if most is not None and len(value) > most:
        raise refusal(path, FEW, found=len(value), least=0, most=most)
    return value


def text(value: Any, path: str) -> str:
    """A text of bearable length."""
    if not isinstance(value, str):
        raise refusal(path, TEXT, found=shown(value))
    if len(value) > LONGEST_TEXT:
        raise refusal(path, TOO_LONG, found=len(value), most=LONGEST_TEXT)
    return value


def numbers(value: Any, path: str, most: int) -> frozenset[int]:
    """A list of whole numbers from 0 to `most`: slots."""
    return frozenset(whole(item, f"{path}[{place}]", 0, most) for place, item in enumerate(items(value, path)))


class Members:
    """The members of one JSON object. What nobody takes is noted in `ignored` under its path without numbers."""

    def __init__(self, value: Any, path: str, ignored: dict[str, str] | None = None) -> None:
        if not isinstance(value, dict):
            raise refusal(path, OBJECT if path else NO_FORM, found=shown(value))
        self.path = path
        self._left = dict(value)
        self._ignored = ignored
        if isinstance(value, Doubled):
            raise refusal(self.at(value.member), TWICE)

    def at(self, name: str) -> str:
        """The path of a member."""
        return member_of(self.path, name)

    @property
    def left(self) -> bool:
        """Whether there are members that nobody has taken yet."""
        return bool(self._left)

    def names(self) -> frozenset[str]:
        """Members that nobody has taken yet."""
        return frozenset(self._left)

    def all(self) -> dict[str, Any]:
        """The whole object, as it is."""
        return self._left

    def has(self, name: str) -> bool:
        """Whether the member is there and not null."""
        return self._left.get(name) is not None

    def take(self, name: str) -> Any:
        """The value of a member that must be there."""
        value = self._left.pop(name, _ABSENT)
        if value is _ABSENT:
            raise refusal(self.at(name), MISSING)
        return value

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number; without a default it must be there."""
        if default is not None and name not in self._left:
            return default
        value = self.take(name)
        if type(value) is int and least <= value <= most:
            return value
        return whole(value, self.at(name), least, most)

    def whole_or_none(self, name: str, least: int, most: int) -> int | None:
        """A whole number; None where it is missing or null."""
        value = self._left.pop(name, None)
        return None if value is None else whole(value, self.at(name), least, most)

    def text(self, name: str) -> str:
        """A text; empty where it is missing."""
        return text(self._left.pop(name), self.at(name)) if name in self._left else ""

    def flag(self, name: str) -> bool:
        """True or false; false where it is missing."""
        value = self._left.pop(name, False)
        if not isinstance(value, bool):
            raise refusal(self.at(name), FLAG, found=shown(value))
        return value

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        """Read a member that must be one of `choices`."""
        value = self._left.pop(name, default)
        if not isinstance(value, str) or value not in choices:
            raise refusal(self.at(name), CHOICE, choices=", ".join(filter(None, choices)), found=shown(value))
        return value

    def items(self, name: str, *, count: int | None = None, most: int | None = None) -> list[Any]:
        """A list; empty where it is missing, whatever `count` says."""
        return items(self._left.pop(name), self.at(name), count=count, most=most) if name in self._left else []

    def numbers(self, name: str, most: int) -> frozenset[int]:
        """A list of numbers from 0 to `most`; empty where it is missing."""
        return numbers(self._left.pop(name), self.at(name), most) if name in self._left else frozenset()

    def refuse(self, name: str, sentence: Sentence, **values: Any) -> Exception:
        """The error of `sentence` at a member."""
        return refusal(self.at(name), sentence, **values)

    def done(self, known: Collection[str] = ()) -> None:
        """Nothing more is taken: the rest, except `known`, is noted as ignored."""
        if self._left and self._ignored is not None:
            for name, value in self._left.items():
                if name not in known:
                    self._ignored.setdefault(_without_numbers(self.at(name)), shown(value))


def read_pairs(root: Members, name: str, most_first: int, most_second: int) -> tuple[tuple[int, int], ...]:
    """A list of [number, number], each up to its highest."""
    pairs = []
    for number, value in enumerate(root.items(name, most=limits.MEETINGS)):
        path = f"{name}[{number}]"
        first, second = items(value, path, count=2)
        pairs.append((whole(first, f"{path}[0]", 0, most_first), whole(second, f"{path}[1]", 0, most_second)))
    return tuple(pairs)


def _without_numbers(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)
