"""Which columns a sheet of organizations may have, as people name them. Pure."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from eventmgr.ground.i18n import _, _l
from eventmgr.ground.text import organization_name
from eventmgr.matchmaking.organizations.columns import LABELS, SEPARATOR
from eventmgr.output.imports.columns import Column
from eventmgr.output.imports.usual import NO_NAME, PROVINCE, SECTOR, SIZE
from eventmgr.tools.sheets import BadCell, Value
from eventmgr.tools.sheets.values import digits, text
from eventmgr.tools.taxonomy.credit_codes import normalize_credit_code

LONGEST = 200


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


def _names_in_words(names: tuple[str, ...]) -> str:
    return SEPARATOR.join(names)


def _names(key: str, *synonyms: str) -> Column:
    return Column(
        key,
        LABELS[key],
        synonyms,
        read=_several,
        say=_names_in_words,
        shown=True,
        note=_l("Several names: separate them with “%(mark)s”.", mark=SEPARATOR),
    )


COLUMNS = (
    Column(
        "name",
        LABELS["name"],
        (
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
            *("Organization", "Organisation", "Company", "Company name", "Institution", "Name", "Full name"),
            "Chinese name",
        ),
        read=read_name,
        asked=True,
        example=lambda: _("Example Machinery Co., Ltd."),
    ),
    Column(
        "name_en",
        LABELS["name_en"],
        ("英文名称", "单位英文名称", "英文名", "外文名称", "英文全称", "Name in English", "Name (English)"),
        read=read_english,
        example="Example Machinery Co., Ltd.",
        shown=True,
    ),
    _names("short_names", "简称", "单位简称", "企业简称", "公司简称", "Short name", "Abbreviation"),
    _names(
        "former_names",
        *("曾用名", "曾用名称", "原名", "原名称", "更名前名称", "历史名称", "Former name", "Previous name"),
    ),
    Column(
        "credit_code",
        LABELS["credit_code"],
        (
            *("统一社会信用代码", "社会信用代码", "信用代码", "纳税人识别号", "税号", "统一代码"),
            *("Social credit code", "Credit code", "USCC", "Unified social credit identifier"),
        ),
        read=_code,
        example="91310000607262222X",
    ),
    PROVINCE.also("注册地", "所属地区", label=LABELS["province"], shown=True),
    SECTOR.also("行业分类", "国民经济行业", "行业门类", "Sector", label=LABELS["sector"], shown=True),
    replace(SIZE, key="size_class", label=LABELS["size_class"], shown=True),
)
"""In the order of the file."""
