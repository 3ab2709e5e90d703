"""The verbs of adoptions: reported, corrected, withdrawn by the adopter; published or declined by who keeps the
case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.event.events.statements import raise_site_revision
from eventmgr.exchange.cases import statements
from eventmgr.exchange.cases.adopting import letters, queries
from eventmgr.exchange.cases.models import AdoptionState, Case, CaseAdoption, CaseState
from eventmgr.exchange.cases.services import hold, name_of
from eventmgr.ground import columns
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.services.profiles import DIRECTORY
from eventmgr.tools.log.services import Act, difference, record

EDITED = tuple(columns.settings_of(CaseAdoption))
Draft = Mapping[str, Any]
"""What was typed: name of each column of `EDITED` → its value."""


def hold_case(case: Case) -> None:
    """Nobody else changes the case or who adopted it until the transaction ends, and pages that show it are made
    anew."""
    hold(case)
    raise_site_revision(DIRECTORY)


def report(case: Case, organization: Organization, draft: Draft, *, act: Act) -> CaseAdoption:
    """The organization says that it has adopted the case, or says it otherwise; it awaits a review. The case must be
    held.

    Raises:
        Refusal: the case is its own or not published, or the day is in the future.
    """
    if case.organization_id == organization.id:
        raise Refusal(_("This is your organization's own case. Others can adopt it."))
    if draft["since"] > day_of(act.at):
        raise Refusal(_("This day is in the future. Report the adoption once it is in use."), field="since")
    adoption = queries.find_own(case.id, organization.id)
    if adoption is None and case.state is not CaseState.PUBLISHED:
        raise Refusal(_("This case is not published."))
    before = {name: getattr(adoption, name) for name in EDITED} if adoption is not None else dict.fromkeys(EDITED)
    if adoption is None:
        adoption = CaseAdoption(case_id=case.id, organization_id=organization.id, created_at=act.at)
        db.session.add(adoption)
    for name, value in draft.items():
        setattr(adoption, name, value)
    adoption.state, adoption.reason, adoption.decided_at = AdoptionState.REPORTED, "", None
    adoption.updated_at = act.at
    changes = difference(before, draft) | {"adoption": [None, organization.name]}
    record(act, "adoption_reported", case, object_name=name_of(case), changes=changes)
    db.session.flush()
    return adoption


def withdraw(case: Case, organization: Organization, *, act: Act) -> None:
    """The organization takes back what it has reported of the case: nothing of it stays.

    Raises:
        NotFound: it has reported nothing.
    """
    hold_case(case)
    if queries.find_own(case.id, organization.id) is None:
        raise NotFound(str(CaseAdoption.not_found))
    statements.delete_adoptions(case, organization.id)
    record(act, "adoption_withdrawn", case, object_name=name_of(case), changes={"adoption": [organization.name, None]})


def publish(number: int, *, own: str, act: Act) -> CaseAdoption:
    """Everybody reads it; who reported it is written to.

    Raises:
        NotFound: there is none of that number.
        Refusal: it was decided already.
    """
    adoption = _held(number, own)
    if adoption.state is not AdoptionState.REPORTED:
        raise Refusal(_("This report was decided already. Reload the page."))
    return _decide(adoption, AdoptionState.PUBLISHED, "adoption_published", "", act=act)


def decline(number: int, reason: str, *, own: str, act: Act) -> CaseAdoption:
    """Nobody reads it, also if it was published; who reported it reads why.

    Raises:
        NotFound: there is none of that number.
        Refusal: it was declined already.
    """
    adoption = _held(number, own)
    if adoption.state is AdoptionState.DECLINED:
        raise Refusal(_("This report was decided already. Reload the page."))
    return _decide(adoption, AdoptionState.DECLINED, "adoption_declined", reason, act=act)


def _held(number: int, own: str) -> CaseAdoption:
    hold_case(queries.get_adoption(number, own=own).case)
    return queries.get_adoption(number, own=own)


def _decide(adoption: CaseAdoption, state: AdoptionState, action: str, reason: str, *, act: Act) -> CaseAdoption:
    adoption.state, adoption.reason, adoption.decided_at = state, reason, act.at
    who = {"adoption": [None, adoption.organization.name]}
    name = name_of(adoption.case)
    record(act, action, adoption.case, object_name=name, changes=who, reason=reason)
    letters.write_decision(adoption, at=act.at)
    return adoption
