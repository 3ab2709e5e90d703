"""Lengthening the chain of seals, and what becomes of a seal when its entry is emptied or pruned."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from eventmgr.ground.db import db
from eventmgr.ground.sealing import keys_for
from eventmgr.tools.log import chain, queries, statements
from eventmgr.tools.log.models import Seal, SealState

AT_ONCE = 2000
"""Entries that are sealed in one transaction."""
_PATIENCE = 40
"""How often the transactions of others are looked for again, some hundredths of a second apart."""


def seal_some() -> int:
    """Seal at most `AT_ONCE` entries, in the order of their numbers; how many it were. None is left out: an entry is
    sealed once no lower number can appear any more."""
    statements.lock_chain()
    until = queries.find_newest_id()
    if not _is_settled():
        return 0
    last = queries.find_last_seal()
    number, before, after = (last.id, last.digest, last.entry_id) if last else (0, "", 0)
    key = keys_for(chain.PURPOSE)[0]
    rows = []
    for number, entry in enumerate(queries.list_unsealed(after, until, AT_ONCE), number + 1):  # noqa: B020 -- goes on
        salt = secrets.token_hex(16)
        payload = chain.payload_of(key, salt, entry)
        before = chain.digest_of(key, number, before, entry, payload)
        told = {"id": number, "first": number, "entry_id": entry.id, "key_name": chain.name_of(key)}
        rows.append(told | {"salt": salt, "payload": payload, "digest": before})
    statements.insert_seals(rows)
    return len(rows)


def _is_settled() -> bool:
    """Whether all that had begun to write entries when this was asked have ended, within some seconds."""
    left = queries.list_writers()
    for _time in range(_PATIENCE):
        if not left:
            break
        statements.pause()
        left &= queries.list_writers()
    return not left


def head() -> str:
    """The newest place of the chain and its digest, as `12:ab…`; empty if nothing is sealed. Kept elsewhere, it shows
    whether the chain has been made anew since."""
    last = queries.find_last_seal()
    return f"{last.id}:{last.digest}" if last else ""


def keep_emptied(stood: Mapping[int, Any]) -> None:
    """Mark the seals of entries that a rule has emptied. One that did not fit its entry before stays as it is, and goes
    on telling so.

    Args:
        stood: number → the entry before (`queries.list_recorded`).
    """
    stands = queries.list_recorded(stood)
    keys = {chain.name_of(key): key for key in keys_for(chain.PURPOSE)}
    present = next(iter(keys.values()))
    for seal in queries.list_seals_of(stood):
        before, now, key = stood[seal.entry_id], stands[seal.entry_id], keys.get(seal.key_name)
        if key is not None and tuple(before) != tuple(now) and is_payload_of(seal, before, keys):
            seal.state, seal.salt = SealState.EMPTIED, ""
            seal.mark = chain.emptied_mark(present, seal.digest, now)
    db.session.flush()


def is_payload_of(seal: Any, entry: chain.Recorded, keys: Mapping[str, bytes]) -> bool:
    """Whether names, values and reason of the entry are those that were sealed, or what a rule has left of them."""
    if seal.state is SealState.EMPTIED:
        return any(chain.emptied_mark(key, seal.digest, entry) == seal.mark for key in keys.values())
    return seal.key_name in keys and chain.payload_of(keys[seal.key_name], seal.salt, entry) == seal.payload


def follows(seal: Any, entry: Any, before: Collection[str], keys: Mapping[str, bytes]) -> tuple[bool, set[str]]:
    """Whether the seal is that of its entry behind one of the digests before, and which digests would be.

    The digest before counts as it is written and as it should be: what was altered there is told once, not here as
    well.
    """
    key = keys.get(seal.key_name)
    if key is None:
        return False, set()
    if seal.state is SealState.PRUNED:
        told = (seal.digest, seal.entry_id)
        return seal.mark in {chain.pruned_mark(key, seal.first, seal.id, digest, *told) for digest in before}, set()
    if entry is None:
        return False, set()
    if seal.carried:
        made = {chain.carried_mark(key, seal.id, digest, entry, seal.payload, seal.digest) for digest in before}
        return seal.carried in made, set()
    possible = {chain.digest_of(key, seal.id, digest, entry, seal.payload) for digest in before}
    return seal.digest in possible, possible


def carry_some(after: int) -> tuple[int, int, int | None]:
    """Let the present key vouch for the next `AT_ONCE` places of the chain behind `after` for which an older one does.
    Their digests stay, so whoever has kept one elsewhere finds it again; what does not fit its seal is left under the
    older key, so that nothing altered is made good.

    Returns:
        (how many it does now, how many do not fit, the last place that was looked at; None: there are no more).
    """
    statements.lock_chain()
    seals = queries.list_seals_from(after, AT_ONCE)
    stands = queries.list_recorded([seal.entry_id for seal in seals])
    keys = {chain.name_of(key): key for key in keys_for(chain.PURPOSE)}
    name, key = next(iter(keys.items()))
    last = queries.find_seal(after) if after else None
    reached, before = (last.id, {last.digest}) if last else (0, {""})
    done = astray = 0
    for seal in seals:
        entry = stands.get(seal.entry_id)
        fits, possible = follows(seal, entry, before, keys)
        if seal.key_name != name:
            if fits and seal.first == reached + 1 and _is_true(seal, entry, keys):
                _carry(seal, entry, next(iter(before)), name, key)
                done += 1
            else:
                astray += 1
        reached, before = seal.id, {seal.digest, *possible}
    db.session.flush()
    return done, astray, reached if len(seals) == AT_ONCE else None


def _is_true(seal: Seal, entry: Any, keys: Mapping[str, bytes]) -> bool:
    """Whether the entry is what was sealed; of those that are gone, whether they still are."""
    return entry is None if seal.state is SealState.PRUNED else is_payload_of(seal, entry, keys)


def _carry(seal: Seal, entry: Any, before: str, name: str, key: bytes) -> None:
    seal.key_name = name
    if seal.state is SealState.PRUNED:
        seal.mark = chain.pruned_mark(key, seal.first, seal.id, before, seal.digest, seal.entry_id)
        return
    if seal.state is SealState.EMPTIED:
        seal.mark = chain.emptied_mark(key, seal.digest, entry)
    else:
        seal.payload = chain.payload_of(key, seal.salt, entry)
    seal.carried = chain.carried_mark(key, seal.id, before, entry, seal.payload, seal.digest)


def prune(entry_ids: Collection[int]) -> None:
    """One seal stands for each row of neighbours that are gone. The chain is locked, the entries are deleted."""
    gone = queries.list_seals_of(entry_ids)
    if not gone:
        return
    before, behind = {seal.first - 1 for seal in gone}, {seal.id + 1 for seal in gone}
    beside = {seal.id: seal for seal in queries.list_seals_beside(before, behind)}
    members = beside | {seal.id: seal for seal in gone}
    for seal in gone:
        seal.state = SealState.PRUNED
    rows = _neighbours([members[number] for number in sorted(members) if members[number].state is SealState.PRUNED])
    missing = {row[0].first - 1 for row in rows} - members.keys()
    digests = {seal.id: seal.digest for seal in [*members.values(), *queries.list_seals_beside(missing, ())]}
    key = keys_for(chain.PURPOSE)[0]
    statements.delete_seals([seal.id for row in rows for seal in row[:-1]])
    for row in rows:
        first, last = row[0].first, row[-1]
        last.first, last.salt, last.payload, last.carried, last.key_name = first, "", "", "", chain.name_of(key)
        known = digests.get(first - 1, "")
        last.mark = chain.pruned_mark(key, first, last.id, known, last.digest, last.entry_id)
    db.session.flush()


def _neighbours(seals: Sequence[Seal]) -> list[list[Seal]]:
    rows: list[list[Seal]] = []
    for seal in seals:
        if rows and rows[-1][-1].id + 1 == seal.first:
            rows[-1].append(seal)
        else:
            rows.append([seal])
    return rows
