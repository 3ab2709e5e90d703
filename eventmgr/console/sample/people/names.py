"""Invented people's names and organizations: 80 surnames, 120 characters of given names, words of companies."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from random import Random

from eventmgr.tools.taxonomy import get_unit, name_key

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红建国文志海峰山立新春生永宏德胜利振兴东亮健飞鹏辉斌波宇浩然俊凯"
    "晨阳思远嘉欣雨桐子轩一诺梓涵佳怡雪梅晓燕慧颖婷倩莉琳瑶琪悦彤铭哲睿博翔坤昊天乐泽楷岩松柏林森云鹤江河清源程乾安宁蓝星竹蕾菲"
)
SHARE_OF_TWO = 0.24
"""How many names have two characters."""

_BRANDS = (
    "申联",
    "鼎诚",
    "华睿",
    "江远",
    "博科",
    "新锐",
    "恒泰",
    "中启",
    "嘉域",
    "云擎",
    "天枢",
    "智远",
    "金石",
    "瑞格",
    "宏图",
    "卓越",
    "凌云",
    "海川",
    "齐心",
    "国兴",
    "科锐",
    "万象",
    "启明",
    "联创",
    "光华",
    "聚能",
    "德信",
    "永业",
    "众成",
    "安捷",
)
_LINES = {
    "C36": ("汽车零部件", "汽车电驱动", "新能源汽车"),
    "C39": ("电子科技", "半导体材料", "通信设备"),
    "C34": ("精密机床", "工业机器人", "轴承"),
    "C35": ("智能装备", "专用设备"),
    "C37": ("轨道交通装备", "船舶配套"),
    "C40": ("仪器仪表", "智能传感"),
    "C26": ("化工新材料", "精细化工"),
    "C29": ("橡塑制品",),
    "C38": ("智能家电", "电气"),
    "C30": ("建材", "玻璃新材料"),
    "I": ("工业软件", "工业互联网"),
}
_FORMS = ("有限公司", "股份有限公司", "有限责任公司")
_OFFICES = ("工业和信息化厅", "科学技术厅")
_OF_A_CITY = ("经济和信息化局", "科学技术局")
_OF_A_MUNICIPALITY = {"310000": "经济和信息化委员会"}
"""What a municipality calls its own; the others have the first of a city."""


def people(rng: Random) -> Iterator[str]:
    """Names without end, none twice, about a quarter of them of two characters."""
    seen: set[str] = set()
    while True:
        name = rng.choice(SURNAMES) + rng.choice(GIVEN)
        if rng.random() > SHARE_OF_TWO:
            name += rng.choice(GIVEN)
        if name not in seen:
            seen.add(name)
            yield name


def latin(name: str) -> str:
    """A Chinese name in Latin letters, surname first: `Zhang Xiaoming`."""
    surname, *given = name_key(name).split()
    return f"{surname.capitalize()} {''.join(given).capitalize()}".strip()


def brand_in_latin(brand: str) -> str:
    """A company's brand in Latin letters: `Shenlian`."""
    return name_key(brand).replace(" ", "").capitalize()


def companies(rng: Random) -> Iterator[tuple[str, str]]:
    """Endless (brand, kind of company) pairs, brands in turn."""
    while True:
        yield from ((brand, rng.choice(_FORMS)) for brand in _BRANDS)


def company(rng: Random, brand: str, form: str, unit: str, sector: str) -> str:
    """The name of a made-up company, such as `江苏申联样例汽车零部件有限公司`."""
    return f"{get_unit(unit).short('zh')}{brand}样例{rng.choice(_LINES[sector])}{form}"


def unlike(company: str, form: str, taken: AbstractSet[str]) -> str:
    """The company's name, in another form where that name is taken already."""
    forms = (form, *(other for other in _FORMS if other != form))
    return next(name for name in (company.removesuffix(form) + other for other in forms) if name not in taken)


def office(unit: str, number: int) -> str:
    """The authority of a unit: `湖北省工业和信息化厅（样例）`."""
    name = get_unit(unit).name("zh")
    kinds = _OF_A_CITY if name.endswith("市") else _OFFICES
    kind = kinds[number % len(kinds)]
    if name.endswith("市") and unit.endswith("0000"):
        kind = _OF_A_MUNICIPALITY.get(unit, _OF_A_CITY[0])
    return f"{name}{kind}（样例）"


def sector_of_company(rng: Random) -> str:
    """A sector by the shares of the plan: automotive 24, electronics 22, equipment 18, chemicals 12, appliances 8,
    building materials 6, software 10 per cent."""
    groups = (("C36", 24), ("C39", 22), ("C34", 6), ("C35", 6), ("C37", 3), ("C40", 3), ("C26", 8), ("C29", 4))
    more = (("C38", 8), ("C30", 6), ("I", 10))
    codes, weights = zip(*groups, *more, strict=True)
    return str(rng.choices(codes, weights)[0])
