"""Words for what the rows of accounts hold."""

from __future__ import annotations

from eventmgr.ground.i18n import _, _l

_PROGRAMS = {"WeCom": _l("WeCom"), "WeChat": _l("WeChat"), "DingTalk": _l("DingTalk"), "Feishu": _l("Feishu")}


def device_words(device: str) -> str:
    """The name that `devices.device_name` gave, in the language spoken; programs known by a Chinese name bear it."""
    if not device:
        return _("Unknown device")
    program, dot, system = device.partition(" · ")
    return f"{_PROGRAMS.get(program, program)}{dot}{system}"
