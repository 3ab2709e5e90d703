"""English names of the sample's organizations: pages in English show no Chinese ones beside a speaker. Pure."""

from __future__ import annotations

from eventmgr.console.sample.people.names import brand_in_latin
from eventmgr.tools.taxonomy import units

_LINES = {
    "汽车零部件": "Auto Parts",
    "汽车电驱动": "Electric Drives",
    "新能源汽车": "New Energy Vehicles",
    "电子科技": "Electronics",
    "半导体材料": "Semiconductor Materials",
    "通信设备": "Communication Equipment",
    "精密机床": "Precision Machine Tools",
    "工业机器人": "Industrial Robots",
    "轴承": "Bearings",
    "智能装备": "Smart Equipment",
    "专用设备": "Special Equipment",
    "轨道交通装备": "Rail Equipment",
    "船舶配套": "Marine Equipment",
    "仪器仪表": "Instruments",
    "智能传感": "Smart Sensors",
    "化工新材料": "Advanced Chemical Materials",
    "精细化工": "Fine Chemicals",
    "橡塑制品": "Rubber and Plastics",
    "智能家电": "Smart Appliances",
    "电气": "Electric",
    "建材": "Building Materials",
    "玻璃新材料": "Advanced Glass",
    "工业软件": "Industrial Software",
    "工业互联网": "Industrial Internet",
}
_FORMS = {
    "有限责任公司": "LLC",
    "股份有限公司": "Corporation",
    "有限公司": "Co., Ltd.",
}
_BODIES = {
    "智能制造研究院": "Institute of Intelligent Manufacturing",
    "工业大学": "University of Technology",
    "机械工程学会": "Society of Mechanical Engineering",
    "工业互联网研究中心": "Industrial Internet Research Centre",
    "智能制造专家委员会": "Expert Committee on Intelligent Manufacturing",
    "智能制造产业园管委会": "Intelligent Manufacturing Park",
    "高新技术产业园管委会": "High-Tech Park",
    "经济开发区管委会": "Economic Development Zone",
}
_AUTHORITIES = {
    "工业和信息化厅": "Department of Industry and Information Technology of {}",
    "科学技术厅": "Department of Science and Technology of {}",
    "经济和信息化委员会": "{} Municipal Commission of Economy and Informatization",
    "经济和信息化局": "{} Bureau of Economy and Informatization",
    "科学技术局": "{} Bureau of Science and Technology",
}
HEAD_OFFICE = "Office of the Manufacturing Informatization Science and Technology Project (sample)"
_GUESTS = {
    "制造业信息化科技工程办公室（样例）": HEAD_OFFICE,
    "样例装备制造报社": "Sample Equipment Manufacturing News",
    "上海样例会展服务有限公司": "Shanghai Sample Exhibition Services Co., Ltd.",
}


def in_english(name: str) -> str:
    """`Jiangsu Shenlian Sample Auto Parts Co., Ltd.`; empty where the name is not one of the roster's patterns."""
    if name in _GUESTS:
        return _GUESTS[name]
    for unit in units():
        for chinese in (unit.name("zh"), unit.short("zh")):
            if name.startswith(chinese):
                return _within(name.removeprefix(chinese), unit.short("en"))
    return ""


def _within(rest: str, region: str) -> str:
    """What a name says after its region."""
    authority = _AUTHORITIES.get(rest.removesuffix("（样例）"))
    if authority:
        return f"{authority.format(region)} (sample)"
    brand, _, kind = rest.partition("样例")
    if kind in _BODIES:
        return f"{region} Sample {_BODIES[kind]}"
    for form, said in _FORMS.items():
        line = _LINES.get(kind.removesuffix(form), "") if kind.endswith(form) else ""
        if line:
            return f"{region} {brand_in_latin(brand)} Sample {line} {said}"
    return ""
