"""What pages say since participants' changes may be requests and people are invited: rows of `wanted.py`."""

from __future__ import annotations

ADDED = (
    ("/settings/registration/$", r"^\[ \] 仅限受邀者报名\n", "registration may be by invitation only"),
    ("", "(?<=账号与密码) 单位库", "the directory of organizations has pages"),
    ("^/manage/events/", r"(?<=报名名单) 参会邀请", "people are invited to register"),
    (
        "/settings/registration/$",
        r"^参会者自行修改截止时间\n.*\n\[\]\n需会务组同意的修改\n.*\n(?:\[ \] .*\n)+",
        "changes end at a deadline, and chosen ones need approval",
    ),
)
"""(where, line, why)"""
