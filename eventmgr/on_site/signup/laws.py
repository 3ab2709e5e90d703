"""The law of places in groups."""

from __future__ import annotations

from eventmgr.on_site.signup import queries


def groups() -> list[str]:
    """No group of an agenda gave away more places than it has, none keeps a queue before a free place, and places in
    groups go to those who chose them and hold a place at the event."""
    over = [
        f"{slug}, group {item}: {n} places taken of {limit}" for slug, item, limit, n in queries.list_overfull_groups()
    ]
    idle = [f"{slug}, group {item}: {n} wait although places are free" for slug, item, n in queries.list_idle_groups()]
    wrong = [
        f"registration {number}: place in group {item} without a right to it"
        for number, item in queries.list_signups_without_right()
    ]
    return over + idle + wrong


LAWS = {"groups": groups}
