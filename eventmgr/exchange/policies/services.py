"""The verbs of policies. Whoever changes one holds the counter of all of them first, so that no two make a circle
together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from eventmgr.event.events.statements import raise_site_revision
from eventmgr.exchange.policies import queries, statements
from eventmgr.exchange.policies.models import Policy, PolicyFile, PolicyLevel, PolicyState
from eventmgr.ground import columns
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, format_date
from eventmgr.ground.text import folded
from eventmgr.matchmaking.listings.services import document_changed
from eventmgr.tools.log.services import Act, difference, record
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.statements import delete_file

SCOPE = "policies"
"""Of `site_revision`: rises with whatever the public pages of policies show."""
EDITED = tuple(name for name, said in columns.settings_of(Policy).items() if said.edited)
MOST_FILES = 5
TAKEN = (".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg")
"""Types of files; pictures are drawn anew."""
_LONGEST_CHAIN = 1000
PolicyDraft = Mapping[str, Any]
"""What was typed: name of each column of `EDITED` → its value."""


def hold(policy: Policy | None = None) -> None:
    """Nobody else changes a policy until the transaction ends; that one is read again."""
    raise_site_revision(SCOPE)
    if policy is not None:
        statements.read_again(policy)
        document_changed(policy.id)


def add(draft: PolicyDraft, *, act: Act) -> Policy:
    """A new draft.

    Raises:
        Refusal: what was typed contradicts itself.
    """
    hold()
    _check(draft, None)
    policy = Policy(uid=uuid4().hex, **draft, search_text=searched(draft), created_at=act.at, updated_at=act.at)
    db.session.add(policy)
    db.session.flush()
    record(act, "created", policy, object_name=name_of(policy))
    return policy


def edit(policy: Policy, draft: PolicyDraft, *, act: Act) -> bool:
    """What the policy says from now on; whether anything changed. It must be held.

    Raises:
        Refusal: what was typed contradicts itself.
    """
    _check(draft, policy.id)
    changes = difference({name: getattr(policy, name) for name in EDITED}, draft)
    if not changes:
        return False
    for name, value in draft.items():
        setattr(policy, name, value)
    policy.search_text, policy.updated_at = searched(draft), act.at
    record(act, "changed", policy, object_name=name_of(policy), changes=changes)
    if policy.state is PolicyState.PUBLISHED:
        _end_superseded(policy, act=act)
    return True


def publish(policy: Policy, *, act: Act) -> None:
    """Everybody reads it; what it supersedes does not hold any more from the day on which it comes into force.

    Raises:
        Refusal: it is published already.
    """
    hold(policy)
    if policy.state is PolicyState.PUBLISHED:
        raise Refusal(_("This policy is published already."))
    _set_state(policy, PolicyState.PUBLISHED, "published", act=act)
    policy.published_at = act.at
    _end_superseded(policy, act=act)


def withdraw(policy: Policy, *, act: Act) -> None:
    """Nobody but the office reads it any more.

    Raises:
        Refusal: it is not published.
    """
    hold(policy)
    if policy.state is not PolicyState.PUBLISHED:
        raise Refusal(_("This policy is not published."))
    _set_state(policy, PolicyState.WITHDRAWN, "withdrawn", act=act)


def repeal(policy: Policy, day: date | None, *, act: Act) -> bool:
    """It does not hold from that day on; None: it has not been repealed after all. Whether anything changed. It must be
    held.

    Raises:
        Refusal: the day lies before that of its issue.
    """
    if day is not None and day < policy.issued_on:
        raise Refusal(
            _(
                "The policy was issued on %(issued)s only. Enter that day or a later one.",
                issued=format_date(policy.issued_on, weekday=False),
            ),
            field="repealed_on",
        )
    changes = difference({"repealed_on": policy.repealed_on}, {"repealed_on": day})
    if not changes:
        return False
    policy.repealed_on, policy.updated_at = day, act.at
    record(act, "repealed" if day else "reinstated", policy, object_name=name_of(policy), changes=changes)
    return True


def delete(policy: Policy, *, act: Act) -> None:
    """A draft that nobody has read goes.

    Raises:
        Refusal: it has been published.
    """
    hold(policy)
    if policy.published_at is not None:
        raise Refusal(_("This policy has been published. Withdraw it instead: links and calendars still name it."))
    record(act, "removed", policy, object_name=name_of(policy))
    statements.delete_policy(policy)


def add_file(policy: Policy, file: CheckedFile, *, act: Act) -> PolicyFile:
    """It has this file as well.

    Raises:
        Refusal: it has as many as it may.
    """
    hold(policy)
    if len(policy.files) >= MOST_FILES:
        raise Refusal(_("A policy may have at most %(most)s files. Delete one first.", most=MOST_FILES), field="file")
    row = PolicyFile.of(file, at=act.at, policy_id=policy.id)
    db.session.add(row)
    db.session.flush()
    policy.updated_at = act.at
    record(act, "file_added", policy, object_name=name_of(policy), changes={"file": [None, file.filename]})
    return row


def remove_file(policy: Policy, key: str, *, act: Act) -> None:
    """That file of it goes.

    Raises:
        NotFound: there is none.
    """
    hold(policy)
    file = queries.get_file(policy, key)
    record(act, "file_removed", policy, object_name=name_of(policy), changes={"file": [file.filename, None]})
    policy.updated_at = act.at
    delete_file(file)


def add_many(drafts: Sequence[PolicyDraft], *, act: Act) -> list[Policy]:
    """Drafts from a sheet.

    Raises:
        Refusal: one of them contradicts itself.
    """
    return [add(draft, act=act) for draft in drafts]


def name_of(policy: Policy) -> str:
    """How the change log calls it."""
    return policy.title.get("zh") or policy.title.get("en", "")


def check_dates(draft: PolicyDraft) -> None:
    """Its days are in their order, and it says where it holds.

    Raises:
        Refusal: they are not; names the field.
    """
    pairs = (("window_from", "window_to"), ("effective_on", "valid_until"))
    for first, last in pairs:
        if draft[first] is not None and draft[last] is not None and draft[last] < draft[first]:
            labels = columns.labels_of(Policy)
            raise Refusal(
                _(
                    "“%(last)s” (%(until)s) lies before “%(first)s” (%(since)s). Change one of the two.",
                    last=labels[last],
                    until=format_date(draft[last], weekday=False),
                    first=labels[first],
                    since=format_date(draft[first], weekday=False),
                ),
                field=last,
            )
    is_national = draft["level"] is PolicyLevel.NATIONAL
    if is_national and draft["province_code"]:
        raise Refusal(
            _("A national policy has no province. Leave the province empty, or change the level."),
            field="province_code",
        )
    if not is_national and not draft["province_code"]:
        raise Refusal(_("Select the province, or make it a national policy."), field="province_code")


def _check(draft: PolicyDraft, policy_id: int | None) -> None:
    check_dates(draft)
    number = draft["supersedes_id"]
    if number is not None and number == policy_id:
        raise Refusal(_("A policy cannot supersede itself. Choose another one."), field="supersedes_id")
    for _step in range(_LONGEST_CHAIN):
        if number is None:
            return
        number = queries.find_superseded(number)
        if number is not None and number == policy_id:
            break
    raise Refusal(
        _("This would be a circle: the chosen policy supersedes this one already, directly or through others."),
        field="supersedes_id",
    )


def _end_superseded(policy: Policy, *, act: Act) -> None:
    if policy.supersedes_id is None:
        return
    former = queries.get_policy(policy.supersedes_id)
    if former.repealed_on is None or former.repealed_on > policy.effective_on:
        repeal(former, max(policy.effective_on, former.issued_on), act=act)


def _set_state(policy: Policy, state: PolicyState, action: str, *, act: Act) -> None:
    changes = difference({"state": policy.state}, {"state": state})
    policy.state, policy.updated_at = state, act.at
    record(act, action, policy, object_name=name_of(policy), changes=changes)


def searched(draft: PolicyDraft) -> str:
    """What the text filter looks in."""
    texts = [text for name in ("title", "issuer", "summary") for text in draft[name].values()]
    return "\n".join(map(folded, filter(None, (*texts, draft["number"]))))
