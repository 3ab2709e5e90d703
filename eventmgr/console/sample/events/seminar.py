"""E1: the Shanghai seminar on intelligent manufacturing, three days. The hall holds 150, quotas come to 93."""

from __future__ import annotations

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.events import hosts
from eventmgr.console.sample.events.plan import Announcement, Asking, Item, Pair, Plan, PlannedVenue, item
from eventmgr.console.sample.people.roster import QUOTAS, SEMINAR, Human, Roster
from eventmgr.event.agenda.models import ItemKind, SpeakerRole
from eventmgr.event.events.models import EventKind, HostRole
from eventmgr.event.forms.participant_types.types import Entry, ParticipantType
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.forms.rules import Rules
from eventmgr.tools.taxonomy import get_unit, seed_presets

SERIES = "east-central-south"
HALL, ROOM_1, ROOM_2, ROOM_3, DINING, PLANT, LAB = range(7)
HIGH_END, TRANSFORMATION, FOUNDATION = range(3)
_LINES: tuple[tuple[Pair, str, str, int, int], ...] = (
    (("汽车行业组", "Automotive group"), "C36", "auto_line", TRANSFORMATION, 50),
    (("电子信息行业组", "Electronics group"), "C39", "vision", HIGH_END, 50),
    (("化工行业组", "Chemicals group"), "C26", "security", FOUNDATION, 40),
)
"""(name, sector, topic, track, places) of each group; no more places than the room has seats."""
_AUDIENCE = (
    "各省（区、市）工业和信息化主管部门、制造业企业、科研院所和金融机构代表",
    "Industry authorities of the provinces, manufacturers, research institutes and banks",
)
_FEE_NOTE = (
    "住宿由会务组统一安排，住宿和往返交通费用自理。",
    "Travel and accommodation at participants' own expense.",
)
OBSERVER = ParticipantType(
    "observer", {"zh": "观察员", "en": "Observer"}, capacity=10, entry=Entry.INVITATION, badge_color="green"
)
FIELDS = {
    "sector": "optional", "title": "required", "email": "optional", "role": "optional", "gender": "required",
    "lodging": "required", "arrival": "optional", "departure": "optional", "diet": "optional", "group": "optional",
    "remarks": "optional",
}  # fmt: skip


def plan(dates: Dates, roster: Roster) -> Plan:
    """The seminar, its main day on the anchor."""
    return Plan(
        slug=SEMINAR,
        kind=EventKind.SEMINAR,
        title=(
            "东部和中南部部分省市智能制造深化推进研讨会（样例）",
            "Seminar on Intelligent Manufacturing, Eastern and Central-Southern Provinces (sample)",
        ),
        summary=(
            "围绕“争高端、促转型、强基础”三条主线，交流各省市推进智能制造的做法，分行业研讨改造路径，并考察两家企业。",
            "Three tracks, exchange between provinces, discussion by industry and two company visits.",
        ),
        description=_DESCRIPTION,
        series=SERIES,
        province="310000",
        city=("上海", "Shanghai"),
        starts_at=dates.at(-1, "14:00"),
        ends_at=dates.at(1, "17:00"),
        published_on=dates.day(-64),
        capacity=150,
        audience=_AUDIENCE,
        fee_note=_FEE_NOTE,
        opens_at=dates.at(-63, "09:00"),
        closes_at=dates.at(-7, "17:00"),
        contact=hosts.CONTACT,
        fields=FIELDS,
        hosts=hosts.line(
            (HostRole.HOST, hosts.OFFICE),
            (HostRole.ORGANIZER, hosts.SHANGHAI),
            (HostRole.CO_ORGANIZER, hosts.ALLIANCE),
            (HostRole.SUPPORTER, hosts.SOCIETY),
        ),
        regions=tuple(((preset.name_zh, preset.name_en), preset.province_codes) for preset in seed_presets()),
        units=dict(QUOTAS),
        types=(OBSERVER,),
        sectors=("C26", "C30", "C36", "C38", "C39"),
        topics=("equipment", "software", "platform", "smart_factory", "robot", "mes"),
        tracks=(
            ("争高端", "Reaching for the high end"),
            ("促转型", "Promoting transformation"),
            ("强基础", "Strengthening foundations"),
        ),
        venues=_VENUES,
        deadlines=(
            (("报名回执", "Registration form"), dates.at(-7, "17:00")),
            (("交流材料", "Speakers' papers"), dates.at(-12, "12:00")),
            (("住宿确认", "Accommodation confirmation"), dates.at(-9, "17:00")),
        ),
        notices=_notices(dates),
        questions=_QUESTIONS,
        attachments=((("参会须知", "Notes for participants"), "参会须知.txt", _NOTES),),
        items=_agenda(dates, roster),
    )


_QUESTIONS = (
    Asking("visit", QuestionKind.CHOICE, ("考察路线", "Company visit"),
           (("plant", ("汽车工厂", "Car plant")), ("lab", ("传感器实验室", "Sensor laboratory")),
            ("none", ("不参加", "Not attending")))),
    Asking("invoice", QuestionKind.YES_NO, ("是否需要住宿发票", "Do you need an invoice for your room?")),
    Asking("companions", QuestionKind.NUMBER, ("随行工作人员", "Accompanying staff"),
           rules=Rules(least="0", most="20", unit={"zh": "人", "en": "people"}, office_only=True)),
)  # fmt: skip
_NOTES = (
    "参会须知（样例）\n\n一、报到时凭二维码或身份信息领取胸卡。\n二、会场保持安静，手机静音。\n三、交流发言每位15—20分钟。\n"
    "四、考察企业请听从引导，未经允许不得拍照。\n五、需要接站的代表请提前在报名表中填写车次。\n\n"
    "Notes for participants (sample)\n\n1. On arrival, collect your badge with your check-in QR code or an identity document.\n"
    "2. Please keep quiet in the rooms and silence your phone.\n3. Each talk lasts 15 to 20 minutes.\n"
    "4. On company visits follow your guide; take photos only with permission.\n"
    "5. If you need to be picked up, enter your train in the registration form in advance.\n"
)
_DESCRIPTION: Pair = (
    (
        "## 会议内容\n\n"
        "1. 通报智能制造工作进展，部署“争高端、促转型、强基础”三方面任务；\n"
        "2. 各省市交流顶层设计、试点示范和两化融合贯标的做法；\n"
        "3. 汽车、机械、家电、建材企业介绍数字化改造案例；\n"
        "4. 汽车、电子信息、化工三个行业分组研讨；\n"
        "5. 产业基金、专项补贴和产业园区推介，政策咨询。\n\n"
        "## 参会人员\n\n"
        "各省（区、市）和计划单列市工业和信息化主管部门负责同志，有关企业、研究机构和专家。各代表团名额见会议通知。\n\n"
        "## 注意事项\n\n"
        "会议不收会务费，食宿统一安排，费用自理。代表报到时间为首日14:00—21:00。"
    ),
    (
        "## Programme\n\n"
        "1. Report on progress and the three tracks;\n"
        "2. Provinces exchange plans, pilot projects and the implementation of standards;\n"
        "3. Cases of digital transformation from the automotive, machinery, appliance and building-material industries;\n"
        "4. Discussion in three industry groups;\n"
        "5. Presentations by funds, subsidy programmes and industrial parks; policy advice.\n\n"
        "## Who is invited\n\n"
        "Authorities of the invited provinces and cities, companies, institutes and experts, within the quotas of the notice.\n\n"
        "## Please note\n\n"
        "There is no fee. Meals and accommodation are arranged at the participants' own expense. The desk is open from 14:00 to "
        "21:00 on the first day."
    ),
)
_VENUES = (
    PlannedVenue(
        ("上海样例国际会议中心", "Shanghai Sample International Conference Centre"),
        ("上海市浦东新区样例路100号", "100 Yangli Road, Pudong New Area, Shanghai"),
        (
            "地铁2号线样例站3号口步行5分钟；虹桥站设接站点。",
            "Metro line 2, exit 3, five minutes on foot; pick-up at Hongqiao station.",
        ),
        (
            (("主会场", "Main hall"), 160),
            (("第一会议室", "Room 1"), 50),
            (("第二会议室", "Room 2"), 50),
            (("第三会议室", "Room 3"), 40),
            (("宴会厅", "Dining hall"), 180),
        ),
    ),
    PlannedVenue(
        ("样例汽车临港工厂", "Sample Automobile Lingang plant"),
        ("上海市浦东新区临港样例大道1号", "1 Yangli Avenue, Lingang, Shanghai"),
        ("乘1号车前往，厂区内禁止拍照。", "Bus 1. No photographs inside the plant."),
        ((("总装车间", "Assembly shop"), 60),),
    ),
    PlannedVenue(
        ("样例智能传感器实验室", "Sample Smart Sensor Laboratory"),
        ("上海市嘉定区样例路8号", "8 Yangli Road, Jiading, Shanghai"),
        ("乘2号车前往。", "Bus 2."),
        ((("展示厅", "Showroom"), 50),),
    ),
)


def _notices(dates: Dates) -> tuple[Announcement, ...]:
    return (
        Announcement(
            ("关于召开智能制造深化推进研讨会的通知", "Notice of the seminar on intelligent manufacturing"),
            (
                (
                    "各有关单位：\n\n定于近期在上海召开智能制造深化推进研讨会。请各代表团确定一名联络员，按名额组织报名，"
                    "并在回执截止时间前提交参会人员名单。\n\n交流发言单位请同时提交书面材料。"
                ),
                (
                    "To all invited delegations: the seminar will be held in Shanghai. Please name a liaison for your delegation, "
                    "register within your quota and submit the list before the deadline. Speakers send their papers as well."
                ),
            ),
            dates.day(-64),
            f"样例函〔{dates.anchor.year}〕12号",
        ),
        Announcement(
            ("关于报到和接站安排的补充通知", "Supplementary notice on arrival and pick-up"),
            (
                "报到地点为会议中心一层大厅。虹桥站、虹桥机场设接站点，请在回执中填写车次或航班。",
                (
                    "The desk is in the lobby of the conference centre. Pick-up at Hongqiao station and airport: please tell "
                    "us your train or flight in the registration form."
                ),
            ),
            dates.day(-44),
            f"样例函〔{dates.anchor.year}〕15号",
        ),
    )


def _agenda(dates: Dates, roster: Roster) -> tuple[Item, ...]:
    return (*_first_day(dates, roster), *_second_day(dates, roster), *_third_day(dates, roster))


def _first_day(dates: Dates, roster: Roster) -> tuple[Item, ...]:
    chair = hosts.voice(SpeakerRole.CHAIR, roster.of(SEMINAR, "office")[0])
    return (
        item(dates, -1, "14:00-21:00", ItemKind.OTHER, ("报到", "Arrival and registration"), None),
        item(dates, -1, "18:00-19:30", ItemKind.MEAL, ("晚餐", "Dinner"), DINING),
        item(dates, -1, "20:00-21:00", ItemKind.PANEL,
              ("代表团领队、联络员会议", "Meeting of heads of delegation and delegation liaisons"), ROOM_1, chair),
    )  # fmt: skip


def _second_day(dates: Dates, roster: Roster) -> tuple[Item, ...]:
    office, experts = roster.of(SEMINAR, "office"), roster.of(SEMINAR, "expert")
    chair = hosts.voice(SpeakerRole.CHAIR, office[0])
    welcome = hosts.voice(SpeakerRole.SPEAKER, _leader(roster, "310000"))
    report = hosts.voice(SpeakerRole.SPEAKER, office[1])
    consulting = [hosts.voice(SpeakerRole.PANELIST, expert) for expert in experts[8:11]]
    return (
        item(dates, 0, "08:30-08:50", ItemKind.CEREMONY, ("开幕式：主持词、承办方致辞", "Opening and welcome"), HALL, chair, welcome),
        item(dates, 0, "08:50-09:40", ItemKind.TALK,
              ("工作报告：争高端、促转型、强基础", "Work report: three tracks"), HALL, report, track=HIGH_END),
        item(dates, 0, "09:40-10:00", ItemKind.BREAK, ("茶歇、合影", "Break and group photo"), None),
        _exchange(dates, roster, 0, "10:00-11:40", ("省市交流（一）", "Exchange between provinces I"),
                  ("310000", "320000", "330000", "440000", "420000"), 20),
        item(dates, 0, "12:00-13:30", ItemKind.MEAL, ("午餐", "Lunch"), DINING),
        _cases(dates, roster),
        _groups(dates, roster),
        item(dates, 0, "18:00-19:00", ItemKind.MEAL, ("晚餐", "Dinner"), DINING),
        item(dates, 0, "19:00-20:30", ItemKind.PANEL, ("政策咨询台", "Policy consultation desk"), ROOM_1, *consulting, topic="policy"),
    )  # fmt: skip


def _third_day(dates: Dates, roster: Roster) -> tuple[Item, ...]:
    conveners = [roster.of(SEMINAR, "expert")[index] for index in range(3)]
    reports = [hosts.voice(SpeakerRole.SPEAKER, convener) for convener in conveners]
    summing_up = hosts.voice(SpeakerRole.SPEAKER, roster.of(SEMINAR, "office")[0])
    guides = roster.of(SEMINAR, "company", "310000")[:2]
    return (
        _exchange(dates, roster, 1, "08:30-09:30", ("省市交流（二）", "Exchange between provinces II"),
                  ("340000", "350000", "370000", "430000"), 15),
        item(dates, 1, "09:30-10:00", ItemKind.TALK, ("分组研讨汇报", "Group reports"), HALL, *reports),
        item(dates, 1, "10:00-10:20", ItemKind.BREAK, ("茶歇", "Break"), None),
        _promotion(dates, roster),
        item(dates, 1, "11:20-11:50", ItemKind.CEREMONY, ("会议小结", "Closing remarks"), HALL, summing_up),
        item(dates, 1, "11:50-13:00", ItemKind.MEAL, ("午餐", "Lunch"), DINING),
        item(dates, 1, "13:30-17:00", ItemKind.VISIT, ("考察一：汽车总装车间", "Visit 1: car assembly shop"), PLANT,
              hosts.voice(SpeakerRole.GUIDE, guides[0]), sector="C36", topic="smart_factory", capacity=60),
        item(dates, 1, "13:30-17:00", ItemKind.VISIT, ("考察二：智能传感器实验室", "Visit 2: smart sensor laboratory"), LAB,
              hosts.voice(SpeakerRole.GUIDE, guides[1]), sector="C40", topic="sensor", capacity=50),
    )  # fmt: skip


def _leader(roster: Roster, unit: str) -> Human:
    return roster.of(SEMINAR, "official", unit)[0]


def _exchange(
    dates: Dates, roster: Roster, day: int, span: str, title: Pair, units: tuple[str, ...], each: int
) -> Item:
    """Units speak one after the other, `each` minutes."""
    parts = []
    hour, minute = (int(part) for part in span.partition("-")[0].split(":"))
    for index, unit in enumerate(units):
        first, last = hour * 60 + minute + index * each, hour * 60 + minute + (index + 1) * each
        name = get_unit(unit)
        parts.append(
            item(
                dates, day, f"{first // 60:02d}:{first % 60:02d}-{last // 60:02d}:{last % 60:02d}", ItemKind.TALK,
                (f"{name.short('zh')}：推进智能制造的做法", f"{name.short('en')}: promoting intelligent manufacturing"),
                HALL, hosts.voice(SpeakerRole.SPEAKER, _leader(roster, unit)), track=index % 3,
            )
        )  # fmt: skip
    return item(dates, day, span, ItemKind.PANEL, title, HALL, parts=tuple(parts))


def _cases(dates: Dates, roster: Roster) -> Item:
    speakers = roster.of(SEMINAR, "company")
    cases = (
        ("14:00-14:20", ("汽车：机器人与制造执行系统，生产效率提高30%以上", "Automotive: robots and MES, efficiency up by more than 30%"), "C36", "mes", 2),
        ("14:20-14:40", ("机械：不良率下降20%，能耗下降15%", "Machinery: 20% fewer defects, 15% less energy"), "C34", "quality", 11),
        ("14:40-15:00", ("家电：龙头企业带动供应链上平台", "Appliances: a leading firm brings its suppliers onto the platform"), "C38", "sme", 30),
        ("15:00-15:20", ("建材：窑炉能源管理", "Building materials: energy management of kilns"), "C30", "energy", 24),
    )  # fmt: skip
    parts = tuple(
        item(dates, 0, span, ItemKind.TALK, title, HALL, hosts.voice(SpeakerRole.SPEAKER, speakers[who]),
              sector=sector, topic=topic, track=TRANSFORMATION)
        for span, title, sector, topic, who in cases
    )  # fmt: skip
    chair = hosts.voice(SpeakerRole.CHAIR, roster.of(SEMINAR, "institute")[0])
    return item(
        dates, 0, "14:00-15:20", ItemKind.PANEL, ("案例交流", "Cases"), HALL, chair, track=TRANSFORMATION, parts=parts
    )


def clashing(roster: Roster) -> list[Human]:
    """Four people who convene or record one group and speak in another at the same time."""
    return roster.of(SEMINAR, "expert")[:4]


def _groups(dates: Dates, roster: Roster) -> Item:
    """Three groups at once; the four of `clashing` are asked for in two of them."""
    experts, institutes = roster.of(SEMINAR, "expert"), roster.of(SEMINAR, "institute")
    voices = (
        (hosts.voice(SpeakerRole.CONVENER, experts[0]), hosts.voice(SpeakerRole.RECORDER, institutes[1]),
         hosts.voice(SpeakerRole.SPEAKER, experts[1]), hosts.voice(SpeakerRole.SPEAKER, experts[4])),
        (hosts.voice(SpeakerRole.CONVENER, experts[1]), hosts.voice(SpeakerRole.CHAIR, experts[3]),
         hosts.voice(SpeakerRole.RECORDER, institutes[2]), hosts.voice(SpeakerRole.SPEAKER, experts[2])),
        (hosts.voice(SpeakerRole.CONVENER, experts[2]), hosts.voice(SpeakerRole.RECORDER, institutes[3]),
         hosts.voice(SpeakerRole.SPEAKER, experts[0]), hosts.voice(SpeakerRole.SPEAKER, experts[3])),
    )  # fmt: skip
    parts = tuple(
        item(dates, 0, "15:40-17:30", ItemKind.GROUP, title, room, *who, sector=sector, topic=topic, track=track, capacity=places)
        for (title, sector, topic, track, places), room, who in zip(_LINES, (ROOM_1, ROOM_2, ROOM_3), voices, strict=True)
    )  # fmt: skip
    return item(
        dates, 0, "15:40-17:30", ItemKind.PANEL, ("分行业研讨", "Discussion by industry"), None, parts=parts,
        description=("三个行业组同时进行，每组设召集人和记录员，次日汇报。", "Three groups at the same time; they report on the next day."),
    )  # fmt: skip


def _promotion(dates: Dates, roster: Roster) -> Item:
    officials = roster.of(SEMINAR, "official", "310000", "320000", "330000")
    talks = (
        ("10:20-10:40", ("上海产业基金", "Shanghai industry fund"), "fund", officials[2]),
        (
            "10:40-11:00",
            ("江苏“智改数转”专项补贴", "Jiangsu subsidies for digital transformation"),
            "fund",
            officials[5],
        ),
        ("11:00-11:20", ("浙江智能制造产业园", "Zhejiang intelligent manufacturing park"), "park", officials[8]),
    )
    parts = tuple(
        item(dates, 1, span, ItemKind.TALK, title, HALL, hosts.voice(SpeakerRole.SPEAKER, who), topic=topic, track=FOUNDATION)
        for span, title, topic, who in talks
    )  # fmt: skip
    return item(
        dates, 1, "10:20-11:20", ItemKind.PANEL, ("招商推介", "Investment promotion"), HALL, topic="invest", parts=parts
    )
