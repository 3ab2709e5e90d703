"""E3 as it was: hosts and what they asked, the laboratory in two batches, heads counted, findings of which some stand
in the report."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from random import Random

from eventmgr.console.sample import queries
from eventmgr.console.sample.registering import Entry
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind
from eventmgr.programme.checkin.models import CheckinList
from eventmgr.programme.checkin.statements import add_acts
from eventmgr.programme.study_visits.batching import assign, reasons_of
from eventmgr.programme.study_visits.models import VisitBatch, VisitFinding, VisitPlace, VisitStop
from eventmgr.programme.study_visits.queries import Stop, list_visit_items, list_whole_stops
from eventmgr.programme.study_visits.services import location_in_words, note_in_words
from eventmgr.tools.log.services import Act, Actor

_NAMESPACE = uuid.UUID("5b6f3f2c-0f5e-4c1e-8f60-9a1f3a0f6f11")
_STOPS: tuple[dict[str, object], ...] = (
    {"capacity": 40, "rules": ["closed_shoes", "helmet", "no_photos"], "not_sectors": ["C36"],
     "sights": {"zh": "机器人与制造执行系统联动的总装线、在线检测和柔性调度。",
                "en": "Final assembly with robots connected to the MES, inspection on the line, flexible dispatching."},
     "safety": {"zh": "行走黄线以内，听从安全员指挥。", "en": "Walk inside the yellow lines and follow the safety officer."}},
    {"capacity": 30, "rules": ["closed_shoes", "static", "no_photos", "no_phones"],
     "sights": {"zh": "国产压力、温度传感器的批量标定。", "en": "Calibration of domestic pressure and temperature sensors in series."}},
    {"capacity": 40, "rules": ["closed_shoes", "static", "no_photos"],
     "sights": {"zh": "贴片车间的数字孪生和质量追溯。", "en": "Digital twin and traceability of the SMT workshop."}},
    {"capacity": 60, "rules": [],
     "sights": {"zh": "平台如何接入中小企业，运营中心大屏。", "en": "How smaller companies join the platform; the operations centre."}},
    {"capacity": 40, "rules": ["closed_shoes", "helmet", "identity"],
     "sights": {"zh": "大型装备的数字化装配与远程运维。", "en": "Digital assembly of heavy equipment and remote service."}},
    {"capacity": 80, "rules": [],
     "sights": {"zh": "园区公共检测、培训和中试服务。", "en": "Testing, training and pilot production shared by the park."}},
)  # fmt: skip
_SEEN = (
    ("机器人节拍与排产系统实时联动，换型时间缩短到十分钟以内。", "可先在焊装工序试点，再推广到总装。"),
    ("批量标定一次完成，数据自动上传，不再人工抄表。", "省内计量院可参照建立共享标定平台。"),
    ("每块电路板可追溯到料卷和操作人员。", "中小企业可从关键工序追溯做起，投入不大。"),
    ("平台按使用量收费，企业接入前先做免费诊断。", "建议我省平台也推出三个月免费诊断。"),
    ("装配指导书全部电子化，工位屏随订单切换。", ""),
    ("园区把检测设备集中起来对外开放，利用率明显提高。", "新建园区可统筹规划公共检测中心。"),
)
_EDITED = "焊装线机器人节拍与排产系统实时联动，换型时间缩短到十分钟以内，产线利用率明显提高。"
_CAME = 0.97


def add_stops(event: Event, office: Actor, seed: int) -> list[Entry]:
    """All of it; what the trail says."""
    planned = Act(office, event.created_at + timedelta(days=3))
    random, entries = Random(seed), []
    items = list_visit_items(event.id)
    lists = {}
    for item, values in zip(items, _STOPS, strict=True):
        lists[item.id] = _stop(event, item, values, planned)
        entries.append(Entry(planned, "stop_set", item, event.id, item.title["zh"]))
    db.session.flush()
    people = queries.list_visitors(event.id)
    for stop in list_whole_stops(event.id):
        if stop.needed > 1:
            _batches(stop)
            entries.append(Entry(planned, "batches_proposed", stop.item, event.id, stop.item.title["zh"]))
        _count(event, stop, lists[stop.item.id].id, people, random)
    _findings(items, [person for person in people.values() if person.status is Status.ATTENDED])
    db.session.flush()
    return entries


def _stop(event: Event, item: AgendaItem, values: Mapping[str, object], planned: Act) -> CheckinList:
    venue = next(venue for venue in event.venues if item.room_id in {room.id for room in venue.rooms})
    stop = VisitStop(
        item_id=item.id, event_id=event.id, created_at=planned.at, host=dict(venue.name), address=dict(venue.address),
        **values,
    )  # fmt: skip
    db.session.add(stop)
    item.note, item.location = note_in_words(stop), location_in_words(stop)
    row = CheckinList(
        event_id=event.id, kind=ListKind.STOP, title=dict(item.title), item_id=item.id, created_at=planned.at
    )
    db.session.add(row)
    return row


def _batches(stop: Stop) -> None:
    """By rule, one after the other."""
    problem = stop.problem(stop.needed)
    assigned = assign(problem)
    reasons = reasons_of(problem, assigned)
    length = int((stop.item.ends_at - stop.item.starts_at).total_seconds()) // 60 // stop.needed // 5 * 5
    batches = [
        VisitBatch(item_id=stop.item.id, number=number, after=number * length, minutes=length)
        for number in range(stop.needed)
    ]
    db.session.add_all(batches)
    db.session.flush()
    for number, batch in assigned.batches.items():
        db.session.add(
            VisitPlace(item_id=stop.item.id, registration_id=number, batch_id=batches[batch].id, why=reasons[number])
        )


def _count(event: Event, stop: Stop, list_id: int, people: Mapping[int, Registration], random: Random) -> None:
    """Heads at the stop: nearly everybody who came to the visit."""
    rows = []
    for person in stop.admitted:
        if people[person.id].status is not Status.ATTENDED or random.random() > _CAME:
            continue
        at = stop.item.starts_at + timedelta(seconds=random.randint(0, 300))
        key = str(uuid.uuid5(_NAMESPACE, f"{stop.item.uid} {person.name} {person.organization}"))
        rows.append(
            {
                "key": key, "kind": CheckinKind.IN, "list_id": list_id, "device_id": None, "registration_id": person.id,
                "walk_in_id": None, "undoes": "", "note": "", "uncounted": None, "at": at, "told_at": at,
                "received_at": at, "by_name": "",
            }
        )  # fmt: skip
    add_acts(event.id, rows)


def _findings(items: list[AgendaItem], came: list[Registration]) -> None:
    """Two at each stop; of each the first stands in the report."""
    for rank, item in enumerate(items):
        for turn in range(2):
            seen, adopt = _SEEN[rank] if not turn else ("讲解清楚，安排紧凑。", "")
            db.session.add(
                VisitFinding(
                    item_id=item.id, registration_id=came[(5 * rank + 7 * turn) % len(came)].id, seen=seen, adopt=adopt,
                    written_at=item.ends_at + timedelta(minutes=40 + 10 * turn), is_chosen=not turn,
                    edited=_EDITED if not rank and not turn else "",
                )
            )  # fmt: skip
