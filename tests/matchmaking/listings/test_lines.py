"""What a listing says on pages: days and sums as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.ground.i18n import format_date, speaking
from eventmgr.matchmaking.listings.content.details import DETAILS, Answer
from eventmgr.matchmaking.listings.content.wording import listing_lines
from eventmgr.matchmaking.listings.models import ListingKind
from tests.factories import make_listing


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "kind", [kind for kind in ListingKind if {field.answer for field in DETAILS[kind]} & {Answer.DATE, Answer.AMOUNT}]
)
def test_days_and_sums_of_every_kind_of_listing_are_written_out(app, event, kind, lang):
    typed = {Answer.DATE: "2026-09-30", Answer.AMOUNT: 200_000}
    details = {field.name: typed[field.answer] for field in DETAILS[kind] if field.answer in typed}

    with app.test_request_context(), speaking(lang):
        said = [value for _label, value in listing_lines(make_listing(event, kind=kind, details=details))]
        expected = {"2026-09-30": format_date(date(2026, 9, 30)), 200_000: "200,000"}

    assert {expected[value] for value in details.values()} <= set(said)
    assert not {"2026-09-30", "200000"} & set(said)
