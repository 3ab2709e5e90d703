"""What the page of an event's questions says since they have limits, rules and conditions: rows of `wanted.py`."""

from __future__ import annotations

_PAGE = "/settings/questions/$"
REWORDED = (
    (
        _PAGE,
        r"^仅用于选择题，每行一个：中文 \| English$",
        "仅用于选择题；每行一个选项：中文 | 英文；限制人数时写作：中文 | 英文 | 40（最多40人选择）。",
        "options may have a limit",
    ),
)
"""(where, before, after, why)"""
ADDED = (
    (
        _PAGE,
        r"^取值范围、预填内容、适用对象和用途\n(?:.*\n)*?列入个人信息处理规则，.*\n中文\n\[.*\]\n英文\n\[.*\]\n",
        "questions have rules, folded below each",
    ),
    (
        _PAGE,
        r"^按其他项目的答案显示\n(?:.*\n)*?只能选择排在前面的项目，.*\n",
        "a question may depend on answers to others, folded below each",
    ),
    (
        _PAGE,
        r"^分节包含其下至下一分节之间的项目.*\n",
        "questions may stand in sections, and name people and organizations",
    ),
    (_PAGE, r"^上移 下移\n", "questions are moved by buttons"),
    (_PAGE, r"(?<=行) \(拖动以移动\)⠿", "rows are dragged by a handle"),
    (
        _PAGE,
        r"^添加现成项目\n(?:.*\n)*?以参会者身份预览报名表\n",
        "ready questions, and the form as a participant sees it",
    ),
)
"""(where, line, why)"""
