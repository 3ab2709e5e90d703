"""Words of what is planned for meetings."""

from __future__ import annotations

from typing import Any

from eventmgr.ground.i18n import _, _l, _n
from eventmgr.matchmaking.meeting_plans.models import Stage

LANGUAGES = {
    "en": _l("English"),
    "ja": _l("Japanese"),
    "ko": _l("Korean"),
    "de": _l("German"),
    "fr": _l("French"),
    "ru": _l("Russian"),
    "es": _l("Spanish"),
    "ar": _l("Arabic"),
}
"""Languages that are interpreted from and to Chinese, by their tags."""
EACH = {
    "participant": _l("each organization"),
    "province": _l("each province"),
    "region": _l("each side"),
}
ACROSS = {
    "province": _l("of another province"),
    "region": _l("of another side"),
    "": _l("any"),
}


def say_rule(rule: dict[str, Any]) -> str:
    """A rule of coverage as a sentence."""
    number = int(rule["at_least"])
    if rule["distinct"] and rule["across"] == "province":
        if rule["each"] == "participant":
            return _n(
                "Each organization meets organizations of at least %(num)s other province.",
                "Each organization meets organizations of at least %(num)s other provinces.",
                number,
            )
        return _n(
            "Each province meets organizations of at least %(num)s other province.",
            "Each province meets organizations of at least %(num)s other provinces.",
            number,
        )
    who, whom = str(EACH[rule["each"]]), str(ACROSS[rule["across"]])
    text = _n(
        "%(who)s has at least %(num)s meeting with organizations %(whom)s.",
        "%(who)s has at least %(num)s meetings with organizations %(whom)s.",
        number,
        who=who,
        whom=whom,
    )
    return text[:1].upper() + text[1:]


def say_stage(stage: Stage) -> str:
    """What a change of times and tables leads to where a timetable has been published; empty: none is."""
    if stage is Stage.FINAL:
        return _(
            "The timetable is finally published. More time and more tables may be added; what its meetings use stays as it is. To change "
            "it, go back to a draft first, and publish again."
        )
    if stage is Stage.PROVISIONAL:
        return _(
            "A provisional timetable is published. Meetings that lose their time or table through a "
            "change here need a new place in the next draft."
        )
    return ""
