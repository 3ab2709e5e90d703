"""Which columns a sheet of listings may have, as people name them. A column headed by a word that may be either is the
side where it comes first."""

from __future__ import annotations

from datetime import date
from functools import partial

from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _l, format_date, language
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, ShownTo, Side
from eventmgr.matchmaking.listings.pasting.reading import LONGEST_TEXT, LONGEST_TITLE
from eventmgr.output.imports.columns import Column, members, truth
from eventmgr.output.imports.listings.cells import read_side, read_topic
from eventmgr.output.imports.usual import EMAIL, NAME, ORGANIZATION, PROVINCE, SECTOR
from eventmgr.tools.sheets.values import day, text
from eventmgr.tools.taxonomy import get_topic, topics

_STATE_WORDS = {
    ListingState.PUBLISHED: ("公布", "发布", "已发布", "直接发布", "Publish"),
    ListingState.SUBMITTED: ("待审", "审核后发布", "提交", "To review", "Review"),
}
_KIND_WORDS = {
    ListingKind.RND: ("研发", "科研", "技术攻关", "R&D"),
    ListingKind.PARK: ("园区", "Park"),
    ListingKind.PLATFORM: ("平台", "Platform"),
}
_title, _text = partial(text, most=LONGEST_TITLE), partial(text, most=LONGEST_TEXT, multiline=True)
COLUMNS = (
    Column(
        "side",
        label_of(Listing.side),
        (
            *("供需类型", "供需", "供给/需求", "供给或需求", "类型", "供需方向", "供需类别"),
            *("Side", "Supply or demand", "Kind", "Type"),
        ),
        read=read_side,
        say=lambda code: Side(code).label,
        choices=lambda: [str(side.label) for side in Side],
        required=True,
        example=lambda: str(Side.DEMAND.label),
        shown=True,
    ),
    Column(
        "kind",
        label_of(Listing.kind),
        ("信息类别", "类别", "供需内容类别", "对接类别", "Kind of listing", "Kind", "Category"),
        options=members(ListingKind, _KIND_WORDS),
        note=_l("If empty, a product."),
        example=lambda: str(ListingKind.PRODUCT.label),
        shown=True,
    ),
    ORGANIZATION.also("发布单位", "供给单位", "需求单位", "Org", required=True),
    PROVINCE.also(
        *("行政区划代码", "省级代码", "Province code", "province_gb_code"),
        note=_l("Needed for organizations that are new here; others keep theirs."),
        shown=True,
    ),
    Column(
        "title",
        label_of(Listing.title),
        (
            *("标题", "名称", "题目", "项目名称", "需求名称", "供给名称", "产品名称"),
            *("Title", "Title in Chinese", "Name"),
        ),
        read=_title,
        asked=True,
        example=lambda: _("Injection moulding sought"),
    ),
    Column(
        "text",
        label_of(Listing.text),
        (
            *("内容", "说明", "正文", "描述", "简介", "需求内容", "供给内容", "具体内容", "详细说明"),
            *("Text", "Description", "Content", "Details"),
        ),
        read=_text,
        asked=True,
        example=lambda: _("Food-grade parts, 1.2 million pieces a month; we provide the moulds."),
    ),
    Column(
        "title_en",
        _l("Title in English"),
        ("英文标题", "英文名称", "标题（英文）", "Title (English)", "title_en"),
        read=_title,
    ),
    Column(
        "text_en",
        _l("Text in English"),
        ("英文内容", "英文说明", "内容（英文）", "Text (English)", "text_en"),
        read=_text,
    ),
    Column(
        "topic",
        label_of(Listing.topic_id),
        ("主题", "智能制造主题", "专题", "领域", "技术领域", "Topic", "topic_id"),
        read=read_topic,
        say=lambda code: get_topic(code).name(language()),
        choices=lambda: [topic.name(language()) for topic in topics()],
        note=_l("A topic from the list, by its name or a common term for it."),
        shown=True,
    ),
    SECTOR.also("行业代码", "行业分类", "Sector", "industry_code", label=label_of(Listing.sector_codes), shown=True),
    Column(
        "valid_until",
        label_of(Listing.valid_until),
        (
            *("有效期至", "有效期", "截止日期", "截止时间", "有效截止日期"),
            *("Valid until", "Valid till", "Expires"),
        ),
        read=day,
        say=lambda at: format_date(at, weekday=False),
        kind="day",
        example=date(2026, 12, 31),
        shown=True,
    ),
    truth(Column("free", label_of(Listing.free_of_charge), ("免费", "是否免费", "Free of charge", "Free"))),
    truth(
        Column(
            "replacement",
            label_of(Listing.domestic_replacement),
            (
                *("可替代进口产品", "国产替代", "是否国产替代", "进口替代", "Domestic replacement"),
                *("Replaces an imported product", "Import substitution"),
            ),
        )
    ),
    truth(
        Column(
            "confidential",
            label_of(Listing.confidential),
            ("保密", "是否保密", "涉密", "Confidential"),
            shown=True,
        )
    ),
    Column(
        "shown_to",
        label_of(Listing.shown_to),
        ("公开范围", "可见范围", "Shown to", "Visible to"),
        options=members(ShownTo),
        note=_l("For confidential listings only. If empty, the organizers only."),
    ),
    Column(
        "state",
        _l("State"),
        ("状态", "发布状态", "是否发布", "State", "Status"),
        options=members(_STATE_WORDS, _STATE_WORDS),
        note=_l("If empty, published at once."),
        shown=True,
    ),
    Column(
        "contact",
        _l("Contact person"),
        ("联系人", "联系人姓名", "联络人", "Contact", "Contact person", "Contact name"),
        read=NAME.read,
        sampled=False,
    ),
    EMAIL.also(
        *("联系邮箱", "联系人邮箱", "Contact e-mail"),
        note=_l("The link to the organization's page goes there. If empty, no e-mail is sent."),
        example=None,
        sampled=False,
    ),
)
"""In the order of the sheet to fill in."""
