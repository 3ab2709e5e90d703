"""What policies have to say on other rooms' pages."""

from __future__ import annotations

from flask import render_template

from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag
from eventmgr.exchange.policies.wording import tags_named
from eventmgr.matchmaking.listings.access import Company


def of_company(company: Company) -> str | None:
    """The way to what an organization can apply for, with the answers that its profile and the directory have; None where its
    province is not known."""
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
