"""Steps of the tests of tables, which others take too."""

from __future__ import annotations

from eventmgr.tools.sheets import Field, match
from eventmgr.tools.sheets import values as parsers

FIELDS = (
    Field("name", ("姓名", "参会人员", "Name", "Full name"), parsers.text, required=True),
    Field("organization", ("单位", "工作单位", "单位名称", "Organization", "Company"), parsers.text, required=True),
    Field("title", ("职务", "职务/职称", "Title", "Position"), parsers.text),
    Field("mobile", ("手机", "手机号", "手机号码", "联系电话", "电话", "Mobile", "Phone"), parsers.digits),
    Field("email", ("邮箱", "电子邮箱", "E-mail", "Email"), parsers.text),
)


def keys(found):
    return {one.head.letter: one.key for one in match(found.heads, FIELDS) if one.key}


def names(found):
    column = next(one.head.column for one in match(found.heads, FIELDS) if one.key == "name")
    return [row.at(column) for row in found.rows]
