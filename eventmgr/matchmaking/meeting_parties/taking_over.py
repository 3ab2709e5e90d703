"""Confirmed registrations, grouped by organization, become parties and representatives: what that would change.
Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.text import folded
from eventmgr.matchmaking.meeting_plans.models import PartyKind

Value = TypeVar("Value")
MOST_PEOPLE = 10
"""Representatives of one party at most."""
_BY_NAME = (
    (PartyKind.PARK, ("园区", "开发区", "高新区", "产业园", "科技园", "工业园", "新区管委会")),
    (PartyKind.INSTITUTE, ("研究院", "研究所", "大学", "学院", "协会", "学会", "联盟", "促进会", "研究中心", "实验室")),
    (PartyKind.FUND, ("基金", "银行", "创投", "投资管理", "资本")),
    (PartyKind.COMPANY, ("公司", "集团", "厂")),
    (PartyKind.OFFICE, ("厅", "局", "委员会", "人民政府", "部门", "管委会", "商务部", "工业和信息化部")),
)
_BY_ROLE = {Role.COMPANY.value: PartyKind.COMPANY}


@dataclass(frozen=True)
class Confirmed:
    """A confirmed registration from which a party is made."""

    registration_id: int
    organization_id: int | None
    organization: str
    name: str
    title: str
    mobile: str
    email: str
    role: str
    unit_code: str
    province_code: str
    sector_code: str
    language: str


@dataclass(frozen=True)
class Seated:
    """A representative as they stand."""

    id: int
    party_id: int
    name: str
    registration_id: int | None


@dataclass(frozen=True)
class NewParty:
    """An organization that is no party yet, as it would begin; what stands otherwise among its people is the most
    frequent."""

    organization_id: int
    organization: str
    kind: PartyKind
    unit_code: str
    province_code: str
    sector_code: str
    language: str
    people: tuple[Confirmed, ...]


@dataclass(frozen=True)
class Joining:
    """New representatives of a party that is there."""

    party_id: int
    organization: str
    people: tuple[Confirmed, ...]


@dataclass(frozen=True)
class Leaving:
    """A representative whose registration holds no place any more."""

    seat: Seated
    organization: str
    is_last: bool
    """Nobody would be left at the tables of this party."""


@dataclass
class Difference:
    """What taking over would change."""

    new: list[NewParty] = field(default_factory=list)
    joining: list[Joining] = field(default_factory=list)
    leaving: list[Leaving] = field(default_factory=list)
    linked: list[tuple[Seated, Confirmed]] = field(default_factory=list)
    """Representatives entered by hand whose registration is confirmed now: they are the same from now on."""
    without: int = 0
    """Registrations that name no organization."""
    beyond: int = 0
    """People beyond the most that one party may send."""

    @property
    def people(self) -> int:
        """How many representatives would be new."""
        return sum(len(one.people) for one in self.new) + sum(len(one.people) for one in self.joining)

    @property
    def is_any(self) -> bool:
        """Whether there is anything to take over."""
        return bool(self.new or self.joining or self.leaving or self.linked)


def kind_of(role: str, organization: str) -> PartyKind:
    """What an organization probably is: by the type of participant, else by its name."""
    if role in _BY_ROLE:
        return _BY_ROLE[role]
    found = (kind for kind, words in _BY_NAME if any(word in organization for word in words))
    return next(found, PartyKind.OTHER)


def differences(
    confirmed: Iterable[Confirmed],
    parties: Mapping[int, tuple[int, str, bool]],
    seats: Sequence[Seated],
    holding: Collection[int],
) -> Difference:
    """What taking over `confirmed` would change.

    Args:
        parties: number of an organization → (its party, its name, whether it takes part) of all that were ever entered.
        Who has left
            is not brought back, and keeps its people as they are.
        seats: everybody who sits at a table.
        holding: numbers of all registrations of the event that hold a place, of whichever type.
    """
    difference = Difference()
    seated = {seat.registration_id for seat in seats}
    count: dict[int, int] = defaultdict(int)
    for seat in seats:
        count[seat.party_id] += 1
    groups: dict[int, list[Confirmed]] = defaultdict(list)
    for person in confirmed:
        if person.organization_id is None:
            difference.without += 1
        elif person.registration_id not in seated:
            groups[person.organization_id].append(person)
    for organization_id, people in groups.items():
        party_id, name, is_active = parties.get(organization_id, (0, people[0].organization, True))
        own = [seat for seat in seats if seat.party_id == party_id] if is_active else []
        rest = _unlinked(difference, people, own)
        room = max(0, MOST_PEOPLE - count[party_id]) if party_id else MOST_PEOPLE
        taken = tuple(rest[:room]) if is_active else ()
        difference.beyond += len(rest) - len(taken) if is_active else 0
        if not taken:
            continue
        if party_id:
            difference.joining.append(Joining(party_id, name, taken))
        else:
            difference.new.append(_begun(organization_id, taken))
    _tell_leaving(difference, parties, seats, holding)
    difference.new.sort(key=lambda person: person.organization_id)
    return difference


def _unlinked(difference: Difference, people: list[Confirmed], seats: Sequence[Seated]) -> list[Confirmed]:
    """Those who sit at no table yet; who was entered there by hand under the same name is told as linked."""
    by_hand = {folded(seat.name): seat for seat in seats if seat.registration_id is None}
    rest = []
    for person in people:
        seat = by_hand.pop(folded(person.name), None)
        if seat is None:
            rest.append(person)
        else:
            difference.linked.append((seat, person))
    return rest


def _begun(organization_id: int, people: tuple[Confirmed, ...]) -> NewParty:
    name = people[0].organization
    kinds = [kind_of(person.role, name) for person in people]
    return NewParty(
        organization_id,
        name,
        _most(kinds),
        _most([person.unit_code for person in people]),
        _most([person.province_code for person in people]),
        _most([person.sector_code for person in people]),
        _most([person.language for person in people]),
        people,
    )


def _tell_leaving(
    difference: Difference,
    parties: Mapping[int, tuple[int, str, bool]],
    seats: Sequence[Seated],
    holding: Collection[int],
) -> None:
    named = {party_id: name for party_id, name, is_active in parties.values() if is_active}
    gone = [
        seat
        for seat in seats
        if seat.registration_id is not None and seat.registration_id not in holding and seat.party_id in named
    ]
    left: dict[int, int] = defaultdict(int)
    for seat in seats:
        left[seat.party_id] += seat not in gone
    for joining in difference.joining:
        left[joining.party_id] += len(joining.people)
    difference.leaving = [Leaving(seat, named[seat.party_id], not left[seat.party_id]) for seat in gone]


def _most(values: list[Value]) -> Value:
    """The most frequent that says something, the first of those that are equal."""
    said = [value for value in values if value] or values
    return max(said, key=said.count)
