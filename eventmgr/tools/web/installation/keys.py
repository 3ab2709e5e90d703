"""The keys at hand are those that the database was used with, or nothing starts.

A new key on purpose: the older one stands among the fallbacks, and the new one counts from the next start. Of the
signing key one is recorded; of the data key each that may have sealed something, until `eventmgr reseal` has run.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from flask import current_app

from eventmgr.ground.fingerprints import fingerprint
from eventmgr.ground.sealing import sealer
from eventmgr.tools.web.installation import queries, statements

SECRET, DATA = "SECRET_KEY", "DATA_KEY"
_LOSES = {SECRET: "sessions and links end", DATA: "what was sealed with the other one cannot be read"}


def faults() -> list[str]:
    """A sentence for each key that is not at hand, with the way out; of the fingerprints alone, so it is asked
    often."""
    if current_app.config["ACCEPT_NEW_KEYS"]:
        return []
    recorded = queries.list_fingerprints()
    return [_other(name) for name in (SECRET, DATA) if recorded.get(name, set()) - {*_at_hand(name)}]


def faults_before_use() -> list[str]:
    """The same; and where no data key was recorded yet, whether the one at hand opens what is sealed."""
    problems = faults()
    if not problems and not current_app.config["ACCEPT_NEW_KEYS"] and DATA not in queries.list_fingerprints():
        opened = [sealer().renew(value) is not None for value in queries.iterate_sealed()]
        if opened and not any(opened):
            problems.append(_other(DATA))
    return problems


def is_recorded() -> bool:
    """Whether the database knows the keys at hand."""
    recorded = queries.list_fingerprints()
    return recorded.get(SECRET) == {_at_hand(SECRET)[0]} and _at_hand(DATA)[0] in recorded.get(DATA, set())


def record(*, at: datetime) -> None:
    """The keys at hand are those of this installation; inside `write`."""
    for name in (SECRET, DATA):
        statements.keep_fingerprint(name, _at_hand(name)[0], at=at)
    statements.forget_fingerprints(SECRET, but=_at_hand(SECRET)[:1])
    if current_app.config["ACCEPT_NEW_KEYS"]:
        statements.forget_fingerprints(DATA, but=_at_hand(DATA))


def forget_older(*, at: datetime) -> None:
    """Everything is sealed with the present data key, so older ones may go; inside `write`."""
    statements.keep_fingerprint(DATA, _at_hand(DATA)[0], at=at)
    statements.forget_fingerprints(DATA, but=_at_hand(DATA)[:1])


def _at_hand(name: str) -> list[str]:
    """Fingerprints of the key and then of its fallbacks."""
    keys = [current_app.config[name], *current_app.config[f"{name}_FALLBACKS"]]
    return [fingerprint(name, key) for key in keys]


def _other(name: str) -> str:
    path = Path(current_app.instance_path) / name.lower()
    return (
        f"the key EVENTMGR_{name} ({path}, unless it is set) is not the one that the database was used with. Put back your copy of"
        f" it. If it was changed on purpose, put the older one into EVENTMGR_{name}_FALLBACKS; if that is lost, start once with"
        f" EVENTMGR_ACCEPT_NEW_KEYS=true: then {_LOSES[name]}"
    )
