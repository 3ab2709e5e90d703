"""The columns that several sheets have: who somebody is, where they come from, how they are reached. What people write
above them and how their cells are read is said here alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from eventmgr.event.forms.fields import LABELS
from eventmgr.ground.i18n import LANGUAGES, _, language
from eventmgr.ground.sentences import _l
from eventmgr.ground.text import folded, mail_address, organization_name, person_name, position
from eventmgr.output.imports.columns import Column, members
from eventmgr.tools.sheets import BadCell, Value
from eventmgr.tools.sheets.values import coded, digits, text
from eventmgr.tools.taxonomy import (
    choices_countries,
    choices_provinces,
    countries,
    country_name,
    find_country,
    find_province,
    find_sector,
    find_unit,
    get_province,
    get_sector,
    get_unit,
    sectors,
    units,
)
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.taxonomy.sizes import SizeClass

LONGEST_NAME, LONGEST_ORGANIZATION, LONGEST_TITLE = 50, 200, 100
_CODE = re.compile(r"[（(]\s*([A-Za-z]\d{0,2})\s*[)）]\s*$")

NO_UNIT = _l("“%(value)s” is not a delegation. Choose one by its official name, or leave the cell empty.")
NO_PROVINCE = _l("“%(value)s” is not a province or region of China.")
NO_COUNTRY = _l("“%(value)s” is not the name of a country or region.")
NO_SECTOR = _l("“%(value)s” is not a sector of the national classification.")
NO_ADDRESS = _l("“%(value)s” is not a complete e-mail address, such as name@example.com.")
NO_NAME = _l("This is not a name.")


def read_organization(value: Value) -> str | None:
    """The name of an organization."""
    written = text(value, most=4 * LONGEST_ORGANIZATION)
    return None if written is None else text(organization_name(written), most=LONGEST_ORGANIZATION)


def _position(value: Value) -> str | None:
    written = text(value, most=2 * LONGEST_TITLE)
    return None if written is None else text(position(written), most=LONGEST_TITLE)


def _person(value: Value) -> str | None:
    written = text(value, most=4 * LONGEST_NAME)
    if written is None:
        return None
    name = person_name(written)
    if not name:
        raise BadCell(NO_NAME)
    return text(name, most=LONGEST_NAME)


def _mobile(value: Value) -> str | None:
    written = digits(value)
    return None if written is None else normalize_mobile(written[:60])


def _email(value: Value) -> str | None:
    written = text(value, most=254)
    if written is None:
        return None
    try:
        return mail_address(written)
    except ValueError:
        raise BadCell(NO_ADDRESS.about(value=written[:60])) from None


def _begins_with(find: Callable[[str], Any], written: str) -> str | None:
    """The place that a text names, or with which it begins (湖北省武汉市); two characters at least."""
    for end in range(len(written), 1, -1):
        found = find(written[:end])
        if found is not None:
            return str(found.code)
        if written.isascii():
            return None
    return None


def _sector_code(written: str) -> str | None:
    """The sector that a text names, or whose code stands in brackets behind it."""
    named = _CODE.search(written)
    found = find_sector(named[1] if named else written)
    return None if found is None else str(found.code)


def _country_code(written: str) -> str | None:
    return _countries().get(folded(written))


@cache
def _countries() -> dict[str, str]:
    known = {folded(one.name(language)): one.code for language in LANGUAGES for one in countries(language)}
    return known | {folded(one.code): one.code for one in countries() if find_country(one.code)}


NAME = Column(
    "name",
    LABELS["name"],
    ("姓名", "名字", "参会人", "参会人员", "参会代表", "人员姓名", "Full name", "Participant"),
    read=_person,
    example=lambda: _("Zhang San"),
)
ORGANIZATION = Column(
    "organization",
    LABELS["organization"],
    (
        *("单位", "单位名称", "工作单位", "所在单位", "单位全称", "企业名称", "公司名称", "公司", "企业", "机构"),
        *("Organization", "Organisation", "Company", "Company name", "Institution", "Employer"),
    ),
    read=read_organization,
    example=lambda: _("Example Machinery Co., Ltd."),
)
UNIT = Column(
    "unit",
    LABELS["unit"],
    ("代表团", "所属代表团", "组团单位", "代表团单位"),
    read=coded(partial(_begins_with, find_unit), NO_UNIT),
    say=lambda code: get_unit(code).name(language()),
    choices=lambda: [unit.name(language()) for unit in units()],
)
PROVINCE = Column(
    "province",
    LABELS["province"],
    ("省份", "省", "省市", "省区市", "地区", "所在地", "所在省份", "Province", "Region"),
    read=coded(partial(_begins_with, find_province), NO_PROVINCE),
    say=lambda code: get_province(code).name(language()),
    choices=lambda: [name for _code, name in choices_provinces(language())],
)
COUNTRY = Column(
    "country",
    LABELS["country"],
    ("国家", "国家或地区", "国别", "Country"),
    read=coded(_country_code, NO_COUNTRY),
    say=lambda code: country_name(code, language()),
    choices=lambda: [name for _code, name in choices_countries(language())],
)
SECTOR = Column(
    "sector",
    LABELS["sector"],
    ("行业", "所属行业", "行业领域", "Industry"),
    read=coded(_sector_code, NO_SECTOR),
    say=lambda code: get_sector(code).labelled(language()),
    choices=lambda: [sector.labelled(language()) for sector in sectors()],
)
_SIZE_WORDS = {
    SizeClass.LARGE: ("大型", "大", "Large"),
    SizeClass.MEDIUM: ("中型", "中", "Medium", "Medium-sized"),
    SizeClass.SMALL: ("小型", "小", "Small"),
    SizeClass.MICRO: ("微型", "微", "Micro"),
}
SIZE = Column(
    "size",
    LABELS["size"],
    ("企业规模", "规模", "单位规模", "企业类型（大中小微）", "Size", "Enterprise size", "Size class", "Scale"),
    options=members(SizeClass, _SIZE_WORDS),
)
TITLE = Column(
    "title",
    LABELS["title"],
    ("职务", "职位", "职务职称", "职称", "岗位", "Title", "Position", "Job title"),
    read=_position,
)
MOBILE = Column(
    "mobile",
    LABELS["mobile"],
    (
        *("手机", "手机号", "手机号码", "移动电话", "联系电话", "联系方式", "电话", "电话号码"),
        *("Mobile", "Mobile phone", "Cell phone", "Phone", "Phone number", "Telephone"),
    ),
    read=_mobile,
)
EMAIL = Column(
    "email",
    LABELS["email"],
    ("邮箱", "电子邮箱", "电子邮件", "邮件地址", "E-mail", "Email", "E-mail address", "Mail"),
    read=_email,
    example="name@example.com",
)
