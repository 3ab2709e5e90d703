"""What deals are held against: chains end where the deal stands, nothing stems from itself, amounts fit, merged ones
count once."""

from __future__ import annotations

from eventmgr.matchmaking.outcomes.checking import queries
from eventmgr.matchmaking.outcomes.deals.chains import list_circles
from eventmgr.matchmaking.outcomes.deals.drafts import main_amount
from eventmgr.matchmaking.outcomes.deals.money import in_yuan
from eventmgr.matchmaking.outcomes.models import CHAIN, Stage


def stages() -> list[str]:
    """A deal's history begins with its first stage, each step begins where the one before ended, goes forward unless
    the deal was opened again, and the last one ends at the stage of the deal."""
    result = []
    steps = queries.list_steps()
    for number, stage, reached, reason in queries.list_stages():
        chain = steps.get(number, [])
        ends = [to for _from, to in chain]
        begins = [before for before, _to in chain]
        furthest = max((to for to in ends if to in CHAIN), key=CHAIN.index, default=None)
        if not chain or ends[-1] is not stage or begins != [None, *ends[:-1]]:
            result.append(f"deal {number}: its history does not lead to its stage")
        if furthest is not reached or (stage is not Stage.ENDED and stage is not reached):
            result.append(f"deal {number}: it has reached another stage than it says")
        if (stage is Stage.ENDED) != bool(reason):
            result.append(f"deal {number}: an end needs a reason, and a reason an end")
    return result


def amounts() -> list[str]:
    """The amount by which a deal is counted is that of its kinds; an amount in another currency is that times its
    rate."""
    kinds = queries.list_amounts()
    result = [
        f"deal {number}: it is counted by another amount than it states"
        for number, amount in queries.list_counted()
        if amount != main_amount((item.kind, item.amount) for item in kinds.get(number, ()))
    ]
    for number, rows in kinds.items():
        for item in rows:
            is_home = (item.original is None) and (item.rate is None) and item.currency == "CNY"
            if not is_home and (
                item.original is None or item.rate is None or in_yuan(item.original, item.rate) != item.amount
            ):
                result.append(f"deal {number}: {item.kind.value} is not what its currency and rate make")
    return result


def chains() -> list[str]:
    """No deal stems from itself, from one of another event, or, if it counts, from an entry that was merged into
    another."""
    parents = queries.list_parents()
    result = [f"deal {number}: it stems from itself" for number in list_circles(parents)]
    return result + [
        f"deal {number}: it stems from deal {parent}, {why}" for number, parent, why in queries.list_astray()
    ]


def merges() -> list[str]:
    """An entry that was merged has one merge that stands and leads to a deal that counts, and the other way round."""
    return [f"deal {number}: {why}" for number, why in queries.list_untrue_merges()]


LAWS = {"deal stages": stages, "deal amounts": amounts, "deal chains": chains, "deal merges": merges}
