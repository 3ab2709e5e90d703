"""Sheets of organizations that go in and come out."""

from __future__ import annotations

import io

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.organizations.services import facts_of
from eventmgr.tools.taxonomy.credit_codes import check_character
from tests.output.imports.sending import digest_of

BASE = "/manage/organizations/import/"
HEADS = "单位名称\t英文名称\t简称\t曾用名\t统一社会信用代码\t省份\t行业\t企业规模\n"


def code(number: int) -> str:
    """A social credit code whose check character is right."""
    first = f"91310000{number:09d}"
    return first + check_character(first)


def opened(admin, pasted="", data=b"", name="单位.xlsx") -> str:
    form = {"pasted": pasted} | ({"file": (io.BytesIO(data), name)} if data else {})
    answer = admin.post(BASE, data=form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location


def take(admin, address):
    return admin.post(f"{address}take", data={"digest": digest_of(admin.get(address))})


def exported(admin, suffix="xlsx", lang="zh", **asked) -> bytes:
    answer = admin.get(f"/manage/organizations/export.{suffix}", query_string={"lang": lang, **asked})
    assert answer.status_code == 200, answer.text
    return answer.data


def rows() -> dict[str, tuple]:
    """Name → facts without it and other names with their kinds, of every organization."""
    db.session.expire_all()
    found = list(db.session.scalars(select(Organization).order_by(Organization.id)))
    names = {
        row.id: sorted((one.name_kind.value, one.name) for one in found if one.stands_for_id == row.id) for row in found
    }
    return {
        row.name: (*list(facts_of(row).values())[1:], row.entered_by_office, names[row.id])
        for row in found
        if row.stands_for_id is None
    }
