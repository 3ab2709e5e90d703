"""The data's own laws, one function each; `eventmgr check` holds an installation against them.

A law returns its breaches as sentences for the person who runs the installation; an empty list means it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from eventmgr import taxonomy, text
from eventmgr.registration.applicant import identity_key
from eventmgr.upkeep import queries

_MOST = 20


def places() -> list[str]:
    """No event gave away more places than it has, and no queue waits before a free place."""
    over = [f"{slug}: {n} places taken of {capacity}" for slug, capacity, n in queries.overbooked()]
    idle = [f"{slug}: {n} wait although places are free" for slug, n in queries.idle_places()]
    return over + idle


def groups() -> list[str]:
    """No group of an agenda gave away more places than it has, none keeps a queue before a free place, and places in
    groups go to those who chose them and hold a place at the event."""
    over = [f"{slug}, group {item}: {n} places taken of {limit}" for slug, item, limit, n in queries.overfull_groups()]
    idle = [f"{slug}, group {item}: {n} wait although places are free" for slug, item, n in queries.idle_groups()]
    wrong = [f"registration {number}: place in group {item} without a right to it"
             for number, item in queries.signups_without_right()]  # fmt: skip
    return over + idle + wrong


def one_place_each() -> list[str]:
    """Nobody has two live places at one event."""
    return [f"event {event}: {name} has {n} places" for event, name, n in queries.doubled_places()]


def tallies() -> list[str]:
    """The kept counts are those of the rows."""
    counted, kept = queries.counted_registrations(), queries.kept_tallies()
    wrong = {key for key in counted.keys() | kept.keys() if counted.get(key, 0) != kept.get(key, 0)}
    return [f"{_key(key)}: {counted.get(key, 0)} rows, tally says {kept.get(key, 0)}" for key in sorted(wrong, key=str)]


def trail() -> list[str]:
    """Every registration stands in the audit trail."""
    return [f"registration {number} has no entry" for number in queries.registrations_without_trail()]


def hashes() -> list[str]:
    """Only hashes of one-time tokens are kept."""
    return [f"{table} {number} holds something else" for table, number in queries.open_tokens()]


def agenda() -> list[str]:
    """Agenda items lie inside their event."""
    return [f"{slug}: item {number} lies outside" for slug, number in queries.items_outside()]


def codes() -> list[str]:
    """Every code in the data is a known one."""
    known: dict[str, set[str]] = {
        "province": {one.code for one in taxonomy.provinces()},
        "unit": {one.code for one in taxonomy.units()},
        "sector": {one.code for one in taxonomy.sectors()},
        "topic": {one.code for one in taxonomy.topics()},
    }
    used = queries.used_codes()
    return [f"unknown {kind} code {code}" for kind in known for code in sorted(used[kind] - known[kind])]


def door() -> list[str]:
    """Every stored text passed the door: NFC, no controls, surrogates or unbalanced bidirectional marks."""
    return [
        f"{table} {number}, {column}: text breaks the rule of the door"
        for table, column, number, value in queries.texts()
        if not text.is_clean(value)
    ]


def identities() -> list[str]:
    """Nobody is two persons by a spelling: the key of every live place is that of its name and number."""
    return [
        f"registration {number} has a key that is not of its name; change the name, or withdraw it if"
        " it is the same person's as another"
        for number, mobile, name, key in queries.identities()
        if key != identity_key(mobile, name)
    ]


def sensitive() -> list[str]:
    """Sensitive answers are sealed and can be read, and neither the trail nor a letter repeats one."""
    found = [f"registration {number}: an answer stands in plain text" for number in queries.unsealed_answers()]
    found += [f"registration {number}: the data key does not open it" for number in queries.unreadable_answers()]
    found += [f"audit entry {number}: tells a sensitive answer" for number in queries.told_answers()]
    return found + [f"{row}: repeats a sensitive answer" for row in queries.repeated_answers()]


LAWS: dict[str, Callable[[], list[str]]] = {
    "places": places,
    "groups": groups,
    "one place each": one_place_each,
    "identities": identities,
    "tallies": tallies,
    "audit trail": trail,
    "hashes of tokens": hashes,
    "agenda": agenda,
    "codes": codes,
    "texts": door,
    "sensitive answers": sensitive,
}


def breaches() -> Iterable[tuple[str, list[str]]]:
    """(law, breaches) for every law; at most some twenty breaches are spelt out."""
    for name, law in LAWS.items():
        found = law()
        rest = [f"… and {len(found) - _MOST} more"] if len(found) > _MOST else []
        yield name, found[:_MOST] + rest


def _key(key: tuple[object, ...]) -> str:
    return " / ".join(str(getattr(part, "value", part)) or "–" for part in key)
