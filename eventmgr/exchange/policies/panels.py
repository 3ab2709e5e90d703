"""What policies have to say on other rooms' pages."""

from __future__ import annotations

from collections.abc import Collection

from flask import render_template, url_for

from eventmgr.exchange.policies import queries
from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag, Policy
from eventmgr.exchange.policies.validity import Validity, validity_of
from eventmgr.exchange.policies.wording import place_of, tags_named
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, localized
from eventmgr.matchmaking.listings.access import Company
from eventmgr.matchmaking.listings.content.documents import Document, Documents
from eventmgr.matchmaking.listings.content.drafts import day_of


def documents() -> Documents:
    """Policies, as what subsidies rest on."""
    return Documents(_choices, _named)


def _choices(province: str) -> dict[str, list[tuple[str, str]]]:
    """Place → (number, title with document number) of policies that listings of that province may rest on, the
    country's first; empty: of every province."""
    choices: dict[str, list[tuple[str, str]]] = {}
    for policy in queries.list_choosable(province, day=day_of(clock.now())):
        choices.setdefault(place_of(policy), []).append((str(policy.id), _words(policy)))
    return choices


def _named(numbers: Collection[int]) -> dict[int, Document]:
    """Those of these policies that are published; what does not hold today says so."""
    day = day_of(clock.now())
    named = {}
    for policy in queries.list_named(numbers):
        words, validity = _words(policy), validity_of(policy, day=day)
        if validity is not Validity.IN_FORCE:
            words = _("%(name)s (%(state)s)", name=words, state=validity.label)
        named[policy.id] = Document(words, url_for("policies.show", policy_id=policy.id))
    return named


def _words(policy: Policy) -> str:
    return " ".join(filter(None, (localized(policy.title), policy.number)))


def of_company(company: Company) -> str | None:
    """The way to what an organization can apply for, with the answers that its profile and the directory have; None
    where its province is not known."""
    organization, profile = company.organization, company.profile
    if not organization.province_code:
        return None
    tags = tags_named(profile.capability_tags if profile is not None else ())
    answers = {
        "province": organization.province_code,
        "sector": organization.sector_code or next(iter(profile.sector_codes if profile is not None else ()), ""),
        "kind": ApplicantKind.COMPANY.value if organization.size_class is not None else "",
        "size": organization.size_class.value if organization.size_class is not None else "",
        "tag": [tag.value for tag in ApplicantTag if tag in tags],
    }
    known = {name: value for name, value in answers.items() if value}
    return render_template("exchange/policies/_of_company.html", answers=known)
