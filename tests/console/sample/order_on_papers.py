"""In which order people stand on papers of the sample, whether a name is torn, and which numbers papers share with their pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from flask.testing import FlaskClient

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.tools.taxonomy import units
from tests.console.sample.numbers_on_pages import Marked, Shown
from tests.console.sample.said_on_papers import Record, squeezed

IN_ORDER = (
    *("roster", "signin", "badges", "deskcards", "itineraries", "stop-lists", "passengers", "minutes", "groups"),
    "hall-plan",
)
"""Papers that list people by delegation: once, or for each day, stop, ride or group anew."""
_FIRST = (Leadership.LEADER, Leadership.DEPUTY)
_ROLES = (Role.LEADER, Role.DELEGATE, Role.COMPANY, Role.EXPERT, Role.SPEAKER, Role.CONTACT, Role.MEDIA, Role.STAFF)
_PRESENT = ("出席", "应到：", "In attendance", "Expected:")
"""Where the lists of minutes begin; before them stands the agenda."""
_APART = re.compile("[、,，;；：:]")


def place_of(one: Registration) -> tuple[object, ...]:
    """Where somebody stands among all people of the event, told once more and otherwise than the product does."""
    leads = _FIRST.index(one.leadership) if one.leadership else 2 if one.role == Role.LEADER else 3
    rank = (0, one.rank) if one.rank is not None else (1, 0)
    return (_unit(one), leads, rank, _ROLES.index(Role(one.role)), one.pinyin_key, one.id)


def _unit(one: Registration) -> int:
    codes = [unit.code for unit in units()]
    return len(codes) + 1 if one.role == Role.STAFF else codes.index(one.unit_code) if one.unit_code else len(codes)


def out_of_order(record: Record, name: str, elements: Sequence[tuple[str, str]]) -> list[str]:
    """Neighbours of one delegation on the paper whose order is not the one order of people."""
    if name not in IN_ORDER:
        return []
    first = next((at for at, (_role, words) in enumerate(elements) if words.startswith(_PRESENT)), 0)
    people: dict[str, list[Registration]] = defaultdict(list)
    for one in record.everybody.values():
        people[one.name].append(one)
    listed = [found[0] for words in _listed(elements[first:]) if len(found := people.get(words, [])) == 1]
    pairs = [(a, b) for a, b in pairwise(listed) if _unit(a) == _unit(b) and a is not b]
    return [f"out of order: {a.name} before {b.name}" for a, b in pairs if place_of(a) > place_of(b)]


def _listed(elements: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Names as they are heard: a cell or a line that begins with one, or a line of several."""
    for role, words in elements:
        if role not in ("TD", "P", "H1", "TH") or "主持" in words:
            continue
        for part in _APART.split(words.replace("\u3000", "")):
            yield part.split(" ")[0].strip()


def torn(record: Record, lines: Sequence[str]) -> list[str]:
    """Names that a line's end tears."""
    names = {one.name for one in record.everybody.values()}
    parts = {part for name in names for part in name.split("·")}
    spelled = {f"{part[0]}\u3000{part[1]}" if len(part) == 2 else part for part in parts}
    return [
        f"torn: {before[-6:]} / {after[:6]}"
        for before, after in pairwise(lines)
        for name in spelled
        if any(before.endswith(name[:cut]) and after.startswith(name[cut:]) for cut in range(1, len(name)))
    ]


def apart(reader: FlaskClient, record: Record, name: str, text: str) -> list[str]:
    """Numbers of the page of that name that the paper says otherwise."""
    if name not in _PAGES:
        return []
    path, phrases = _PAGES[name]
    marked: dict[str, list[Marked]] = defaultdict(list)
    for page in path.split():
        answer = reader.get(f"/manage/events/{record.event.slug}/{page}/?lang=zh")
        for one in Shown(answer.get_data(as_text=True)).marked():
            marked[one.key].append(one)
    said = squeezed(text)
    return [f"apart from {path}: {one}" for one in phrases(marked, record.lang) if squeezed(one) not in said]


def _brief(marked: Mapping[str, list[Marked]], lang: str) -> Iterator[str]:
    first = [str(marked[key][0].number) for key in ("expected", "attended", "provinces", "delegations")]
    yield " ".join(first)


def _visit(marked: Mapping[str, list[Marked]], lang: str) -> Iterator[str]:
    people, staff = marked["attended"][0].number, marked["staff_attended"][0].number
    yield {
        "zh": f"参加考察 {people + staff} 人，其中参会人员 {people} 人、工作人员 {staff} 人",
        "en": f"Took part: {people + staff} (participants {people}, staff {staff})",
    }[lang]
    for admitted, present in zip(marked["visit_admitted"], marked["visit_present"], strict=True):
        yield f"{admitted.number} {present.number}"


def _rooms(marked: Mapping[str, list[Marked]], lang: str) -> Iterator[str]:
    sleepers = {one.of["hotel"]: one.number for one in marked["room_sleepers"]}
    for one in marked["room_nights"]:
        words = {"zh": f"{one.number} 间房，{sleepers[one.of['hotel']]} 人",
                 "en": f"{one.number} rooms, {sleepers[one.of['hotel']]} people"}  # fmt: skip
        yield words[lang]


def _passengers(marked: Mapping[str, list[Marked]], lang: str) -> Iterator[str]:
    for one in marked["ride_people"]:
        yield {"zh": f"乘客 {one.number}，座位", "en": f"{one.number} of "}[lang]


def _pickups(marked: Mapping[str, list[Marked]], lang: str) -> Iterator[str]:
    for one in marked["transfer_people"]:
        yield f"{one.of['at'][11:16]} {one.number} " + {"zh": "人", "en": "pe"}[lang]


_PAGES = {
    "brief": ("insights", _brief),
    "visit-report": ("checkin visits", _visit),
    "rooms": ("lodging", _rooms),
    "passengers": ("transport", _passengers),
    "pickups": ("transport", _pickups),
}
"""Paper → pages of the same numbers, and what it must say of them."""
