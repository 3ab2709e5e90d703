"""What cases have to say on other rooms' pages."""

from __future__ import annotations

from datetime import datetime

from flask import render_template, url_for

from eventmgr.event.events.panels import OpenWork
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link, Own
from eventmgr.exchange.cases import queries
from eventmgr.exchange.cases.adopting import queries as adopting
from eventmgr.exchange.cases.adopting.wording import since_of, where_of
from eventmgr.ground.i18n import _, _n, localized
from eventmgr.identity.accounts.access import find_editor
from eventmgr.matchmaking.listings.access import Company


def of_company(company: Company) -> str:
    """The way to the cases that an organization may mark."""
    return render_template("exchange/cases/_of_company.html", token=company.token)


def of_organization(organization_id: int) -> str | None:
    """What an organization has adopted, on its public page."""
    adoptions = adopting.list_of_organization(organization_id)
    if not adoptions:
        return None
    return render_template(
        "exchange/cases/_of_organization.html", adoptions=adoptions, where_of=where_of, since_of=since_of
    )


def own_tabs(own: Own) -> list[Link]:
    """The cases that somebody registered may mark for their organization, where there are any."""
    if own.registration is None or own.organization_id is None or not queries.is_any_public():
        return []
    return [Link(_("Cases"), url_for("case_marks.choose", token=own.token))]


def own_way(registration: Registration) -> Link | None:
    """The way to mark cases for somebody whose registration names no organization yet: it is asked for there."""
    if registration.organization_id is not None or registration.status not in LIVE or not queries.is_any_public():
        return None
    return Link(_("Cases"), url_for("case_marks.choose", token=my_token(registration)))


def held_of(registration_id: int) -> list[dict[str, str | datetime]]:
    """Which cases a registration's person has marked, for their own copy."""
    return [{"case": localized(title), "marked_at": at} for title, at in queries.list_marks_of(registration_id)]


def open_work() -> list[OpenWork]:
    """Adoptions that wait for a review by whoever is signed in."""
    editor = find_editor()
    if editor is None:
        return []
    number = adopting.count_waiting(editor[1])
    if not number:
        return []
    text = _n("%(num)s adoption of a case awaits review", "%(num)s adoptions of cases await review", number)
    return [OpenWork(text, f"{url_for('case_adoptions_manage.index')}?state=reported", figure="adoptions_waiting")]


def lists() -> list[str]:
    """The address of the page about adoptions, once there are some."""
    return [url_for("case_learning.index")] if adopting.is_learned_from() else []
