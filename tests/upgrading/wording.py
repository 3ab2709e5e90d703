"""Words of pages that were changed for the glossary: (address, before, after, why, language); see `wanted.Reworded`."""

from __future__ import annotations

_SPAN = "the dash between two figures is one character in Chinese (GB/T 15834) and the short one in English"
_ZONE = "a zone has the name that people use, and an English page always says it"
_OWN_WORD = "one word of English had two meanings, and Chinese the word of one of them"
_REGION = "Hong Kong and Macao are no 省份"
_ONE = "a sentence was glued of two halves"
_NOT_SENT = r"^(?!.*/letters/\d)"
_FILTER = "the filter of dates said 收件人, the word of another meaning"

ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    (_NOT_SENT, r"(\d\d:\d\d ?)–(?=\d\d:\d\d)", r"\1—", _SPAN, "zh"),
    (_NOT_SENT, r"(\d\d:\d\d) — (?=\d+[年月日])", r"\1至", _SPAN, "zh"),
    ("", r"(\d\d:\d\d) — (?=[MTWFS][a-z]{2} )", r"\1 – ", _SPAN, "en"),
    ("", r"（中国标准时间 UTC\+08:00）", "北京时间（UTC+8）", _ZONE, "zh"),
    ("", r"\(China Standard Time UTC\+08:00\)", "Beijing time (UTC+8)", _ZONE, "en"),
    ("", r"^( ?[MTWFS][a-z]{2} .*\d\d:\d\d ?–.*\d\d:\d\d)(?= ·|$)", r"\1 Beijing time (UTC+8)", _ZONE, "en"),
    ("", r"Beijing time (?=\(UTC\+8\) · Hong Kong)", "Hong Kong time ", _ZONE, "en"),
    ("", r"(?<=\d\d:\d\d)(?= · 香港)", " 香港时间（UTC+8）", _ZONE, "zh"),
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
)
