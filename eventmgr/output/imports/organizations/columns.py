"""Which columns a sheet of organizations may have, as people name them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from eventmgr.ground.sentences import _l
from eventmgr.ground.text import organization_name
from eventmgr.identity.directory.models import SizeClass
from eventmgr.matchmaking.organizations.columns import LABELS, USUAL
from eventmgr.output.imports.people.fields import NO_PROVINCE, NO_SECTOR, province_code, said_in_both, sector_code
from eventmgr.tools.sheets import BadCell, Field, Value
from eventmgr.tools.sheets.values import choice, coded, digits, text
from eventmgr.tools.taxonomy.credit_codes import normalize_credit_code

LONGEST = 200
NO_NAME = _l("This is not a name.")
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "name": (
        *(
            "单位名称",
            "单位",
            "单位全称",
            "企业名称",
            "公司名称",
            "机构名称",
            "名称",
            "中文名称",
            "全称",
            "企业",
            "公司",
            "机构",
        ),
        *(
            "Organization",
            "Organisation",
            "Company",
            "Company name",
            "Institution",
            "Name",
            "Full name",
            "Chinese name",
        ),
    ),
    "name_en": ("英文名称", "单位英文名称", "英文名", "外文名称", "英文全称", "Name in English", "Name (English)"),
    "short_names": ("简称", "单位简称", "企业简称", "公司简称", "Short name", "Abbreviation"),
    "former_names": ("曾用名", "曾用名称", "原名", "原名称", "更名前名称", "历史名称", "Former name", "Previous name"),
    "credit_code": (
        *("统一社会信用代码", "社会信用代码", "信用代码", "纳税人识别号", "税号", "统一代码"),
        *("Social credit code", "Credit code", "USCC", "Unified social credit identifier"),
    ),
    "province": (
        *("省份", "省", "省市", "省区市", "地区", "所在地", "所在省份", "注册地", "所属地区"),
        *("Province", "Region"),
    ),
    "sector": ("行业", "所属行业", "行业领域", "行业分类", "国民经济行业", "行业门类", "Industry", "Sector"),
    "size_class": (
        "企业规模",
        "规模",
        "单位规模",
        "企业类型（大中小微）",
        "Size",
        "Enterprise size",
        "Size class",
        "Scale",
    ),
}
_SIZE_WORDS = {
    SizeClass.LARGE: ("大型", "大", "Large"),
    SizeClass.MEDIUM: ("中型", "中", "Medium", "Medium-sized"),
    SizeClass.SMALL: ("小型", "小", "Small"),
    SizeClass.MICRO: ("微型", "微", "Micro"),
}


def fields_of() -> tuple[Field, ...]:
    """The fields of a sheet of organizations."""
    sizes = choice({size.value: (str(size.label), *said_in_both(size.label), *_SIZE_WORDS[size]) for size in SizeClass})
    parsers = {**_PARSERS, "size_class": sizes}
    return tuple(Field(key, (*said_in_both(LABELS[key]), *SYNONYMS[key]), parsers[key]) for key in USUAL)


def read_name(value: Value) -> str | None:
    """The name of an organization.

    Raises:
        BadCell: it is none, or too long.
    """
    written = text(value, most=4 * LONGEST)
    if written is None:
        return None
    name = organization_name(written)
    if not name:
        raise BadCell(NO_NAME)
    return text(name, most=LONGEST)


def read_english(value: Value) -> str | None:
    """The English name, as it is kept."""
    return text(value, most=LONGEST)


def _code(value: Value) -> str | None:
    written = digits(value)
    return None if written is None else normalize_credit_code(written)


_several = partial(text, multiline=True)
_PARSERS: Mapping[str, Any] = {
    "name": read_name,
    "name_en": read_english,
    "short_names": _several,
    "former_names": _several,
    "credit_code": _code,
    "province": coded(province_code, NO_PROVINCE),
    "sector": coded(sector_code, NO_SECTOR),
}
