"""What cases have to say on other rooms' pages."""

from __future__ import annotations

from flask import render_template

from eventmgr.matchmaking.listings.access import Company


def of_company(company: Company) -> str:
    """The way to the cases that an organization may mark."""
    return render_template("exchange/cases/_of_company.html", token=company.token)
