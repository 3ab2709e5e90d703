"""Thirty fictional investment offers of twelve provinces, of no event in particular; two parks say nearly the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from eventmgr.console.sample import queries
from eventmgr.exchange.policies.models import Policy
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.matchmaking.listings.content.details import DOCUMENT
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingSource, ListingState, Side
from eventmgr.matchmaking.listings.near.finding import note_near
from eventmgr.matchmaking.listings.services import organizations_named
from eventmgr.matchmaking.listings.services.writing import fill_listing

_OWNERS = {
    "310000": ("样例临港产业园管委会", "Lingang Sample Industrial Park"),
    "320000": ("样例苏南开发区管委会", "Sunan Sample Development Zone"),
    "330000": ("样例甬江开发区管委会", "Yongjiang Sample Development Zone"),
    "340000": ("样例皖江开发区管委会", "Wanjiang Sample Industrial Zone"),
    "370000": ("样例胶东开发区管委会", "Jiaodong Sample Development Zone"),
    "410000": ("样例中原产业园管委会", "Zhongyuan Sample Industrial Park"),
    "420000": ("样例江夏产业园管委会", "Jiangxia Sample Industrial Park"),
    "430000": ("样例湘江产业园管委会", "Xiangjiang Sample Industrial Park"),
    "440000": ("样例岭南开发区管委会", "Lingnan Sample Development Zone"),
    "500000": ("样例渝北产业园管委会", "Yubei Sample Industrial Park"),
    "510000": ("样例蓉城开发区管委会", "Rongcheng Sample Development Zone"),
    "610000": ("样例秦川开发区管委会", "Qinchuan Sample Development Zone"),
}
_PARK, _FUND, _SUBSIDY, _PROJECT, _SERVICE = (
    ListingKind.PARK, ListingKind.FUND, ListingKind.SUBSIDY, ListingKind.INVESTMENT, ListingKind.SERVICE,
)  # fmt: skip
_STANDARD_TEXT = {
    "zh": "园区标准厂房可租可售，层高八米，双回路供电，集中供热和污水处理到位，配套职工公寓，审批全程代办。",
    "en": "Standard plants to rent or buy, with two power feeds, steam and water treatment; permits are handled for you.",
}

_PLANNED: tuple[tuple[str, ListingKind, str, str, str, str, str, str, dict[str, Any]], ...] = (
    ("320000", _PARK, "C35", "smart_factory", "苏南智能装备产业园标准厂房", "Sunan park for smart equipment", "", "", {"address": "样例市创新大道1号", "land_mu": 320, "plant_m2": 86000, "leading": ["C35", "C34"], "cluster": "智能装备", "utilities": "双回路供电、集中供热、污水处理", "land_auction": 38, "land_build": 42, "plant_rent": 22, "office_rent": 45}),
    ("340000", _PARK, "C35", "smart_factory", "皖江智能装备产业园标准厂房", "Wanjiang park for smart equipment", "", "", {"address": "样例市江北路18号", "land_mu": 640, "plant_m2": 120000, "leading": ["C35", "C38"], "cluster": "智能装备", "utilities": "双回路供电、集中供热、污水处理", "land_auction": 19, "land_build": 22, "plant_rent": 12, "office_rent": 25}),
    ("310000", _PARK, "C37", "highend", "临港民用航空配套园", "Lingang park for civil aviation suppliers", "面向航空复材、机加和机载系统企业，紧邻总装基地，试验设施共享。", "For composites, machining and avionics, beside final assembly.", {"address": "样例区飞翔路66号", "land_mu": 150, "plant_m2": 54000, "leading": ["C37"], "cluster": "民用航空", "utilities": "双回路供电、压缩空气", "land_auction": 120, "plant_rent": 48, "office_rent": 90}),
    ("410000", _PARK, "C14", "quality", "中原食品装备产业园", "Zhongyuan park for food and its machines", "冷链物流、检测中心和公共冷库齐备，适合食品加工与食品机械企业同园发展。", "Cold chain, a testing centre and shared cold stores.", {"address": "样例市豫兴路9号", "land_mu": 900, "plant_m2": 70000, "leading": ["C14"], "cluster": "食品", "land_build": 16, "plant_rent": 10}),
    ("420000", _PARK, "C36", "supply_chain", "江夏新能源汽车零部件园", "Jiangxia park for new energy vehicle parts", "距整车厂十五分钟车程，厂房地面承重三吨，共享模具中心。", "Fifteen minutes from the car maker, with a shared tool shop.", {"address": "样例区金港路28号", "land_mu": 480, "plant_m2": 95000, "leading": ["C36"], "cluster": "汽车零部件", "land_auction": 28, "plant_rent": 16}),
    ("430000", _PARK, "C35", "core_part", "湘江工程机械配套园", "Xiangjiang park for construction machinery suppliers", "围绕主机厂布局液压、结构件和涂装，集中喷涂中心已投用。", "Hydraulics, structures and a shared paint shop near the makers.", {"address": "样例区湘工路5号", "land_mu": 260, "plant_m2": 60000, "leading": ["C35"], "cluster": "工程机械", "land_build": 25, "plant_rent": 15}),
    ("500000", _PARK, "C39", "auto_line", "渝北智能终端产业园", "Yubei park for smart devices", "洁净厂房拎包入住，保税物流和检测认证一站办理。", "Clean rooms ready to use, with bonded logistics.", {"address": "样例区翠屏路88号", "land_mu": 210, "plant_m2": 150000, "leading": ["C39"], "cluster": "电子信息", "plant_rent": 18, "office_rent": 35}),
    ("510000", _PARK, "C37", "cnc", "蓉城航空制造产业园", "Rongcheng park for aircraft parts", "以航空零部件加工为主，设热处理与特种工艺公共平台。", "For aircraft parts, with shared special processes.", {"address": "样例区天工路7号", "land_mu": 350, "plant_m2": 48000, "leading": ["C37"], "cluster": "航空制造", "land_auction": 30, "plant_rent": 17}),
    ("310000", _FUND, "C39", "highend", "高端制造成长基金", "Growth fund for advanced manufacturing", "投向集成电路装备、工业软件和关键零部件，优先支持中西部转移项目。", "For chip equipment, industrial software and key parts.", {"size": 500000, "single": 2000, "single_most": 20000, "fund_stage": "growth", "provinces": ["310000", "340000"], "sectors": ["C39", "C35"]}),
    ("440000", _FUND, "C38", "robot", "机器人早期创业基金", "Early-stage robotics fund", "投早投小，单个项目不超过三千万元，提供中试场地。", "Small early tickets and space for pilots.", {"size": 80000, "single": 300, "single_most": 3000, "fund_stage": "early", "provinces": ["440000", "430000"], "sectors": ["C38"]}),
    ("340000", _FUND, "C39", "ai", "皖江人工智能种子基金", "Wanjiang seed fund for AI", "面向高校和院所成果转化团队，接受知识产权作价。", "For spin-offs of universities; patents count as capital.", {"size": 20000, "single": 50, "single_most": 500, "fund_stage": "seed", "provinces": ["340000"], "sectors": ["C39"]}),
    ("370000", _FUND, "C26", "material", "胶东新材料并购基金", "Jiaodong fund for mergers in new materials", "支持链主企业并购上下游，基金出资不超过交易额三成。", "Helps leading firms to acquire along the chain.", {"size": 300000, "single": 5000, "single_most": 60000, "fund_stage": "merger", "provinces": ["370000"], "sectors": ["C26"]}),
    ("510000", _FUND, "C37", "highend", "蓉城军民两用产业基金", "Rongcheng fund for dual-use industry", "投向航空航天配套和电子元器件成熟企业。", "For mature suppliers of aerospace and electronics.", {"size": 200000, "single": 3000, "single_most": 15000, "fund_stage": "mature", "provinces": ["510000"], "sectors": ["C37"]}),
    ("320000", _SUBSIDY, "C35", "smart_factory", "苏南“智改数转”设备补贴", "Sunan subsidy for smart and digital equipment", "购置数控设备和工业软件按投资额给予补贴，诊断服务免费。", "A share of the cost of machines and software is paid back.", {"for_whom": "规模以上制造企业的设备和软件投入", "amount": "设备投资额的 15%", "ceiling": 500, "apply_from": "+10", "apply_by": "+70", "provinces": ["320000"], "document": "国家技术改造贷款贴息实施细则"}),
    ("340000", _SUBSIDY, "C38", "robot", "皖江工业机器人购置补贴", "Wanjiang subsidy for industrial robots", "购买工业机器人按合同价给予补助，本省整机加一个百分点。", "Part of the price of robots is refunded.", {"for_whom": "购买工业机器人的制造企业", "amount": "合同价的 20%", "ceiling": 100, "apply_from": "-20", "apply_by": "+25", "provinces": ["340000"], "document": "安徽省智能工厂梯度培育奖励办法"}),
    ("420000", _SUBSIDY, "C36", "platform", "江夏工业互联网平台上云补助", "Jiangxia grant for moving to the cloud", "中小企业上云费用按年补助，最多三年。", "Cloud fees of small firms are paid in part for three years.", {"for_whom": "中小企业上云费用", "amount": "年度费用的 50%", "ceiling": 30, "apply_from": "-5", "apply_by": "+45", "provinces": ["420000"], "document": "湖北省工业互联网平台服务券管理办法"}),
    ("500000", _SUBSIDY, "C36", "rnd", "渝北首台套装备奖励", "Yubei award for first machines of a kind", "对经认定的首台套重大技术装备研制单位给予奖励。", "For makers of the first machine of its kind.", {"for_whom": "首台套装备研制单位", "amount": "销售额的 10%", "ceiling": 800, "apply_from": "+30", "apply_by": "+90", "provinces": ["500000"]}),
    ("610000", _SUBSIDY, "C34", "core_part", "秦川产业基础再造专项", "Qinchuan programme for basic industry", "支持轴承、齿轮和液压件攻关，按研发投入后补助。", "Bearings, gears and hydraulics are supported after the fact.", {"for_whom": "基础零部件攻关项目", "amount": "研发投入的 25%", "ceiling": 1000, "apply_from": "+5", "apply_by": "+60", "provinces": ["610000"]}),
    ("310000", _PROJECT, "C27", "quality", "生物药连续制造基地", "A base for continuous drug making", "引进上游培养基和一次性耗材配套企业，主厂已开工。", "Looking for suppliers of media and single-use goods.", {"total": 180000, "sought": 60000, "provinces": ["310000"], "site": "样例临港片区", "stage": "已开工"}),
    ("320000", _PROJECT, "C38", "energy", "储能系统总装项目", "Assembly of storage systems", "寻求电芯和温控配套企业共同投资，预留用地二百亩。", "Partners for cells and cooling are sought.", {"total": 90000, "sought": 30000, "provinces": ["320000"], "site": "样例苏南开发区", "stage": "立项"}),
    ("330000", _PROJECT, "C29", "material", "可降解材料改性项目", "Compounding of degradable plastics", "两期建设，一期两万吨，寻找下游包装企业参股。", "Two phases; packaging firms may take a share.", {"total": 45000, "sought": 15000, "provinces": ["330000"], "site": "样例甬江开发区", "stage": "可研"}),
    ("430000", _PROJECT, "C35", "twin", "盾构机再制造中心", "A centre for remanufacturing tunnelling machines", "面向中部隧道工程，寻求主轴承检测合作方。", "A partner for testing main bearings is sought.", {"total": 36000, "sought": 12000, "provinces": ["430000"], "site": "样例湘江新区", "stage": "立项"}),
    ("610000", _PROJECT, "C39", "sensor", "光电传感器封测线", "Packaging and testing of optical sensors", "依托院所成果，寻求产业资本和客户。", "Capital and customers are sought for research results.", {"total": 28000, "sought": 10000, "provinces": ["610000"], "site": "样例秦川高新区", "stage": "中试"}),
    ("440000", _PROJECT, "C39", "vision", "机器视觉相机扩产", "More machine vision cameras", "现有产线满负荷，拟在中部新建第二工厂。", "A second factory is planned in central China.", {"total": 52000, "sought": 20000, "provinces": ["440000", "420000"], "site": "待定", "stage": "选址"}),
    ("330000", _SERVICE, "C35", "rnd", "甬江模具技术研发公共平台", "Yongjiang shared lab for moulds", "提供模流分析、试模和三坐标检测，园区企业八折。", "Simulation, trials and measuring, cheaper for firms of the park.", {"qualification": "省级公共服务平台", "price": "按次收费", "provinces": ["330000"], "sectors": ["C35"]}),
    ("320000", _SERVICE, "C35", "training", "苏南园区技能人才培养", "Sunan training of skilled workers", "与高职院校共建订单班，年培养四百人。", "Classes to order with colleges, four hundred people a year.", {"park": "苏南智能装备产业园标准厂房", "qualification": "职业培训许可", "price": "企业每人每年三千元", "provinces": ["320000"], "sectors": ["C35"]}),
    ("420000", _SERVICE, "C36", "service", "江夏企业注册与审批代办", "Jiangxia help with registration and permits", "公司注册、环评和施工许可一站代办，外资企业配英文专员。", "Registration and permits at one desk, in English too.", {"park": "江夏新能源汽车零部件园", "price": "免费", "provinces": ["420000"]}),
    ("500000", _SERVICE, "C39", "standard", "渝北检测认证服务", "Yubei testing and certification", "电磁兼容、环境可靠性检测，出具国际互认报告。", "Reports on compatibility and reliability, accepted abroad.", {"park": "渝北智能终端产业园", "qualification": "CNAS", "price": "按项目收费", "provinces": ["500000"], "sectors": ["C39"]}),
    ("370000", _SERVICE, "C26", "security", "胶东化工安全咨询", "Jiaodong advice on chemical safety", "开车前安全审查、工艺危害分析和人员培训。", "Reviews before start-up, hazard analysis and training.", {"qualification": "安全评价资质", "price": "按人天收费", "provinces": ["370000"], "sectors": ["C26"]}),
    ("410000", _SERVICE, "C14", "quality", "中原食品检测与追溯服务", "Zhongyuan food testing and tracing", "农残、微生物检测和一物一码追溯系统搭建。", "Residue tests and a code on each item.", {"park": "中原食品装备产业园", "qualification": "CMA", "price": "按批收费", "provinces": ["410000"], "sectors": ["C14"]}),
)  # fmt: skip


def add_investment(at: datetime) -> list[Listing]:
    """All of them in the order of the plan, published before `at`, entered by the office; services of parks and
    subsidies of policies are linked with them."""
    policies = {policy.title["zh"]: policy for policy in queries.list_published_policies()}
    numbers = organizations_named({name: province for province, (name, _en) in _OWNERS.items()}, at=at)
    bodies = {body.id: body for body in queries.list_organizations([folded(name) for name, _en in _OWNERS.values()])}
    offers = []
    for number, (province, kind, sector, topic, zh, en, text_zh, text_en, details) in enumerate(_PLANNED):
        name, name_en = _OWNERS[province]
        body = bodies[numbers[name]]
        body.name_en = name_en
        made_at = at - timedelta(days=2 * (len(_PLANNED) - number) + 3)
        offer = Listing(
            organization_id=body.id, organization=body, source=ListingSource.OFFICE, state=ListingState.PUBLISHED,
            decline_reason="", created_at=made_at, updated_at=made_at, published_at=made_at,
        )  # fmt: skip
        draft = ListingDraft(
            side=Side.SUPPLY,
            kind=kind,
            title={"zh": zh, "en": en},
            text={"zh": text_zh, "en": text_en} if text_zh else dict(_STANDARD_TEXT),
            topic_id=topic,
            sector_codes=(sector,),
            details=_details(details, province, policies, today=at.date()),
        )
        fill_listing(offer, draft)
        offers.append(offer)
    db.session.add_all(offers)
    db.session.flush()
    parks = {offer.title["zh"]: offer.id for offer in offers if offer.kind is _PARK}
    for offer, (*_rest, details) in zip(offers, _PLANNED, strict=True):
        offer.park_id = parks[details["park"]] if "park" in details else None
    db.session.flush()
    note_near(None, offers)
    return offers


def _details(planned: dict[str, Any], province: str, policies: dict[str, Policy], *, today: date) -> dict[str, Any]:
    """Fields of the kind; a subsidy has the number of the policy that it rests on. A policy that is not there is left
    out."""
    details = {name: value for name, value in planned.items() if name not in ("park", DOCUMENT)}
    details |= {"provinces": details.get("provinces", [province])} | _window(details, today)
    policy = policies.get(planned.get(DOCUMENT, ""))
    return details | ({"basis": policy.number, DOCUMENT: policy.id} if policy is not None else {})


def _window(details: dict[str, Any], today: date) -> dict[str, str]:
    """First and last day of applications, told in days from today."""
    names = [name for name in ("apply_from", "apply_by") if name in details]
    return {name: (today + timedelta(days=int(details[name]))).isoformat() for name in names}
