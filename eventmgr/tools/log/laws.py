"""The law of the trail: `eventmgr check` follows its chain of seals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from eventmgr.ground.sealing import keys_for
from eventmgr.tools.log import chain, queries
from eventmgr.tools.log.models import SealState
from eventmgr.tools.log.seals import follows, is_payload_of

_MOST = 1000
"""Breaches that are looked for; who alters more of them is found out as well."""


def unaltered() -> list[str]:
    """No entry was altered, removed or put in since it was sealed."""
    keys = {chain.name_of(key): key for key in keys_for(chain.PURPOSE)}
    return list(islice(_breaches(keys), _MOST))


def _breaches(keys: dict[str, bytes]) -> Iterator[str]:
    number, entry_id, before = 0, 0, {""}
    lost = set[str]()
    for seal, entry in queries.iterate_chain():
        is_gap = seal.first != number + 1
        if is_gap:
            yield _gap(number, entry_id, seal)
        if seal.key_name not in keys and seal.key_name not in lost:
            lost.add(seal.key_name)
            yield (
                f"from entry {seal.entry_id} on: sealed under another data key; add that key to"
                " EVENTMGR_DATA_KEY_FALLBACKS"
            )
        fits, possible = follows(seal, entry, before, keys)
        if seal.state is SealState.PRUNED:
            if entry is not None:
                yield f"entry {seal.entry_id}: put in where one was deleted after its period"
            if not fits and not is_gap and seal.key_name in keys:
                yield f"entries up to {seal.entry_id}: removed, and not by the product after their period"
        elif entry is None:
            yield f"entry {seal.entry_id}: removed"
        elif seal.key_name in keys and (not is_payload_of(seal, entry, keys) or not (fits or is_gap)):
            yield f"entry {seal.entry_id}: altered"
        number, entry_id, before = seal.id, seal.entry_id, {seal.digest, *possible}
    for number in queries.list_put_in(_MOST):
        yield f"entry {number}: put in"


def _gap(number: int, entry_id: int, seal: Any) -> str:
    if seal.first <= number:
        return f"entry {seal.entry_id}: its seal overlaps the one before"
    count = seal.first - number - 1
    return f"between entries {entry_id} and {seal.entry_id}: {count} removed together with their seals"


LAWS = {"change log": unaltered}
