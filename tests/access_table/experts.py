"""Routes of experts, and one who is asked for consent to fill them."""

from __future__ import annotations

from typing import Any

from tests.exchange.experts.factories import make_expert

EVERYBODY = {
    ("GET", "/experts/"),
    ("GET", "/experts/feed.atom"),
}
BY_LINK = {
    ("GET", "/experts/own/<token>/"): "expert",
    ("POST", "/experts/own/<token>/"): "expert",
    **{("POST", f"/experts/own/<token>/{verb}"): "expert" for verb in ("decline", "withdraw", "delete")},
}
_EXPERT = "/manage/experts/<int:expert_id>"
OF_EDITORS = {
    ("GET", "/manage/experts/"),
    *((method, f"/manage/experts/{page}") for method in ("GET", "POST") for page in ("new", "<int:expert_id>/edit")),
    ("GET", f"{_EXPERT}/"),
    *(("POST", f"{_EXPERT}/{verb}") for verb in ("send", "delete")),
}


def make_experts() -> dict[str, Any]:
    """An expert who has not answered."""
    return {"expert_id": make_expert().id}
