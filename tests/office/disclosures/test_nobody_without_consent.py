"""Whatever people are, have consented to and do meanwhile: in a list is exactly who may be."""

from dataclasses import dataclass
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.office.disclosures.contents import LeftOut, sort_out
from tests.factories import NOON
from tests.soak import times


@dataclass(frozen=True)
class Row:
    id: int
    status: Status
    restricted_at: datetime | None
    objected_at: datetime | None
    consent_asked_at: datetime | None
    forgotten_at: datetime | None


_instants = st.sampled_from([None, None, NOON])
_rows = st.lists(
    st.builds(Row, st.integers(1, 40), st.sampled_from(Status), _instants, _instants, _instants, _instants),
    unique_by=lambda row: row.id,
)


@settings(max_examples=times(600))
@given(_rows, st.sets(st.integers(1, 40)))
def test_nobody_without_consent_is_ever_in_a_list_and_nobody_is_lost(rows, consenting):
    found = sort_out(rows, consenting)

    for row in found.listed:
        assert row.id in consenting
        assert row.status in HOLDING
        assert (row.restricted_at, row.objected_at, row.consent_asked_at, row.forgotten_at) == (None,) * 4
    place = {row.id for row in rows if row.status in HOLDING and row.forgotten_at is None}
    assert {row.id for row in found.listed} | {row.id for row, _why in found.left_out} == place
    assert len(found.listed) + len(found.left_out) == len(place) == len(found.listed) + sum(found.counts().values())
    for row, why in found.left_out:
        if why is LeftOut.NO_CONSENT:
            assert row.id not in consenting or row.consent_asked_at is not None
