"""Routes of accounts, whatever event they work on."""

from __future__ import annotations

SIGNED_IN = {
    ("GET", "/companies/"),
    ("GET", "/manage/"),
    ("GET", "/manage/organizations/"),
    ("GET", "/manage/organizations/<int:organization_id>/"),
    ("GET", "/manage/delegation/"),
    ("GET", "/manage/delegation/<slug>/"),
    ("GET", "/manage/account"),
    ("POST", "/manage/account"),
    ("GET", "/manage/account/passkeys"),
    ("POST", "/manage/account/passkeys"),
    ("POST", "/manage/account/passkeys/new"),
    ("POST", "/manage/account/passkeys/<int:passkey_id>/remove"),
    ("GET", "/manage/account/second-step"),
    ("POST", "/manage/account/second-step"),
    ("POST", "/sign-out-everywhere"),
    ("POST", "/manage/account/sessions/<int:session_id>/end"),
    ("POST", "/manage/account/sessions/end-others"),
}
"""Every account, about itself."""

ADMINISTRATORS = {
    ("GET", "/manage/users/"),
    ("GET", "/manage/users/new"),
    ("POST", "/manage/users/new"),
    ("GET", "/manage/users/<int:user_id>"),
    ("POST", "/manage/users/<int:user_id>"),
    ("POST", "/manage/users/<int:user_id>/link"),
    ("POST", "/manage/users/<int:user_id>/second-step-off"),
    ("GET", "/manage/organizations/export.<any(csv, xlsx):suffix>"),
    ("GET", "/manage/training-hours/"),
    ("GET", "/manage/training-hours/export.xlsx"),
    ("GET", "/manage/organizations/import/"),
    ("POST", "/manage/organizations/import/"),
    ("GET", "/manage/organizations/import/template.xlsx"),
    ("GET", "/manage/organizations/import/<int:batch_id>/"),
    ("POST", "/manage/organizations/import/<int:batch_id>/columns"),
    ("POST", "/manage/organizations/import/<int:batch_id>/correct"),
    ("POST", "/manage/organizations/import/<int:batch_id>/take"),
    ("POST", "/manage/organizations/import/<int:batch_id>/reopen"),
    ("POST", "/manage/organizations/import/<int:batch_id>/discard"),
    ("GET", "/manage/organizations/import/<int:batch_id>/problems.xlsx"),
    ("GET", "/manage/organizations/import/<int:batch_id>/undo"),
    ("POST", "/manage/organizations/import/<int:batch_id>/undo"),
    ("GET", "/manage/organizations/<int:organization_id>/edit"),
    ("POST", "/manage/organizations/<int:organization_id>/edit"),
    ("POST", "/manage/organizations/<int:organization_id>/names"),
    ("POST", "/manage/organizations/<int:organization_id>/names/<int:name_id>/remove"),
    ("GET", "/manage/organizations/<int:organization_id>/merge/<int:other_organization_id>/"),
    ("POST", "/manage/organizations/<int:organization_id>/merge/<int:other_organization_id>/"),
    ("POST", "/manage/organizations/<int:organization_id>/merge/<int:other_organization_id>/two"),
    ("GET", "/manage/organizations/merges/<int:organization_merge_id>/undo"),
    ("POST", "/manage/organizations/merges/<int:organization_merge_id>/undo"),
    ("GET", "/manage/changes/"),
    ("GET", "/manage/changes/export.<any(csv, xlsx):suffix>"),
    ("GET", "/manage/letters/"),
    ("GET", "/manage/letters/<int:letter_id>/"),
    ("GET", "/manage/letters/<int:letter_id>.eml"),
    ("GET", "/manage/letters/<int:letter_id>/html"),
    ("POST", "/manage/letters/<int:letter_id>/again"),
    ("GET", "/manage/letters/texts/"),
    ("GET", "/manage/letters/texts/<kind>/"),
    ("POST", "/manage/letters/texts/<kind>/"),
}
"""Administrators only."""

CREATORS = {
    ("GET", "/manage/events/new"),
    ("POST", "/manage/events/new"),
}
"""Accounts that may create events."""
