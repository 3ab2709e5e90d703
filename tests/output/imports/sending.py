"""Sending a sheet, looking at it, giving the word, and doing what a worker does."""

from __future__ import annotations

import io
import re

from sqlalchemy import func, select

from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.jobs import services as jobs
from eventmgr.output.imports.models import ImportBatch
from eventmgr.tools.messages.models import OutboxLetter
from tests.tools.sheets.books import with_results, xlsx

TRAP = with_results(
    xlsx(
        [
            ["2026年某某对接活动参会回执"],
            [],
            ["序号", "姓名", "单位", "联系方式", None, "省份", "到会日期", "离会日期", "随行工作人员"],
            [None, None, None, "手机", "邮箱", None, None, None, None],
            [
                1,
                "张　三",
                "湖南某某机械有限公司",
                15400000101.0,
                "zhang@example.com",
                "湖南",
                "2026年9月3日（周四）",
                "20260906",
                "２人",
            ],
            [2, "李四", '="某某(集团)"&"公司"', "15400000102", None, "广西省", "2026.9.3", "6 Sep 2026", "'3"],
            [3, "王五", None, "123", "wang@", None, "9/3", "2026-02-30", "两位"],
            ["合计", "3人"],
        ],
        merged=["A1:I1", "D3:E3"],
    ),
    {"C6": "某某(集团)公司"},
)
"""What offices send: titles, two rows of heads, a total; a phone number as a float, a formula, numbers as text, days as text in
several notations. The fifth row of the file onwards are people; the last of them is wrong in every cell that can be."""


def in_english(client):
    client.set_cookie("lang", "en")
    return client


def base(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/import/{rest}"


def send(office, event, data=b"", pasted=""):
    form = {"pasted": pasted}
    if data:
        form["file"] = (io.BytesIO(data), "名单.xlsx")
    return office.post(base(event), data=form, content_type="multipart/form-data")


def opened(office, event, **sent) -> str:
    answer = send(office, event, **sent)
    assert answer.status_code == 303, answer.text
    return answer.location


def digest_of(page) -> str:
    return re.search(r'name="digest" value="(\w+)"', page.text)[1]


def take(office, address, telling="now"):
    digest = digest_of(office.get(address))
    return office.post(f"{address}take", data={"digest": digest, "telling": telling})


def work() -> int:
    """What a worker does until nothing is due; how many jobs."""
    done = 0
    while jobs_due := write(lambda: jobs.lease_due("w", at=clock.now(), seconds=60, limit=5)):
        for job in jobs_due:
            write(lambda job=job: jobs.run(job, at=clock.now()))
            done += 1
    db.session.expire_all()
    return done


def names(event) -> dict[str, tuple[str, str, str]]:
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id).order_by(Registration.id))
    return {row.name: (row.mobile, row.organization_name, row.province_code) for row in rows}


def letters() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxLetter))


def batch() -> ImportBatch:
    db.session.expire_all()
    return db.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()
