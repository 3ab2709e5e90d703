"""Papers at size: badges, place cards, sign-in sheets, certificates and a handbook, made from plain values.

    python bench/papers.py [--people 1000]

Processor seconds of the process, best of three, and how much more memory it holds than before (a process of its own for each).
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

_NAMES = ("张三", "欧阳小明", "王小明", "阿依努尔·买买提", "李㛃", "张𬱖")
_WANTED = {"badges 1000": 6.0, "badges 500": 1.5, "handbook": 5.0}
_PAGES = re.compile(rb"/Type /Page\b")


def _roster(people: int) -> object:
    from eventmgr.output.papers.contents import Attendee, Delegation
    from tests.output.papers.samples import make_roster

    def one(number: int) -> Attendee:
        name = f"{_NAMES[number % len(_NAMES)]}"
        return Attendee(name, f"样例精密机床有限公司第{number % 97}分公司", "副总经理", "代表", id=number)

    parts = tuple(
        Delegation(f"代表团{start // 40}", tuple(one(number) for number in range(start, min(start + 40, people))))
        for start in range(0, people, 40)
    )
    return make_roster(delegations=parts)


def _badges(people: int) -> bytes:
    from eventmgr.output.papers.on_site import badges
    from eventmgr.output.papers.on_site.choices import BadgeChoice
    from eventmgr.output.papers.on_site.contents import Badge, Badges
    from tests.output.papers.samples import make_occasion

    made = tuple(
        (
            number,
            Badge(
                _NAMES[number % len(_NAMES)], "Ouyang Xiaoming", f"样例精密机床有限公司第{number % 97}分公司", "副总经理",
                f"代表团{number // 40}", "代表", "blue", base64.b32encode(os.urandom(28)).decode().rstrip("="),
            ),
        )
        for number in range(people)
    )  # fmt: skip
    return badges.build(Badges(make_occasion(), made), BadgeChoice(), lang="zh")


def _cards(people: int) -> bytes:
    from eventmgr.output.papers.on_site import place_cards
    from eventmgr.output.papers.on_site.choices import CardChoice
    from eventmgr.output.papers.on_site.contents import PlaceCard, PlaceCards
    from tests.output.papers.samples import make_occasion

    made = tuple((number, PlaceCard(_NAMES[number % len(_NAMES)], unit="上海市")) for number in range(people))
    return place_cards.build(PlaceCards(make_occasion(), made), CardChoice(), lang="zh")


def _sign_in(people: int) -> bytes:
    from eventmgr.output.papers.on_site import sign_in
    from eventmgr.output.papers.on_site.contents import SignIn

    return sign_in.build(SignIn(_roster(people), "", "", "", ("签名", "签到时间")), lang="zh")  # type: ignore[arg-type]


def _certificates(people: int) -> bytes:
    from eventmgr.output.papers.certificates import document
    from eventmgr.output.papers.certificates.contents import Attested, Certificates
    from tests.output.papers.samples import make_occasion

    made = tuple(
        (
            number,
            Attested(_NAMES[number % 6], "上海市", "样例公司", f"2026-00001-{number:04d}-ABCD", "16", "2026年5月14日"),
        )
        for number in range(people)
    )
    return document.build(Certificates(make_occasion(), made, "https://example.com/certificates/"), lang="zh")


def _handbook(people: int) -> bytes:
    from eventmgr.output.papers.handbook import document
    from tests.output.papers.samples import make_agenda
    from tests.output.papers.test_handbook import make_book

    return document.build(make_book(roster=_roster(people), days=make_agenda(120).days), lang="zh")


PAPERS: dict[str, tuple[Callable[[int], bytes], float]] = {
    "badges 500": (_badges, 0.5),
    "badges 1000": (_badges, 1.0),
    "place cards": (_cards, 1.0),
    "sign-in sheets": (_sign_in, 1.0),
    "certificates": (_certificates, 1.0),
    "handbook": (_handbook, 5.0),
}
"""Name → how it is made, and for which part of `--people`."""


def measure(name: str, people: int) -> None:
    """One line: pages, seconds, memory."""
    from flask import Flask

    from eventmgr.ground import i18n
    from eventmgr.tools.typesetting import fonts

    app = Flask("eventmgr")
    app.config.update(DEFAULT_LANGUAGE="zh", CATALOGUES=str(ROOT / "eventmgr" / "translations"))
    i18n.init_app(app)
    make, part = PAPERS[name]
    with app.app_context():
        fonts.load()
        make(4)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        best, content = 1e9, b""
        for _ in range(3):
            start = time.process_time()
            content = make(round(people * part))
            best = min(best, time.process_time() - start)
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    pages, wanted = len(_PAGES.findall(content)), _WANTED.get(name)
    print(
        f"| {name} | {round(people * part)} | {pages} | {best:.2f} | {wanted or '–'} | {more:.0f} MiB | {len(content) // 1024} kB |"
    )


def main() -> None:
    """All of them, each in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--only", default="", choices=("", *PAPERS))
    chosen = parser.parse_args()
    if chosen.only:
        measure(chosen.only, chosen.people)
        return
    print(
        "| paper | people | pages | seconds | wanted | more memory | file |\n|---|---|---|---|---|---|---|", flush=True
    )
    for name in PAPERS:
        subprocess.run([sys.executable, __file__, "--people", str(chosen.people), "--only", name], check=True)


if __name__ == "__main__":
    main()
