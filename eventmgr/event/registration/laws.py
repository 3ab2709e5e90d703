"""The laws of registrations: `eventmgr check` holds an installation against them."""

from __future__ import annotations

from eventmgr.event.registration.applicant import identity_key
from eventmgr.event.registration.queries import laws as queries


def places() -> list[str]:
    """No event gave away more places than it has, and no queue waits before a free place."""
    over = [f"{slug}: {n} places taken of {capacity}" for slug, capacity, n in queries.list_overbooked()]
    idle = [f"{slug}: {n} wait although places are free" for slug, n in queries.list_idle_places()]
    return over + idle


def offers() -> list[str]:
    """A place is offered until an instant, and to nobody else."""
    return [f"registration {number}: an offer without an end" for number in queries.list_endless_offers()]


def one_place_each() -> list[str]:
    """Nobody has two live places at one event."""
    return [f"event {event}: {name} has {n} places" for event, name, n in queries.list_doubled_places()]


def invitations() -> list[str]:
    """No invitation was used more often than it may be. One whose registration was reinstated by the organizers is told
    too."""
    return [
        f"invitation {number}: {used} registrations with {most} uses"
        for number, most, used in queries.list_overused_invitations()
    ]


def recommendations() -> list[str]:
    """What a delegation said about somebody goes with them, and no person without a delegation has its word."""
    return [f"registration {number}: keeps the word of a delegation" for number in queries.list_stale_words()]


def tallies() -> list[str]:
    """The kept counts are those of the rows."""
    counted, kept = queries.list_counted_registrations(), queries.list_kept_tallies()
    wrong = {key for key in counted.keys() | kept.keys() if counted.get(key, 0) != kept.get(key, 0)}
    return [f"{_key(key)}: {counted.get(key, 0)} rows, tally says {kept.get(key, 0)}" for key in sorted(wrong, key=str)]


def trail() -> list[str]:
    """Every registration stands in the audit trail."""
    return [f"registration {number} has no entry" for number in queries.list_registrations_without_trail()]


def identities() -> list[str]:
    """Nobody is two persons by a spelling: the key of every live place is that of its name and number."""
    return [
        f"registration {number} has a key that is not of its name; change the name, or withdraw it if"
        " it is the same person's as another"
        for number, mobile, name, key in queries.list_identities()
        if key != identity_key(mobile, name)
    ]


def sensitive() -> list[str]:
    """Sensitive answers are sealed and can be read, and neither the trail nor a letter repeats one."""
    breaches = [f"registration {number}: an answer stands in plain text" for number in queries.list_unsealed_answers()]
    breaches += [
        f"registration {number}: the data key does not open it" for number in queries.list_unreadable_answers()
    ]
    breaches += [f"audit entry {number}: tells a sensitive answer" for number in queries.list_told_answers()]
    return breaches + [f"{row}: repeats a sensitive answer" for row in queries.list_repeated_answers()]


def _key(key: tuple[object, ...]) -> str:
    return " / ".join(str(getattr(part, "value", part)) or "–" for part in key)


LAWS = {
    "places": places,
    "offers": offers,
    "one place each": one_place_each,
    "identities": identities,
    "invitations": invitations,
    "recommendations": recommendations,
    "tallies": tallies,
    "audit trail": trail,
    "sensitive answers": sensitive,
}
