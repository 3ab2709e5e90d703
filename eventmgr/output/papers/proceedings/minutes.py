"""Minutes on paper (会议纪要): text first, then the lists 出席、请假、列席, names aligned after the colon (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _, language, speaking
from eventmgr.output.papers.contents import ActionItem, Item
from eventmgr.output.papers.naming import MINUTES
from eventmgr.output.papers.notices.document import OFFICIAL_LINE, OFFICIAL_TEXT, official_sheet, red_head
from eventmgr.output.papers.proceedings.choices import OFFICIAL, PLAIN
from eventmgr.output.papers.proceedings.contents import Minutes, Present
from eventmgr.tools.typesetting.front import Rule, front, sheet_of
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.names import aligned_name, listed
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.prose import indented
from eventmgr.tools.typesetting.stack import Stack
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, FACTS, HEADING, NOTE, WIDTH, Style
from eventmgr.tools.typesetting.text import Span, para

_TEXT = BODY.but(size=12, leading=22, after=2)
_NUMERALS = "一二三四五六七八九十"
_LABEL = {"zh": 44.0, "en": 124.0}


def build(data: Minutes, style: str = PLAIN, *, lang: str) -> bytes:
    """The minutes as a PDF; in official style with their mark in red (纪要标志) instead of logo and title block."""
    with speaking(lang):
        name = str(MINUTES.get(data.occasion.of_kind) or _("Minutes of the event"))
        is_official = style == OFFICIAL
        text = OFFICIAL_TEXT if is_official else _TEXT
        heading = text.but(serif=False, bold=True, keep_with_next=True, role="H2") if is_official else HEADING
        story: list[Flowable] = [*(_mark(data, name) if is_official else front(data.occasion, name))]
        for role, hosts in data.occasion.hosts:
            story.append(para([Span(f"{role}  ", colour="ink-2"), Span(hosts)], text))
        story.append(_paragraph(_opening(data), text))
        sections = [(_("Agenda"), list(_agenda(data, text)))] if data.days else []
        sections += [(words, [_paragraph(line, text) for line in said.splitlines()]) for words, said in data.text]
        if data.action_items:
            sections.append((_("Action items"), list(_action_items(data.action_items, text))))
        for number, (words, blocks) in enumerate(sections):
            title = f"{_NUMERALS[number]}、{words}" if lang == "zh" else f"{number + 1}. {words}"
            story += [para(title, heading, OutlineEntry(words)), *blocks]
        story += _lists(data, text)
        story += [
            para(
                words,
                text.but(align="right", before=18 if number == 1 else 0, keep_with_next=number < len(data.signed)),
            )
            for number, words in enumerate(data.signed, 1)
        ]
        sheet = sheet_of(data.occasion, name, lang)
        return build_pages(story, official_sheet(sheet) if is_official else sheet)


def _mark(data: Minutes, name: str) -> Iterator[Flowable]:
    yield red_head(f"{data.occasion.title}{' ' if language() == 'en' else ''}{name}", OutlineEntry(name))
    yield Rule("seal", 1.4, before=4, after=OFFICIAL_LINE)
    for words in (data.occasion.span, data.occasion.place):
        if words:
            yield para(words, FACTS.but(size=12, leading=20))


def _paragraph(words: str, text: Style) -> Flowable:
    return para(words.strip(), indented(text))


def _opening(data: Minutes) -> str:
    """When and where it was, and who chaired: what minutes begin with."""
    occasion = data.occasion
    values = {"span": data.days_held, "title": occasion.title, "place": occasion.place, "names": listed(data.chairs)}
    held = (
        _("%(title)s was held at %(place)s, %(span)s.", **values)
        if occasion.place
        else _("%(title)s was held, %(span)s.", **values)
    )
    chaired = _("It was chaired by %(names)s.", **values) if data.chairs else ""
    gap = "" if language() == "zh" else " "
    return gap.join(part for part in (held, chaired, _("These are its minutes.")) if part)


def _agenda(data: Minutes, text: Style) -> Iterator[Flowable]:
    """What it was about, without arrival, breaks and departure; what runs within an item stands further in."""
    for day in data.days:
        shown = [item for item in day.items if not item.minor]
        if shown:
            yield para(day.name, text.but(bold=True, keep_with_next=True))
        for item in shown:
            if item.title:
                yield _paragraph(_line_of(item), text)
            inner = text.but(indent=2 * text.size) if item.title else text
            yield from (_paragraph(_line_of(one), inner) for one in item.parts if one.title and not one.minor)


def _line_of(item: Item) -> str:
    names = listed(speaker.name for speaker in item.speakers if not speaker.role)
    within = f"（{names}）" if language() == "zh" else f" ({names})"
    return f"{item.title}{within}" if names else item.title


def _action_items(action_items: Sequence[ActionItem], text: Style) -> Iterator[Flowable]:
    gap = "；" if language() == "zh" else "; "
    for number, one in enumerate(action_items, 1):
        more = gap.join(part for part in (one.owner, one.due) if part)
        within = f"（{more}）" if language() == "zh" else f" ({more})"
        yield _paragraph(f"{number}. {one.text}{within if more else ''}", text)


def _lists(data: Minutes, text: Style) -> Iterator[Flowable]:
    """Each list under its word; a delegation begins a line, its names stand after its colon."""
    words = (
        (_("In attendance") if data.is_recorded else _("Expected"), data.present),
        (_("Excused"), data.excused),
        (
            _("Also in attendance"),
            data.observing,
        ),
    )
    if not data.is_recorded:
        yield para(_("Arrivals have not been recorded: the people expected are listed."), NOTE.but(before=10))
    colon = "：" if language() == "zh" else ":"
    label = _LABEL[language()] * text.size / _TEXT.size
    rows = [
        Row(
            (para(f"{word}{colon}", text.but(bold=True)), Stack([para(_names(part), text) for part in parts])),
            line="",
        )
        for word, parts in words
        if parts
    ]
    yield Grid((label, WIDTH - label), [], rows)


def _names(part: Present) -> list[Span]:
    colon = "：" if language() == "zh" else ": "
    names = listed(aligned_name(one.name, one.latin) for one in part.people)
    return [Span(f"{part.unit}{colon}", colour="ink-2"), Span(names)]
