"""Whatever stands in the database, no public page, feed or file says a word of what is confidential, not published or personal."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from eventmgr.event.events.services import hold
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, ShownTo, Side
from eventmgr.matchmaking.listings.services.setting import shown_changed
from eventmgr.matchmaking.listings.statements import delete_listing
from tests.factories import make_event, make_keeper, make_listing, make_profile, together
from tests.matchmaking.listings.board.making import company
from tests.soak import times

pytestmark = pytest.mark.usefixtures("frozen", "database")
SECRET, OPEN = "绝密字样", "公开字样"
PERSON = {"name": "赵秘密", "email": "zhao.secret@example.com", "mobile": "13800009999"}
_numbers = count(1)
DRAWN = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(list(ListingState)),
            "side": st.sampled_from(list(Side)),
            "kind": st.sampled_from(list(ListingKind)),
            "confidential": st.booleans(),
            "shown_to": st.sampled_from(list(ShownTo)),
            "valid_until": st.sampled_from([None, date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31)]),
            "topic_id": st.sampled_from([None, "rnd", "supply_chain"]),
            "place": st.sampled_from(["上海", "安徽", "湖北"]),
        }
    ),
    min_size=1,
    max_size=8,
)


def told(answer) -> str:
    """All text of a page, a feed, a PDF or a workbook."""
    if answer.mimetype == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    if answer.mimetype.endswith("sheet"):
        with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    text = answer.data.decode()
    return text.replace("\r\n ", "") if answer.mimetype == "text/calendar" else text


def is_open(one) -> bool:
    return (
        one["state"] is ListingState.PUBLISHED
        and not one["confidential"]
        and (one["valid_until"] is None or one["valid_until"] >= date(2026, 4, 1))
    )


@settings(max_examples=times(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=DRAWN)
def test_nothing_but_what_is_public_is_told_anywhere(visitor, event, drawn):
    with transaction():
        for number in db.session.scalars(db.select(Listing.id)).all():
            delete_listing(number)
    firms = {}
    with together():
        for number, one in enumerate(drawn):
            place = one["place"]
            firm = firms.get(place) or firms.setdefault(place, company(place, next(_numbers)))
            word = OPEN if is_open(one) else SECRET
            values = {key: value for key, value in one.items() if key != "place"}
            made = make_listing(
                event, firm, title={"zh": f"{word}标题{number}"}, text={"zh": f"{word}内容{number}"},
                chain_words=[f"{word}词"], **values,
            )  # fmt: skip
            one["id"] = made.id
    with transaction():
        hold(event)
        shown_changed(event)
    slug = event.slug
    here = f"/events/{slug}/listings"
    addresses = [
        f"{here}/", f"{here}/?q={SECRET}", f"{here}/?side=demand", f"{here}/complement/?for=310000", f"{here}/complement.xlsx",
        f"{here}.atom", f"{here}.ics", f"{here}-supply.pdf", f"{here}-demand.pdf", f"{here}-supply.xlsx", f"{here}-demand.xlsx",
        "/listings/", f"/listings/?event={slug}", f"/events/{slug}/", "/",
    ]  # fmt: skip
    seen = ""
    for address in addresses:
        answer = visitor.get(address)
        if answer.status_code == 400 and "?event=" in address and not any(map(is_open, drawn)):
            continue
        assert answer.status_code == 200, address
        text = told(answer).replace(f'value="{SECRET}"', "").replace(f"q={SECRET}", "")
        assert SECRET not in re.sub(r"q=[%\w]+", "", text), address
        seen += text
    for one in drawn:
        assert visitor.get(f"{here}/{one['id']}/").status_code == (200 if is_open(one) else 404)
        assert (f"{OPEN}标题" in seen) == any(map(is_open, drawn))


def test_whoever_keeps_a_listing_is_named_nowhere(visitor):
    event = make_event(title={"zh": "对接会", "en": "Matchmaking"})
    firm = company()
    keeper = make_keeper(make_profile(firm), event, **PERSON)
    one = make_listing(event, firm, keeper_id=keeper.id, kind=ListingKind.RND, details={"needed_by": "2026-06-30"})
    here = f"/events/{event.slug}/listings"
    for address in (
        f"{here}/", f"{here}/{one.id}/", f"{here}.atom", f"{here}.ics", f"{here}-demand.pdf", f"{here}-demand.xlsx", "/listings/",
        f"{here}/complement/",
    ):  # fmt: skip
        text = told(visitor.get(address))
        assert not [value for value in PERSON.values() if value in text], address
