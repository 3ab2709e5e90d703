"""Is the reason given for a missing meeting true? Proved from the schedule, in the order in which reasons exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from eventmgr.scheduling.checking.details import details
from eventmgr.scheduling.checking.faults import Fault, fault
from eventmgr.scheduling.checking.ledger import Ledger
from eventmgr.scheduling.checking.witness import Truth, Witness
from eventmgr.scheduling.schedule import REASONS, Unplaced


def reasons(ledger: Ledger) -> Iterator[Fault]:
    """Faults of what is said of the missing meetings."""
    said: set[int] = set()
    witness = Witness(ledger)
    for unplaced in ledger.schedule.unplaced:
        number = unplaced.meeting
        if not 0 <= number < len(ledger.instance.meetings):
            yield fault("explained_unknown", meeting=number)
        elif number in said:
            yield fault("explained_twice", meeting=number)
        elif number in ledger.held:
            yield fault("explained_though_placed", meeting=number)
        elif ledger.instance.meetings[number].cancelled:
            yield fault("explained_though_cancelled", meeting=number)
        elif unplaced.reason not in REASONS:
            yield fault("unknown_reason", meeting=number, reason=unplaced.reason)
        else:
            yield from _judge(unplaced, witness.truth(number), witness)
        said.add(number)
    for number in ledger.missing():
        if number not in said:
            yield fault("unexplained", meeting=number)


def _judge(unplaced: Unplaced, truth: Truth, witness: Witness) -> Iterator[Fault]:
    number, reason = unplaced.meeting, unplaced.reason
    if truth.slot is not None:
        yield fault("could_be_placed", meeting=number, reason=reason, slot=truth.slot)
    elif truth.reason != reason:
        yield fault("untrue_reason", meeting=number, reason=reason, truth=truth.reason)
    elif reason == "rule" and unplaced.detail.get("rule") not in list(truth.rules):
        named = str(unplaced.detail.get("rule", ""))
        yield fault("untrue_rule", meeting=number, rule=named, truth=", ".join(sorted(truth.rules)))
    else:
        yield from details(witness, unplaced)
