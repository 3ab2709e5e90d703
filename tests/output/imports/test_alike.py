"""By which rows are perhaps somebody who is registered already."""

import pytest

from eventmgr.output.imports.people.applicants import alike

THERE = {"name": "张伟", "organization": "上海临港机床有限公司", "mobile": "13800000001", "email": "Wei@example.com"}


@pytest.mark.parametrize(
    ("row", "is_alike"),
    [
        ({"name": "張偉", "organization": "上海市臨港機床股份有限公司", "mobile": "13800000002"}, True),
        ({"name": "张伟", "organization": "上海华锐机床有限公司", "mobile": "13800000002"}, False),
        ({"name": "王伟", "organization": "上海华锐机床有限公司", "mobile": "13800000001"}, True),
        ({"name": "張偉", "organization": "上海华锐机床有限公司", "mobile": "1", "email": "wei@EXAMPLE.com"}, True),
    ],
)
def test_a_row_is_perhaps_the_same_person(row, is_alike):
    assert bool(set(alike(row)) & set(alike(THERE))) is is_alike
