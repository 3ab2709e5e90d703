"""Policies to take home: a compendium as one PDF, free and without a name, and the list as a file."""

from __future__ import annotations

from flask import current_app
from flask.typing import ResponseReturnValue

from eventmgr.exchange.policies import queries, sheet
from eventmgr.exchange.policies.filtering import NAMES, filter_words, read_filter
from eventmgr.exchange.policies.models import Policy
from eventmgr.exchange.policies.views.blueprint import bp, today
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import page_query
from eventmgr.tools.web.responses.answers import public_file
from eventmgr.tools.web.responses.cache import cached_page

_TICKED, _BY_TICKS = "id", "ticked"


@bp.route("/compendium.pdf")
@cached_page("policies", *NAMES, _TICKED, _BY_TICKS)
def compendium() -> ResponseReturnValue:
    """Those that are ticked (`id`, as often as there are), or what the filters leave, as one book."""
    from eventmgr.exchange.policies.document import Compendium, build  # noqa: PLC0415 - loads ReportLab, for documents only

    filters, day, ids = read_filter(page_query), today(), _ticked()
    policies = queries.list_for_files(filters, day=day, limit=queries.MOST_IN_BOOK + 1, ids=ids)
    _check_number(policies)
    narrowed = [_("A selection")] if ids else filter_words(filters)
    book = Compendium(policies, narrowed, site_name(), day)
    body = build(book, fallback_fonts=current_app.config["PDF_FALLBACK_FONTS"])
    return public_file(body, "pdf", "policies")


def _ticked() -> list[int]:
    numbers = []
    for value in page_query.several(_TICKED):
        number = whole_number(value)
        if number is None:
            raise BadValue(_("“%(value)s” is not the number of a policy. Tick policies in the list.", value=value[:20]))
        numbers.append(number)
    if page_query.text(_BY_TICKS) and not numbers:
        raise BadValue(_("Nothing is ticked. Go back and tick the policies that you want."))
    if len(numbers) > queries.MOST_IN_BOOK:
        raise _too_many()
    return numbers


def _check_number(policies: list[Policy]) -> None:
    if not policies:
        raise NotFound(_("No policies match these filters."))
    if len(policies) > queries.MOST_IN_BOOK:
        raise _too_many()


def _too_many() -> BadValue:
    return BadValue(
        _(
            "A compendium holds at most %(most)s policies. Narrow the list by filters, or tick those that you need.",
            most=queries.MOST_IN_BOOK,
        )
    )


@bp.route("/policies.xlsx")
@cached_page("policies", *NAMES)
def table() -> ResponseReturnValue:
    """The list as a file for office programs, as far as the filters leave it."""
    filters, day = read_filter(page_query), today()
    rows = queries.list_for_files(filters, day=day, limit=queries.MOST_IN_SHEET)
    return public_file(as_xlsx(sheet.columns(day=day), rows, title=_("Policies")), "xlsx", "policies")
