"""What is held of whoever keeps an organization's page: seen, corrected, taken along, deleted."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.access import CompanyOfKeeper, keeper_for
from eventmgr.matchmaking.listings.forms import OwnForm
from eventmgr.matchmaking.listings.views.blueprint import HERE, bp, page
from eventmgr.tools.web.pages import go_to


@bp.route(f"{HERE}me", methods=["GET", "POST"])
def own(token: str) -> ResponseReturnValue:
    """Name, number and language of the keeper."""
    here = keeper_for(token)
    form = OwnForm(data={name: getattr(here.keeper, name) for name in ("name", "mobile", "language")})
    if form.validate_on_submit() and (mobile := form.number()) is not None:
        name, language = form.name.data or "", form.language.data or "zh"

        def save() -> bool:
            keeper = queries.get_keeper(here.organization.id, here.keeper.id)
            return services.change_own(keeper, name=name, mobile=mobile, language=language, act=here.act())

        return go_to(
            url_for(".own", token=token),
            _("The changes have been saved.") if write(save) else _("Nothing was changed."),
        )
    return page(here, "own", status=form.status, form=form)


@bp.route(f"{HERE}me/data.json")
def data(token: str) -> Response:
    """All that is held of the keeper, to keep."""
    answer = private(json.dumps(_held(keeper_for(token)), ensure_ascii=False, indent=1), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="keeper.json"'
    return answer


def _held(here: CompanyOfKeeper) -> dict[str, Any]:
    keeper = here.keeper
    held: dict[str, Any] = {name: getattr(keeper, name) for name in ("name", "email", "mobile", "language")}
    held["organization"] = here.organization.name
    moments = ("invited_at", "confirmed_at", "seen_at")
    return held | {name: at.isoformat() if (at := getattr(keeper, name)) else None for name in moments}


@bp.route(f"{HERE}me/delete", methods=["POST"])
def delete_own(token: str) -> ResponseReturnValue:
    """What is held of the keeper goes; the organization's profile and listings stay."""
    here = keeper_for(token)
    name = organization_name(here.organization)
    write(lambda: services.erase(here.keeper.organization_id, here.keeper.id, act=here.act()))
    return private(render_template("matchmaking/listings/company/deleted.html", name=name))
