"""Liaisons of the seminar's delegations, and how far each is: most lists are under way, two delegations are silent; who
leads them, and the parts of their quotas; liaisons of a few delegations of the study visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from eventmgr.console.sample import queries
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.people.roster import CITIES, OVER_QUOTA
from eventmgr.console.sample.registering import Entry
from eventmgr.event.delegations.models import Delegation, DelegationPlan, Liaison, Place
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.invitations.services import Invitee, Terms, invite
from eventmgr.event.quotas.allocation import ROLE, SECTOR, QuotaCell
from eventmgr.event.quotas.models import HOLDING, QuotaPlan
from eventmgr.event.quotas.queries import list_unit_tallies
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.ground.db import db
from eventmgr.tools.log.services import Act
from eventmgr.tools.taxonomy import get_unit

_NAMES = (
    *("陈立新", "林晓芳", "周建华", "吴志远", "郑雅琴", "何永强", "孙丽萍", "马文博", "高翔", "罗敏"),
    *("梁志刚", "宋佳", "唐海燕", "韩冬", "曹雪梅", "邓超", "许静", "傅国平", "沈亚男", "曾伟"),
)
_OFFICE = "{unit}工业和信息化主管部门（样例）"
_EXPERTS = ("杜问渠", "石望川", "姚知行", "贺明远", "秦思源", "范致远")
_OF_EXPERTS = ("", "310000")
"""Four come as guests, the others with the delegation of Shanghai."""
_SILENT = 2
"""So many units at the end of the list have not opened their invitation."""
_LATE = 3
"""So many have not said whether they take part."""
_OF_VISIT = 3
"""So many delegations of the study visit have a liaison."""
_DEPUTY_TITLE = "副处长"
_COMPANIES, _OF_CITIES = (2, 3), (0, 1)
"""So many places of a delegation of a province, and of a city, are kept for companies at least, and may be theirs."""
_BY_SECTOR = QuotaCell("420000", SECTOR, "C36", floor=1)


def add_liaisons(event: Event, act: Act, dates: Dates) -> list[Entry]:
    """A liaison for each invited unit, a deputy for the first; what the trail says of them."""
    codes = sorted((unit.unit_code for unit in event.units), key=lambda code: get_unit(code).order)
    db.session.add(
        DelegationPlan(
            event_id=event.id,
            confirm_due_at=dates.at(-40, "17:00"),
            paper_due_at=dates.at(-21, "17:00"),
            reminds=True,
            days_before=[7, 1, 0],
        )
    )
    listed = {row.unit for row in list_unit_tallies(event.id)}
    made = [_liaison(event, code, number, act) for number, code in enumerate(codes)]
    made.append(_liaison(event, codes[0], len(codes), act, Place.DEPUTY))
    for number, (code, liaison) in enumerate(zip(codes, made, strict=False)):
        if number < len(codes) - _SILENT:
            liaison.opened_at = act.at + timedelta(days=1, hours=number)
        if liaison.opened_at and code in listed:
            db.session.add(
                Delegation(event_id=event.id, unit_code=code, takes_part=True, answered_at=liaison.opened_at)
            )
    return _entered(event, made, act)


def add_visit_liaisons(event: Event, act: Act, dates: Dates) -> list[Entry]:
    """Liaisons of a few delegations of the study visit, whose lists are complete; their links last until reports are
    in."""
    due_at = dates.at(-79, "17:00")
    codes = sorted((unit.unit_code for unit in event.units), key=lambda code: get_unit(code).order)[:_OF_VISIT]
    db.session.add(DelegationPlan(event_id=event.id, confirm_due_at=due_at, link_days=60))
    tallies = [row for row in list_unit_tallies(event.id) if row.status in HOLDING]
    made = []
    for number, code in enumerate(codes, start=len(_NAMES) - _OF_VISIT):
        liaison = _liaison(event, code, number, act)
        liaison.opened_at = act.at + timedelta(days=1)
        completed_at = due_at - timedelta(days=number % _OF_VISIT)
        delegation = Delegation(
            event_id=event.id,
            unit_code=code,
            takes_part=True,
            answered_at=liaison.opened_at,
            completed_at=completed_at,
            completed_people=sum(row.n for row in tallies if row.unit == code),
        )
        db.session.add(delegation)
        made.append(liaison)
    return _entered(event, made, act)


def _entered(event: Event, made: Sequence[Liaison], act: Act) -> list[Entry]:
    """They are written; what the trail says of them."""
    db.session.add_all(made)
    db.session.flush()
    return [
        Entry(
            act,
            "created",
            liaison,
            event.id,
            get_unit(liaison.unit_code).name("zh"),
            {"place": [None, liaison.place.value]},
        )
        for liaison in made
    ]


def add_answers(event: Event, dates: Dates) -> None:
    """Delegations of an event that is still ahead said in time whether they take part, but for a few, which are
    late."""
    codes = sorted((unit.unit_code for unit in event.units), key=lambda code: get_unit(code).order)
    db.session.add(DelegationPlan(event_id=event.id, confirm_due_at=dates.present - timedelta(days=3)))
    for number, code in enumerate(codes[:-_LATE]):
        answered_at = dates.present - timedelta(days=9, hours=number)
        db.session.add(Delegation(event_id=event.id, unit_code=code, takes_part=True, answered_at=answered_at))
    db.session.flush()


def _liaison(event: Event, code: str, number: int, act: Act, speaks_as: Place = Place.LIAISON) -> Liaison:
    unit = get_unit(code)
    return Liaison(
        event_id=event.id,
        unit_code=code,
        place=speaks_as,
        name=_NAMES[number % len(_NAMES)],
        office=_OFFICE.format(unit=unit.short("zh")),
        mobile=f"1540009{number:04d}",
        email=f"liaison{number + 1}@example.com",
        created_at=act.at,
        changed_at=act.at,
        invited_at=act.at,
    )


def add_leaders(event: Event, act: Act) -> list[Entry]:
    """A leader and a deputy leader for each delegation that has a list; what the trail says of them."""
    leading: dict[tuple[str, Leadership], Registration] = {}
    for row in queries.list_officials(event.id):
        if row.role == Role.LEADER:
            leading.setdefault((row.unit_code, Leadership.LEADER), row)
        elif row.title == _DEPUTY_TITLE:
            leading.setdefault((row.unit_code, Leadership.DEPUTY), row)
    entries = []
    for (_unit, leadership), row in leading.items():
        row.leadership = leadership
        later = Act(act.by, max(act.at, row.created_at) + timedelta(hours=1))
        changes: dict[str, list[object]] = {"leadership": [None, leadership.value]}
        entries.append(Entry(later, "leadership_set", row, event.id, row.name, changes))
    db.session.flush()
    return entries


def add_invitees(event: Event, act: Act) -> None:
    """Experts who are invited personally; their links are handed over."""
    people = [Invitee(name) for name in _EXPERTS]
    for number, group in ((0, people[:4]), (1, people[4:])):
        invite(event, group, Terms(role=Role.EXPERT.value, unit=_OF_EXPERTS[number]), act=act)


def add_parts(event: Event, act: Act) -> list[Entry]:
    """Parts of quotas: companies of each delegation, but of those that are beyond their quota, and one by sector."""
    cells = []
    for code in sorted(unit.unit_code for unit in event.units):
        if code not in OVER_QUOTA:
            least, most = _OF_CITIES if code in CITIES else _COMPANIES
            cells.append(QuotaCell(code, ROLE, Role.COMPANY.value, least, most))
    kept = [cell.stored() for cell in (*cells, _BY_SECTOR)]
    db.session.add(QuotaPlan(event_id=event.id, pool=0, cells=kept))
    db.session.flush()
    return [Entry(act, "quotas_planned", event, event.id, event.title["zh"], {"quota_cells": [[], kept]})]
