"""How alike two people or two organizations are: pure functions over plain values, the one place that says so.

Keys are what is compared, so that rows with equal ones are found by an index: nobody is compared with everybody. Two
things with different social credit codes are never alike (GB 32100: a code belongs to one body for ever).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from eventmgr.ground.text import folded, normalized
from eventmgr.tools.likeness.pairing import Pair, pairs_by_key
from eventmgr.tools.taxonomy import provinces

LONGEST_PERSON_KEY, LONGEST_ORGANIZATION_KEY = 50, 200
OFFICE_SHARES = 3
"""A number or mailbox that more people than this give is an office's: it says nothing about who they are."""

_MOST_KEPT = 2048
_SHORT_FORMS = (
    ("中华人民共和国", ""),
    ("工业和信息化", "工信"),
    ("经济和信息化", "经信"),
    ("发展和改革", "发改"),
    ("科学技术", "科技"),
    ("人力资源和社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("国有资产监督管理", "国资"),
    ("市场监督管理", "市监"),
    ("人民政府", "政府"),
    ("办公室", "办"),
    ("委员会", "委"),
    ("股份有限责任公司", ""),
    ("有限责任公司", ""),
    ("股份有限公司", ""),
    ("有限公司", ""),
    ("股份公司", ""),
)
"""Official names and forms of companies → how they are written for short; the longer one first."""
_COMPANY = re.compile("(?<=..)(?<![分总子])公司$")
_CITY = re.compile("^(.{2,5}?)市(?![场政民监])")
_HAN = re.compile("[\u2e80-\u9fff\U00020000-\U0003ffff]")
_PLAIN = re.compile("[0-9a-z\u4e00-\u9fff]*")
"""What stays folded whatever is taken out of it."""
_WORD = re.compile(r"\w+")
_FORMS = frozenset(
    {"co", "company", "corp", "corporation", "inc", "incorporated", "limited", "llc", "llp", "ltd", "plc", "pte", "pty"}
    | {"ag", "bv", "gmbh", "kg", "nv", "oy", "sa", "sarl", "srl"}
)
"""The last words of a company's name abroad that say what kind of company it is."""


class Reason(enum.Enum):
    """Why two registrations may be the same person's."""

    MOBILE = "mobile"
    EMAIL = "email"
    NAME = "name"
    """The same name, from the same or a similar organization."""


@dataclass(frozen=True)
class Someone:
    """What is compared of a person; empty where it is not known."""

    id: int
    name: str
    """`person_key`."""
    mobile: str = ""
    email: str = ""
    """In small letters."""
    organization_id: int | None = None
    organization: str = ""
    """`organization_key`."""
    credit_code: str | None = None


@cache
def _simplified() -> dict[int, str]:
    """Traditional character → the simplified one that is meant most often."""
    lines = files(__package__).joinpath("data/TSCharacters.txt").read_text("utf-8").splitlines()
    first = dict(line.split(" ")[0].split("\t") for line in lines if "\t" in line)
    return {ord(one): _last(first, one) for one in first if _last(first, one) != one}


def _last(first: dict[str, str], char: str) -> str:
    """The end of the way from `char`, or the last before it turns back."""
    seen = {char}
    while (after := first.get(char, char)) not in seen:
        seen.add(after)
        char = after
    return char


def simplified(value: str) -> str:
    """`value` in simplified characters; one that stands for several gives the most usual."""
    return value if value.isascii() else value.translate(_simplified())


@lru_cache(maxsize=_MOST_KEPT)
def person_key(name: str) -> str:
    """Under which two spellings of a person's name are the same: `folded`, in simplified characters."""
    key = _person(name)[:LONGEST_PERSON_KEY]
    return key if _PLAIN.fullmatch(key) else _stable(_person, key, LONGEST_PERSON_KEY)


@lru_cache(maxsize=_MOST_KEPT)
def organization_key(name: str) -> str:
    """Under which two names of an organization are similar: besides that, without the form of the company, province and
    city without 省 and 市, offices by their usual short forms. What nothing would be left of stays whole."""
    key = _organization(name)[:LONGEST_ORGANIZATION_KEY]
    return key if _PLAIN.fullmatch(key) and _HAN.search(key) else _stable(_organization, key, LONGEST_ORGANIZATION_KEY)


def _stable(once: Callable[[str], str], value: str, longest: int) -> str:
    """`once` until nothing changes any more: a key is its own key."""
    while (after := once(value)[:longest]) != value:
        value = after
    return value


def _person(name: str) -> str:
    plain = folded(name)
    simple = simplified(plain)
    return simple if simple == plain else folded(simple)


def _organization(name: str) -> str:
    if _HAN.search(name) is None:
        return _without_form(name)
    plain = _person(name)
    return _stable(_shortened, plain, LONGEST_ORGANIZATION_KEY) if _PLAIN.fullmatch(plain) else _shortened(plain)


def _shortened(plain: str) -> str:
    for whole, short in _SHORT_FORMS:
        if whole in plain and plain != whole:
            plain = plain.replace(whole, short)
    plain = _COMPANY.sub("", plain)
    for long, short in _provinces():
        if plain.startswith(long):
            return short + plain[len(long) :]
    return _CITY.sub(r"\1", plain)


def _without_form(name: str) -> str:
    words = _WORD.findall(normalized("NFKC", name).casefold().replace(".", "").replace("&", " and "))
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return _person("".join(word for word in words if word != "and") or name)


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    """Full name of a province → its short one."""
    named = ((one.name("zh"), one.short("zh")) for one in provinces())
    return tuple((long, short) for long, short in named if long != short and not long.endswith("市"))


@dataclass(frozen=True)
class Body:
    """What is compared of an organization."""

    key: str
    """`organization_key`; empty: nothing is known of it."""
    credit_code: str | None = None


def are_similar(first: Body, second: Body) -> bool:
    """Whether two organizations may be one: the same credit code, or similar names and not two codes."""
    if first.credit_code and second.credit_code:
        return first.credit_code == second.credit_code
    return bool(first.key) and first.key == second.key


def alike(first: Someone, second: Someone) -> frozenset[Reason]:
    """Why two people may be the same; empty: nothing says so."""
    reasons = set()
    if first.mobile and first.mobile == second.mobile:
        reasons.add(Reason.MOBILE)
    if first.email and first.email == second.email:
        reasons.add(Reason.EMAIL)
    if first.name and first.name == second.name and _is_one_organization(first, second):
        reasons.add(Reason.NAME)
    return frozenset(reasons)


def _is_one_organization(one: Someone, other: Someone) -> bool:
    if one.organization_id is not None and one.organization_id == other.organization_id:
        return True
    return are_similar(Body(one.organization, one.credit_code), Body(other.organization, other.credit_code))


def pairs(people: Iterable[Someone]) -> dict[Pair, frozenset[Reason]]:
    """Pairs of people that may be one person, each with the reasons. A number or mailbox that more than `OFFICE_SHARES`
    people give counts for those of the same name alone."""
    return pairs_by_key(people, _keys, _counts)


def _counts(reason: Reason, one: Someone, other: Someone, sharing: int) -> bool:
    is_office = reason is not Reason.NAME and sharing > OFFICE_SHARES
    return reason in alike(one, other) and (not is_office or one.name == other.name)


def _keys(someone: Someone) -> Iterator[tuple[Reason, Hashable]]:
    if someone.mobile:
        yield Reason.MOBILE, someone.mobile
    if someone.email:
        yield Reason.EMAIL, someone.email
    if someone.name:
        yield Reason.NAME, someone.name
