"""The table of `test_access.py`: every route and method, and whom it is for."""

from __future__ import annotations

from eventmgr.people.models import Purpose

EVERYBODY = {
    ("GET", "/"),
    ("GET", "/past/"),
    ("GET", "/subscribe/"),
    ("GET", "/calendar.ics"),
    ("GET", "/events/<slug>/"),
    ("GET", "/events/<slug>/agenda/"),
    ("GET", "/events/<slug>/agenda.pdf"),
    ("GET", "/events/<slug>/agenda/<int:item_id>.ics"),
    ("GET", "/events/<slug>/calendar.ics"),
    ("GET", "/events/<slug>/files/<int:file_id>/<filename>"),
    ("GET", "/events/<slug>/notices/<int:notice_id>/"),
    ("GET", "/events/<slug>/participants/"),
    ("GET", "/events/<slug>/register/"),
    ("POST", "/events/<slug>/register/"),
    ("GET", "/events/<slug>/register/link"),
    ("POST", "/events/<slug>/register/link"),
    ("GET", "/events/<slug>/register/organizations"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-out"),
    ("GET", "/forgot"),
    ("POST", "/forgot"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/favicon.ico"),
    ("GET", "/robots.txt"),
    ("GET", "/static/<path:name>"),
}
"""Anybody; never a draft."""

BY_LINK: dict[tuple[str, str], str | Purpose] = {
    ("GET", "/my/<token>/"): "my",
    ("GET", "/my/<token>/data.json"): "my",
    ("GET", "/my/<token>/data.csv"): "my",
    ("GET", "/my/<token>/qr.svg"): "my",
    ("GET", "/my/<token>/edit"): "my",
    ("POST", "/my/<token>/edit"): "my",
    ("GET", "/my/<token>/withdraw"): "my",
    ("POST", "/my/<token>/withdraw"): "my",
    ("GET", "/my/<token>/delete"): "my",
    ("POST", "/my/<token>/delete"): "my",
    ("POST", "/my/<token>/new-feed"): "my",
    ("POST", "/my/<token>/new-link"): "my",
    ("GET", "/feeds/<token>.ics"): "feed",
    ("GET", "/sign-in/<token>"): Purpose.SIGN_IN,
    ("POST", "/sign-in/<token>"): Purpose.SIGN_IN,
    ("GET", "/reset/<token>"): Purpose.RESET_PASSWORD,
    ("POST", "/reset/<token>"): Purpose.RESET_PASSWORD,
    ("GET", "/manage/invitations/<token>"): "invitation",
    ("POST", "/manage/invitations/<token>"): "invitation",
}
"""Whoever holds the link, and nothing but what it is for: the kind of its signature, or its purpose."""

SIGNED_IN = {
    ("GET", "/manage/"),
    ("GET", "/manage/account"),
    ("POST", "/manage/account"),
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
    ("GET", "/manage/letters/"),
    ("GET", "/manage/letters/<int:letter_id>/"),
    ("GET", "/manage/letters/<int:letter_id>.eml"),
    ("GET", "/manage/letters/<int:letter_id>/html"),
    ("POST", "/manage/letters/<int:letter_id>/again"),
}
"""Administrators only."""

CREATORS = {
    ("GET", "/manage/events/new"),
    ("POST", "/manage/events/new"),
}
"""Accounts that may create events."""

_EVENT = "/manage/events/<slug>"
_LETTER = f"{_EVENT}/letters/<int:letter_id>"
_ITEM = f"{_EVENT}/agenda/<int:item_id>"
_PLACE = f"{_EVENT}/registrations/<int:registration_id>"
_CONCLUSION = f"{_EVENT}/conclusions/<int:conclusion_id>"
_NOTICE = f"{_EVENT}/settings/notices/<int:notice_id>"
_FILE = f"{_EVENT}/settings/files/<int:attachment_id>"

TEAM: dict[tuple[str, str], str] = {
    ("GET", f"{_EVENT}/"): "VCREOA",
    ("GET", f"{_EVENT}/preview/"): "VCREOA",
    ("GET", f"{_EVENT}/settings/"): "EOA",
    ("GET", f"{_EVENT}/settings/<name>/"): "EOA",
    ("POST", f"{_EVENT}/settings/<name>/"): "EOA",
    ("GET", f"{_EVENT}/settings/notices/"): "EOA",
    ("GET", f"{_EVENT}/settings/notices/new"): "EOA",
    ("POST", f"{_EVENT}/settings/notices/new"): "EOA",
    ("GET", _NOTICE): "EOA",
    ("POST", _NOTICE): "EOA",
    ("GET", f"{_NOTICE}/remove"): "EOA",
    ("POST", f"{_NOTICE}/remove"): "EOA",
    ("GET", f"{_EVENT}/settings/files/"): "EOA",
    ("POST", f"{_EVENT}/settings/files/"): "EOA",
    ("GET", _FILE): "EOA",
    ("POST", _FILE): "EOA",
    ("GET", f"{_FILE}/remove"): "EOA",
    ("POST", f"{_FILE}/remove"): "EOA",
    ("GET", f"{_EVENT}/publish"): "EOA",
    ("POST", f"{_EVENT}/publish"): "EOA",
    ("GET", f"{_EVENT}/postpone"): "EOA",
    ("POST", f"{_EVENT}/postpone"): "EOA",
    ("GET", f"{_EVENT}/cancel"): "OA",
    ("POST", f"{_EVENT}/cancel"): "OA",
    ("GET", f"{_EVENT}/finish"): "EOA",
    ("POST", f"{_EVENT}/finish"): "EOA",
    ("GET", f"{_EVENT}/archive"): "EOA",
    ("POST", f"{_EVENT}/archive"): "EOA",
    ("GET", f"{_EVENT}/restore"): "EOA",
    ("POST", f"{_EVENT}/restore"): "EOA",
    ("GET", f"{_EVENT}/clone"): "EOA",
    ("POST", f"{_EVENT}/clone"): "EOA",
    ("GET", f"{_EVENT}/history/"): "OA",
    ("GET", f"{_EVENT}/team/"): "OA",
    ("POST", f"{_EVENT}/team/"): "OA",
    ("POST", f"{_EVENT}/team/<int:member_id>"): "OA",
    ("GET", f"{_EVENT}/team/<int:member_id>/remove"): "OA",
    ("POST", f"{_EVENT}/team/<int:member_id>/remove"): "OA",
    ("POST", f"{_EVENT}/invitations/<int:invitation_id>/revoke"): "OA",
    ("GET", f"{_EVENT}/agenda/"): "VCREOA",
    ("GET", f"{_EVENT}/agenda/new"): "EOA",
    ("POST", f"{_EVENT}/agenda/new"): "EOA",
    ("POST", f"{_EVENT}/agenda/publish"): "EOA",
    ("GET", _ITEM): "EOA",
    ("POST", _ITEM): "EOA",
    ("POST", f"{_ITEM}/move"): "EOA",
    ("GET", f"{_ITEM}/remove"): "EOA",
    ("POST", f"{_ITEM}/remove"): "EOA",
    ("GET", f"{_EVENT}/registrations/"): "VCREOA",
    ("GET", f"{_EVENT}/registrations/new"): "ROA",
    ("POST", f"{_EVENT}/registrations/new"): "ROA",
    ("POST", f"{_EVENT}/registrations/decide"): "ROA",
    ("GET", f"{_EVENT}/registrations/export.<any(csv, xlsx):kind>"): "ROA",
    ("GET", f"{_PLACE}/"): "VCREOA",
    ("GET", f"{_EVENT}/retention/"): "OA",
    ("GET", f"{_PLACE}/delete"): "OA",
    ("POST", f"{_PLACE}/delete"): "OA",
    ("GET", f"{_PLACE}/edit"): "ROA",
    ("POST", f"{_PLACE}/edit"): "ROA",
    ("GET", f"{_PLACE}/withdraw"): "ROA",
    ("POST", f"{_PLACE}/withdraw"): "ROA",
    ("POST", f"{_PLACE}/restore"): "ROA",
    ("POST", f"{_PLACE}/mark"): "CREOA",
    ("POST", f"{_PLACE}/looked-at"): "ROA",
    ("POST", f"{_PLACE}/new-link"): "ROA",
    ("GET", f"{_EVENT}/checkin/"): "CREOA",
    ("POST", f"{_EVENT}/checkin/"): "CREOA",
    ("POST", f"{_EVENT}/checkin/<int:registration_id>/mark"): "CREOA",
    ("GET", f"{_EVENT}/checkin/missing/"): "CREOA",
    ("GET", f"{_EVENT}/letters/"): "ROA",
    ("GET", f"{_LETTER}/"): "ROA",
    ("GET", f"{_LETTER}.eml"): "ROA",
    ("GET", f"{_LETTER}/html"): "ROA",
    ("POST", f"{_LETTER}/again"): "ROA",
    ("GET", f"{_EVENT}/reports/"): "VREOA",
    ("GET", f"{_EVENT}/reports/<name>.pdf"): "VREOA",
    ("GET", f"{_EVENT}/insights/"): "VREOA",
    ("GET", f"{_EVENT}/conclusions/"): "VCREOA",
    ("GET", f"{_EVENT}/conclusions/new"): "EOA",
    ("POST", f"{_EVENT}/conclusions/new"): "EOA",
    ("GET", _CONCLUSION): "EOA",
    ("POST", _CONCLUSION): "EOA",
    ("POST", f"{_CONCLUSION}/move"): "EOA",
    ("GET", f"{_CONCLUSION}/remove"): "EOA",
    ("POST", f"{_CONCLUSION}/remove"): "EOA",
}
"""Pages of one event: the roles that reach them."""
