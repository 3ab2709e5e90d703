"""Liaisons of the seminar's delegations, and how far each is: most lists are under way, two delegations are silent."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.db import db
from eventmgr.delegations.models import Delegation, DelegationPlan, Liaison, Place
from eventmgr.events.models import Event
from eventmgr.log.services import Act
from eventmgr.quotas.queries import list_unit_tallies
from eventmgr.sample.dates import Dates
from eventmgr.sample.registering import Entry
from eventmgr.taxonomy import get_unit

_NAMES = (
    *("陈立新", "林晓芳", "周建华", "吴志远", "郑雅琴", "何永强", "孙丽萍", "马文博", "高翔", "罗敏"),
    *("梁志刚", "宋佳", "唐海燕", "韩冬", "曹雪梅", "邓超", "许静", "傅国平", "沈亚男", "曾伟"),
)
_OFFICE = "{unit}工业和信息化主管部门（样例）"
_SILENT = 2
"""So many units at the end of the list have not opened their invitation."""


def add_liaisons(event: Event, act: Act, dates: Dates) -> list[Entry]:
    """A liaison for each invited unit, a deputy for the first; what the trail says of them."""
    codes = sorted((unit.unit_code for unit in event.units), key=lambda code: get_unit(code).order)
    db.session.add(
        DelegationPlan(event_id=event.id, confirm_due_at=dates.at(-40, "17:00"), reminds=True, days_before=[7, 1, 0])
    )
    listed = {row.unit for row in list_unit_tallies(event.id)}
    made = [_liaison(event, code, number, Place.LIAISON, act) for number, code in enumerate(codes)]
    made.append(_liaison(event, codes[0], len(codes), Place.DEPUTY, act))
    for number, (code, liaison) in enumerate(zip(codes, made, strict=False)):
        if number < len(codes) - _SILENT:
            liaison.opened_at = act.at + timedelta(days=1, hours=number)
        if liaison.opened_at and code in listed:
            db.session.add(
                Delegation(event_id=event.id, unit_code=code, takes_part=True, answered_at=liaison.opened_at)
            )
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


def _liaison(event: Event, code: str, number: int, speaks_as: Place, act: Act) -> Liaison:
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
