"""From what a browser says of itself to a name that its owner knows it by."""

from __future__ import annotations

import re

_PROGRAMS = (
    ("WeCom", r"wxwork/"),
    ("WeChat", r"micromessenger/"),
    ("DingTalk", r"dingtalk/"),
    ("Feishu", r"\b(?:lark|feishu)/"),
    ("Edge", r"\bedg(?:e|a|ios)?/"),
    ("Opera", r"\bopr/|\bopera\b"),
    ("Firefox", r"\b(?:firefox|fxios)/"),
    ("Chrome", r"(?:chrome|chromium|crios)/"),
    ("Safari", r"\bsafari/"),
)
"""Name → what only it says; the first one counts, because most also name those that they descend from."""
_SYSTEMS = (
    ("iPad", r"\bipad\b"),
    ("iPhone", r"\biphone\b"),
    ("HarmonyOS", r"harmonyos|openharmony"),
    ("Android", r"\bandroid\b"),
    ("Windows", r"\bwindows\b"),
    ("Mac", r"\bmacintosh\b"),
    ("ChromeOS", r"\bcros\b"),
    ("Linux", r"\blinux\b"),
)


def device_name(user_agent: str) -> str:
    """`Chrome · Windows`, one of both where only that is known, `""` where nothing is: names from the lists above, so
    nothing that was typed is kept."""
    said = user_agent[:400].lower()
    return " · ".join(filter(None, (_first(_PROGRAMS, said), _first(_SYSTEMS, said))))


def _first(names: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, said)), "")
