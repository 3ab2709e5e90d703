"""Is the reason given for an unscheduled meeting true? Proved from the schedule, in the order in which reasons exclude
each other."""

from __future__ import annotations

from collections.abc import Iterator

from eventmgr.engines.scheduling.checking.conflict_analysis import Certificate, ConflictAnalysis
from eventmgr.engines.scheduling.checking.details import details
from eventmgr.engines.scheduling.checking.faults import Fault, fault
from eventmgr.engines.scheduling.checking.schedule_index import ScheduleIndex
from eventmgr.engines.scheduling.schedule import REASONS, Unscheduled


def reasons(index: ScheduleIndex) -> Iterator[Fault]:
    """Faults of what is said of the unscheduled meetings."""
    explained: set[int] = set()
    analysis = ConflictAnalysis(index)
    for unscheduled in index.schedule.unscheduled:
        number = unscheduled.meeting
        if not 0 <= number < len(index.instance.meetings):
            yield fault("explained_unknown", meeting=number)
        elif number in explained:
            yield fault("explained_twice", meeting=number)
        elif number in index.held:
            yield fault("explained_though_placed", meeting=number)
        elif index.instance.meetings[number].cancelled:
            yield fault("explained_though_cancelled", meeting=number)
        elif unscheduled.reason not in REASONS:
            yield fault("unknown_reason", meeting=number, reason=unscheduled.reason)
        else:
            yield from _judge(unscheduled, analysis.certificate(number), analysis)
        explained.add(number)
    for number in index.unscheduled():
        if number not in explained:
            yield fault("unexplained", meeting=number)


def _judge(unscheduled: Unscheduled, certificate: Certificate, analysis: ConflictAnalysis) -> Iterator[Fault]:
    number, reason = unscheduled.meeting, unscheduled.reason
    if certificate.slot is not None:
        yield fault("could_be_placed", meeting=number, reason=reason, slot=certificate.slot)
    elif certificate.reason != reason:
        yield fault("untrue_reason", meeting=number, reason=reason, truth=certificate.reason)
    elif reason == "rule" and unscheduled.detail.get("rule") not in list(certificate.rules):
        named = str(unscheduled.detail.get("rule", ""))
        yield fault("untrue_rule", meeting=number, rule=named, truth=", ".join(sorted(certificate.rules)))
    else:
        yield from details(analysis, unscheduled)
