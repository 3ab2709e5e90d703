"""What can be wrong with a schedule: a kind, the numbers, and a sentence for the reader."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.ground.sentences import Sentence, _l

Number = int | str

SENTENCES: dict[str, Sentence] = {
    "unknown_meeting": _l("There is no meeting %(meeting)s."),
    "unknown_slot": _l("Meeting %(meeting)s is in slot %(slot)s, which does not exist."),
    "placed_twice": _l("Meeting %(meeting)s is scheduled twice."),
    "cancelled": _l("Meeting %(meeting)s is cancelled and yet scheduled."),
    "absent": _l("Participant %(participant)s is absent in slot %(slot)s, where meeting %(meeting)s is."),
    "seat_absent": _l(
        "Representative %(seat)s of participant %(participant)s is absent in slot %(slot)s, where meeting %(meeting)s is."
    ),
    "unknown_seat": _l(
        "Meeting %(meeting)s has representative %(seat)s of participant %(participant)s, who does not exist."
    ),
    "other_seat": _l(
        "Meeting %(meeting)s wants representative %(named)s of participant %(participant)s, but has %(seat)s."
    ),
    "person_twice": _l(
        "Representative %(seat)s of participant %(participant)s has meetings %(other)s and %(meeting)s in slot %(slot)s."
    ),
    "unknown_table": _l("Meeting %(meeting)s is at table %(table)s, which slot %(slot)s does not have."),
    "table_lost": _l("Meeting %(meeting)s is at table %(table)s, which is out of use in slot %(slot)s."),
    "table_twice": _l("Table %(table)s has meetings %(other)s and %(meeting)s in slot %(slot)s."),
    "tables_exceeded": _l("Slot %(slot)s has %(meetings)s meetings for %(tables)s free tables."),
    "table_of_host": _l("Meeting %(meeting)s is at table %(table)s, the home of participant %(host)s."),
    "host_away": _l("Meeting %(meeting)s is at table %(table)s, but its host %(host)s sits at table %(home)s."),
    "other_table": _l("Meeting %(meeting)s is at table %(table)s instead of table %(named)s."),
    "other_session": _l("Meeting %(meeting)s is in slot %(slot)s, outside session %(session)s."),
    "other_slot": _l("Meeting %(meeting)s is in slot %(slot)s instead of its fixed slot %(fixed)s."),
    "too_early": _l("Meeting %(meeting)s is not after meeting %(earlier)s."),
    "predecessor_missing": _l("Meeting %(meeting)s is scheduled, but meeting %(earlier)s, which comes first, is not."),
    "maximum_exceeded": _l("Participant %(participant)s has %(has)s meetings, more than its maximum of %(maximum)s."),
    "travel": _l(
        "Representative %(seat)s of participant %(participant)s has %(has)s free slots between "
        "meetings %(other)s and %(meeting)s; the walk between the halls takes %(needed)s."
    ),
    "unknown_assistant": _l("Meeting %(meeting)s has assistant %(assistant)s, who does not exist."),
    "no_interpreter": _l("Meeting %(meeting)s has no interpreter for %(language)s."),
    "no_moderator": _l("Meeting %(meeting)s has no moderator."),
    "assistant_idle": _l("Assistant %(assistant)s has nothing to do in meeting %(meeting)s."),
    "assistant_absent": _l("Assistant %(assistant)s is absent in slot %(slot)s, where meeting %(meeting)s is."),
    "assistant_twice": _l("Assistant %(assistant)s has meetings %(other)s and %(meeting)s in slot %(slot)s."),
    "assistant_without_rest": _l(
        "Assistant %(assistant)s works in %(has)s slots in a row from slot %(slot)s on; %(most)s are the limit."
    ),
    "assistant_exhausted": _l("Assistant %(assistant)s works in %(has)s slots, more than the maximum of %(maximum)s."),
    "locked_moved": _l("Meeting %(meeting)s is locked, but has been moved."),
    "past_changed": _l("Meeting %(meeting)s is not as it was, although slot %(slot)s is past."),
    "wrong_figure": _l("The schedule claims %(figure)s = %(claimed)s; counted are %(counted)s."),
    "bound_above_breaks": _l("The claimed bound of %(bound)s breaks is above the %(breaks)s that there are."),
    "optimal_incomplete": _l("The schedule claims to be optimal, but meeting %(meeting)s is not scheduled."),
    "optimal_spread": _l(
        "The schedule claims to be optimal, but the breaks differ by %(spread)s, not by %(limit)s at most."
    ),
    "optimal_bound": _l("The schedule claims to be optimal with %(breaks)s breaks, but proves only %(bound)s."),
    "infeasible_complete": _l(
        "The schedule claims that not everything fits, but schedules every meeting within the rules."
    ),
    "unexplained": _l("Meeting %(meeting)s is not scheduled, and no reason is given."),
    "explained_twice": _l("Meeting %(meeting)s is listed as unscheduled twice."),
    "explained_though_placed": _l("Meeting %(meeting)s is listed as unscheduled, but is scheduled."),
    "explained_though_cancelled": _l("Meeting %(meeting)s is listed as unscheduled, but is cancelled."),
    "explained_unknown": _l("Meeting %(meeting)s is listed as unscheduled, but does not exist."),
    "unknown_reason": _l("Meeting %(meeting)s is not scheduled because of “%(reason)s”, which is not a valid reason."),
    "could_be_placed": _l("Meeting %(meeting)s is not scheduled because of “%(reason)s”, but fits into slot %(slot)s."),
    "untrue_reason": _l(
        "Meeting %(meeting)s is not scheduled because of “%(reason)s”, but the actual reason is “%(truth)s”."
    ),
    "untrue_rule": _l(
        "Meeting %(meeting)s is not scheduled because of the rule “%(rule)s”, but what prevents it is %(truth)s."
    ),
    "untrue_detail": _l("What is said about the unscheduled meeting %(meeting)s is not true: %(name)s."),
}
"""Kind → its sentence; the names in it are the numbers of the fault."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: a kind of SENTENCES and its numbers."""

    kind: str
    numbers: tuple[tuple[str, Number], ...]

    @property
    def sentence(self) -> Sentence:
        """For the reader, in any language."""
        return SENTENCES[self.kind].about(**dict(self.numbers))

    def __str__(self) -> str:
        return str(self.sentence)


def fault(kind: str, **numbers: Number) -> Fault:
    """The fault of that kind with its numbers, in the order of their names."""
    return Fault(kind, tuple(sorted(numbers.items())))
