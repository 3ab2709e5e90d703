"""Words of pages that were changed for the glossary: (address, before, after, why, language); see `wanted.Reworded`."""

from __future__ import annotations

_SPAN = "the dash between two figures is one character in Chinese (GB/T 15834) and the short one in English"
_ZONE = "a zone has the name that people use, and an English page always says it"
_OWN_WORD = "one word of English had two meanings, and Chinese the word of one of them"
_REGION = "Hong Kong and Macao are no 省份"
_ONE = "a sentence was glued of two halves"
_NOT_SENT = r"^(?!.*/letters/\d)"
_GLOSSARY = "the word of the glossary"
_FILTER = "the filter of dates said 收件人, the word of another meaning"

ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    (_NOT_SENT, r"(\d\d:\d\d ?)–(?=\d\d:\d\d)", r"\1—", _SPAN, "zh"),
    (_NOT_SENT, r"(\d\d:\d\d) — (?=\d+[年月日])", r"\1至", _SPAN, "zh"),
    ("", r"(\d\d:\d\d) — (?=[MTWFS][a-z]{2} )", r"\1 – ", _SPAN, "en"),
    ("", r"（中国标准时间 UTC\+08:00）", "北京时间（UTC+8）", _ZONE, "zh"),
    ("", r"\(China Standard Time UTC\+08:00\)", "Beijing time (UTC+8)", _ZONE, "en"),
    ("", r"^( ?[MTWFS][a-z]{2} .*\d\d:\d\d ?–.*\d\d:\d\d)(?= ·|$)", r"\1 Beijing time (UTC+8)", _ZONE, "en"),
    ("/settings/facts/", "^地址(?= 必填$)", "公开网址", _OWN_WORD, "zh"),
    (r"/agenda/\d+", "^席位$", "人数上限", _OWN_WORD, "zh"),
    (r"/agenda/\d+", "^仅当席位少于会场容量时填写。$", "仅在少于会场座位数时填写。", _OWN_WORD, "zh"),
    (r"/registrations/\d+/edit$", "^联系人$", "联系方式", _OWN_WORD, "zh"),
    (r"/registrations/\d+/edit$", "^会务组$", "会务组填写", _OWN_WORD, "zh"),
    ("/settings/time/", "^Asia/Shanghai$", "北京时间（UTC+8）", _ZONE, "zh"),
    ("/participants/$", r"(来自 \d+ 个)省份", r"\1省（区、市）", _REGION, "zh"),
    (
        "/participants/$",
        r"^(\d+) places are held so far, (.*)\.",
        r"Confirmed so far: \1 people \2/regions.",
        _ONE,
        "en",
    ),
    ("^/(past/)?([?]|$)", "^收件人$", "不晚于", _FILTER, ""),
    ("^/(past/)?([?]|$)", "^起$", "不早于", _FILTER, ""),
    ("^/(past/)?([?]|$)", "^To$", "Events until", _FILTER, ""),
    ("^/(past/)?([?]|$)", "^From$", "Events from", _FILTER, ""),
    (r"", r"办会人登录", r"会务登录", _GLOSSARY, "zh"),
    (r"/(settings|history)/", r"由办会人审核", r"由会务组审核", _GLOSSARY, "zh"),
    (r"/team/", r"参与办会的人员", r"参与会务工作的人员", _GLOSSARY, "zh"),
    (r"^/manage/", r"余额", r"剩余名额", _GLOSSARY, "zh"),
    (r"^/manage/", r"重复？", r"疑似重复", _GLOSSARY, "zh"),
    (r"/registrations/", r"是两个人", r"不是同一人", _GLOSSARY, "zh"),
    (r"^/manage/", r"议程项", r"环节", _GLOSSARY, "zh"),
    (r"^/manage/", r"项议程", r"个环节", _GLOSSARY, "zh"),
    (r"^/manage/", r"按规范顺序", r"按行政区划顺序", _GLOSSARY, "zh"),
    (r"/remove$", r"该项已取消", r"该环节已取消", _GLOSSARY, "zh"),
    (r"/settings/receipt/", r"名册与桌签", r"名单与桌签", _GLOSSARY, "zh"),
    (r"^/manage/", r"还没有介绍。", r"活动介绍", _GLOSSARY, "zh"),
    (
        r"^/manage/",
        r"未选行业和主题，筛选和订阅只能按日期找到它。",
        r"行业和主题（未选则只能按日期被筛选和订阅）",
        _GLOSSARY,
        "zh",
    ),
    (r"/data.csv$", r"敏感信息单独同意", r"敏感个人信息单独同意", _GLOSSARY, "zh"),
    (r"^/manage/", r"非必需，但通常会有：", r"建议补充：", _GLOSSARY, "zh"),
    (r"^/manage/", r"没有设定名额上限。", r"名额上限", _GLOSSARY, "zh"),
    (r"^/manage/", r"发布之前还需要：", r"发布前请补齐：", _GLOSSARY, "zh"),
)
