"""Rows about the settings in groups and the agenda of organizers; see `wanted.Reworded` and `wanted.Added`."""

from __future__ import annotations

_GROUPS = "the settings are a few groups, listed once; notices and files stand in the event's menu"
_NAMES_FIRST = "sectors are looked for by their names"
_SHARED = "an event is passed on by address, code, text and poster"
_TOGETHER = "begin and end stand side by side, the zone behind them"
_ALL_SECTIONS = r"基本信息\n(?:.+\n)+"

REWORDED: tuple[tuple[str, str, str, str, str], ...] = (
    ("^/manage/events/", "^概览 通知与设置$", "概览 设置", _GROUPS, ""),
    ("/settings/$", "^通知与设置(?= · |$)", "设置", _GROUPS, ""),
    ("/settings/$", rf"^{_ALL_SECTIONS}可供下载的文件。$", "", _GROUPS, ""),
    ("/settings/", r"^\(项目\) 基本信息 .* 附件$", "", _GROUPS, ""),
    ("/settings/time/", r"^(?:时区 必填|北京时间（UTC\+8）)$", "", _TOGETHER, ""),
    ("", r"(?<![^ \n])([A-T](?:[1-4]\d)?) ([一-龥][一-龥、]+)(?= \||$)", r"\2（\1）", _NAMES_FIRST, "zh"),
    ("", r"^([A-T][1-4]\d) (Manufacture .+)$", r"\2 (\1)", _NAMES_FIRST, "en"),
)
ADDED: tuple[tuple[str, str, str], ...] = (
    ("/agenda/$", "^顺延本环节及其后环节… 在其后添加环节 (?=\\w+…$)", "the rest of a day is shifted at once"),
    ("^/manage/events/", r"(?<=\n议程)(?: 通知 附件)? 分享$", _GROUPS),
    ("^/manage/events/[^/]+/$", r"^转发分享\nhttp.* · 复制链接、二维码、群聊文字\n", _SHARED),
    (
        "/publish$",
        r"^(?:建议补充：\n(?:.+\n)+?)?公开内容核对\n(?:.+\n)+?预览完整页面\n",
        "publishing is a last look at the facts",
    ),
    ("/reports/$", r"^海报\n标题、时间、.*\n.*海报\).*\n", _SHARED),
    ("/settings/$", rf"^活动概况\n{_ALL_SECTIONS}报名前每个人都会阅读的.*\n", _GROUPS),
    ("/settings/time/", r"^(?:时区 必填|北京时间（UTC\+8）)\n", _TOGETHER),
    ("/settings/", r"^\(设置\)\n(?:.+\n){5}(?:基本信息\n(?:.+\n){3}|(?!基本信息)(?:.+\n){3})", _GROUPS),
)
