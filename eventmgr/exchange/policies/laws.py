"""The laws of policies: `eventmgr check` holds an installation against them."""

from __future__ import annotations

from eventmgr.exchange.policies import queries
from eventmgr.tools.taxonomy import sectors


def policies() -> list[str]:
    """What is published says since when, sectors exist, and nothing supersedes in a circle."""
    known = {sector.code for sector in sectors()}
    faults = [f"policy {number}: published, but not since when" for number in queries.list_faulty_dates()]
    for number, codes in queries.iterate_sectors():
        faults += [f"policy {number}: there is no sector “{code}”" for code in codes if code not in known]
    above = dict(queries.list_supersessions())
    for number in above:
        passed, at = {number}, above.get(number)
        while at is not None and at not in passed:
            passed.add(at)
            at = above.get(at)
        if at == number:
            faults.append(f"policy {number}: supersedes itself in a circle")
    return faults


LAWS = {"policies": policies}
