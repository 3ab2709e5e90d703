"""An event is passed on: the address and its code, the text for chat groups, the picture and the words that programs show."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
from PIL import Image

from eventmgr.event.events import services
from eventmgr.event.events.models import EventKind, EventStatus, HostBody, HostRole, Venue
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.public.home import picture, poster
from eventmgr.public.home.facts import Facts, address_of, chat_text, facts_of
from eventmgr.tools.charts.qr import png_of
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.typesetting.pixels import broken
from tests.conftest import client_of
from tests.factories import NOON, keep, make_event, make_member

LONG = "长江三角洲区域高端装备制造产业链供应链协同创新与数字化转型升级深化推进研讨会暨供需对接活动" * 2
RARE = "𬭎䶮㛃"
BASE = "http://localhost"


def facts(**values):
    given = {
        "title": "智能制造研讨会", "kind": "研讨会", "when": "2026年5月13日（周三）12:00—17:00", "venue": "上海 · 会议中心",
        "hosts": "样例委员会", "closes": "2026年5月12日 17:00", "summary": "摘要", "address": "https://example.com/events/a/",
    }  # fmt: skip
    return Facts(**given | values)


def picture_of(**values):
    return Image.open(io.BytesIO(picture.draw(facts(**values), "智造交流平台"))).convert("RGB")


@pytest.fixture
def event(app, frozen):
    event = make_event(
        title={"zh": "智能制造研讨会", "en": "Seminar on Manufacturing"},
        summary={"zh": "两天，三条主线。", "en": "Two days, three tracks."},
        registration_closes_at=NOON + timedelta(days=30),
    )
    keep(Venue(event_id=event.id, name={"zh": "会议中心", "en": "Conference Centre"}))
    keep(HostBody(event_id=event.id, role=HostRole.HOST, name={"zh": "样例委员会", "en": "Sample Commission"}))
    return event


def metas(page):
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="(.*?)">', page))


def test_the_text_for_chat_groups_ends_with_the_address_alone_on_its_line(app):
    with app.app_context():
        text, short = chat_text(facts(), "zh"), chat_text(facts(closes="", venue=""), "en")

    assert text.split("\n") == [
        "智能制造研讨会",
        "时间：2026年5月13日（周三）12:00—17:00",
        "地点：上海 · 会议中心",
        "报名截止：2026年5月12日 17:00",
        "https://example.com/events/a/",
    ]
    assert len(short.split("\n")) == 3


def test_the_facts_are_those_of_the_event_in_each_language(event):
    zh, en = (facts_of(event, lang, at=NOON) for lang in ("zh", "en"))

    assert (zh.title, zh.venue, zh.hosts) == ("智能制造研讨会", "上海 · 会议中心", "样例委员会")
    assert (en.title, en.venue) == ("Seminar on Manufacturing", "Shanghai · Conference Centre")
    assert "Beijing time (UTC+8)" in en.when
    assert "Beijing time (UTC+8)" in en.closes
    assert zh.description == f"{zh.when} · 上海 · 会议中心 · 两天，三条主线。"
    assert zh.address == address_of(event) == f"{BASE}/events/{event.slug}/"
    assert facts_of(event, "zh", at=NOON + timedelta(days=31)).closes == ""
    assert len(facts(summary="长" * 500).description) == 200


def test_the_place_of_a_study_visit_is_its_route_wherever_it_is_said(client, sign_in, event):
    event.kind, event.city = EventKind.STUDY_VISIT, {"zh": "上海—苏州", "en": "Shanghai, Suzhou"}
    db.session.commit()

    overview = sign_in(make_member(event, TeamRole.OWNER)).get(f"/manage/events/{event.slug}/?lang=zh").text

    assert [facts_of(event, lang, at=NOON).venue for lang in ("zh", "en")] == ["上海—苏州", "Shanghai, Suzhou"]
    assert ("上海—苏州" in overview, "会议中心" in overview) == (True, False)


def test_an_event_that_is_cancelled_says_so_wherever_it_is_passed_on(event):
    event.status = EventStatus.CANCELLED
    told = facts_of(event, "zh", at=NOON)

    assert (told.title, told.closes) == ("已取消：智能制造研讨会", "")


def test_the_event_page_tells_programs_title_facts_address_and_picture(client, event):
    zh, en = (metas(client.get(f"/events/{event.slug}/?lang={lang}").text) for lang in ("zh", "en"))

    assert zh | {"og:description": ""} == {
        "og:type": "website",
        "og:site_name": "智造交流平台",
        "og:title": "智能制造研讨会",
        "og:description": "",
        "og:url": f"{BASE}/events/{event.slug}/",
        "og:locale": "zh_CN",
        "og:image": f"{BASE}/events/{event.slug}/picture.png?lang=zh",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "智能制造研讨会",
        "twitter:card": "summary_large_image",
    }
    assert zh["og:description"].endswith("上海 · 会议中心 · 两天，三条主线。")
    assert (en["og:title"], en["og:locale"]) == ("Seminar on Manufacturing", "en_GB")
    assert en["og:image"].endswith("?lang=en")


def test_typed_text_ends_no_attribute(client, event):
    event.title = {"zh": '"><script>x</script>'}
    db.session.commit()

    page = client.get(f"/events/{event.slug}/?lang=zh").text

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in metas(page)["og:title"]


def test_the_picture_is_kept_until_the_event_changes(client, event):
    path = f"/events/{event.slug}/picture.png?lang=zh"
    first = client.get(path)
    tag = first.headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    write(lambda: services.edit(event, {"title": {"zh": "新的题目"}}, act=Act(SYSTEM, NOON)))
    changed = client.get(path, headers={"If-None-Match": tag})

    size = Image.open(io.BytesIO(first.data)).size
    assert (first.status_code, first.mimetype, size) == (200, "image/png", (1200, 630))
    assert (again.status_code, again.data) == (304, b"")
    assert (changed.status_code, changed.headers["ETag"] != tag) == (200, True)
    assert len(first.data) < 60_000


def test_a_draft_has_no_picture_and_its_preview_names_none(client, app, sign_in, event):
    event.status = EventStatus.DRAFT
    db.session.commit()
    team = sign_in(make_member(event, TeamRole.OWNER), client_of(app))

    assert client.get(f"/events/{event.slug}/picture.png").status_code == 404
    assert client.get("/events/no-such-event/picture.png").status_code == 404
    assert metas(team.get(f"/manage/events/{event.slug}/preview/").text) == {}, "programs never come there"


@pytest.mark.one_engine
@pytest.mark.parametrize("title", [LONG, "Supercalifragilistic" * 9, "a " * 300, RARE * 30, "短", "🀀" * 40, ""])
def test_any_title_stays_inside_the_picture(title):
    dark = picture_of(title=title).convert("L").point(lambda value: 255 if value < 250 else 0)

    assert dark.crop((1200 - 96 + 4, 0, 1200, 630)).getbbox() is None, "nothing beyond the right margin"
    assert dark.crop((60, 424, 1200, 440)).getbbox() is None, "the title ends above the facts"


@pytest.mark.one_engine
def test_a_long_title_is_broken_and_a_longer_one_says_that_it_goes_on():
    size, lines = picture._title_lines(LONG)
    largest, fits = picture._title_lines("智能制造研讨会")

    assert (len(lines), lines[-1][-1], size < largest) == (4, "…", True)
    assert fits == ["智能制造研讨会"]
    assert [len(broken(line, size, 1008, bold=True)) for line in lines] == [1] * 4
    assert picture_of(title=RARE).tobytes() != picture_of(title="□□□").tobytes(), "the faces have these characters"


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("title", "lang"), [("智能制造研讨会", "zh"), (LONG, "zh"), ("A meeting " * 20, "en"), (RARE, "zh")]
)
def test_the_poster_is_one_page_with_title_facts_and_address(app, title, lang):
    with app.app_context():
        made = poster.make(facts(title=title, hosts="样例委员会、" * 12), lang=lang)
    reader = pypdf.PdfReader(io.BytesIO(made))
    plain = re.sub(r"\s", "", reader.pages[0].extract_text())

    assert len(reader.pages) == 1
    told = [re.sub(r"\s", "", title), "2026年5月13日（周三）12:00—17:00", "https://example.com/events/a/"]
    assert [part in plain for part in told] == [True, True, True]


def test_the_page_for_organizers_holds_everything_without_a_script(client, sign_in, event):
    sign_in(make_member(event, TeamRole.VIEWER))
    base, address = f"/manage/events/{event.slug}", address_of(event)
    zh, en = (client.get(f"{base}/share/?lang={lang}").text for lang in ("zh", "en"))

    assert f'value="{address}" readonly>' in zh
    assert zh.count(f"\n{address}</textarea>") == 2
    assert ("Registration closes: " in zh, "报名截止：" in en) == (True, True), "both texts, whoever reads the page"
    assert len(re.findall(r"data-copy=\"[^\"]*\" data-done=\"[^\"]*\" hidden>", zh)) == 3
    for name, mimetype in (("qr.png", "image/png"), ("qr.svg", "image/svg+xml")):
        answer = client.get(f"{base}/share/{name}")
        assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert client.get(f"{base}/share/qr.png").data == png_of(address, scale=16)
    assert client.get(f"{base}/reports/poster.pdf").data[:5] == b"%PDF-"


def test_the_overview_leads_there_once_the_event_is_public(client, sign_in, event):
    sign_in(make_member(event, TeamRole.OWNER))
    public = client.get(f"/manage/events/{event.slug}/").text
    event.status = EventStatus.DRAFT
    db.session.commit()
    draft = client.get(f"/manage/events/{event.slug}/").text

    assert f'href="{address_of(event)}"' in public
    way = f'<a href="/manage/events/{event.slug}/share/">复制链接'
    assert [way in page for page in (public, draft)] == [True, False]
    assert "活动尚未发布" in client.get(f"/manage/events/{event.slug}/share/").text


def test_who_is_not_in_the_team_gets_no_page_of_it(client, sign_in, event):
    sign_in(make_member(make_event(), TeamRole.OWNER))

    paths = ("", "qr.png", "qr.svg")
    assert [client.get(f"/manage/events/{event.slug}/share/{path}").status_code for path in paths] == [404] * 3
