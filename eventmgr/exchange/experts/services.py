"""The verbs of experts. Whoever changes one holds the counter of all of them first.

Until an expert has answered, whoever keeps the entry may change it; from then on only the expert does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.events.statements import raise_site_revision
from eventmgr.exchange.experts import letters, queries
from eventmgr.exchange.experts.models import Expert, ExpertState
from eventmgr.exchange.experts.wording import name_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.queries import list_organization_numbers
from eventmgr.matchmaking.listings.services.profiles import DIRECTORY
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import Act, difference, make_nameless, record
from eventmgr.tools.messages.house_letters import forget_letters
from eventmgr.tools.taxonomy.pinyin import name_key

SCOPE = "experts"
"""Of `site_revision`: rises with whatever the public list shows."""
Draft = Mapping[str, Any]
"""What was typed: name of a column → its value."""


def invite(draft: Draft, *, act: Act) -> Expert:
    """A new expert; a link goes to their address, by which they agree or decline.

    Raises:
        Refusal: somebody with this address is known already.
    """
    _hold()
    _check_address(draft["email"])
    expert = Expert(
        state=ExpertState.INVITED, state_since=act.at, shown=[], link_version=1, created_at=act.at, updated_at=act.at
    )
    _fill(expert, draft)
    db.session.add(expert)
    db.session.flush()
    _record("invited", expert, act=act)
    letters.write(letters.INVITED, expert, at=act.at)
    return expert


def edit(expert: Expert, draft: Draft, *, act: Act) -> bool:
    """What the expert will be asked about; whether anything changed. To another address another link goes.

    Raises:
        Refusal: the expert has answered, or the new address is somebody else's.
    """
    held = hold(expert)
    if held.state is not ExpertState.INVITED:
        raise Refusal(_("The expert has answered. From then on only the expert changes the entry, by the link."))
    is_elsewhere = draft["email"] != held.email
    if is_elsewhere:
        _check_address(draft["email"])
    changes = _changes(held, draft)
    if not changes:
        return False
    _fill(held, draft)
    _record("changed", held, act=act, changes=changes)
    if is_elsewhere:
        forget_letters(held)
        _write_anew(letters.INVITED, held, act=act)
    return True


def send_link(expert: Expert, *, act: Act) -> None:
    """The link goes to the expert once more; the one before opens nothing any more.

    Raises:
        Refusal: the expert has declined or withdrawn.
    """
    held = hold(expert)
    if held.state not in (ExpertState.INVITED, ExpertState.AGREED):
        raise Refusal(_("Whoever has declined or withdrawn is not asked again."))
    _record("link_sent", held, act=act)
    is_asked = held.state is ExpertState.INVITED
    _write_anew(letters.INVITED if is_asked else letters.AGAIN, held, act=act)


def agree(expert: Expert, draft: Draft, *, act: Act) -> bool:
    """Everybody reads of the expert what stands here, and nothing else; whether anything changed."""
    held = hold(expert)
    changes, is_new = _changes(held, draft), held.state is not ExpertState.AGREED
    if not changes and not is_new:
        return False
    _fill(held, draft)
    held.updated_at = act.at
    if is_new:
        _to(ExpertState.AGREED, held, act=act)
    _record("agreed" if is_new else "changed", held, act=act, changes=changes)
    return True


def decline(expert: Expert, *, act: Act) -> None:
    """The expert does not want to be shown. Declined twice is declined once.

    Raises:
        Refusal: they have agreed: that is withdrawn.
    """
    held = hold(expert)
    if held.state is ExpertState.AGREED:
        raise Refusal(_("You have agreed in the meantime. Withdraw your consent instead."))
    if held.state is ExpertState.INVITED:
        _to(ExpertState.DECLINED, held, act=act)
        _record("declined", held, act=act)


def withdraw(expert: Expert, *, act: Act) -> None:
    """Nobody reads of the expert any more. Withdrawn twice is withdrawn once."""
    held = hold(expert)
    if held.state is ExpertState.AGREED:
        _to(ExpertState.WITHDRAWN, held, act=act)
        _record("withdrawn", held, act=act)


def remove(expert: Expert, *, act: Act) -> None:
    """Whoever keeps the entry takes it out, with everything that is held of the expert."""
    _erase("removed", hold(expert), act=act)


def erase(expert: Expert, *, act: Act) -> None:
    """The expert deletes everything that is held of them."""
    _erase("erased", hold(expert), act=act)


def forget(expert: Expert, *, act: Act) -> None:
    """What is held of the expert is not kept any longer, unless they have agreed meanwhile."""
    _hold()
    held = queries.find_locked(expert.id)
    if held is not None and held.state is not ExpertState.AGREED:
        _erase("forgotten", held, act=act)


def _erase(action: str, expert: Expert, *, act: Act) -> None:
    forget_letters(expert)
    make_nameless(list_entries_about(Expert.__tablename__, [expert.id]), ())
    record(act, action, expert)
    db.session.delete(expert)


def _hold() -> None:
    raise_site_revision(SCOPE)
    raise_site_revision(DIRECTORY)


def hold(expert: Expert) -> Expert:
    """The expert as it stands, which nobody else changes until the transaction ends.

    Raises:
        NotFound: it is gone.
    """
    _hold()
    held = queries.find_locked(expert.id)
    if held is None:
        raise NotFound(str(Expert.not_found))
    return held


def _check_address(email: str) -> None:
    known = queries.find_by_email(email)
    if known is None:
        return
    if known.state in (ExpertState.DECLINED, ExpertState.WITHDRAWN):
        raise Refusal(
            _("Whoever has this address has declined or withdrawn, and is not asked again for now."), field="email"
        )
    raise Refusal(_("An expert with this address was entered already."), field="email")


def _changes(expert: Expert, draft: Draft) -> dict[str, list[object]]:
    return difference({name: getattr(expert, name) for name in draft}, draft)


def _fill(expert: Expert, draft: Draft) -> None:
    for name, value in draft.items():
        setattr(expert, name, value)
    refresh_keys(expert)


def refresh_keys(expert: Expert) -> None:
    """What follows from what was typed: the organization of the directory, the place in the list, what a search
    finds."""
    key = folded(expert.organization)[:200]
    number = list_organization_numbers([key]).get(key) if key else None
    expert.organization_id = number
    expert.known_organization = db.session.get(Organization, number) if number is not None else None
    expert.pinyin_key = name_key(expert.name.get("zh") or expert.name.get("en", ""))
    expert.search_text = _searched(expert)


def _searched(expert: Expert) -> str:
    texts = [*expert.name.values()]
    for part in ("title", "text"):
        texts += getattr(expert, part).values() if part in expert.shown else ()
    if "organization" in expert.shown:
        known = expert.known_organization
        texts += [expert.organization, *((known.name, known.name_en) if known is not None else ())]
    return "\n".join(dict.fromkeys(map(folded, filter(None, texts))))


def _write_anew(kind: LetterKind, expert: Expert, *, act: Act) -> None:
    expert.link_version += 1
    if expert.state is ExpertState.INVITED:
        expert.state_since = act.at
    db.session.flush()
    letters.write(kind, expert, at=act.at)


def _to(state: ExpertState, expert: Expert, *, act: Act) -> None:
    expert.state, expert.state_since = state, act.at


def _record(action: str, expert: Expert, *, act: Act, changes: Mapping[str, Any] | None = None) -> None:
    record(act, action, expert, object_name=name_of(expert), changes=changes or {})
