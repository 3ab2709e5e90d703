"""The desk with many requests and published answers: its public pages, the office's list, its figures.

    python bench/desk.py                          Markdown on standard output, both databases, 1,000 and 100,000 of each
    python bench/desk.py --engine sqlite --number 1000

One process and a new database for each, requests without the network and without the page cache: what a page costs that has to be made.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from datetime import timedelta
from statistics import median
from typing import Any

import house
from delegations import asked, sign_in
from imports import ENGINES, Steps

NUMBERS = (1_000, 100_000)
PAGES = (
    ("published answers", "/desk/"),
    ("of a province", "/desk/?province=320000"),
    ("a word searched", "/desk/?q=%E7%A7%9F%E9%87%91"),
    ("the Atom feed", "/desk/answers.atom"),
    ("the form", "/desk/ask"),
    ("requests, due first", "/manage/desk/"),
    ("overdue ones", "/manage/desk/?state=late"),
    ("all requests", "/manage/desk/?state=all"),
    ("of a province", "/manage/desk/?province=320000"),
    ("figures of a year", "/manage/desk/figures/"),
)
WORDS = ["租金", "土地", "补贴", "注册", "厂房", "用电", "外资", "技改", "人才", "检测"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--number", type=int)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        measure(chosen.number)
        return
    for engine in [chosen.engine] if chosen.engine else ENGINES:
        for number in [chosen.number] if chosen.number else NUMBERS:
            print(f"\n| {engine}, {number:,} requests and answers | s | statements |\n|---|--:|--:|", flush=True)
            with house.database(engine) as env:
                house.command(env, "db", "upgrade")
                house.command(env, "user", "add", "organizer@example.com", "--role", "admin")
                words = [sys.executable, __file__, "--inside", "--number", str(number)]
                subprocess.run(words, cwd=house.ROOT, env=env | {"PYTHONPATH": str(house.ROOT)}, check=True)


def measure(number: int) -> None:
    """One line for each page, in this process."""
    from sqlalchemy import event as listening

    from eventmgr.app import create_app
    from eventmgr.ground.db import db, write

    settings = {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False, "PAGE_CACHE": False}
    app = create_app({**settings, "BASE_URL": "http://localhost"})
    with app.app_context():
        write(lambda: fill(number))
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself within a minute
        steps = Steps()
        listening.listen(db.engine, "before_cursor_execute", steps.hear)
        session = write(sign_in)
    office = app.test_client()
    with office.session_transaction() as kept:
        kept.update(_user_id=session, _fresh=True)
    for name, address in PAGES:
        page(steps, office, name, address)


def page(steps: Steps, office: Any, name: str, address: str) -> None:
    """Once the process is warm: the median of eleven."""
    asked(office.get(address))
    times = []
    for _round in range(11):
        steps.asked, started = 0, time.perf_counter()
        asked(office.get(address))
        times.append(time.perf_counter() - started)
    print(f"| {name} | {median(times):.3f} | {steps.asked} |", flush=True)


def fill(number: int) -> None:
    """So many requests, of which one in twenty is open, and as many published answers; the same for every engine."""
    from sqlalchemy import insert

    from eventmgr.exchange.desk.models import Category, DeskAnswer, DeskRequest, RequestStage
    from eventmgr.ground import clock
    from eventmgr.ground.db import db
    from eventmgr.tools.taxonomy import provinces

    drawn, now, codes = random.Random(29), clock.now(), [province.code for province in provinces()]
    kinds = [category.value for category in Category]
    requests, answers = [], []
    for at in range(number):
        is_open, asked_at = at % 20 == 0, now - timedelta(minutes=at * 5)
        shared = {"province_code": drawn.choice(codes), "category": drawn.choice(kinds)}
        requests.append(
            shared
            | {
                "number": f"B{at:08}", "link_version": 1, "language": "zh", "name": "样例", "organization": f"样例{at}厂",
                "email": "a@example.com", "mobile": "", "asked_at": asked_at, "due_at": asked_at + timedelta(days=7),
                "stage": RequestStage.OPEN if is_open else RequestStage.ANSWERED, "expert_name": "", "expert_email": "",
                "closed_at": None if is_open else asked_at + timedelta(days=drawn.randrange(1, 9)), "expert_version": 0,
            }
        )  # fmt: skip
        text = "，".join(drawn.sample(WORDS, 3))
        answers.append(
            shared
            | {
                "uid": f"{at:032}", "question": {"zh": f"{text}？"}, "answer": {"zh": f"{text}。"}, "is_published": True,
                "search_text": text, "published_at": asked_at, "updated_at": asked_at,
            }
        )  # fmt: skip
    for model, rows in ((DeskRequest, requests), (DeskAnswer, answers)):
        for start in range(0, number, 1000):
            db.session.execute(insert(model), rows[start : start + 1000])


if __name__ == "__main__":
    main()
