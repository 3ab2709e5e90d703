"""Is the reason given for an unscheduled meeting true? Proved from the schedule, in the order in which reasons exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from eventmgr.scheduling.checking.details import details
from eventmgr.scheduling.checking.faults import Fault, fault
from eventmgr.scheduling.checking.ledger import Ledger
from eventmgr.scheduling.checking.witness import Truth, Witness
from eventmgr.scheduling.schedule import REASONS, Unscheduled


def reasons(ledger: Ledger) -> Iterator[Fault]:
    """Faults of what is said of the unscheduled meetings."""
    said: set[int] = set()
    witness = Witness(ledger)
    for unscheduled in ledger.schedule.unscheduled:
        number = unscheduled.meeting
        if not 0 <= number < len(ledger.instance.meetings):
            yield fault("explained_unknown", meeting=number)
        elif number in said:
            yield fault("explained_twice", meeting=number)
        elif number in ledger.held:
            yield fault("explained_though_placed", meeting=number)
        elif ledger.instance.meetings[number].cancelled:
            yield fault("explained_though_cancelled", meeting=number)
        elif unscheduled.reason not in REASONS:
            yield fault("unknown_reason", meeting=number, reason=unscheduled.reason)
        else:
            yield from _judge(unscheduled, witness.truth(number), witness)
        said.add(number)
    for number in ledger.unscheduled():
        if number not in said:
            yield fault("unexplained", meeting=number)


def _judge(unscheduled: Unscheduled, truth: Truth, witness: Witness) -> Iterator[Fault]:
    number, reason = unscheduled.meeting, unscheduled.reason
    if truth.slot is not None:
        yield fault("could_be_placed", meeting=number, reason=reason, slot=truth.slot)
    elif truth.reason != reason:
        yield fault("untrue_reason", meeting=number, reason=reason, truth=truth.reason)
    elif reason == "rule" and unscheduled.detail.get("rule") not in list(truth.rules):
        named = str(unscheduled.detail.get("rule", ""))
        yield fault("untrue_rule", meeting=number, rule=named, truth=", ".join(sorted(truth.rules)))
    else:
        yield from details(witness, unscheduled)
