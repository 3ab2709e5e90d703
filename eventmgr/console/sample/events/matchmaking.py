"""E2: the matchmaking in Wuhan between the East and the central South, two days, nine weeks ahead; it is full."""

from __future__ import annotations

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.events import hosts
from eventmgr.console.sample.events.plan import Announcement, Asking, Item, Plan, PlannedVenue, item
from eventmgr.console.sample.people.roster import CENTRAL_SOUTH_SIDE, EAST_SIDE, MATCHMAKING, Roster
from eventmgr.event.agenda.models import ItemKind, SpeakerRole
from eventmgr.event.events.models import Approval, EventKind, HostRole
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.forms.rules import Rules
from eventmgr.tools.taxonomy import seed_presets

FIRST_DAY = 21
PLACES_IN_ALL = 180
HALL, TALKS, DINING, SHOW = range(4)


def plan(dates: Dates, roster: Roster) -> Plan:
    """The matchmaking; the office reviews every registration."""
    return Plan(
        slug=MATCHMAKING,
        kind=EventKind.MATCHMAKING,
        title=(
            "东部—中南部智能制造产业对接会（样例）",
            "East and Central-South Intelligent Manufacturing Matchmaking (sample)",
        ),
        summary=(
            "150家企业供需双方面对面洽谈，两天16个时段、40张洽谈桌，优先安排跨区域洽谈。",
            "150 companies meet to match supply and demand: 16 time slots, 40 tables, cross-regional meetings first.",
        ),
        description=_DESCRIPTION,
        series="east-central-south",
        province="420000",
        city=("武汉", "Wuhan"),
        starts_at=dates.at(FIRST_DAY, "09:00"),
        ends_at=dates.at(FIRST_DAY + 1, "12:00"),
        published_on=dates.day(-56),
        capacity=PLACES_IN_ALL,
        approval=Approval.REVIEW,
        opens_at=dates.at(-55, "09:00"),
        closes_at=dates.at(FIRST_DAY - 14, "17:00"),
        contact={**hosts.CONTACT, "name": "李华 Li Hua（样例）", "email": "matchmaking@example.com"},
        fields={
            "sector": "required", "size": "optional", "title": "required", "email": "optional", "role": "off", "remarks": "optional",
        },
        hosts=hosts.line(
            (HostRole.HOST, hosts.OFFICE), (HostRole.ORGANIZER, hosts.HUBEI), (HostRole.CO_ORGANIZER, hosts.ALLIANCE)
        ),
        regions=tuple(((preset.name_zh, preset.name_en), preset.province_codes) for preset in seed_presets()),
        units=dict.fromkeys((*EAST_SIDE, *CENTRAL_SOUTH_SIDE), 12),
        sectors=("C26", "C29", "C30", "C34", "C35", "C36", "C38", "C39", "I"),
        topics=("robot", "sensor", "mes", "platform", "supply_chain", "core_part", "park"),
        tracks=(("供需对接", "Supply and demand"), ("园区推介", "Parks")),
        venues=_VENUES,
        deadlines=((("企业报名", "Registration of companies"), dates.at(FIRST_DAY - 14, "17:00")),),
        notices=(
            Announcement(
                ("关于组织企业报名的通知", "Call for companies"),
                (
                    "请各代表团组织企业在截止时间前报名，报名时说明以供给方、需求方或供需双方身份参加。洽谈时请备齐技术指标和合作方式的说明。",
                    ("Please let companies register before the deadline and say whether they offer, seek or both. For the talks, have "
                    "technical figures and the form of cooperation that you want at hand."),
                ),
                dates.day(-50),
                f"样例函〔{dates.anchor.year}〕14号",
            ),
        ),
        questions=(
            Asking("side", QuestionKind.CHOICE, ("参加身份", "You attend as"),
                   (("supply", ("供给方", "supplier")), ("demand", ("需求方", "buyer")), ("both", ("供需双方", "both"))), required=True),
            Asking("company_code", QuestionKind.CREDIT_CODE, ("统一社会信用代码", "Unified social credit code"),
                   rules=Rules(purpose={"zh": "核对企业名称", "en": "check of the company's name"})),
            Asking("back", QuestionKind.TIME, ("返程最早发车时间", "Earliest departure after the meetings"),
                   rules=Rules(least="12:00", most="22:00", purpose={"zh": "安排送站车辆", "en": "departure transfer"})),
        ),
        items=_agenda(dates, roster),
    )  # fmt: skip


_DESCRIPTION = (
    (
        "## 对接方式\n\n企业报名时说明以供给方、需求方或供需双方身份参加。现场设40张洽谈桌，每次洽谈20分钟，由会务组现场安排。\n\n"
        "## 参会对象\n\n- 汽车、电子信息、装备、化工、家电、建材企业\n- 工业软件和工业互联网服务企业\n- 产业园区、研究机构"
    ),
    (
        "## How it works\n\nCompanies say whether they offer, seek or both. There are 40 tables; talks "
        "of 20 minutes are arranged by the organizers on site.\n\n## Who should come\n\n- Manufacturers of the "
        "automotive, electronics, equipment, chemical, appliance and building-material industries\n"
        "- Providers of industrial software and platforms\n- Industrial parks and institutes"
    ),
)
_VENUES = (
    PlannedVenue(
        ("武汉样例国际博览中心", "Wuhan Sample International Expo Centre"),
        ("武汉市汉阳区样例大道619号", "619 Yangli Avenue, Hanyang, Wuhan"),
        ("地铁6号线样例站B口。", "Metro line 6, exit B."),
        (
            (("主会场", "Main hall"), 300),
            (("洽谈区（40桌）", "Talks (40 tables)"), 200),
            (("餐厅", "Dining hall"), 260),
            (("园区推介厅", "Park promotion hall"), 80),
        ),
    ),
)


def _agenda(dates: Dates, roster: Roster) -> tuple[Item, ...]:
    office, experts = roster.of(MATCHMAKING, "office"), roster.of(MATCHMAKING, "expert")
    parks = roster.of(MATCHMAKING, "park")
    chair = hosts.voice(SpeakerRole.CHAIR, office[0])
    talk = hosts.voice(SpeakerRole.SPEAKER, experts[4])
    promoters = [hosts.voice(SpeakerRole.SPEAKER, park) for park in parks[:4]]
    first, second = FIRST_DAY, FIRST_DAY + 1
    return (
        item(dates, first, "09:00-09:20", ItemKind.CEREMONY, ("开幕式", "Opening"), HALL, chair),
        item(dates, first, "09:20-10:00", ItemKind.TALK,
             ("主旨报告：跨区域产业链协同", "Keynote: industry chains across regions"), HALL, talk, topic="supply_chain", track=0),
        item(dates, first, "10:20-11:40", ItemKind.PANEL, ("产业园区推介", "Industrial parks"), SHOW, *promoters, topic="park", track=1),
        item(dates, first, "12:00-13:30", ItemKind.MEAL, ("午餐", "Lunch"), DINING),
        item(dates, first, "14:00-17:20", ItemKind.OTHER, ("一对一洽谈（第1—8时段）", "Meetings, slots 1 to 8"), TALKS, track=0),
        item(dates, first, "18:00-19:30", ItemKind.MEAL, ("交流晚餐", "Dinner"), DINING),
        item(dates, second, "08:30-11:50", ItemKind.OTHER, ("一对一洽谈（第9—16时段）", "Meetings, slots 9 to 16"), TALKS, track=0),
        item(dates, second, "11:50-12:00", ItemKind.CEREMONY, ("成果发布", "Results"), HALL, chair),
    )  # fmt: skip
