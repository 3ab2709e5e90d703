"""Words of the day."""

from __future__ import annotations

from eventmgr.ground.i18n import _l

AMOUNT_KINDS = {
    "contract_value": _l("Contract value"),
    "planned_investment": _l("Planned total investment"),
    "foreign_province_funds": _l("Funds from other provinces"),
    "funds_in_place": _l("Funds in place"),
}
"""Kinds of amounts under the names that `outcomes` uses."""
CURRENCIES = {"CNY": _l("CNY"), "USD": _l("USD"), "EUR": _l("EUR"), "HKD": _l("HKD"), "JPY": _l("JPY")}
RATINGS = {"5": _l("very useful"), "4": _l("useful"), "3": _l("fair"), "2": _l("hardly useful"), "1": _l("not useful")}
