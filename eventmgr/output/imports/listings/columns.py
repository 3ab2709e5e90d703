"""Which columns a sheet of listings may have, as people name them. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from eventmgr.ground.sentences import _l
from eventmgr.ground.text import clean_line
from eventmgr.matchmaking.listings.models import ListingKind, ListingState, ShownTo
from eventmgr.matchmaking.listings.pasting.reading import LONGEST_TEXT, LONGEST_TITLE, side_of, topic_of
from eventmgr.output.imports.listings.labels import FIELDS
from eventmgr.output.imports.people.fields import (
    NO_PROVINCE,
    NO_SECTOR,
    PARSERS,
    SYNONYMS,
    province_code,
    said_in_both,
    sector_code,
)
from eventmgr.tools.sheets import BadCell, Field, Value
from eventmgr.tools.sheets.values import Parser, choice, coded, day, text, yes_no

NO_SIDE = _l("“%(value)s” is neither supply nor demand.")
NO_TOPIC = _l("“%(value)s” is not a valid topic. Choose one from the list.")
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "side": (
        *("供需类型", "供需", "供给/需求", "供给或需求", "类型", "供需方向", "供需类别"),
        *("Side", "Supply or demand", "Kind", "Type"),
    ),
    "kind": ("信息类别", "类别", "供需内容类别", "对接类别", "Kind of listing", "Kind", "Category"),
    "organization": (*SYNONYMS["organization"], "发布单位", "供给单位", "需求单位", "Org"),
    "province": (*SYNONYMS["province"], "行政区划代码", "省级代码", "Province code", "province_gb_code"),
    "title": (
        "标题",
        "名称",
        "题目",
        "项目名称",
        "需求名称",
        "供给名称",
        "产品名称",
        "Title",
        "Title in Chinese",
        "Name",
    ),
    "text": (
        *("内容", "说明", "正文", "描述", "简介", "需求内容", "供给内容", "具体内容", "详细说明"),
        *("Text", "Description", "Content", "Details"),
    ),
    "title_en": ("英文标题", "英文名称", "标题（英文）", "Title (English)", "title_en"),
    "text_en": ("英文内容", "英文说明", "内容（英文）", "Text (English)", "text_en"),
    "topic": ("主题", "智能制造主题", "专题", "领域", "技术领域", "Topic", "topic_id"),
    "sector": (*SYNONYMS["sector"], "行业代码", "行业分类", "Sector", "industry_code"),
    "valid_until": (
        "有效期至",
        "有效期",
        "截止日期",
        "截止时间",
        "有效截止日期",
        "Valid until",
        "Valid till",
        "Expires",
    ),
    "free": ("免费", "是否免费", "Free of charge", "Free"),
    "replacement": (
        *("可替代进口产品", "国产替代", "是否国产替代", "进口替代", "Domestic replacement"),
        *("Replaces an imported product", "Import substitution"),
    ),
    "confidential": ("保密", "是否保密", "涉密", "Confidential"),
    "shown_to": ("公开范围", "可见范围", "Shown to", "Visible to"),
    "state": ("状态", "发布状态", "是否发布", "State", "Status"),
    "contact": ("联系人", "联系人姓名", "联络人", "Contact", "Contact person", "Contact name"),
    "email": (*SYNONYMS["email"], "联系邮箱", "联系人邮箱", "Contact e-mail"),
}
_STATE_WORDS = {
    ListingState.PUBLISHED: ("公布", "发布", "已发布", "直接发布", "Publish"),
    ListingState.SUBMITTED: ("待审", "审核后发布", "提交", "To review", "Review"),
}
_KIND_WORDS = {"rnd": ("研发", "科研", "技术攻关", "R&D"), "park": ("园区", "Park"), "platform": ("平台", "Platform")}
STATES_OF_ROWS = tuple(_STATE_WORDS)
"""States to which a row may come."""


def fields_of() -> tuple[Field, ...]:
    """The fields of a sheet of listings. A column headed by a word that may be either is the side where it comes first."""
    parsers: dict[str, Parser] = {
        **_PARSERS,
        "kind": choice(
            {kind.value: (*said_in_both(kind.label), *_KIND_WORDS.get(kind.value, ())) for kind in ListingKind}
        ),
        "shown_to": choice({one.value: said_in_both(one.label) for one in ShownTo}),
        "state": choice({state.value: (*said_in_both(state.label), *words) for state, words in _STATE_WORDS.items()}),
    }
    needed = ("side", "organization")
    return tuple(
        Field(key, (*said_in_both(label), *_SYNONYMS[key]), parsers[key], key in needed)
        for key, label in FIELDS.items()
    )


def _side(value: Value) -> str | None:
    written = text(value)
    if written is None:
        return None
    side = side_of(written)
    if side is None:
        raise BadCell(NO_SIDE.about(value=written[:40]))
    return side.value


def _topic(value: Value) -> str | None:
    written = text(value)
    if written is None:
        return None
    topic = topic_of(clean_line(written))
    if not topic:
        raise BadCell(NO_TOPIC.about(value=written[:40]))
    return topic


_title, _text = partial(text, most=LONGEST_TITLE), partial(text, most=LONGEST_TEXT, multiline=True)
_PARSERS: Mapping[str, Parser] = {
    "side": _side,
    "organization": PARSERS["organization"],
    "province": coded(province_code, NO_PROVINCE),
    "title": _title,
    "text": _text,
    "title_en": _title,
    "text_en": _text,
    "topic": _topic,
    "sector": coded(sector_code, NO_SECTOR),
    "valid_until": day,
    "free": yes_no,
    "replacement": yes_no,
    "confidential": yes_no,
    "contact": PARSERS["name"],
    "email": PARSERS["email"],
}
