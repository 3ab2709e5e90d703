"""Bodies that several sample events share. A pair is (Chinese, English)."""

from __future__ import annotations

from eventmgr.console.sample.events.plan import Pair, Voice
from eventmgr.console.sample.people import names, organizations
from eventmgr.console.sample.people.roster import Human
from eventmgr.event.agenda.models import SpeakerRole
from eventmgr.event.events.models import HostRole

OFFICE: Pair = (
    "制造业信息化科技工程办公室（样例）",
    organizations.HEAD_OFFICE,
)
SHANGHAI: Pair = (
    "上海市经济和信息化委员会（样例）",
    "Shanghai Municipal Commission of Economy and Informatization (sample)",
)
HUBEI: Pair = ("湖北省工业和信息化厅（样例）", "Department of Industry and Information Technology of Hubei (sample)")
ALLIANCE: Pair = ("样例智能制造产业联盟", "Sample Intelligent Manufacturing Alliance")
SOCIETY: Pair = ("样例机械工程学会", "Sample Society of Mechanical Engineering")
CONTACT = {"name": "王敏 Wang Min（样例）", "phone": "15400000399", "email": "office@example.com"}

_TITLES = {
    "处长": "Director",
    "副处长": "Deputy Director",
    "四级调研员": "Level-4 Consultant",
    "教授": "Professor",
    "总工程师": "Chief Engineer",
    "首席科学家": "Chief Scientist",
    "总经理": "General Manager",
    "副总经理": "Deputy General Manager",
    "信息化总监": "Chief Information Officer",
    "生产总监": "Production Director",
    "智能制造部部长": "Head of Intelligent Manufacturing",
    "技术中心主任": "Director of the Technical Centre",
    "数字化经理": "Digitalization Manager",
    "研究员": "Researcher",
    "招商局副局长": "Deputy Director of Investment Promotion",
    "记者": "Journalist",
}


def line(*roles: tuple[HostRole, Pair]) -> tuple[tuple[HostRole, Pair], ...]:
    """Host bodies in the given order."""
    return roles


def voice(role: SpeakerRole, human: Human) -> Voice:
    """A person of the roster as a speaker of the agenda."""
    english = organizations.in_english(human.organization)
    return Voice(
        role,
        (human.name, names.latin(human.name)),
        (human.organization, english),
        (human.title, _TITLES.get(human.title, "")),
    )
