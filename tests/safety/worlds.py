"""An event with everything, and the forms through which people change it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Flask

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.manage.sections import SECTIONS
from eventmgr.event.events.models import Event
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import OneTimeLink, Purpose, User
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.web.tokens import sign, token_hash
from tests.access_table import ADMINISTRATORS, BY_LIAISON, BY_LINK, CREATORS, EDITORS, EVERYBODY, SIGNED_IN, TEAM
from tests.access_table.world import World, make_world
from tests.conftest import client_of, settle
from tests.databases import TestDatabase
from tests.factories import NOON, keep, make_admin
from tests.safety.hostile import HtmlForm, forms_of

PUBLIC = sorted(rule for method, rule in {*EVERYBODY, *BY_LINK} if method == "POST")
OFFICE = sorted(
    rule
    for method, rule in {*SIGNED_IN, *ADMINISTRATORS, *CREATORS, *EDITORS, *TEAM}
    if method == "POST" and "settings/<name>" not in rule
) + [f"/manage/events/<slug>/settings/{name}/" for name in SECTIONS]
LIAISONS = sorted(rule for method, rule in BY_LIAISON if method == "POST")
FORMS = PUBLIC + OFFICE + LIAISONS
"""Every rule that takes a form; the sections of the settings one by one."""

_UNIT = "/manage/events/<slug>/delegations/units/<unit_code>"
_OWN = "/delegations/<slug>/<unit_code>"
_DEALS = "/manage/events/<slug>/outcomes"
_DEAL = f"{_DEALS}/<int:deal_id>"
_SEAT = "/manage/events/<slug>/seating/<int:plan_id>"
_SURVEY = "/manage/events/<slug>/surveys/<int:survey_id>"
_LODGING, _LOCK = "/manage/events/<slug>/lodging", "rooms/<int:room_id>/lock"
_TRANSPORT = "/manage/events/<slug>/transport"
_RIDE = f"{_TRANSPORT}/rides/<int:ride_id>"
_REQUEST, _ANSWERS = "/manage/desk/<int:desk_request_id>", "/manage/desk/answers"
_EVENT_REQUEST, _EVENT_ANSWERS = (
    f"/manage/events/<slug>{page.removeprefix('/manage')}" for page in (_REQUEST, _ANSWERS)
)
_ELSEWHERE = {
    **{
        f"{_OWN}/{verb}": f"{_OWN}/"
        for verb in ("answer", "complete", "leave", "people/order", "people/remind", "word")
    },
    f"{_OWN}/own/delete": f"{_OWN}/own",
    **{
        f"{_OWN}/import/<int:batch_id>/{verb}": f"{_OWN}/import/<int:batch_id>/"
        for verb in ("columns", "correct", "discard", "reopen", "take")
    },
    "/sign-out": "/manage/",
    "/sign-out-everywhere": "/manage/account",
    "/manage/account/sessions/<int:session_id>/end": "/manage/account",
    "/manage/account/passkeys/<int:passkey_id>/remove": "/manage/account/passkeys",
    "/manage/account/sessions/end-others": "/manage/account",
    "/my/<token>/new-feed": "/my/<token>/",
    "/my/<token>/passing-on": "/my/<token>/",
    "/manage/events/<slug>/disclosures/<int:disclosure_id>/link": "/manage/events/<slug>/disclosures/<int:disclosure_id>/",
    "/manage/events/<slug>/disclosures/<int:disclosure_id>/revoke": "/manage/events/<slug>/disclosures/<int:disclosure_id>/",
    "/my/<token>/new-link": "/my/<token>/",
    **{
        f"/manage/events/<slug>/exchange-papers/<unit_code>/versions/<int:paper_version>/{verb}": "/manage/events/<slug>/exchange-papers/<unit_code>/"
        for verb in ("accept", "return")
    },
    "/manage/events/<slug>/delegations/invite": "/manage/events/<slug>/delegations/",
    **{
        f"{_UNIT}/{rest}": f"{_UNIT}/"
        for rest in ("deadlines", *(f"<any(liaison, deputy):place>/{act}" for act in ("link", "revoke", "remove")))
    },
    "/manage/organizations/<int:organization_id>/names": "/manage/organizations/<int:organization_id>/",
    "/my/<token>/requests/<int:data_request_id>/withdraw": "/my/<token>/",
    "/manage/users/<int:user_id>/link": "/manage/users/<int:user_id>",
    "/manage/letters/<int:letter_id>/again": "/manage/letters/<int:letter_id>/",
    "/manage/events/<slug>/letters/<int:letter_id>/again": "/manage/events/<slug>/letters/<int:letter_id>/",
    "/manage/events/<slug>/invitations/<int:invitation_id>/revoke": "/manage/events/<slug>/team/",
    "/manage/events/<slug>/team/<int:member_id>": "/manage/events/<slug>/team/",
    "/manage/events/<slug>/robot/test": "/manage/events/<slug>/robot/",
    "/manage/events/<slug>/robot/remove": "/manage/events/<slug>/robot/",
    "/manage/events/<slug>/short-messages/<int:short_message_id>/send": "/manage/events/<slug>/short-messages/<int:short_message_id>/",
    "/manage/events/<slug>/short-messages/<int:short_message_id>/delete": "/manage/events/<slug>/short-messages/<int:short_message_id>/",
    "/meetings/<token>/requests/<int:request_id>/messages": "/meetings/<token>/requests/<int:request_id>/",
    "/manage/events/<slug>/matchmaking/requests/messages/<int:message_id>/": "/manage/events/<slug>/matchmaking/requests/messages/",
    "/manage/events/<slug>/registrations/decide": "/manage/events/<slug>/registrations/",
    "/manage/events/<slug>/agenda/<int:item_id>/move": "/manage/events/<slug>/agenda/",
    "/manage/events/<slug>/agenda/publish": "/manage/events/<slug>/agenda/",
    **{
        f"{_DEAL}/{verb}": f"{_DEAL}/"
        for verb in (
            "advance",
            "end",
            "reopen",
            "step-back",
            "evidence",
            "evidence/<int:evidence_id>/remove",
            "reports/<int:report_id>",
        )
    },
    f"{_DEALS}/duplicates/<int:deal_id>/<int:other_deal_id>/two-deals": f"{_DEALS}/duplicates/<int:deal_id>/<int:other_deal_id>/",
    f"{_DEALS}/duplicates/merges/<int:deal_merge_id>/undo": f"{_DEAL}/",
    "/deals/<token>/<int:deal_id>/still": "/deals/<token>/",
    "/manage/events/<slug>/conclusions/<int:action_item_id>/move": "/manage/events/<slug>/conclusions/",
    **{
        f"{_SEAT}/{verb}": f"{_SEAT}/"
        for verb in (
            "<any(publish, unpublish):shown>",
            "<any(lock, unlock):bolt>",
            "move",
            "unseat",
            "confirm",
            "people",
            "ranks",
            "people/<int:registration_id>/remove",
            "people/<int:registration_id>/rank",
        )
    },
    "/manage/events/<slug>/seating/groups/move": "/manage/events/<slug>/seating/groups/",
    "/manage/events/<slug>/seating/groups/<int:item_id>/lead": "/manage/events/<slug>/seating/groups/",
    **{f"{_LODGING}/{verb}": f"{_LODGING}/" for verb in ("propose", "repair", "publish", "move", _LOCK)},
    f"{_LODGING}/rooms/<int:room_id>/remove": f"{_LODGING}/rooms/<int:room_id>",
    **{f"{_TRANSPORT}/{verb}": f"{_TRANSPORT}/" for verb in ("propose", "repair", "publish", "move")},
    **{f"{_RIDE}/{verb}": _RIDE for verb in ("seat", "list", "remove")},
    f"{_TRANSPORT}/vehicles/<int:vehicle_id>/remove": f"{_TRANSPORT}/vehicles/<int:vehicle_id>",
    f"{_SURVEY}/close": f"{_SURVEY}/",
    **{f"/desk/<token>/{verb}": "/desk/<token>/" for verb in ("reply", "files", "rate", "withdraw")},
    **{f"{_REQUEST}/{verb}": f"{_REQUEST}/" for verb in ("contacts", "answer", "ask-back", "hand-over")},
    **{f"{_ANSWERS}/<int:desk_answer_id>/{verb}": f"{_ANSWERS}/" for verb in ("publish", "withdraw")},
    **{f"{_EVENT_REQUEST}/{verb}": f"{_EVENT_REQUEST}/" for verb in ("contacts", "answer", "ask-back", "hand-over")},
    **{f"{_EVENT_ANSWERS}/<int:desk_answer_id>/{verb}": f"{_EVENT_ANSWERS}/" for verb in ("publish", "withdraw")},
    f"{_SURVEY}/codes/<int:code_id>/remove": f"{_SURVEY}/codes/",
    f"{_SURVEY}/questions/<int:question_id>/move": f"{_SURVEY}/",
    f"{_SURVEY}/results/quotes": f"{_SURVEY}/results/",
}
"""Buttons that stand on another page than the one they post to."""
_UNSEEN = {
    "restore": [], "mark": ["mark"], "looked-at": [], "new-link": [], "again": [], "publish": [], "move": ["by", "place"], "lead": ["leads"],
    "quotes": ["quote"],
}  # fmt: skip
"""Forms that show only in some states: what they send."""


def lawful_world() -> World:
    """`make_world`, with the entry of the audit trail that a service would have written."""
    world = make_world()
    for name in ("registration_id", "other_id"):
        with_trail(db.session.get(Registration, world.values[name]))
    return world


class KeptWorld:
    """`lawful_world` made once a process and database, and brought back whenever it is asked for: nothing else is in the
    database then, whatever was done to the one before."""

    def __init__(self, application: Flask, database: TestDatabase) -> None:
        self._application, self._database = application, database
        self._bring_back: Callable[[], None] | None = None
        self._made: tuple[int, dict[str, Any], dict[str, int]] | None = None

    def __call__(self) -> World:
        """The world as it was made, inside an application's context."""
        settle()
        if self._bring_back is None or self._made is None:
            self._database.reset()
            world = lawful_world()
            self._made = (
                world.event.id,
                dict(world.values),
                {letter: user.id for letter, user in world.people.items()},
            )
            settle()
            self._bring_back = self._database.snapshot(db.metadata)
        self._bring_back()
        self._application.extensions["page_cache"].clear()
        number, values, people = self._made
        found = {letter: db.session.get_one(User, user) for letter, user in people.items()}
        return World(db.session.get_one(Event, number), dict(values), found)


def with_trail(registration: Any) -> None:
    """The entry that a service writes for each registration."""
    keep(
        AuditEntry(
            at=NOON, actor_kind=ActorKind.SYSTEM, event_id=registration.event_id, object_type="registration",
            object_id=registration.id, action="registered",
        )
    )  # fmt: skip


def address(world: World, rule: str, **other: Any) -> str:
    """`rule` in `world`; the links of `BY_LINK` are true ones."""
    kind = BY_LINK.get(("POST", rule)) or BY_LINK.get(("GET", rule))
    return world.address(rule, token=_token(world, kind), **other) if kind else world.address(rule, **other)


_SIGNED: dict[str | Purpose, str] = {
    "feed": "registration_id",
    "meetings": "representative_id",
    "invited": "invited_id",
    "opt-out": "invited_id",
    "desk": "desk_request_id",
    "desk_expert": "desk_request_id",
    "entry": "organization_entry_id",
    "expert": "expert_id",
    "enquiry": "investment_enquiry_id",
    "policy_news": "policy_subscription_id",
    "case_submission": "case_submission_id",
    "case_review": "case_reviewer_id",
    "company": "profile_keeper_id",
}
"""Kind of a link → what of the world its token names."""


def _token(world: World, kind: str | Purpose) -> str:
    if kind == "my":
        return my_token(db.session.get(Registration, world.values["registration_id"]))
    if kind in _SIGNED:
        return sign(str(kind), world.values[_SIGNED[kind]], 1)
    if isinstance(kind, str):
        return str(world.values[kind])
    link = db.session.query(OneTimeLink).filter_by(token_hash=token_hash(f"right {kind.value}")).first()
    if link is None:
        keep(
            OneTimeLink(
                user_id=world.people["V"].id, purpose=kind, token_hash=token_hash(f"right {kind.value}"), created_at=NOON,
                expires_at=NOON.replace(year=2099),
            )
        )  # fmt: skip
    return f"right {kind.value}"


def form_at(browser: Any, world: World, rule: str) -> HtmlForm:
    """The form that posts to `rule`, read from the page on which it stands."""
    path = address(world, rule)
    page = browser.get(address(world, _ELSEWHERE.get(rule, rule)))
    body = page.text if page.mimetype == "text/html" else ""  # a file, where the address only reads
    found = [form for form in forms_of(body, path) if form.method == "post" and form.path == path]
    if found:
        return found[0]
    verb = re.split(r"[/]", rule.rstrip("/"))[-1]
    return HtmlForm(path, "post", "", typed=list(_UNSEEN.get(verb, ["reason", "note"])))


def visitor_of(app: Any, world: World, rule: str, sign_in: Any) -> Any:
    """The browser of whoever may send the form at `rule`."""
    browser = client_of(app)
    if rule in OFFICE:
        sign_in(make_admin(), browser)
    if rule in LIAISONS:
        assert browser.post(f"/delegations/link/{world.values['liaison']}/").status_code == 303
    return browser


def broken_laws() -> list[tuple[str, list[str]]]:
    """The laws that the data breaks now."""
    db.session.expire_all()
    return [(name, found) for name, found in breaches() if found]
