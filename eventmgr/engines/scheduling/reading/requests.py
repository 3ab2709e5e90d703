"""The meetings that are wanted, and what holds between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from eventmgr.engines.scheduling.instance import Meeting, Participant
from eventmgr.engines.scheduling.reading import limits
from eventmgr.engines.scheduling.reading.malformed import MalformedInstance, refusal
from eventmgr.engines.scheduling.reading.members import FEW, Members, items, whole
from eventmgr.engines.scheduling.reading.venue import Venue
from eventmgr.ground.sentences import _l

WITH_ITSELF = _l("%(path)s: participant %(number)s cannot meet itself. Give a and b two different participants.")
NO_SESSIONS = _l("%(path)s names a session, but the instance has none. Add morning_slots or sessions.")
FIXED_OUTSIDE = _l("%(path)s is slot %(slot)s, outside session %(session)s. Delete one of the two.")
AFTER_ITSELF = _l("%(path)s: meeting %(meeting)s cannot come after itself. Delete it.")
CIRCLE = _l("%(path)s closes a circle: meetings %(circle)s wait for one another. Delete one of them from after.")
STRANGERS_TABLE = _l(
    "%(path)s: table %(table)s is the home of participant %(host)s, who is not in this meeting. Choose another table."
)
NOT_AT_HOME = _l("%(path)s: a host of this meeting always sits at table %(home)s. Leave table out, or name that one.")
SHOWN_OF_A_CIRCLE = 8

PathOf = Callable[[int], str]
"""The path of a meeting's number."""


def read_meetings(
    root: Members, venue: Venue, participants: Sequence[Participant], ignored: dict[str, str]
) -> tuple[Meeting, ...]:
    """All meetings; `after` leads nowhere outside and in no circle."""
    values = items(root.take("meetings"), "meetings")
    if len(values) > limits.MEETINGS:
        raise refusal("meetings", FEW, found=len(values), least=0, most=limits.MEETINGS)
    meetings = tuple(
        read_meeting(value, f"meetings[{number}]", venue, participants, len(values), ignored)
        for number, value in enumerate(values)
    )
    refuse_contradictions(meetings, participants)
    return meetings


def read_meeting(
    value: Any,
    path: str,
    venue: Venue,
    participants: Sequence[Participant],
    count: int,
    ignored: dict[str, str] | None = None,
) -> Meeting:
    """One meeting; `count` is how many there are, for `after`."""
    member = Members(value, path, ignored)
    last = len(participants) - 1
    a, b = member.whole("a", 0, last), member.whole("b", 0, last)
    if a == b:
        raise refusal(path, WITH_ITSELF, number=a)
    if not member.left:
        return Meeting(a=a, b=b)
    session = _session(member, venue)
    meeting = Meeting(
        a=a,
        b=b,
        weight=member.whole("weight", 1, limits.WEIGHT, 1),
        session=session,
        fixed=_fixed(member, venue, session),
        table=member.whole_or_none("table", 0, venue.last_table),
        locked=member.flag("locked"),
        cancelled=member.flag("cancelled"),
        after=_after(member, count),
        language=member.text("language"),
        moderated=member.flag("moderated"),
        seat_a=member.whole_or_none("seat_a", 0, participants[a].seats - 1),
        seat_b=member.whole_or_none("seat_b", 0, participants[b].seats - 1),
    )
    member.done()
    return meeting


def _session(member: Members, venue: Venue) -> int | None:
    if not member.has("session"):
        return member.whole_or_none("session", 1, 1)
    if not venue.sessions:
        raise member.refuse("session", NO_SESSIONS)
    return member.whole("session", 1, len(venue.sessions))


def _fixed(member: Members, venue: Venue, session: int | None) -> int | None:
    fixed = member.whole_or_none("fixed", 0, venue.slots - 1)
    if fixed is not None and session is not None:
        first, end = venue.sessions[session - 1]
        if not first <= fixed < end:
            raise member.refuse("fixed", FIXED_OUTSIDE, slot=fixed, session=session)
    return fixed


def _after(member: Members, count: int) -> tuple[int, ...]:
    """Numbers of earlier meetings, each once. That none is the meeting itself is seen with the circles."""
    if not member.has("after"):
        member.items("after")
        return ()
    path = member.at("after")
    return tuple(
        dict.fromkeys(
            whole(value, f"{path}[{place}]", 0, count - 1) for place, value in enumerate(member.items("after"))
        )
    )


def refuse_contradictions(
    meetings: Sequence[Meeting], participants: Sequence[Participant], added_from: int | None = None
) -> None:
    """Refuse what holds between meetings and cannot be: strangers at a host's table, circles.

    Args:
        added_from: the first of the meetings that stand in a list `added` of their own.
    """

    def path(number: int) -> str:
        is_added = added_from is not None and number >= added_from
        return f"added[{number - (added_from or 0)}]" if is_added else f"meetings[{number}]"

    _settle_tables(meetings, participants, path)
    _refuse_circles(meetings, path)


def _settle_tables(meetings: Sequence[Meeting], participants: Sequence[Participant], path_of: PathOf) -> None:
    """A meeting with a host names no other table than the host's, and one without names no host's table."""
    hosts = {person.home_table: number for number, person in enumerate(participants) if person.home_table is not None}
    for number, meeting in enumerate(meetings):
        if meeting.table is None:
            continue
        path = f"{path_of(number)}.table"
        homes = [participants[side].home_table for side in (meeting.a, meeting.b)]
        known = [home for home in homes if home is not None]
        if known and meeting.table not in known:
            raise refusal(path, NOT_AT_HOME, home=known[0])
        if not known and meeting.table in hosts:
            raise refusal(path, STRANGERS_TABLE, table=meeting.table, host=hosts[meeting.table])


def _refuse_circles(meetings: Sequence[Meeting], path_of: PathOf) -> None:
    """Follows `after` from every meeting, each once (depth first, without recursion)."""
    done: set[int] = set()
    for start, meeting in enumerate(meetings):
        if not meeting.after or start in done:
            continue
        trail, open_ends = [start], [iter(meeting.after)]
        on_trail = {start}
        while trail:
            earlier = next(open_ends[-1], None)
            if earlier is None:
                open_ends.pop()
                finished = trail.pop()
                on_trail.discard(finished)
                done.add(finished)
            elif earlier in on_trail:
                raise _circle(meetings, trail, earlier, path_of)
            elif earlier not in done:
                trail.append(earlier)
                on_trail.add(earlier)
                open_ends.append(iter(meetings[earlier].after))


def _circle(meetings: Sequence[Meeting], trail: list[int], earlier: int, path_of: PathOf) -> MalformedInstance:
    last = trail[-1]
    path = f"{path_of(last)}.after[{meetings[last].after.index(earlier)}]"
    if last == earlier:
        return refusal(path, AFTER_ITSELF, meeting=last)
    circle = trail[trail.index(earlier) :]
    shown = ", ".join(str(meeting) for meeting in circle[:SHOWN_OF_A_CIRCLE])
    return refusal(path, CIRCLE, circle=shown + (", …" if len(circle) > SHOWN_OF_A_CIRCLE else ""))
