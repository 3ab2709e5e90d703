"""Rows about what is masked for everybody, about consents on the own page, and about signing in in two steps; see `wanted.Reworded` and `wanted.Added`."""

from __future__ import annotations

_MASKED = "numbers, addresses and sensitive answers are masked for everybody until somebody says what for"
_HASH = "application/ics [0-9a-f]{64}"
"""Of the calendar entry in an e-mail, whose address is masked as well."""

_CONSENTS = "the own page lists the consents that hold, and asks again when the notice has a new text"
_TWO_STEPS = "an account may sign in in two steps"

REWORDED: tuple[tuple[str, str, str, str, str], ...] = (
    (
        r"/registrations/\d+/edit$",
        r"^(住宿\n.*|(到达|返程)\n日期、时间、车次或航班号。\n.*|饮食(?:要求)?\n.*|过敏或其他需要\n.*|\[.\] 同意将我的饮食要求.*)\n",
        "",
        _MASKED,
        "",
    ),
    (r"\.eml$", rf"^{_HASH}\n?", "", _MASKED, ""),
    (r"/registrations/\d+/$", r"^(住宿|到达|返程|饮食(?:要求)?|过敏或其他需要)\n.*$", r"\1\n••••", _MASKED, ""),
    (r"/registrations/(\?.*)?$|/registrations/phone/", r"^(1\d\d)\d{4}(\d{4})\b", r"\1 **** \2", _MASKED, ""),
    (r"/export\.|/registrations/\d+/(edit)?$", r"(?<!\d)(1\d\d)\d{4}(\d{4})(?!\d)", r"\1****\2", _MASKED, ""),
    (
        r"/export\.|/registrations/|/letters/|\.eml$",
        r"\b(?!office@|noreply@)([\w+-])[\w.+-]*@(example\.(?:com|org))",
        r"\1***@\2",
        _MASKED,
        "",
    ),
)
ADDED: tuple[tuple[str, str, str], ...] = (
    (r"/registrations/\d+/edit$", r"^已脱敏：.*显示并修改全部信息…\n", _MASKED),
    (r"\.eml$", rf"\n{_HASH}|^\n", _MASKED),
    (r"/registrations/\d+/$", r" \(显示完整信息：[^)\n]*\)显示…", _MASKED),
    (r"/registrations/(\?.*)?$", r"(?<=导出 CSV )导出完整信息…", _MASKED),
    (
        r"^/my/[^/]+/(edit)?$",
        r"^您同意之后，.*\n个人信息处理告知书（第 2 版）\n(?:.*\n)+?\[ \] 我已阅读并同意.*\n同意(?: 撤回我的同意)?\n",
        _CONSENTS,
    ),
    (r"^/my/[^/]+/(edit)?$", r"^(?:同意.*|敏感个人信息单独同意)\n告知书第 \d 版，.*\n", _CONSENTS),
    (r"^/my/[^/]+/(edit)?$", r"^撤回对使用饮食要求的同意\n", _CONSENTS),
    (r"^/(manage/account$|sign-in/|reset/)", r"^两步登录\n未开启：.*\n设置两步登录\n", _TWO_STEPS),
)
