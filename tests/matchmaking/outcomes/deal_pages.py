"""Steps of the tests of deal pages, which others take too."""

from __future__ import annotations

FORM = {
    "title_zh": "轴承智能产线改造", "type": "investment", "stage": "agreement", "on_date": "2026-03-20",
    "sides-0-name": "样例上海精密机床有限公司", "sides-0-province": "310000", "sides-0-sector": "C34",
    "sides-0-contact_email": "Wang@example.com", "sides-0-language": "zh",
    "sides-1-name": "样例武汉轴承制造有限公司", "sides-1-province": "420000", "sides-1-language": "zh",
    "amounts-0-kind": "planned_investment", "amounts-0-amount": "1.2亿", "amounts-0-unit": "wan",
    "amounts-0-currency": "CNY",
}  # fmt: skip
