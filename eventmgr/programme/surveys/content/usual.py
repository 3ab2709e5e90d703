"""The usual questionnaire about satisfaction with an event, in both languages. Pure."""

from __future__ import annotations

from eventmgr.ground.i18n import Bilingual
from eventmgr.programme.surveys.content.questions import Item, condition_on
from eventmgr.programme.surveys.models import SurveyKind

TITLE: Bilingual = {"zh": "参会满意度调查", "en": "Satisfaction survey"}
INTRO: Bilingual = {
    "zh": "感谢您参加本次活动。请用约两分钟时间填写问卷，您的意见将用于改进今后的活动。",
    "en": "Thank you for taking part. This takes about two minutes; your answers help us improve the next event.",
}
_SATISFIED = {
    "steps": 5,
    "low": {"zh": "很不满意", "en": "very dissatisfied"},
    "high": {"zh": "很满意", "en": "very satisfied"},
}
_LIKELY = {
    "steps": 10,
    "low": {"zh": "完全不可能", "en": "not at all likely"},
    "high": {"zh": "非常可能", "en": "very likely"},
}


def _options(*words: tuple[str, str]) -> list[dict[str, object]]:
    return [{"value": f"a{n}", "label": {"zh": zh, "en": en}} for n, (zh, en) in enumerate(words, 1)]


def _rating(key: str, label: Bilingual, *parts: tuple[str, str]) -> Item:
    return Item(key, SurveyKind.MATRIX, label, scale=_SATISFIED, options=_options(*parts))


def usual_items() -> list[Item]:
    """The questions of the usual questionnaire, in order."""
    overall = Item(
        "1",
        SurveyKind.SCALE,
        {"zh": "您对本次活动的总体评价", "en": "How satisfied are you with the event overall?"},
        required=True,
        scale=_SATISFIED,
    )
    low = condition_on([overall], ["1=1", "1=2"])
    return [
        overall,
        Item(
            "2",
            SurveyKind.TEXT,
            {"zh": "您不满意的主要原因是什么？", "en": "What were you not satisfied with?"},
            condition=low,
        ),
        Item("3", SurveyKind.SECTION, {"zh": "会议内容", "en": "Contents"}),
        _rating(
            "4",
            {"zh": "请评价会议内容", "en": "Please rate the contents"},
            ("主题与议程设置", "Topics and agenda"),
            ("报告质量", "Quality of the talks"),
            ("交流讨论", "Discussion and exchange"),
            ("案例与会议材料", "Cases and papers"),
        ),
        Item(
            "5",
            SurveyKind.CHOICES,
            {"zh": "您的主要收获（可多选）", "en": "What did you take away? (several possible)"},
            options=_options(
                ("了解政策", "Policies explained"),
                ("学习案例与经验", "Cases and experience"),
                ("结识合作伙伴", "New partners"),
                ("明确合作意向", "Plans to cooperate"),
                ("其他", "Something else"),
            ),
        ),
        Item("6", SurveyKind.SECTION, {"zh": "会务组织", "en": "Organization"}),
        _rating(
            "7",
            {"zh": "请评价会务组织", "en": "Please rate the organization"},
            ("会议通知与报名", "Notice and registration"),
            ("签到与引导", "Check-in and guidance"),
            ("会场与设备", "Venue and equipment"),
            ("食宿与交通", "Meals, rooms and transport"),
        ),
        Item("8", SurveyKind.SECTION, {"zh": "今后的活动", "en": "Next time"}),
        Item("9", SurveyKind.YES_NO, {"zh": "您是否愿意参加下次活动？", "en": "Would you come again?"}),
        Item(
            "10",
            SurveyKind.SCALE,
            {"zh": "您向同行推荐本活动的可能性", "en": "How likely are you to recommend it to colleagues?"},
            scale=_LIKELY,
        ),
        Item("11", SurveyKind.TEXT, {"zh": "您的意见和建议", "en": "Comments and suggestions"}),
    ]
