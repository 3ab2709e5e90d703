"""Rows about what is masked for everybody; see `wanted.Reworded` and `wanted.Added`."""

from __future__ import annotations

_MASKED = "numbers, addresses and sensitive answers are masked for everybody until somebody says what for"
_HASH = "application/ics [0-9a-f]{64}"
"""Of the calendar entry in an e-mail, whose address is masked as well."""

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
)
