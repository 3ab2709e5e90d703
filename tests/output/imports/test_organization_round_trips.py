"""Whatever the directory says, its own file imported again says no change; whatever is taken and undone is as before."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.ground.db import db, transaction
from eventmgr.ground.text import clean_line, folded, organization_name
from eventmgr.identity.directory.models import NameKind, Organization
from eventmgr.output.imports.models import BatchState
from eventmgr.tools.taxonomy import provinces, sectors
from eventmgr.tools.taxonomy.sizes import SizeClass
from tests.factories import make_admin, make_organization
from tests.output.imports.organization_sheets import HEADS, code, exported, opened, rows, take
from tests.output.imports.sending import batch, in_english, work
from tests.soak import times

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def admin(sign_in):
    return in_english(sign_in(make_admin()))


LETTERS = "机床电器=+-@'；;、，（）()/ \n甲乙Aa1有限公司"
NAMES = st.text(LETTERS, max_size=10).map("甲乙{}".format).map(organization_name)
ENGLISH = st.text("Aa1 =+-@'&.,;", max_size=10).map(clean_line).filter(lambda text: text.strip(" -/'") != "")
FACTS = st.fixed_dictionaries(
    {
        "province_code": st.none() | st.sampled_from([one.code for one in provinces()]),
        "sector_code": st.none() | st.sampled_from([one.code for one in sectors()]),
        "size_class": st.none() | st.sampled_from(list(SizeClass)),
        "name_en": st.just("") | ENGLISH,
        "coded": st.booleans(),
        "others": st.lists(st.tuples(NAMES, st.sampled_from(list(NameKind))), max_size=3),
    }
)
DIRECTORIES = st.lists(st.tuples(NAMES, FACTS), min_size=1, max_size=4)


def fill(drawn) -> int:
    """A directory of nothing but these; how many organizations it has."""
    with transaction():
        db.session.query(Organization).filter(Organization.stands_for_id.is_not(None)).delete()
        db.session.query(Organization).delete()
    taken: set[str] = set()
    number = 0
    for name, facts in drawn:
        if folded(name) in taken:
            continue
        taken.add(folded(name))
        number += 1
        said = {key: facts[key] for key in ("province_code", "sector_code", "size_class", "name_en")}
        one = make_organization(name, credit_code=code(number) if facts["coded"] else None, **said)
        for other, kind in facts["others"]:
            if folded(other) not in taken:
                taken.add(folded(other))
                make_organization(other, stands_for_id=one.id, name_kind=kind, province_code=None, sector_code=None)
    db.session.expire_all()
    return number


@settings(max_examples=times(45), suppress_health_check=list(HealthCheck), deadline=None)
@given(DIRECTORIES, st.sampled_from(["xlsx", "csv"]), st.sampled_from(["zh", "en"]))
def test_whatever_the_directory_says_its_own_file_says_no_change(admin, drawn, suffix, lang):
    number = fill(drawn)
    page = admin.get(opened(admin, data=exported(admin, suffix, lang), name=f"a.{suffix}") + "?lang=en").text
    assert f"No change: {number}" in page, page


CELLS = st.fixed_dictionaries(
    {
        "name": st.just("") | NAMES,
        "name_en": st.just("") | ENGLISH,
        "short": st.lists(NAMES, max_size=2).map("；".join),
        "former": st.lists(NAMES, max_size=2).map("；".join),
        "code": st.just("") | st.integers(1, 6).map(code),
        "province": st.sampled_from(["", "湖南", "上海市", "火星"]),
        "sector": st.sampled_from(["", "C34", "汽车制造业"]),
        "size": st.sampled_from(["", "大型", "小微"]),
    }
)


@settings(max_examples=times(45), suppress_health_check=list(HealthCheck), deadline=None)
@given(DIRECTORIES, st.lists(CELLS, min_size=1, max_size=5), st.booleans())
def test_whatever_is_taken_and_undone_is_as_before(admin, drawn, cells, again):
    fill(drawn)
    names = list(rows())
    if again:
        cells = [{**row, "name": names[place % len(names)]} for place, row in enumerate(cells)]
    before = rows()
    sheet = HEADS + "".join("\t".join(row.values()).replace("\n", " ") + "\n" for row in cells)
    address = opened(admin, sheet)
    if 'name="digest"' not in admin.get(address).text:
        return
    take(admin, address)
    work()
    assert batch().state is BatchState.TAKEN
    numbers = batch().numbers
    after = rows()
    assert (after != before) == bool(numbers["new"] + numbers["changed"])
    assert len(after) == len(before) + numbers["new"]

    assert admin.post(f"{address}undo").status_code == 303
    work()
    assert batch().state is BatchState.UNDONE and rows() == before
