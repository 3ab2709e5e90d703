"""Steps of the tests of handing over, which others take too."""

from __future__ import annotations

import io
import re

import openpyxl

from tests.conftest import client_of

STAYS = {"gender": "optional", "lodging": "optional", "arrival": "optional", "departure": "optional"}


def pages(event):
    return f"/manage/events/{event.slug}/disclosures/"


def makes(office, event, query="", **values):
    """The page of a new list."""
    typed = {
        "recipient": "样例酒店", "contact": "前厅经理 021-55550100", "purpose": "安排住宿", "columns": ["lodging", "arrival"],
        "language": "zh", **values,
    }  # fmt: skip
    return office.post(f"{pages(event)}new{query}", data=typed)


def hands_over(office, event, days=7, **values):
    """The path of the link of a new list."""
    made = makes(office, event, **values)
    return link_of(office.post(f"{made.location}link", data={"days": days}))


def link_of(page):
    return re.search(r"/handed-over/[\w-]+/", page.text)[0]


def opens(client, link, kind="xlsx"):
    return client_of(client.application).post(link, data={"kind": kind})


def rows(answer):
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def names(answer):
    return [row[0] for row in rows(answer)[1:]]
