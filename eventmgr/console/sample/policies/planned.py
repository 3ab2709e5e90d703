"""The policies of the sample as plain values: twenty programmes, each at three places; two are superseded, of one the
time to apply is over. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from eventmgr.console.sample.dates import Dates
from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag, PolicyLevel, SupportKind
from eventmgr.exchange.policies.services import EDITED
from eventmgr.ground.i18n import speaking
from eventmgr.tools.taxonomy import get_province
from eventmgr.tools.taxonomy.sizes import SizeClass

_SME = (SizeClass.MEDIUM, SizeClass.SMALL, SizeClass.MICRO)
_SMALL = (SizeClass.SMALL, SizeClass.MICRO)
_COMPANY = (ApplicantKind.COMPANY,)
_RESEARCH = (ApplicantKind.COMPANY, ApplicantKind.INSTITUTE, ApplicantKind.UNIVERSITY)
_SUPERSEDING = {40: 0, 43: 3}
"""Place of a policy → of the earlier one that it supersedes."""
_CLOSED = 7
_PROVINCES = (
    *("310000", "320000", "330000", "340000", "350000", "360000", "370000", "410000", "420000", "430000", "440000"),
    "450000",
)


@dataclass(frozen=True)
class Programme:
    """What several places have alike.

    Args:
        ceiling: in 10,000 yuan.
    """

    zh: str
    en: str
    aim_zh: str
    aim_en: str
    support: SupportKind
    rate: int | None = None
    ceiling: int | None = None
    kinds: tuple[ApplicantKind, ...] = _COMPANY
    sizes: tuple[SizeClass, ...] = ()
    tags: tuple[ApplicantTag, ...] = ()
    sectors: tuple[str, ...] = ()


_S = SupportKind
PROGRAMMES = (
    Programme("中小企业数字化改造补助办法", "Grants for the digital upgrading of SMEs", "中小企业购置工业软件、联网设备和数字化服务", "SMEs that buy industrial software, connected equipment and digital services", _S.SUBSIDY, 20, 200, sizes=_SME),
    Programme("智能工厂梯度培育奖励办法", "Rewards for smart factories by grade", "建成基础级以上智能工厂的制造业企业", "manufacturers that have built a smart factory", _S.REWARD, None, 500, sectors=("C",)),
    Programme("工业互联网平台服务券管理办法", "Vouchers for Industrial Internet platforms", "小微企业上平台、用平台的费用", "what small and micro enterprises pay for using platforms", _S.VOUCHER, 50, 10, sizes=_SMALL),
    Programme("技术改造贷款贴息实施细则", "Interest subsidies for loans on technical renewal", "设备更新和技术改造项目的银行贷款", "bank loans for new equipment and technical renewal", _S.INTEREST, 50, 800, sectors=("C",)),
    Programme("首台（套）重大技术装备扶持办法", "Support for first sets of major equipment", "首台（套）重大技术装备的研制单位和首购用户", "makers and first buyers of major new equipment", _S.REWARD, 10, 1000, sectors=("C34", "C35", "C38")),
    Programme("“专精特新”企业培育办法", "Nurturing specialized and sophisticated SMEs", "经认定的专精特新中小企业", "recognized specialized and sophisticated SMEs", _S.REWARD, None, 50, sizes=_SME, tags=(ApplicantTag.SPECIALIZED, ApplicantTag.LITTLE_GIANT)),
    Programme("关键核心技术攻关项目管理办法", "Projects on key technologies", "产学研联合承担的关键核心技术攻关项目", "joint research on key technologies", _S.SUBSIDY, 40, 2000, kinds=_RESEARCH),
    Programme("工业软件推广应用补助办法", "Grants for the use of domestic industrial software", "采购自主工业软件的制造业企业", "manufacturers that buy domestic industrial software", _S.SUBSIDY, 30, 300, sectors=("C", "I")),
    Programme("绿色工厂与节能改造奖励办法", "Rewards for green factories and energy saving", "绿色工厂和年节能量达标的改造项目", "green factories and projects that save energy", _S.REWARD, None, 100, tags=(ApplicantTag.GREEN_FACTORY,)),
    Programme("工业机器人应用补贴办法", "Grants for industrial robots", "购置工业机器人及成套系统的企业", "enterprises that buy industrial robots", _S.SUBSIDY, 15, 300, sectors=("C33", "C34", "C36", "C38", "C39")),
    Programme("智能制造产业基金投资指引", "Guide to the fund for smart manufacturing", "处于成长期的智能制造企业", "growing enterprises of smart manufacturing", _S.EQUITY, None, 5000, tags=(ApplicantTag.HIGH_TECH, ApplicantTag.SPECIALIZED)),
    Programme("研发费用奖补实施办法", "Rewards for spending on research", "研发投入持续增长的高新技术企业", "high-tech enterprises that spend more on research", _S.REWARD, 10, 400, tags=(ApplicantTag.HIGH_TECH, ApplicantTag.TECH_SME)),
    Programme("制造业单项冠军奖励办法", "Rewards for manufacturing champions", "新认定的制造业单项冠军企业", "newly recognized manufacturing champions", _S.REWARD, None, 200, tags=(ApplicantTag.CHAMPION,)),
    Programme("公共服务平台建设补助办法", "Grants for public service platforms", "面向中小企业的检测、设计、试制平台", "platforms for testing, design and trial production", _S.SUBSIDY, 30, 500, kinds=(ApplicantKind.PLATFORM, ApplicantKind.INSTITUTE, ApplicantKind.ASSOCIATION)),
    Programme("高技能人才引进和培养办法", "Attracting and training skilled people", "引进和培养智能制造高技能人才的单位", "whoever attracts and trains skilled people", _S.TALENT, None, 30, kinds=(*_RESEARCH, ApplicantKind.PLATFORM)),
    Programme("产业园区标准厂房租金减免办法", "Lower rents of standard plants in parks", "入驻园区标准厂房的先进制造业企业", "advanced manufacturers in the plants of parks", _S.LAND, 50, None, sectors=("C",)),
    Programme("企业所得税优惠办理指南", "Guide to relief on enterprise income tax", "符合条件的高新技术企业和小型微利企业", "high-tech and small enterprises with low profits", _S.TAX),
    Programme("5G 全连接工厂试点示范管理办法", "Pilots of fully connected 5G factories", "开展 5G 全连接工厂建设的规模以上工业企业", "larger enterprises that build connected factories", _S.PILOT, None, 100, tags=(ApplicantTag.ABOVE_SCALE,)),
    Programme("产业集群协同改造支持办法", "Joint upgrading of industrial clusters", "由龙头企业或园区牵头的集群协同改造项目", "joint projects led by a large enterprise or a park", _S.SUBSIDY, 30, 1500, kinds=(ApplicantKind.COMPANY, ApplicantKind.PARK)),
    Programme("两化融合管理体系贯标奖励办法", "Rewards for integration management systems", "通过两化融合管理体系评定的企业", "enterprises assessed for integration management", _S.REWARD, None, 20),
)  # fmt: skip


@dataclass(frozen=True)
class PlannedPolicy:
    """A policy, and the position of the one that it supersedes."""

    uid: str
    values: dict[str, Any]
    supersedes: int | None
    repealed_on: date | None


def plan_policies(dates: Dates) -> list[PlannedPolicy]:
    """The sixty, in the order in which they are entered."""
    today = dates.present.date()
    every = [_values(position, today) for position in range(3 * len(PROGRAMMES))]
    for position, former in _SUPERSEDING.items():
        every[position] |= {name: every[former][name] for name in ("level", "province_code", "issuer", "contact")}
        every[position] |= {"issued_on": today - timedelta(days=60), "effective_on": today - timedelta(days=20)}
        every[position]["number"] = f"样政发〔{every[position]['issued_on'].year}〕{position + 1}号"
        every[former]["valid_until"] = every[position]["valid_until"] = None
        every[position]["title"] = {
            "zh": every[former]["title"]["zh"].replace("办法", "办法（修订）").replace("细则", "细则（修订）"),
            "en": f"{every[former]['title']['en']} (revised)",
        }
    ends = {former: every[position]["effective_on"] for position, former in _SUPERSEDING.items()}
    return [
        PlannedPolicy(
            uuid5(NAMESPACE_URL, f"policy-{position}").hex, values, _SUPERSEDING.get(position), ends.get(position)
        )
        for position, values in enumerate(every)
    ]


def _values(position: int, today: date) -> dict[str, Any]:
    programme, turn = PROGRAMMES[position % len(PROGRAMMES)], position // len(PROGRAMMES)
    level = _level(position)
    code = None if level is PolicyLevel.NATIONAL else _PROVINCES[(position * 5 + turn) % len(_PROVINCES)]
    named_zh, named_en = _named(level, code)
    issued = today - timedelta(days=40 + (position * 37) % 520 + (600 if position in _SUPERSEDING.values() else 0))
    effective = today + timedelta(days=45 + position) if position % 12 == 11 else issued + timedelta(days=30)
    empty: dict[str, Any] = dict.fromkeys(EDITED)
    return empty | {
        "level": level,
        "title": {"zh": f"{named_zh}{programme.zh}", "en": f"{named_en}: {programme.en}"},
        "issuer": {"zh": f"{named_zh}样例工业和信息化主管部门", "en": f"{named_en}, sample office of industry"},
        "number": f"样政发〔{issued.year}〕{position + 1}号",
        "issued_on": issued,
        "effective_on": effective,
        "valid_until": issued.replace(year=issued.year + 4, month=12, day=31) if position % 3 else None,
        "province_code": code,
        "sector_codes": list(programme.sectors),
        "kinds": [kind.value for kind in programme.kinds],
        "sizes": [size.value for size in programme.sizes],
        "tags": [tag.value for tag in programme.tags],
        "support": programme.support,
        "rate": programme.rate,
        "ceiling": _ceiling(programme, level),
        **_window(position, today),
        "summary": {
            "zh": f"支持{programme.aim_zh}。样例文件，内容为虚构。",
            "en": f"Supports {programme.aim_en}. A fictional sample.",
        },
        "text": {"zh": _text(programme)},
        "source_url": f"https://policies.example.com/{position + 1}",
        "contact": {"zh": f"{named_zh}样例政策咨询窗口", "en": f"Sample enquiry desk, {named_en}"},
    }


def _level(position: int) -> PolicyLevel:
    turn = (position + 3 * (position // len(PROGRAMMES))) % 10
    return {6: PolicyLevel.NATIONAL, 2: PolicyLevel.CITY, 5: PolicyLevel.DISTRICT}.get(turn, PolicyLevel.PROVINCIAL)


def _named(level: PolicyLevel, code: str | None) -> tuple[str, str]:
    if code is None:
        return "国家", "National"
    province = get_province(code)
    zh, en = province.name_zh, province.name("en")
    more = {PolicyLevel.CITY: ("样例市", ", Sample City"), PolicyLevel.DISTRICT: ("样例园区", ", Sample Park")}
    return zh + more.get(level, ("", ""))[0], en + more.get(level, ("", ""))[1]


def _ceiling(programme: Programme, level: PolicyLevel) -> int | None:
    """In hundredths of 10,000 yuan; cities and parks give less."""
    if programme.ceiling is None:
        return None
    share = {PolicyLevel.CITY: 50, PolicyLevel.DISTRICT: 30}.get(level, 100)
    return programme.ceiling * share


def _window(position: int, today: date) -> dict[str, date | None]:
    if position == _CLOSED:
        return {"window_from": today - timedelta(days=80), "window_to": today - timedelta(days=12)}
    if position % 4 == 1 or position in _SUPERSEDING.values():
        return {"window_from": None, "window_to": None}
    first = today + timedelta(days=20 + position) if position % 5 == 0 else today - timedelta(days=10 + position)
    return {"window_from": first, "window_to": today + timedelta(days=70 + position)}


def _text(programme: Programme) -> str:
    with speaking("zh"):
        who = "、".join(str(kind.label) for kind in programme.kinds) or "不限"
    given = [f"按实际投入的 {programme.rate}% 给予支持"] if programme.rate else ["按认定结果给予支持"]
    given += ["单个项目不超过文件规定的最高额"] if programme.ceiling else []
    lines = [
        *("## 一、支持对象", "", f"支持{programme.aim_zh}。申报单位类型：{who}。", ""),
        *("## 二、支持标准", "", *(f"- {line}；" for line in given), "- 同一项目不重复享受同类政策。", ""),
        *(
            "## 三、申报程序",
            "",
            "1. 在申报期内提交申报书和证明材料；",
            "2. 主管部门组织审核和公示；",
            "3. 公示无异议后下达资金。",
        ),
    ]
    return "\n".join(lines)
