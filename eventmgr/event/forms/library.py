"""Questions that many events ask, ready to be taken over and changed. Dietary requirements are a field of the form
itself, with a consent of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eventmgr.event.forms.kinds.journeys import ARRIVAL, DEPARTURE
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.forms.rules import NONE, Rules
from eventmgr.ground.i18n import _l

_K = QuestionKind


@dataclass(frozen=True)
class Ready:
    """A set of questions that is taken over together."""

    label: Any
    questions: tuple[AskedQuestion, ...]


def _ask(kind: QuestionKind, zh: str, en: str, *options: tuple[str, str], rules: Rules = NONE) -> AskedQuestion:
    choices = [
        {"value": f"a{n}", "label": {"zh": zh_label, "en": en_label}}
        for n, (zh_label, en_label) in enumerate(options, 1)
    ]
    return AskedQuestion("", kind, {"zh": zh, "en": en}, {}, choices, required=False, rules=rules)


def _for(zh: str, en: str, **bounds: Any) -> Rules:
    return Rules(purpose={"zh": zh, "en": en}, **bounds)


def _journey(zh: str, en: str, purpose: tuple[str, str], direction: str) -> tuple[AskedQuestion, ...]:
    """Sealed, as the fields for arrival and departure are."""
    rules = _for(*purpose, direction=direction, needs_reason=True)
    return (_ask(_K.JOURNEY, zh, en, rules=rules),)


LIBRARY = {
    "room": Ready(
        _l("Room preference"),
        (
            _ask(
                _K.CHOICE,
                "住房要求",
                "Room",
                ("单人间", "Single room"),
                ("双人间合住", "Shared twin room"),
                ("不住宿", "No room"),
                rules=_for("安排住宿", "accommodation"),
            ),
            _ask(
                _K.PERSON, "希望同住人员", "Who you would like to share with", rules=_for("安排住宿", "accommodation")
            ),
        ),
    ),
    "arrival": Ready(
        _l("Arrival by train or flight"),
        _journey("到达车次或航班", "Arrival by train or flight", ("安排接站", "arrival pick-up"), ARRIVAL),
    ),
    "departure": Ready(
        _l("Departure by train or flight"),
        _journey("返程车次或航班", "Departure by train or flight", ("安排送站", "departure transfer"), DEPARTURE),
    ),
    "companion": Ready(
        _l("Travelling with"),
        (_ask(_K.PERSON, "同行人员", "Who you travel with", rules=_for("安排接送", "transfers")),),
    ),
    "payer": Ready(
        _l("Paying organization"),
        (_ask(_K.ORGANIZATION, "付款单位", "Who pays", rules=_for("收取费用", "payment")),),
    ),
    "credit_code": Ready(
        _l("Unified social credit code"),
        (
            _ask(
                _K.CREDIT_CODE,
                "统一社会信用代码",
                "Unified social credit code",
                rules=_for("核对单位名称", "check of the organization"),
            ),
        ),
    ),
    "invoice": Ready(
        _l("Invoice"),
        (
            _ask(_K.HEADING, "开票信息", "Invoice"),
            _ask(_K.YES_NO, "是否需要发票", "Do you need an invoice?", rules=_for("开具发票", "invoicing")),
            _ask(_K.ORGANIZATION, "发票抬头", "Invoice heading", rules=_for("开具发票", "invoicing")),
            _ask(_K.CREDIT_CODE, "纳税人识别号", "Taxpayer number", rules=_for("开具发票", "invoicing")),
        ),
    ),
    "plate": Ready(_l("Plate number"), (_ask(_K.TEXT, "车牌号", "Plate number", rules=_for("安排停车", "parking")),)),
    "dinner": Ready(_l("Dinner"), (_ask(_K.YES_NO, "是否参加欢迎晚宴", "Will you attend the welcome dinner?"),)),
    "companions": Ready(
        _l("Accompanying staff"),
        (
            _ask(
                _K.NUMBER,
                "随行工作人员",
                "Accompanying staff",
                rules=Rules(least="0", most="20", unit={"zh": "人", "en": "people"}),
            ),
        ),
    ),
}
"""By the name under which a form takes them over."""
