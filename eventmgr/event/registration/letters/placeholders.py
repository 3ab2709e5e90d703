"""What a text that organizers write in place of an original e-mail may say of its reader and of the event."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from eventmgr.event.events.mail import CONTACT, OWN_WORDS, link_to
from eventmgr.ground.i18n import _, _l
from eventmgr.tools.messages.composing import GREETING, part
from eventmgr.tools.messages.texts.wording import Context, Placeholder

_WITHOUT_LINK = ("cancelled", "deleted", "moved", "offer_ended", "replaced", "withdrawn")
"""E-mails to mailboxes that may no longer open the registration, and those after which there is nothing to open."""
_WITH_CALENDAR = ("confirmed", "entered", "promoted", "published", "substitute")
_WITH_CHANGES = ("changed", "postponed", "rescheduled", "restored")
_WITH_REASON = ("cancelled", "change_declined", "changed", "postponed", "rejected", "revoked", "withdrawn")


def _name(context: Context) -> str:
    return str(context["to_name"] or _("participant"))


def _reason(context: Context) -> str:
    return str(context.get("reason") or context.get("status_reason") or "")


_calendar = part("event/registration/mail/_calendar.txt")
LINK = link_to(_l("the reader's own page; on a line of its own it becomes a button"), "报名链接")
OF_EVENT = (
    GREETING,
    Placeholder("name", "姓名", _l("the reader's name"), _name),
    Placeholder("event", "活动", _l("title of the event"), lambda context: context["facts"].title),
    Placeholder("time", "时间", _l("time of the event"), lambda context: context["facts"].when),
    Placeholder("place", "地点", _l("place of the event"), lambda context: context["facts"].location),
    Placeholder("fee", "费用", _l("the fee"), lambda context: context["facts"].fee),
    Placeholder(
        "facts",
        "活动信息",
        _l("title, time, place and fee as a table"),
        part("event/registration/mail/_facts.txt"),
        is_block=True,
    ),
    CONTACT,
    OWN_WORDS,
)
"""Of every e-mail about an event and a registration."""
_OF_KIND = {
    (*_WITH_CALENDAR,): Placeholder(
        "calendar",
        "日历订阅",
        _l("the address of the reader's own calendar, with its sentence"),
        lambda context: _calendar(context) if context["has_entry"] else "",
        is_block=True,
    ),
    (*_WITH_CHANGES,): Placeholder(
        "changes",
        "变更内容",
        _l("what has changed, line by line"),
        part("event/registration/mail/_differences.txt"),
        is_block=True,
        is_needed=True,
    ),
    (*_WITH_REASON,): Placeholder("reason", "原因", _l("the reason you give"), _reason, is_block=True, is_needed=True),
    ("entered",): Placeholder(
        "state",
        "报名状态",
        _l("the state of the registration"),
        part("event/registration/mail/_state.txt"),
        is_block=True,
        is_needed=True,
    ),
    ("withdrawn",): Placeholder(
        "page", "活动页面", _l("the address of the event's page"), lambda context: context["facts"].page, is_block=True
    ),
    ("waitlisted",): Placeholder(
        "position", "候补顺位", _l("place on the waiting list"), lambda context: str(context["figure"] or "")
    ),
    ("offered",): Placeholder(
        "until",
        "答复截止时间",
        _l("until when the place is offered"),
        lambda context: str(context["figure"] or ""),
        is_needed=True,
    ),
}


def placeholders_of(kind: str) -> tuple[Placeholder, ...]:
    """What a text of that kind (`confirmed`) may hold. The link is none of them where the mailbox may not have it."""
    special = [told for kinds, told in _OF_KIND.items() if kind in kinds]
    return (*OF_EVENT, *([] if kind in _WITHOUT_LINK else [LINK]), *special)


def blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    """What templates of such e-mails are rendered with, so that they show placeholders."""
    facts = SimpleNamespace(
        title=spelled["event"],
        when=spelled["time"],
        location=spelled["place"],
        fee=spelled["fee"],
        page=spelled.get("page", ""),
    )
    reason = spelled.get("reason", "")
    return {
        "facts": facts,
        "figure": spelled.get("position") or spelled.get("until"),
        "reason": reason,
        "status_reason": reason,
        "has_entry": True,
        "state": spelled.get("state", ""),
    }
