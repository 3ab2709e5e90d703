"""What documents print, as plain values in the language of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventmgr.ground.i18n import _, format_number
from eventmgr.programme.surveys.results.published import Questionnaire
from eventmgr.tools.charts import Flows, HeatMatrix, StackedBars, TileGrid, Timeline
from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Speaker:
    """Somebody named in an item; `origin` is organization and position."""

    role: str
    name: str
    origin: str


@dataclass(frozen=True)
class Item:
    """A line of the agenda. `time` is empty for a part that keeps its parent's hours; `quiet` for breaks and meals,
    `minor` for these and for what nobody speaks at and no room is kept for: arrival, gathering, departure; `note` is
    what everybody should know of it."""

    time: str
    title: str
    place: str = ""
    track: str = ""
    speakers: tuple[Speaker, ...] = ()
    quiet: bool = False
    parts: tuple[Item, ...] = ()
    note: str = ""
    minor: bool = False
    minutes: int = 0
    is_talk: bool = False


@dataclass(frozen=True)
class Day:
    """A day of the agenda; an item without title only holds what runs side by side."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Agenda:
    """The agenda of an event; `is_draft` while it has not been published."""

    occasion: Occasion
    days: tuple[Day, ...]
    is_draft: bool = False


@dataclass(frozen=True)
class Attendee:
    """A line of the roster; `mobile` is as it was asked for, empty for readers who may not see it."""

    name: str
    organization: str
    title: str
    role: str
    mobile: str = ""
    latin: str = ""
    """The name in Latin letters, on English papers where the name itself is in others."""
    group: str = ""
    """Title of the group that was chosen; empty where nobody asks."""
    id: int = 0
    """Number of the registration."""
    type: str = ""
    """Key of the type of participant."""


@dataclass(frozen=True)
class Delegation:
    """A unit and its people in their order; or the guests, or the staff."""

    name: str
    people: tuple[Attendee, ...]
    quota: int | None = None
    """How many places it has; None where nothing is set."""
    used: int = 0
    """How many places it holds, those of its staff included, who stand in a part of their own."""
    is_staff: bool = False
    """People who come to work; they are no participants."""
    unlisted: int = 0
    """Participants of it who hold a place and do not want to be listed."""


@dataclass(frozen=True)
class Roster:
    """Everybody who holds a place: delegations in official order, then guests, then staff.

    Args:
        columns: those of `choices.COLUMNS` that are printed beside number and name.
        printed: when it was printed, in words.
        countries: countries and regions abroad from which guests come; they count for no province.
        unlisted: how many hold a place and do not want to be listed, or are only kept.
    """

    occasion: Occasion
    delegations: tuple[Delegation, ...]
    provinces: int
    columns: tuple[str, ...] = ("organization", "title", "role")
    printed: str = ""
    countries: int = 0
    unlisted: int = 0

    @property
    def total(self) -> int:
        """How many participants there are, without staff."""
        return sum(len(one.people) for one in self.delegations if not one.is_staff)

    @property
    def staff(self) -> int:
        """How many come to work."""
        return sum(len(one.people) for one in self.delegations if one.is_staff)


@dataclass(frozen=True)
class Member:
    """A line of a group's list: somebody and their unit."""

    person: Attendee
    unit: str


@dataclass(frozen=True)
class GroupList:
    """A group of the agenda: when and where, who leads it (role, names), who comes by unit in official order, who waits
    in the order of the list; `limit` is 0 where there is none."""

    title: str
    time: str
    place: str
    leaders: tuple[tuple[str, str], ...]
    members: tuple[Member, ...]
    waiting: tuple[Member, ...]
    limit: int = 0


@dataclass(frozen=True)
class GroupLists:
    """The groups of an event in the order of the agenda."""

    occasion: Occasion
    groups: tuple[GroupList, ...]


@dataclass(frozen=True)
class Counts:
    """How many registered, were confirmed, attended; `share` is attended of confirmed, as words."""

    registered: int
    confirmed: int
    attended: int
    share: str = ""


@dataclass(frozen=True)
class ActionItem:
    """What was concluded, who does it, by when, and how it stands."""

    text: str
    owner: str
    due: str
    status: str


@dataclass(frozen=True)
class OutcomeFigures:
    """What an event has led to, in figures that are words already.

    Args:
        total: how many deals, and their amount.
        steps: (stage, deals that reached it, their amount, of which ended, deals there now).
        ratios: (name, share, what it is made of).
        bands: (band, deals in it, deals from its edge on).
        metrics: (metric with what differs, how many deals report it, lowest, highest), ratios first.
        compared: (figure, here, at the last edition); `before` is its title, empty where there is none.
        says: chart → what is counted in it.
    """

    total: tuple[str, str]
    steps: tuple[tuple[str, str, str, str, str], ...]
    funnel: StackedBars
    ratios: tuple[tuple[str, str, str], ...]
    bands: tuple[tuple[str, str, str], ...]
    flows: Flows
    says: Mapping[str, str]
    metrics: tuple[tuple[str, str, str, str], ...] = ()
    before: str = ""
    compared: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Summary:
    """The summary of an event: key figures, what organizers write of it, facts, participation, action items, agenda.

    Args:
        stage: that it is made before the event or while it takes place; empty afterwards.
        made: as of when, by whom and when made.
        parts: (heading, text) of what organizers have written, without those left empty.
        delegations: None where the event invites none; then there is nothing by delegation.
        units: registered, expected and present by delegation; guests last.
        quotas: of the rows of `units`; None where there is none.
        used: places that each row of `units` uses of its quota. counted: whose places these are.
        staff: who holds a place to work there; they are in no other number.
        countries: from how many countries and regions abroad participants come.
        taken: places that are held, whoever holds them; taken_by_staff: those of staff of no delegation, who have a
        line of their own.
        says: chart → what is counted in it.
        outcomes: None where no deal is recorded.
        questionnaires: those that are closed and answered by enough people.
    """

    occasion: Occasion
    facts: tuple[tuple[str, str], ...]
    overview: str
    totals: Counts
    provinces: int
    delegations: int | None
    units: StackedBars
    quotas: tuple[int | None, ...]
    used: tuple[int, ...]
    tiles: TileGrid
    sectors: HeatMatrix
    days: Timeline
    agenda: tuple[Day, ...]
    action_items: tuple[ActionItem, ...] = field(default=())
    stage: str = ""
    made: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    staff: int = 0
    countries: int = 0
    places_taken: int = 0
    taken_by_staff: int = 0
    says: Mapping[str, str] = field(default_factory=dict)
    counted: str = ""
    outcomes: OutcomeFigures | None = None
    questionnaires: tuple[Questionnaire, ...] = ()

    @property
    def key_figures(self) -> list[tuple[str, str]]:
        """(word, number) of what leadership asks for first, in the language that is spoken."""
        totals = self.totals
        figures = [
            (_("Registered"), totals.registered),
            (_("Expected"), totals.confirmed),
            (_("Present") + (f" · {totals.share}" if totals.share else ""), totals.attended),
            (_("Provinces/regions"), self.provinces),
        ]
        if self.delegations is not None:
            figures.append((_("Delegations"), self.delegations))
        if self.countries:
            figures.append((_("Countries and regions abroad"), self.countries))
        figures.append((_("Staff"), self.staff))
        return [(word, format_number(number)) for word, number in figures]

    @property
    def unit_heads(self) -> list[str]:
        """The heads of the columns of `unit_lines`."""
        words = [_("Quota"), _("Places used"), *self.units.names, _("Attendance")]
        return [self.units.name_word, *(word[:1].upper() + word[1:] for word in words)]

    @property
    def unit_lines(self) -> list[tuple[str, ...]]:
        """Name, quota, places used, registered, expected, present and the share of those expected; the total last."""
        totals, quotas = self.totals, [quota for quota in self.quotas if quota is not None]
        counts = totals.registered, totals.confirmed, totals.attended
        lines = [
            _unit_line(name, numbers, quota, used)
            for (name, numbers), quota, used in zip(self.units.rows, self.quotas, self.used, strict=True)
        ]
        if self.taken_by_staff:
            lines.append((_("Staff"), "—", format_number(self.taken_by_staff), *["—"] * 4))
        return [*lines, _unit_line(_("Total"), counts, sum(quotas) if quotas else None, self.places_taken)]


def _unit_line(name: str, counts: tuple[int, ...], quota: int | None, used: int) -> tuple[str, ...]:
    registered, expected, attended = counts
    share = f"{attended / expected:.0%}" if attended and expected else "—"
    return (
        name,
        "—" if quota is None else format_number(quota),
        format_number(used),
        format_number(registered),
        format_number(expected),
        format_number(attended),
        share,
    )


_NUMERALS = "一二三四五六七八九十"


def numbered(number: int, words: str, lang: str) -> str:
    """The heading of a section, the first of which is number 0."""
    return f"{_NUMERALS[number]}、{words}" if lang == "zh" else f"{number + 1}. {words}"
