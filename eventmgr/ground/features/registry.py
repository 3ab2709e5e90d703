"""What the features of an application have told, gathered once when it starts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from flask import Flask, current_app
from markupsafe import Markup

from eventmgr.ground.features.values import (
    Answerer,
    Feature,
    Figure,
    Holding,
    Law,
    LetterKind,
    MenuEntry,
    Number,
    Panel,
    Paper,
    Period,
    Section,
    Switch,
)
from eventmgr.ground.features.words import Vocabulary
from eventmgr.ground.settings_source import BadSetting

_KEY = "features"
Key = TypeVar("Key")
Value = TypeVar("Value")


class Registry:
    """The features of one application, in the order of the list in `app.py`."""

    def __init__(self, features: Iterable[Feature] = ()) -> None:
        """Gather `features`.

        Raises:
            ValueError: two of them tell the same thing, or want one place of a menu.
        """
        self.features = tuple(features)
        names = [feature.name for feature in self.features]
        if len(names) != len(set(names)):
            raise ValueError(f"two features have one name: {names}")
        self.permissions = _joined("permission", [feature.permissions for feature in self.features])
        self.laws = _joined("law", [feature.laws for feature in self.features])
        self.scopes = _joined("scope", [feature.scopes for feature in self.features])
        self.periods = _joined(
            "period", [{entry_of.key: entry_of for entry_of in feature.periods} for feature in self.features]
        )
        self.figures = _joined(
            "figure", [{entry_of.name: entry_of for entry_of in feature.figures} for feature in self.features]
        )
        self.facts = _joined("fact", [feature.facts for feature in self.features])
        self.numbers = _joined("number", [feature.numbers for feature in self.features])
        self.holdings = _joined(
            "holding", [{entry_of.key: entry_of for entry_of in feature.holdings} for feature in self.features]
        )
        self.letters = _joined(
            "e-mail", [{entry_of.kind: entry_of for entry_of in feature.letters} for feature in self.features]
        )
        self.papers = _joined(
            "paper", [{entry_of.name: entry_of for entry_of in feature.papers} for feature in self.features]
        )
        self.typed_tables = tuple(model for feature in self.features for model in feature.typed_tables)
        self.of_organizations = tuple(model for feature in self.features for model in feature.of_organizations)
        self.typed_codes = frozenset(kind for feature in self.features for kind in feature.typed_codes)
        self.codes = _gathered(feature.codes for feature in self.features)
        self.guides = _joined(
            "page with a guide",
            [{place: name for name, places in feature.guides.items() for place in places} for feature in self.features],
        )
        self.unlisted = _joined("beginning of addresses", [feature.unlisted for feature in self.features])
        self.hidden = tuple(start for start, found in self.unlisted.items() if not found)
        self.vocabulary = Vocabulary(words for feature in self.features for words in feature.words)
        self.switches = list(dict.fromkeys(feature.switch for feature in self.features if feature.switch))
        self.switch_of_blueprint = {
            blueprint.name: feature.switch for feature in self.features for blueprint in feature.blueprints
        }
        self.switch_of_entry = {id(entry): feature.switch for feature in self.features for entry in feature.menu}
        self.switch_of_paper = {
            paper.name: paper.switch or feature.switch for feature in self.features for paper in feature.papers
        }
        self.switch_of_letter = {letter.kind: feature.switch for feature in self.features for letter in feature.letters}
        self.menu = sorted((entry for feature in self.features for entry in feature.menu), key=_standing)
        self.entries_of = _by_menu(self.menu)

    def check(self, app: Flask) -> None:
        """Refuse to start where a feature tells of what nobody knows: a page, a permission, a role, or what should be
        called and cannot.

        Raises:
            ValueError: the first of them, and where it stands.
        """
        wrong = next(self._faults(app), None)
        if wrong:
            raise ValueError(wrong)

    def _faults(self, app: Flask) -> Iterator[str]:
        for entry in self.menu:
            known = self.permissions if entry.menu.permissions is None else entry.menu.permissions
            for endpoint in sorted({entry.endpoint, *entry.below} - app.view_functions.keys()):
                yield f"menu {entry.menu.name}: there is no page {endpoint!r}"
            if entry.permission not in known:
                yield f"menu {entry.menu.name}, {entry.endpoint}: there is no permission {entry.permission!r}"
        for paper in self.papers.values():
            for permission in sorted({*paper.opens, *paper.also} - self.permissions.keys()):
                yield f"paper {paper.name}: there is no permission {permission!r}"
        roles = {role for feature in self.features for role in feature.roles or ()}
        for permission, holders in self.permissions.items():
            yield from (f"permission {permission}: there is no role {role!r}" for role in holders - roles)
        for feature in self.features:
            called: dict[str, Any] = {panel.name: answer for panel, answer in feature.offers.items()}
            for name, told in (called | dict(feature.laws)).items():
                if not callable(told):
                    yield f"{feature.name}, {name}: {told!r} cannot be called"


def _by_menu(menu: Iterable[MenuEntry]) -> dict[str, list[MenuEntry]]:
    """Name of a menu → its entries, in the order given.

    Raises:
        ValueError: two entries want one place.
    """
    by_menu: dict[str, list[MenuEntry]] = {}
    for entry in menu:
        entries = by_menu.setdefault(entry.menu.name, [])
        if entries and _standing(entries[-1]) == _standing(entry):
            pair = f"{entries[-1].endpoint!r} and {entry.endpoint!r}"
            raise ValueError(f"menu {entry.menu.name}: two entries stand at {entry.order}, {pair}")
        entries.append(entry)
    return by_menu


def init_app(app: Flask, features: Iterable[Feature]) -> None:
    """Keep what `features` tell; their pages come with `open_rooms`."""
    registry = app.extensions[_KEY] = Registry(features)
    for feature in registry.features:
        app.jinja_env.globals.update(feature.template_names)


def open_rooms(app: Flask) -> None:
    """Register the pages of the features, and let each begin to listen.

    Raises:
        BadSetting: the installation switches off what is no feature.
    """
    registry: Registry = app.extensions[_KEY]
    for feature in registry.features:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
    for feature in registry.features:
        if feature.connect is not None:
            feature.connect(app)
    registry.check(app)
    known = {switch.name for switch in registry.switches}
    unknown = sorted(set(app.config.get("FEATURES_OFF", ())) - known)
    if unknown:
        raise BadSetting(
            f"EVENTMGR_FEATURES_OFF names {', '.join(map(str, unknown))}; features are {', '.join(sorted(known))}."
        )


def switches() -> list[Switch]:
    """What events can switch on and off, in the order of the list in `app.py`; without what the site has switched
    off."""
    return [switch for switch in all_switches() if switch.name not in off_everywhere()]


def all_switches() -> list[Switch]:
    """The same with those that the site has switched off."""
    return [switch for switch in _registry().switches if switch.group is not None]


def is_on(switch: Switch | str | None, event: Any) -> bool:
    """Whether `event` has it, which may be said by its name; an event of None asks for the site. What has no switch is
    on, and so is what only the site can switch off."""
    if switch is None:
        return True
    name = switch if isinstance(switch, str) else switch.name
    if name in off_everywhere() or (not isinstance(switch, str) and _lacks_of_site(switch)):
        return False
    return event is None or (not isinstance(switch, str) and switch.group is None) or name in event.features


def _lacks_of_site(switch: Switch) -> bool:
    """Whether the site has switched off what it does not work without."""
    needs = switch.needs
    return needs is not None and needs.group is None and needs.name in off_everywhere()


def first_page(switch: Switch) -> str:
    """The endpoint of the first page in a menu that goes with it; empty: it has none of its own."""
    registry = _registry()
    return next((entry.endpoint for entry in registry.menu if registry.switch_of_entry[id(entry)] is switch), "")


def switch_of(blueprint: str) -> Switch | None:
    """What the pages of a blueprint belong to; None: they are always there."""
    return _registry().switch_of_blueprint.get(blueprint)


def switch_of_letter(kind: str) -> Switch | None:
    """What e-mails of a kind belong to; None: they are always written."""
    return _registry().switch_of_letter.get(kind)


def offered(panel: Panel[Answerer], event: Any = None) -> list[Answerer]:
    """What the features offer for `panel`, the lowest first; of an event only what is on there."""
    return [
        cast(Answerer, feature.offers[panel])
        for feature in _registry().features
        if panel in feature.offers and is_on(feature.switch, event)
    ]


def panels(panel: Panel[Callable[..., str | None]], event: Any, *about: object) -> list[Markup]:
    """The HTML that stands in `panel` on a page of an event: what each feature made of its own templates; None is left
    out. The event is the first that is handed to them, unless `about` names something else."""
    drawn = (draw(*(about or (event,))) for draw in offered(panel, event))
    return [Markup(html) for html in drawn if html]  # noqa: S704 -- from Jinja


def panels_by_key(panel: Panel[Callable[..., Mapping[Any, str]]], event: Any, *about: object) -> dict[Any, Markup]:
    """Key of what a page lists → the HTML that stands beside it in `panel`, made by features of their own templates;
    what two of them say of one key stands in the order of the list in `app.py`."""
    html_of: dict[Any, Markup] = {}
    for draw in offered(panel, event):
        for key, html in draw(*(about or (event,))).items():
            html_of[key] = html_of.get(key, Markup()) + Markup(html)  # noqa: S704 -- from Jinja
    return html_of


def roles_of(permission: str) -> frozenset[Any]:
    """The roles that hold `permission`; one that no feature told of is a mistake and raises KeyError."""
    return _registry().permissions[permission]


def laws() -> dict[str, Law]:
    """Name → what the data is held against, the lowest room's first."""
    return _registry().laws


def typed_tables() -> tuple[type[Any], ...]:
    """The models of which people typed the texts."""
    return _registry().typed_tables


def of_organizations() -> tuple[type[Any], ...]:
    """The models of rooms above whose rows follow an organization that is merged."""
    return _registry().of_organizations


def coded_columns() -> dict[str, tuple[Any, ...]]:
    """`province`, `unit`, `sector`, `topic` → the columns that hold such codes."""
    return _registry().codes


def is_typed(kind: str) -> bool:
    """Whether people type signed codes of this kind."""
    return kind in _registry().typed_codes


def guides() -> dict[str, str]:
    """Blueprint or endpoint → the guide about it."""
    return _registry().guides


def unlisted() -> dict[str, tuple[str, ...]]:
    """How addresses begin that no search engine should know → those below that everybody may find."""
    return _registry().unlisted


def hidden() -> tuple[str, ...]:
    """How addresses begin of which no search engine should know any."""
    return _registry().hidden


def periods() -> dict[str, Period]:
    """Key → what is kept for a time."""
    return _registry().periods


def figures() -> dict[str, Figure]:
    """Name → a number that stands in the database."""
    return _registry().figures


def facts() -> dict[str, Callable[[], str]]:
    """Name → how something is doing, in words."""
    return _registry().facts


def numbers() -> dict[str, Number]:
    """What pages mark as `data-figure` → the number, without those about people."""
    return _registry().numbers


def held_events() -> list[int]:
    """Numbers of events of which nothing is deleted for now."""
    return sorted({number for feature in _registry().features if feature.holds for number in feature.holds()})


def holdings() -> dict[str, Holding]:
    """Key → what a room holds of a person."""
    return _registry().holdings


def papers(event: Any = None) -> dict[str, Paper]:
    """Name → a document about an event; of an event only those that it can have."""
    registry = _registry()
    return {name: paper for name, paper in registry.papers.items() if is_on(registry.switch_of_paper[name], event)}


def letter_kinds(event: Any = None) -> dict[str, LetterKind]:
    """Kind → an e-mail about an event; of an event only those that it can send."""
    registry = _registry()
    return {
        kind: letter
        for kind, letter in registry.letters.items()
        if letter.sample is not None and is_on(registry.switch_of_letter[kind], event)
    }


def all_letter_kinds() -> dict[str, LetterKind]:
    """The same with those that are about no event."""
    return _registry().letters


def scopes(app: Flask) -> dict[str, Any]:
    """Name → how the stamp of a kind of kept page is read."""
    return cast(Registry, app.extensions[_KEY]).scopes


def vocabulary() -> Vocabulary:
    """What the features say about what stands in the audit trail."""
    return _registry().vocabulary


def menu(name: str, about: object = None) -> list[Section]:
    """The menu of that name as its reader sees it on a page about `about`; sections without entries are left out."""
    sections: dict[Any, list[MenuEntry]] = {}
    registry = _registry()
    event = getattr(about, "event", about)
    for entry in registry.entries_of.get(name, ()):
        if is_on(registry.switch_of_entry[id(entry)], event) and entry.menu.sees(entry, about):
            sections.setdefault(entry.group, []).append(entry)
    return [Section(group.heading if group else "", tuple(entries)) for group, entries in sections.items()]


def entry_of(endpoint: str) -> MenuEntry | None:
    """The entry that leads to a page, is marked there, or covers its blueprint; the nearest of them."""
    entries = _registry().menu
    nearest = (
        [entry for entry in entries if entry.endpoint == endpoint],
        [entry for entry in entries if endpoint in entry.below],
        [entry for entry in entries if entry.covers and entry.endpoint.partition(".")[0] == endpoint.partition(".")[0]],
    )
    return next((found[0] for found in nearest if found), None)


def _registry() -> Registry:
    found: Registry = current_app.extensions.get(_KEY) or _NOTHING
    return found


def off_everywhere() -> Collection[str]:
    """Names of what the site has switched off, and of what does not work without a part of the site that it has
    switched off."""
    off = cast(Collection[str], current_app.config.get("FEATURES_OFF", ()))
    if not off:
        return off
    needy = (
        one.name for one in _registry().switches if one.needs and one.needs.group is None and one.needs.name in off
    )
    return {*off, *needy}


def _standing(entry: MenuEntry) -> tuple[int, int]:
    return (entry.group.order if entry.group else 0, entry.order)


def _joined(what: str, parts: Iterable[Mapping[Key, Value]]) -> dict[Key, Value]:
    """All of `parts` in one table, in their order; nothing is told twice."""
    table: dict[Key, Value] = {}
    for part in parts:
        twice = table.keys() & part.keys()
        if twice:
            raise ValueError(f"{what} told by two features: {sorted(map(str, twice))}")
        table |= part
    return table


def _gathered(parts: Iterable[Mapping[str, tuple[Any, ...]]]) -> dict[str, tuple[Any, ...]]:
    """What `parts` tell of each key, one after the other."""
    table: dict[str, tuple[Any, ...]] = {}
    for part in parts:
        for key, values in part.items():
            table[key] = (*table.get(key, ()), *values)
    return table


_NOTHING = Registry()
