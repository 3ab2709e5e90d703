"""Routes of policies, and a policy with a file to fill them."""

from __future__ import annotations

from typing import Any

from eventmgr.exchange.policies.models import PolicyFile
from tests.exchange.policies.factories import make_policy, make_subscription
from tests.factories import NOON, keep

EVERYBODY = {
    ("GET", "/policies/"),
    ("GET", "/policies/<int:policy_id>/"),
    ("GET", "/policies/<int:policy_id>/files/<key>"),
    ("GET", "/policies/eligible/"),
    ("GET", "/policies/compendium.pdf"),
    ("GET", "/policies/policies.xlsx"),
    ("GET", "/policies/policies.ics"),
    ("GET", "/policies/policies.atom"),
    *((method, "/policies/subscribe") for method in ("GET", "POST")),
}
BY_LINK = {
    ("GET", "/policies/news/<token>/"): "policy_news",
    ("POST", "/policies/news/<token>/confirm"): "policy_news",
    ("POST", "/policies/news/<token>/end"): "policy_news",
}
_POLICY = "/manage/policies/<int:policy_id>"
OF_EDITORS = {
    ("GET", "/manage/policies/"),
    ("GET", "/manage/policies/policies.xlsx"),
    *((method, f"/manage/policies/{page}") for method in ("GET", "POST") for page in ("new", "import")),
    ("GET", f"{_POLICY}/"),
    ("GET", f"{_POLICY}/edit"),
    *(
        ("POST", f"{_POLICY}/{verb}")
        for verb in ("edit", "publish", "withdraw", "repeal", "reinstate", "delete", "files")
    ),
    ("POST", f"{_POLICY}/files/<key>/delete"),
}
"""Accounts of an office and of a province; those of an organization are refused."""


def make_policies() -> dict[str, Any]:
    """A policy with a file, and a subscription."""
    policy = make_policy()
    row = {"filename": "a.txt", "content_type": "text/plain", "size": 1, "content": b"a", "created_at": NOON}
    file = keep(PolicyFile(policy_id=policy.id, key=f"p{policy.id}", **row))
    return {"policy_id": policy.id, "policy_file": file.key, "policy_subscription_id": make_subscription().id}
