"""Who comes: participants with their absences and representatives, interpreters and moderators, and what each is
promised."""

from __future__ import annotations

from typing import Any

from eventmgr.engines.scheduling.instance import Assistant, Coverage, Participant
from eventmgr.engines.scheduling.reading import limits
from eventmgr.engines.scheduling.reading.malformed import refusal
from eventmgr.engines.scheduling.reading.members import Members, items, numbers, text
from eventmgr.engines.scheduling.reading.venue import Venue
from eventmgr.ground.sentences import _l

ABSENT_MISSING = _l("%(path)s is missing. Add a list of slots for each participant, [] for those who are always there.")
ABSENT_COUNT = _l("%(path)s has %(found)s lists for %(wanted)s participants. Give one list each, [] for no absence.")
PEOPLE_COUNT = _l("%(path)s has %(found)s entries for %(wanted)s participants. Give one object each, {} for no detail.")
SEAT_COUNT = _l("%(path)s has %(found)s lists for %(wanted)s representatives. Give one list each, [] for no absence.")
TOO_MANY_SEATS = _l("%(path)s: more than %(most)s representatives in total. Lower the seats, or split the event.")
MAX_BELOW_MIN = _l("%(path)s is %(found)s, below the minimum of %(least)s. Raise it, or lower min.")
HOME_TAKEN = _l("%(path)s: table %(table)s is the home of participant %(other)s already. Choose another table.")
NOTHING_DISTINCT = _l("%(path)s counts different labels, but across does not say which. Add across.")

EACH = ("participant", "company", "province", "region")
ACROSS = ("", "company", "province", "region")


def read_participants(root: Members, venue: Venue, ignored: dict[str, str]) -> tuple[Participant, ...]:
    """All participants: `participants`, `absent` and the optional `people`."""
    count = root.whole("participants", 1, limits.PARTICIPANTS)
    if not root.has("absent"):
        raise root.refuse("absent", ABSENT_MISSING)
    absent = items(root.take("absent"), "absent")
    if len(absent) != count:
        raise refusal("absent", ABSENT_COUNT, found=len(absent), wanted=count)
    absences = [numbers(value, f"absent[{number}]", venue.slots - 1) for number, value in enumerate(absent)]
    if not root.has("people"):
        root.items("people")
        return tuple(Participant(absent=slots) for slots in absences)
    people = root.items("people")
    if len(people) != count:
        raise refusal("people", PEOPLE_COUNT, found=len(people), wanted=count)
    read = tuple(
        _participant(value, f"people[{number}]", absences[number], venue, ignored)
        for number, value in enumerate(people)
    )
    _count_seats(read)
    _settle_hosts(read)
    return read


def _participant(value: Any, path: str, absent: frozenset[int], venue: Venue, ignored: dict[str, str]) -> Participant:
    person = Members(value, path, ignored)
    seats = person.whole("seats", 1, limits.SEATS, 1)
    seat_absent = person.items("seat_absent") if person.has("seat_absent") else []
    if seat_absent and len(seat_absent) != seats:
        raise person.refuse("seat_absent", SEAT_COUNT, found=len(seat_absent), wanted=seats)
    participant = Participant(
        absent=absent,
        name=person.text("name"),
        seats=seats,
        seat_absent=tuple(
            numbers(slots, f"{path}.seat_absent[{seat}]", venue.slots - 1) for seat, slots in enumerate(seat_absent)
        ),
        home_table=person.whole_or_none("table", 0, venue.last_table),
        company=person.text("company"),
        province=person.text("province"),
        region=person.text("region"),
        minimum=person.whole("min", 0, limits.MEETINGS, 0),
        maximum=person.whole_or_none("max", 0, limits.MEETINGS),
    )
    if participant.maximum is not None and participant.maximum < participant.minimum:
        raise person.refuse("max", MAX_BELOW_MIN, found=participant.maximum, least=participant.minimum)
    person.done(("seat_absent",))
    return participant


def _count_seats(participants: tuple[Participant, ...]) -> None:
    seats = 0
    for number, participant in enumerate(participants):
        seats += participant.seats
        if seats > limits.PEOPLE:
            raise refusal(f"people[{number}].seats", TOO_MANY_SEATS, most=limits.PEOPLE)


def _settle_hosts(participants: tuple[Participant, ...]) -> None:
    """A table is the home of one host."""
    hosts: dict[int, int] = {}
    for number, participant in enumerate(participants):
        table = participant.home_table
        if table is None:
            continue
        if table in hosts:
            raise refusal(f"people[{number}].table", HOME_TAKEN, table=table, other=hosts[table])
        hosts[table] = number


def read_assistants(root: Members, venue: Venue, ignored: dict[str, str]) -> tuple[Assistant, ...]:
    """Read the interpreters and moderators of an instance."""
    assistants = []
    for number, value in enumerate(root.items("assistants", most=limits.ASSISTANTS)):
        member = Members(value, f"assistants[{number}]", ignored)
        languages = member.items("languages", most=limits.LANGUAGES)
        assistants.append(
            Assistant(
                name=member.text("name"),
                languages=frozenset(text(word, f"{member.at('languages')}[{n}]") for n, word in enumerate(languages)),
                moderates=member.flag("moderates"),
                absent=member.numbers("absent", venue.slots - 1),
                most_in_a_row=member.whole_or_none("max_in_a_row", 1, limits.SLOTS),
                maximum=member.whole_or_none("max", 0, limits.SLOTS),
            )
        )
        member.done()
    return tuple(assistants)


def read_coverage(root: Members, ignored: dict[str, str]) -> tuple[Coverage, ...]:
    """What companies, provinces and regions are promised."""
    rules = []
    for number, value in enumerate(root.items("coverage", most=limits.COVERAGE)):
        member = Members(value, f"coverage[{number}]", ignored)
        rule = Coverage(
            name=member.text("name"),
            each=member.choice("each", EACH, "participant"),
            across=member.choice("across", ACROSS, ""),
            at_least=member.whole("at_least", 1, limits.MEETINGS, 1),
            distinct=member.flag("distinct"),
        )
        if rule.distinct and not rule.across:
            raise member.refuse("distinct", NOTHING_DISTINCT)
        member.done()
        rules.append(rule)
    return tuple(rules)
