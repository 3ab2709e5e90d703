"""The smaller events of the year: every kind and state, so that no page of the product is empty."""

from __future__ import annotations

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.events import hosts
from eventmgr.console.sample.events.plan import Item, Pair, Plan, PlannedActionItem, PlannedVenue, item
from eventmgr.console.sample.people.planned_registrations import CLOSED, HELD, OPENED
from eventmgr.console.sample.people.roster import ARCHIVED, CENTRAL_SOUTH_SIDE, EAST_SIDE, EDITION, TRAINING
from eventmgr.event.agenda.models import ItemKind
from eventmgr.event.events.models import EventKind, EventStatus, HostRole
from eventmgr.matchmaking.outcomes.models import ActionItemStatus
from eventmgr.tools.taxonomy import seed_presets

_WITHOUT_SHI = frozenset({"香港", "澳门"})
"""Places that are called after no 市."""
SERIES: dict[str, Pair] = {
    "east-central-south": ("东部和中南部智能制造系列活动", "East and central-south series"),
    "study-visits": ("智能工厂调研考察", "Study visits to smart factories"),
    "sector-seminars": ("行业专题研讨", "Seminars by industry"),
    "training": ("数字化转型培训", "Training for digital transformation"),
}


def plans(dates: Dates) -> tuple[Plan, ...]:
    """The smaller events, by date."""
    return (*_past(dates), *_now(dates), *_coming(dates))


def _simple(
    dates: Dates,
    slug: str,
    kind: EventKind,
    title: Pair,
    summary: Pair,
    province: str,
    city: Pair,
    first: int,
    days: int = 1,
    **more: object,
) -> Plan:
    """An event from 9:00 of its first day to 17:00 of its last, in a conference centre of the city, with a plain
    agenda."""
    hall = PlannedVenue(
        (f"{city[0]}样例会议中心", f"{city[1]} Sample Conference Centre"),
        (f"{city[0]}{'' if city[0] in _WITHOUT_SHI else '市'}样例路18号", f"18 Yangli Road, {city[1]}"),
        rooms=((("报告厅", "Lecture hall"), 120), (("研讨室", "Seminar room"), 40)),
    )
    defaults: dict[str, object] = {
        "published_on": dates.day(min(first - 60, -45)),
        "capacity": 100,
        "contact": hosts.CONTACT,
        "fields": {"sector": "optional", "title": "optional", "email": "optional"},
        "hosts": hosts.line((HostRole.HOST, hosts.OFFICE), (HostRole.CO_ORGANIZER, hosts.ALLIANCE)),
        "venues": (hall,),
        "items": tuple(planned_item for day in range(first, first + days) for planned_item in _day(dates, day)),
    }
    return Plan(
        slug, kind, title, summary, province, city, dates.at(first, "09:00"), dates.at(first + days - 1, "17:00"),
        **defaults | more,  # type: ignore[arg-type]
    )  # fmt: skip


def _day(dates: Dates, day: int) -> tuple[Item, ...]:
    return (
        item(dates, day, "09:00-10:30", ItemKind.TALK, ("专题报告", "Lecture"), 0),
        item(dates, day, "10:30-10:45", ItemKind.BREAK, ("茶歇", "Break"), None),
        item(dates, day, "10:45-12:00", ItemKind.TALK, ("案例分享", "Cases"), 0),
        item(dates, day, "12:00-13:30", ItemKind.MEAL, ("午餐", "Lunch"), None),
        item(dates, day, "13:30-16:00", ItemKind.PANEL, ("交流研讨", "Discussion"), 1),
        item(dates, day, "16:00-17:00", ItemKind.OTHER, ("答疑", "Questions and answers"), 1),
    )


def _past(dates: Dates) -> tuple[Plan, ...]:
    return (
        _simple(
            dates, EDITION, EventKind.MATCHMAKING,
            ("东部—中南部智能制造供需对接会·长沙（样例）", "East–Central South Matchmaking, Changsha (sample)"),
            ("上一届对接会，成果持续跟踪。", "The matchmaking of the year before; what came of it is followed."),
            "430000", ("长沙", "Changsha"), HELD[EDITION], 2,
            status=EventStatus.FINISHED, series="east-central-south", capacity=160, topics=("supply_chain", "robot", "mes"),
            sectors=("C26", "C34", "C35", "C36", "C38", "C39", "I"), units=dict.fromkeys((*EAST_SIDE, *CENTRAL_SOUTH_SIDE), 12),
            regions=tuple(((preset.name_zh, preset.name_en), preset.province_codes) for preset in seed_presets()),
            opens_at=dates.at(OPENED[EDITION], "09:00"), closes_at=dates.at(CLOSED[EDITION] + 1, "17:00"), published_on=dates.day(OPENED[EDITION] - 1),
            items=_talks(dates, HELD[EDITION]),
            public_summary=(
                "两天一对一洽谈，达成合作意向60项，会后持续跟踪签约、开工和投产情况。",
                "Two days of talks led to 60 intentions; contracts, starts and production are followed since.",
            ),
        ),
        _simple(
            dates, ARCHIVED, EventKind.SECTOR_SEMINAR,
            ("工业软件应用专题研讨会（样例）", "Seminar on Industrial Software (sample)"),
            ("研讨研发设计和生产管控类软件的应用。", "Software for design and for production in use."),
            "440000", ("广州", "Guangzhou"), -240,
            status=EventStatus.ARCHIVED, series="sector-seminars", capacity=60, sectors=("I", "C39"), topics=("software", "cad", "mes"),
            closes_at=dates.at(-250, "17:00"), published_on=dates.day(-291),
            public_summary=(
                "43名代表研讨了计算机辅助设计和制造执行系统的应用，形成需求清单18条。",
                "43 people discussed CAD and MES; the result was a list of 18 needs.",
            ),
            action_items=(
                PlannedActionItem(("整理工业软件需求清单并发布。", "Publish the list of needs."), hosts.OFFICE, dates.day(-200), ActionItemStatus.DONE),
                PlannedActionItem(("组织供应商专场答疑。", "Hold a session with providers."), hosts.ALLIANCE, dates.day(-180), ActionItemStatus.DROPPED),
            ),
        ),
        _simple(
            dates, TRAINING, EventKind.TRAINING,
            ("数字化车间建设培训班（样例）", "Training: Building a Digital Workshop (sample)"),
            ("两天课程，讲解数据采集、制造执行系统和现场改善。", "Two days on data acquisition, MES and improvement on the floor."),
            "430000", ("长沙", "Changsha"), -98, 2,
            status=EventStatus.FINISHED, series="training", capacity=50, sectors=("C34", "C36"), topics=("training", "mes", "iot"),
            closes_at=dates.at(-106, "17:00"), published_on=dates.day(-136),
            public_summary=("35名学员完成全部课程。", "35 people completed the course."),
        ),
    )  # fmt: skip


def _talks(dates: Dates, day: int) -> tuple[Item, ...]:
    """Two days of matchmaking."""
    return (
        item(dates, day, "09:00-09:30", ItemKind.CEREMONY, ("开幕式", "Opening"), 0),
        item(dates, day, "09:30-11:30", ItemKind.TALK, ("供需信息发布", "What is offered and sought"), 0),
        item(dates, day, "12:00-13:30", ItemKind.MEAL, ("午餐", "Lunch"), None),
        item(dates, day, "14:00-17:00", ItemKind.OTHER, ("一对一洽谈（上半场）", "Talks, first half"), 1),
        item(dates, day + 1, "09:00-12:00", ItemKind.OTHER, ("一对一洽谈（下半场）", "Talks, second half"), 1),
        item(dates, day + 1, "16:00-17:00", ItemKind.CEREMONY, ("成果发布", "Results"), 0),
    )


def _fair(dates: Dates, day: int) -> tuple[Item, ...]:
    """Three days of exhibition."""
    return (
        item(dates, day, "09:00-09:40", ItemKind.CEREMONY, ("开幕式、巡馆", "Opening and tour of the halls"), 0),
        item(dates, day, "10:00-17:00", ItemKind.OTHER, ("专题展区开放（工业机器人、数控机床等六区）", "Exhibition: six areas"), None, topic="expo"),
        item(dates, day, "14:00-16:00", ItemKind.PANEL, ("投资推介会", "Investment promotion"), 0, topic="invest"),
        item(dates, day + 1, "09:00-17:00", ItemKind.OTHER, ("专题展区开放", "Exhibition"), None, topic="expo"),
        item(dates, day + 1, "09:30-11:30", ItemKind.PANEL, ("新产品发布", "New products"), 0, topic="robot"),
        item(dates, day + 1, "14:00-16:30", ItemKind.OTHER, ("采购对接专场", "Buyers meet exhibitors"), 1, topic="supply_chain"),
        item(dates, day + 2, "09:00-15:00", ItemKind.OTHER, ("专题展区开放", "Exhibition"), None, topic="expo"),
        item(dates, day + 2, "15:30-17:00", ItemKind.CEREMONY, ("闭幕、优秀展品公布", "Closing, awards"), 0),
    )  # fmt: skip


def _now(dates: Dates) -> tuple[Plan, ...]:
    """Running at the present, cancelled, postponed, closed, still a draft."""
    return (
        _simple(
            dates, "energy-training", EventKind.TRAINING,
            ("工业能源管理培训班（样例）", "Training: Industrial Energy Management (sample)"),
            ("为期八天，讲授节能诊断、余热回收和能源管理系统。", "Eight days on energy audits, heat recovery and management systems."),
            "110000", ("北京", "Beijing"), -43, 8,
            series="training", topics=("energy", "training"), sectors=("C30", "C31"), published_on=dates.day(-90),
        ),
        _simple(
            dates, "electronics-seminar", EventKind.SECTOR_SEMINAR,
            ("电子信息行业智能制造研讨会（样例）", "Electronics Seminar (sample)"),
            ("研讨表面贴装、检测和供应链协同，报名已截止。", "Surface mounting, inspection, supply chains; registration is closed."),
            "320000", ("苏州", "Suzhou"), -33,
            series="sector-seminars", topics=("vision", "quality"), sectors=("C39",),
            closes_at=dates.at(-44, "17:00"), published_on=dates.day(-80),
        ),
        _simple(
            dates, "appliance-seminar", EventKind.SECTOR_SEMINAR,
            ("家电行业智能制造研讨会（样例）", "Home Appliance Seminar (sample)"),
            ("研讨柔性生产和供应链协同。", "Flexible production and supply chains."),
            "340000", ("合肥", "Hefei"), -14,
            status=EventStatus.CANCELLED, series="sector-seminars", topics=("aps", "supply_chain"), sectors=("C38",),
            status_reason=("与行业年会时间冲突，本次会议取消，内容并入上海研讨会。",
                           "The date coincides with the industry's annual meeting; the topics move to the Shanghai seminar."),
        ),
        _simple(
            dates, "xiamen-study-visit", EventKind.STUDY_VISIT,
            ("福建智能工厂调研考察（样例）", "Study Visit to Fujian (sample)"),
            ("考察厦门、泉州的三个现场。", "Three sites in Xiamen and Quanzhou."),
            "350000", ("厦门", "Xiamen"), 7, 2,
            status=EventStatus.POSTPONED, series="study-visits", topics=("smart_factory",), capacity=30,
            status_reason=("受接待单位生产安排影响延期，新的时间另行通知。", "Postponed by the hosts; the new date will be announced."),
        ),
        _simple(
            dates, "zhengzhou-seminar", EventKind.SEMINAR,
            ("中部地区智能制造座谈会（样例）", "Central Region Talks (sample)"),
            ("筹备中。", "Being prepared."),
            "410000", ("郑州", "Zhengzhou"), 140,
            status=EventStatus.DRAFT, series="east-central-south", topics=("policy",), agenda_published=False,
        ),
    )  # fmt: skip


def _coming(dates: Dates) -> tuple[Plan, ...]:
    return (
        _simple(
            dates, "automotive-seminar", EventKind.SECTOR_SEMINAR,
            ("汽车行业智能制造专题研讨会（样例）", "Automotive Seminar (sample)"),
            ("研讨焊装、总装自动化与质量追溯。", "Welding, assembly and traceability."),
            "440000", ("广州", "Guangzhou"), 35, 2,
            series="sector-seminars", topics=("auto_line", "robot", "quality"), sectors=("C36",),
        ),
        _simple(
            dates, "chemicals-seminar", EventKind.SECTOR_SEMINAR,
            ("化工行业安全与智能化研讨会（样例）", "Chemical Industry Seminar (sample)"),
            ("研讨装置监控、预测性维护和安全管理。", "Monitoring, predictive maintenance and safety."),
            "330000", ("宁波", "Ningbo"), 77,
            series="sector-seminars", topics=("monitor", "pdm_maint", "security"), sectors=("C26", "C28"), units={"330200": 20, "330000": 20, "320000": 10},
        ),
        _simple(
            dates, "sme-training", EventKind.TRAINING,
            ("中小企业数字化转型培训班（样例）", "Training for Smaller Companies (sample)"),
            ("免费培训，报名即将开始。", "Free of charge; registration opens soon."),
            "420000", ("宜昌", "Yichang"), 14, 2,
            series="training", topics=("sme", "consult", "training"), capacity=80, opens_at=dates.at(-20, "09:00"),
        ),
        _simple(
            dates, "xinjiang-training", EventKind.TRAINING,
            ("工业互联网平台应用培训班（样例）", "Training: Industrial Internet Platforms (sample)"),
            ("面向西部地区企业，不限名额。", "For companies from the west; no limit on places."),
            "650000", ("乌鲁木齐", "Urumqi"), 100, 2,
            series="training", topics=("platform", "iot"), capacity=None, units={"650000": 30, "XPCC": 20},
        ),
        _simple(
            dates, "gba-exchange", EventKind.SEMINAR,
            ("粤港澳大湾区智能制造交流会（样例）", "Greater Bay Area Exchange (sample)"),
            ("香港、澳门和内地企业交流智能制造经验。", "Companies from Hong Kong, Macao and the mainland exchange experience."),
            "810000", ("香港", "Hong Kong"), 120,
            timezone="Asia/Hong_Kong",
            topics=("standard", "public_service"), sectors=("C39", "M"), units={"440000": 30, "440300": 20, "810000": 30, "820000": 10},
        ),
        _simple(
            dates, "shenzhen-expo", EventKind.EXPO,
            ("智能制造博览会（样例）", "Intelligent Manufacturing Expo (sample)"),
            ("三天展会，六个专题展区，同期举办投资推介。", "Three days, six areas, investment promotion at the same time."),
            "440000", ("深圳", "Shenzhen"), 156, 3,
            topics=("expo", "robot", "equipment"), sectors=("C34", "C35", "C39"), capacity=2000, items=_fair(dates, 156),
        ),
    )  # fmt: skip
