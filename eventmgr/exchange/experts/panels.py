"""What experts show on pages of other rooms."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, url_for

from eventmgr.event.registration.notes import Link
from eventmgr.exchange.desk.models import DeskRequest, LineKind
from eventmgr.exchange.desk.panels import FittingExpert
from eventmgr.exchange.experts import queries
from eventmgr.exchange.experts.fitting import fitting
from eventmgr.exchange.experts.models import Expert
from eventmgr.exchange.experts.wording import fields_of, name_of, shown_part
from eventmgr.exchange.policies.wording import joined
from eventmgr.ground.i18n import _


def beside_directory() -> Link:
    """From the directory of organizations to the list of experts."""
    return Link(_("Experts"), url_for("experts.index"))


def of_organization(organization_id: int) -> str | None:
    """Who of an organization agreed to be found as one of its experts, on its public page."""
    experts = queries.list_of_organization(organization_id)
    if not experts:
        return None
    return render_template(
        "exchange/experts/_of_organization.html",
        experts=experts,
        name_of=name_of,
        shown_part=shown_part,
        fields_of=fields_of,
    )


def for_request(request: DeskRequest) -> Sequence[FittingExpert]:
    """Who agreed and fits a request to the desk, with what they show."""
    questions = (line.text for line in request.lines if line.kind in (LineKind.QUESTION, LineKind.REPLY))
    experts = fitting(queries.list_agreed(), request.province_code, "\n".join(questions))
    return [FittingExpert(str(expert.id), name_of(expert), expert.email, joined(_known(expert))) for expert in experts]


def _known(expert: Expert) -> list[str]:
    return [*filter(None, (shown_part(expert, "province_code"),)), *fields_of(expert)[:3]]
