"""Steps of the tests of faults, which others take too."""

from __future__ import annotations

from eventmgr.engines.scheduling.instance import Assistant, Hall, Instance, Meeting, Participant
from eventmgr.engines.scheduling.schedule import INFEASIBLE, Placed, Schedule, Unscheduled

EVENT = Instance(
    participants=(
        Participant(home_table=0),
        Participant(seats=2, seat_absent=(frozenset(), frozenset({1, 6}))),
        Participant(absent=frozenset({0}), maximum=2),
        *[Participant()] * 5,
    ),
    slots=8,
    slot_tables=(6,) * 8,
    sessions=((0, 4), (4, 8)),
    days=(0, 4),
    halls=(Hall(3), Hall(3)),
    travel=((0, 1), (1, 0)),
    tables_lost=frozenset({(4, 5)}),
    assistants=(
        Assistant(languages=frozenset({"en"}), most_in_a_row=1),
        Assistant(moderates=True, absent=frozenset({7})),
        Assistant(languages=frozenset({"en"}), moderates=True, maximum=1),
    ),
    meetings=(
        Meeting(0, 3),
        Meeting(1, 4, seat_a=1),
        Meeting(2, 5, session=1, moderated=True),
        Meeting(5, 6, fixed=3),
        Meeting(6, 7, after=(0,), locked=True),
        Meeting(3, 4, language="en"),
        Meeting(4, 7, moderated=True),
        Meeting(1, 2, table=2, language="en"),
        Meeting(0, 5, cancelled=True),
        Meeting(2, 3),
    ),
)


RIGHT = Schedule(
    placed=(
        Placed(0, 0, 0),
        Placed(1, 0, 1, seats=(1, 0)),
        Placed(2, 1, 1, assistants=(1,)),
        Placed(3, 3, 1),
        Placed(4, 4, 3),
        Placed(5, 1, 2, assistants=(0,)),
        Placed(6, 5, 3, assistants=(1,)),
        Placed(7, 2, 2, assistants=(2,)),
    ),
    unscheduled=(Unscheduled(9, "rule", {"rule": "maximum"}),),
    status=INFEASIBLE,
    weight=8,
    breaks=1,
    bound=1,
    spread=1,
    idle=1,
    table_changes=5,
)
