"""Answers that name a person of the event: what was typed, taken apart, and whom it means. Pure.

Whether somebody was found is never told to whoever typed the name: it would tell who comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eventmgr.ground.text import LARGEST, normalized, person_name, whole_number
from eventmgr.identity.directory.likeness import organization_key, person_key

_NUMBER = re.compile(r"(?:no\.?|№|#|编号|登记编号|报名编号|第)?\s*[:：]?\s*(\d{1,18})\s*号?", re.IGNORECASE | re.ASCII)
_PARTS = re.compile(r"\s*[，,、;；/|（()）]+\s*")
_HAN = re.compile("[\u2e80-\u9fff\U00020000-\U0003ffff]")


class Named(NamedTuple):
    """A way to read what was typed."""

    person: str
    """`likeness.person_key`."""
    organization: str = ""
    """`likeness.organization_key`; empty: none was given."""


@dataclass(frozen=True)
class Mention:
    """What was typed for a person of the event."""

    readings: tuple[Named, ...]
    """As a name, then as a name with an organization in either order."""
    number: int | None = None
    """As the number of a registration."""


class Candidate(NamedTuple):
    """A registration of the event that may be meant."""

    id: int
    person: str
    organization: str
    stands: bool
    """It is neither withdrawn nor declined."""


def read_mention(typed: str) -> Mention:
    """What a typed line may mean."""
    line = normalized("NFKC", typed).strip()
    match = _NUMBER.fullmatch(line)
    if match:
        return Mention((), whole_number(match[1], least=1, most=LARGEST))
    parts = [part for part in _PARTS.split(line, maxsplit=1) if part]
    if len(parts) < 2 and _HAN.search(line):
        parts = line.split(maxsplit=1)
    readings = [Named(_key(line))]
    if len(parts) == 2:
        first, second = parts[0], parts[1].rstrip(")）")
        readings += [Named(_key(first), organization_key(second)), Named(_key(second), organization_key(first))]
    return Mention(tuple(dict.fromkeys(reading for reading in readings if reading.person)))


def _key(name: str) -> str:
    return person_key(person_name(name))


def names_of(mentions: Iterable[Mention]) -> set[str]:
    """The keys of all persons that these may mean."""
    return {reading.person for mention in mentions for reading in mention.readings}


def meant(mention: Mention, candidates: Sequence[Candidate]) -> list[int]:
    """Numbers of the registrations that it means: one, or none, or several that cannot be told apart. Those that stand
    come before those that do not.

    Args:
        candidates: of the event, at least all whose `person` is among `names_of`, and the one with the number.
    """
    if mention.number is not None:
        return [bearer.id for bearer in candidates if bearer.id == mention.number]
    for reading in mention.readings:
        bearers = [bearer for bearer in candidates if bearer.person == reading.person]
        if reading.organization:
            bearers = [bearer for bearer in bearers if _is_from(bearer.organization, reading.organization)]
        if bearers:
            return [bearer.id for bearer in bearers if bearer.stands] or [bearer.id for bearer in bearers]
    return []


def _is_from(there: str, typed: str) -> bool:
    """Whether an organization is the one that was typed, or is called so for short."""
    return bool(there) and (typed in there or there in typed)
