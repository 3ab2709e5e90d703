"""E3: the study visit through the Yangtze delta, four days, finished last month, with its action items."""

from __future__ import annotations

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.events import hosts
from eventmgr.console.sample.events.plan import Announcement, Item, Pair, Plan, PlannedActionItem, PlannedVenue, item
from eventmgr.console.sample.people.roster import VISIT, VISITING, Roster
from eventmgr.event.agenda.models import ItemKind, SpeakerRole
from eventmgr.event.events.models import EventKind, EventStatus, HostRole
from eventmgr.matchmaking.outcomes.models import ActionItemStatus

FIRST_DAY = -71
CAR_PLANT, SENSOR_LAB, ELECTRONICS, PLATFORM, EQUIPMENT, PARK = range(6)


def plan(dates: Dates, roster: Roster) -> Plan:
    """The visit, over; its public summary is written."""
    return Plan(
        slug=VISIT,
        kind=EventKind.STUDY_VISIT,
        status=EventStatus.FINISHED,
        title=("长三角智能工厂调研考察（样例）", "Study Visit to Smart Factories of the Yangtze Delta (sample)"),
        summary=(
            "四天走访上海、苏州、无锡、杭州的六个现场，学习数字化车间和智能工厂建设经验。",
            "Four days, six sites in Shanghai, Suzhou, Wuxi and Hangzhou: how digital workshops are built.",
        ),
        description=(
            ("## 考察目的\n\n学习汽车、电子信息、装备行业智能工厂建设的做法，形成可推广的经验。\n\n"
            "## 注意事项\n\n进入车间请穿防滑鞋、戴安全帽，未经允许不得拍照。"),
            ("## Purpose\n\nTo learn how smart factories are built in the automotive, electronics and equipment "
            "industries.\n\n## Please note\n\nWear safe shoes and the helmet; no photographs without permission."),
        ),
        series="study-visits",
        province="310000",
        city=("上海—苏州—无锡—杭州", "Shanghai, Suzhou, Wuxi, Hangzhou"),
        starts_at=dates.at(FIRST_DAY, "08:00"),
        ends_at=dates.at(FIRST_DAY + 3, "17:00"),
        published_on=dates.day(-113),
        capacity=40,
        opens_at=dates.at(-112, "09:00"),
        closes_at=dates.at(-79, "17:00"),
        contact=hosts.CONTACT,
        fields={"title": "required", "gender": "required", "lodging": "required", "arrival": "optional", "email": "optional"},
        public_summary=_SUMMARY,
        report_measures=_REPORT["measures"],
        report_results=_REPORT["results"],
        report_problems=_REPORT["problems"],
        report_next_steps=_REPORT["next_steps"],
        hosts=hosts.line((HostRole.HOST, hosts.OFFICE), (HostRole.SUPPORTER, hosts.SHANGHAI)),
        regions=((("长三角", "Yangtze delta"), ("310000", "320000", "330000", "340000")),),
        units=dict.fromkeys(VISITING, 3),
        sectors=("C34", "C36", "C39"),
        topics=("smart_factory", "auto_line", "sensor", "platform"),
        venues=_VENUES,
        deadlines=((("报名回执", "Registration form"), dates.at(-79, "17:00")),),
        notices=(
            Announcement(
                ("关于组织长三角智能工厂调研考察的通知", "Notice of the study visit"),
                ("每个代表团限3人，名单请于回执截止时间前提交。", "Three people per delegation; please send the list before the deadline."),
                dates.day(-113),
                f"样例函〔{dates.day(-113).year}〕3号",
            ),
        ),
        items=_agenda(dates, roster),
        action_items=_action_items(dates),
    )  # fmt: skip


_REPORT: dict[str, Pair] = {
    "measures": (
        (
            "按照“先看现场、后谈经验、再议对接”的思路，四天走访六个现场，每个现场安排讲解、参观、座谈三个环节。\n"
            "容量不足的现场分两批进入，两批使用同一讲解提纲，保证所有人员看到同样的内容。"
        ),
        (
            "First the site, then the discussion, then possible cooperation: six sites in four days, each with guide, visit and"
            " discussion.\nWhere a site was too small, people went in two groups with the same guide and outline."
        ),
    ),
    "results": (
        (
            "形成六份现场经验材料，涵盖机器人与制造执行系统联动、传感器批量标定、平台接入中小企业等做法。\n"
            "三个省市提出学习借鉴意向，两个项目进入技术对接。"
        ),
        (
            "Six accounts of what was seen: robots connected to the MES, calibration in series, smaller companies on a platform.\n"
            "Three delegations want to follow the examples; two projects are being discussed."
        ),
    ),
    "problems": (
        "个别代表团人员变更较晚，接站和住宿安排被动；传感器实验室场地偏小，分批参观压缩了交流时间。",
        "Some delegations changed their participants late; the sensor laboratory is small, so splitting into two groups cut into discussion time.",
    ),
    "next_steps": (
        ("汇编印发六个现场的经验材料，跟踪两个试点项目。\n在秋季对接会上安排传感器专场，扩大学习借鉴范围。"),
        (
            "Print and send the six accounts, follow the two pilots.\n"
            "Hold a session on sensors at the matchmaking in autumn."
        ),
    ),
}

_SUMMARY: Pair = (
    (
        "来自12个省市的34名代表走访了六个现场。\n\n"
        "- 汽车总装车间以机器人和制造执行系统联动，生产效率提高30%以上；\n"
        "- 传感器实验室展示了国产压力、温度传感器的批量标定；\n"
        "- 工业互联网平台接入中小企业1200余家；\n"
        "- 三个省市提出学习借鉴意向，两个项目进入技术对接。"
    ),
    (
        "34 people from twelve provinces and cities saw six sites.\n\n"
        "- The car assembly shop connects its robots and its MES: more than 30% more output;\n"
        "- The sensor laboratory calibrates domestic pressure and temperature sensors in series;\n"
        "- The industrial Internet platform serves more than 1,200 smaller companies;\n"
        "- Three delegations want to follow the examples; two projects are being discussed."
    ),
)


def _venue(name: Pair, address: Pair, room: Pair, capacity: int) -> PlannedVenue:
    return PlannedVenue(name, address, rooms=((room, capacity),))


_VENUES = (
    _venue(("样例汽车临港工厂", "Sample Automobile Lingang plant"), ("上海市浦东新区临港样例大道1号", "1 Yangli Avenue, Lingang, Shanghai"),
           ("总装车间", "Assembly shop"), 40),
    _venue(("样例智能传感器实验室", "Sample Smart Sensor Laboratory"), ("上海市嘉定区样例路8号", "8 Yangli Road, Jiading, Shanghai"),
           ("展示厅", "Showroom"), 30),
    _venue(("苏州样例电子数字化车间", "Suzhou Sample Electronics"), ("苏州市工业园区样例街20号", "20 Yangli Street, Suzhou"),
           ("贴片车间", "SMT workshop"), 40),
    _venue(("样例工业互联网平台公司", "Sample Industrial Internet Company"), ("苏州市相城区样例路66号", "66 Yangli Road, Suzhou"),
           ("运营中心", "Operations centre"), 60),
    _venue(("无锡样例装备制造公司", "Wuxi Sample Equipment"), ("无锡市新吴区样例路9号", "9 Yangli Road, Wuxi"),
           ("装配车间", "Assembly workshop"), 40),
    _venue(("杭州样例智能制造产业园", "Hangzhou Sample Manufacturing Park"), ("杭州市萧山区样例路100号", "100 Yangli Road, Hangzhou"),
           ("会议厅", "Conference room"), 80),
)  # fmt: skip


def _agenda(dates: Dates, roster: Roster) -> tuple[Item, ...]:
    guides = [hosts.voice(SpeakerRole.GUIDE, human) for human in roster.of(VISIT, "company")]
    leader = hosts.voice(SpeakerRole.CHAIR, roster.of(VISIT, "office")[0])
    two = ("实验室限30人，分两批进入。", "The laboratory takes 30 people: two groups.")
    first, second, third, fourth = range(FIRST_DAY, FIRST_DAY + 4)
    return (
        item(dates, first, "08:00-08:30", ItemKind.OTHER, ("集合、行前说明", "Gathering and briefing"), None, leader),
        item(dates, first, "09:30-11:30", ItemKind.VISIT, ("汽车总装车间", "Car assembly shop"), CAR_PLANT, guides[0],
             sector="C36", topic="auto_line", capacity=40),
        item(dates, first, "12:00-13:00", ItemKind.MEAL, ("午餐", "Lunch"), None),
        item(dates, first, "14:00-16:50", ItemKind.VISIT, ("智能传感器实验室", "Sensor laboratory"), SENSOR_LAB,
             guides[1], sector="C40", topic="sensor", capacity=30, description=two),
        item(dates, second, "09:00-11:30", ItemKind.VISIT, ("电子数字化车间", "Electronics workshop"), ELECTRONICS, guides[2],
             sector="C39", topic="smart_factory", capacity=40),
        item(dates, second, "12:00-13:30", ItemKind.MEAL, ("午餐", "Lunch"), None),
        item(dates, second, "14:00-16:30", ItemKind.VISIT, ("工业互联网平台", "Industrial Internet platform"), PLATFORM, guides[3],
             sector="I", topic="platform", capacity=60),
        item(dates, third, "09:00-11:00", ItemKind.VISIT, ("装备装配车间", "Equipment assembly"), EQUIPMENT, guides[4],
             sector="C34", topic="smart_factory", capacity=40),
        item(dates, third, "13:00-16:00", ItemKind.OTHER, ("乘车赴杭州（约160公里）", "Transfer to Hangzhou, about 160 km"), None),
        item(dates, fourth, "09:00-11:00", ItemKind.VISIT, ("智能制造产业园", "Manufacturing park"), PARK, guides[5],
             topic="park", capacity=80),
        item(dates, fourth, "14:00-16:00", ItemKind.PANEL, ("总结座谈", "Wrap-up meeting"), PARK, leader),
        item(dates, fourth, "16:00-17:00", ItemKind.OTHER, ("返程", "Departure"), None),
    )  # fmt: skip


def _action_items(dates: Dates) -> tuple[PlannedActionItem, ...]:
    return (
        PlannedActionItem(
            ("汇编六个现场的经验材料，印发各省市。", "Compile what was seen at the six sites and send it to all provinces."),
            hosts.OFFICE,
            dates.day(-50),
            ActionItemStatus.DONE,
        ),
        PlannedActionItem(
            ("湖北、安徽各选两家企业开展机器人与制造执行系统集成试点。", "Hubei and Anhui each choose two companies for a pilot of robots and MES."),
            ("湖北、安徽省工业和信息化厅（样例）", "Authorities of Hubei and Anhui (sample)"),
            dates.day(60),
        ),
        PlannedActionItem(
            ("上海、江苏为中南部省份企业接入工业互联网平台提供三个月免费诊断。",
             "Shanghai and Jiangsu offer companies of the central South three months of free diagnosis."),
            ("上海、江苏省级平台（样例）", "Platforms of Shanghai and Jiangsu (sample)"),
            dates.day(90),
        ),
        PlannedActionItem(
            ("在秋季对接会上安排传感器专场。", "Hold a session on sensors at the matchmaking in autumn."),
            hosts.ALLIANCE,
            dates.day(150),
        ),
    )  # fmt: skip
