"""The chain of seals over the trail: what each digest is made of. Pure.

Every digest is HMAC-SHA-256 under a key that is not in the database, over a list written as JSON, so that no two lists
read alike:

- `payload`: a random salt, and what a rule may take out of an entry (names, values, reason);
- `digest`: place in the chain, the digest before it, what is never taken out of an entry, and its `payload`;
- `mark`: what is left of an emptied entry; or from where to where entries were pruned, between which digests;
- `carried`: the same as `digest`, and the digest that an older key had made, so that this key may go and the digest
stays.

An entry that was emptied keeps `payload` and `digest`, so the chain holds; what was in it can be had from neither.
"""

from __future__ import annotations

import hmac
import json
from datetime import datetime
from typing import Any, Protocol

PURPOSE = "eventmgr change log"
"""Of the key."""
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


class Recorded(Protocol):
    """An entry as it stands in the database; `changes` is the text of its JSON, so that nothing of it is lost in
    reading."""

    id: int
    at: datetime
    actor_kind: str
    actor_id: int | None
    actor_name: str
    by_link: bool
    event_id: int | None
    object_type: str
    object_id: int
    object_name: str
    action: str
    changes: str
    reason: str


def name_of(key: bytes) -> str:
    """Sixteen characters that stand for `key`."""
    return _mac(key, "name")[:16]


def payload_of(key: bytes, salt: str, entry: Recorded) -> str:
    """Digest of what may be taken out of the entry."""
    return _mac(key, "payload", salt, *_removable(entry))


def digest_of(key: bytes, number: int, before: str, entry: Recorded, payload: str) -> str:
    """Digest of the entry of that number in the chain.

    Args:
        before: the digest of the place before; empty at the first.
    """
    return _mac(key, "entry", number, before, *_fixed(entry), payload)


def carried_mark(key: bytes, number: int, before: str, entry: Recorded, payload: str, digest: str) -> str:
    """What vouches under a newer key for a digest that an older one made."""
    return _mac(key, "carried", number, before, *_fixed(entry), payload, digest)


def emptied_mark(key: bytes, digest: str, entry: Recorded) -> str:
    """What vouches for the rest of an emptied entry."""
    return _mac(key, "emptied", digest, *_removable(entry))


def pruned_mark(key: bytes, first: int, last: int, before: str, digest: str, entry_id: int) -> str:
    """What vouches for entries that are gone: `first` to `last` of the chain, between those two digests."""
    return _mac(key, "pruned", first, last, before, digest, entry_id)


def _fixed(entry: Recorded) -> tuple[Any, ...]:
    at, by_link = entry.at.isoformat(), bool(entry.by_link)
    return (
        entry.id,
        at,
        entry.actor_kind,
        entry.actor_id,
        by_link,
        entry.event_id,
        entry.object_type,
        entry.object_id,
        entry.action,
    )


def _removable(entry: Recorded) -> tuple[str, str, str, str]:
    return (entry.actor_name, entry.object_name, entry.changes, entry.reason)


def _mac(key: bytes, *parts: Any) -> str:
    return hmac.digest(key, _canonical(parts).encode(), "sha256").hex()
