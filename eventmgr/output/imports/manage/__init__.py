"""The pages of every importer, at its addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from eventmgr.output.imports.importer import Importer
from eventmgr.output.imports.manage import views
from eventmgr.output.imports.manage.desks import Opener, liaison, office
from eventmgr.output.imports.services.kinds import IMPORTERS
from eventmgr.tools.web.responses.answers import never_kept


def _without_trace(answer: Response) -> Response:
    """Neither caches nor the Referer header give a liaison's page away."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    return never_kept(answer)


_BATCH = "/<int:batch_id>/"
_PAGES: tuple[tuple[str, Callable[..., ResponseReturnValue], list[str]], ...] = (
    ("/", views.index, ["GET", "POST"]),
    ("/template.xlsx", views.template, ["GET"]),
    (_BATCH, views.show, ["GET"]),
    (f"{_BATCH}columns", views.choose_columns, ["POST"]),
    (f"{_BATCH}correct", views.correct, ["POST"]),
    (f"{_BATCH}take", views.take, ["POST"]),
    (f"{_BATCH}reopen", views.reopen, ["POST"]),
    (f"{_BATCH}discard", views.discard, ["POST"]),
    (f"{_BATCH}problems.xlsx", views.problems, ["GET"]),
)


def _blueprint(name: str, prefix: str, opened: Opener) -> Blueprint:
    """The pages of an importer, at addresses of its own."""
    pages = Blueprint(name, __name__, url_prefix=prefix)
    for rule, view, methods in (*_PAGES, (f"{_BATCH}undo", views.undo, ["GET", "POST"])):
        page = update_wrapper(partial(view, opened), view)  # the check of tokens asks for its name
        pages.add_url_rule(rule, view.__name__, page, methods=methods)
    return pages


def pages_of(importer: Importer[Any]) -> Blueprint:
    """The pages of an importer of the office, in its event or of the whole site."""
    prefix = f"/manage/events/<slug>/{importer.path}" if importer.permission else f"/manage/{importer.path}"
    return _blueprint(f"imports_{importer.key}", prefix, partial(office, importer))


BY_LIAISON = _blueprint("imports_of_unit", "/delegations/<slug>/<unit_code>/import", liaison)
BY_LIAISON.after_request(_without_trace)
BLUEPRINTS = {key: pages_of(importer) for key, importer in IMPORTERS.items()}
"""Importer → its pages for organizers."""
