"""The audit trail in words. Which words these are, the features tell; here they are put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from eventmgr.ground.features import EventWords, Vocabulary, find, vocabulary
from eventmgr.ground.i18n import _, format_date, format_instant, language, localized
from eventmgr.tools.log.models import ActorKind, AuditEntry

_LONGEST = 300


@dataclass(frozen=True)
class Change:
    """One field: its name, what it was, what it is; empty where there was or is nothing."""

    label: str
    before: str
    after: str
    lang: str = ""
    """The language of both where it is not the reader's: in theirs nothing changed."""


@dataclass(frozen=True)
class Line:
    """An entry as a reader sees it."""

    entry: AuditEntry
    who: str
    noun: str
    action: str
    changes: list[Change]
    reason: str
    name: str
    sentence: str
    """What happened to whom in one sentence; empty where nobody has one or the name is gone."""


@dataclass(frozen=True)
class Seen:
    """An entry with what of it the reader may see."""

    entry: AuditEntry
    changes: Mapping[str, Any]
    reason: str
    name: str = ""
    """Of the object; empty where the reader may not know it, or the page says it elsewhere."""


def lines_of(entries: Iterable[AuditEntry], zone: str) -> list[Line]:
    """The entries in the language spoken, instants on the clock of `zone`."""
    return lines_seen([Seen(entry, entry.changes, entry.reason, entry.object_name) for entry in entries], zone)


def lines_seen(seen: Iterable[Seen], zone: str) -> list[Line]:
    """The same of what the reader may see of each entry."""
    entries = list(seen)
    speech = _Speech(vocabulary(), _named_in_event(entries), zone)
    return [speech.line(entry) for entry in entries]


def _named_in_event(seen: Iterable[Seen]) -> dict[tuple[int | None, str], EventWords]:
    """(event, object type) → what the organizers named; asked once for each."""
    fields: dict[tuple[int | None, str], set[str]] = {}
    for entry in seen:
        names = {_short(name) for name in entry.changes}
        fields.setdefault((entry.entry.event_id, entry.entry.object_type), set()).update(names)
    return {
        (event_id, kind): vocabulary().of_event(event_id, kind, names)
        for (event_id, kind), names in fields.items()
        if event_id is not None
    }


def _short(name: str) -> str:
    """The field without the column that holds it."""
    return name.removeprefix("answers.")


class _Speech:
    """Puts entries into words."""

    def __init__(self, vocabulary: Vocabulary, own: Mapping[tuple[int | None, str], EventWords], zone: str) -> None:
        self._words, self._own, self._zone = vocabulary, own, zone
        self._lang: str | None = None
        """In which language texts are shown; None: the reader's."""

    def line(self, seen: Seen) -> Line:
        entry = seen.entry
        changes = [
            Change(self._label(entry, _short(name)), *self._pair(entry, _short(name), *pair))
            for name, pair in seen.changes.items()
            if isinstance(pair, list) and len(pair) == 2
        ]
        noun = str(self._words.nouns.get(entry.object_type) or _unnamed(entry.object_type))
        said = str(find(self._words.actions, entry.object_type, entry.action) or _unnamed(entry.action))
        name = self._name(seen)
        return Line(entry, _who(entry), noun, said, changes, seen.reason, name, self._sentence(seen, name))

    def _pair(self, entry: AuditEntry, name: str, before: object, after: object) -> tuple[str, str, str]:
        """Both values, without the parts of lists that stayed; in the other language, which is named, where in the
        reader's nothing changed."""
        if isinstance(before, list) and isinstance(after, list):
            old, new = [item for item in before if item not in after], [item for item in after if item not in before]
            before, after = (old, new) if old or new else (before, after)
        values = self._cut(entry, name, before), self._cut(entry, name, after)
        if values[0] == values[1] and before != after:
            self._lang = other = "en" if language() == "zh" else "zh"
            values = self._cut(entry, name, before), self._cut(entry, name, after)
            self._lang = None
            return *values, other
        return *values, ""

    def _name(self, seen: Seen) -> str:
        say = find(self._words.names, seen.entry.object_type, seen.entry.action)
        return say(seen.name) if say is not None and seen.name else seen.name

    def _sentence(self, seen: Seen, name: str) -> str:
        sentence = find(self._words.sentences, seen.entry.object_type, seen.entry.action)
        if not sentence or ("%(name)s" in str(sentence) and not name):
            return ""
        return str(sentence) % {"name": name}

    def _label(self, entry: AuditEntry, name: str) -> str:
        own = self._own.get((entry.event_id, entry.object_type), _NOTHING).fields
        label = own.get(name) or find(self._words.fields, entry.object_type, name) or _unnamed(name)
        return str(label)

    def _cut(self, entry: AuditEntry, name: str, value: object) -> str:
        text = self._value(entry, name, value)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

    def _value(self, entry: AuditEntry, name: str, value: object) -> str:
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            joiner = _("; ") if any(isinstance(item, dict) for item in value) else _(", ")
            return joiner.join(filter(None, (self._value(entry, name, item) for item in value)))
        return self._value_of(entry, name, value) or self._plain(entry, name, value)

    def _value_of(self, entry: AuditEntry, name: str, value: object) -> str:
        """A value for which somebody has words; empty where nobody has."""
        if not isinstance(value, dict):
            own = self._own.get((entry.event_id, entry.object_type), _NOTHING).values.get(name, {})
            codes = own or find(self._words.values, entry.object_type, name) or {}
            if str(value) in codes:
                return str(codes[str(value)])
        say = find(self._words.say, entry.object_type, name)
        return str(say(value)) if say is not None else ""

    def _plain(self, entry: AuditEntry, name: str, value: object) -> str:
        if isinstance(value, dict):
            return self._mapping(entry, name, value)
        if isinstance(value, str) and name.endswith(("_at", "_on")):
            return _instant(name, value, self._zone)
        return str(value)

    def _mapping(self, entry: AuditEntry, name: str, value: dict[str, Any]) -> str:
        if value.keys() <= {"zh", "en"}:
            return localized(value, self._lang)
        parts: list[str] = []
        for key, inner in value.items():
            text = self._value(entry, f"{name}.{key}", inner)
            if text and key in ("name", "label"):
                parts.insert(0, text)
            elif text:
                parts.append(_("%(label)s: %(value)s", label=self._label(entry, f"{name}.{key}"), value=text))
        return _(", ").join(parts)


_NOTHING = EventWords()


def _unnamed(name: str) -> str:
    """What no feature of this installation has words for: a row of one that is gone."""
    return _("“%(name)s” (no longer in use)", name=name.replace("_", " "))


def _instant(name: str, value: str, zone: str) -> str:
    try:
        if name.endswith("_on"):
            return format_date(date.fromisoformat(value))
        return format_instant(datetime.fromisoformat(value), zone)
    except ValueError:
        return value


def _who(entry: AuditEntry) -> str:
    if entry.by_link:
        return _("%(name)s (via the participant's link)", name=entry.actor_name)
    if entry.actor_name:
        return entry.actor_name
    return {
        ActorKind.PARTICIPANT: _("the participant"),
        ActorKind.SYSTEM: _("System"),
        ActorKind.USER: _("an account"),
    }[entry.actor_kind]


def say_kind(value: object) -> str:
    """An object, or an object and an act (`object:act`), in words."""
    noun, _colon, act = str(value).partition(":")
    return kinds_in_words([(noun, act)])[1 if act else 0][1]


def kinds_in_words(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(object type, act) of a history → `(code, words)` to choose from: each object, then its acts as `object:act`."""
    known, acts = vocabulary(), dict[str, set[str]]()
    for noun, act in pairs:
        acts.setdefault(noun, set()).add(act)
    kinds = []
    for noun in sorted(acts):
        label = str(known.nouns.get(noun) or _unnamed(noun))
        kinds.append((noun, label))
        for act in sorted(acts[noun]):
            spoken = str(find(known.actions, noun, act) or _unnamed(act))
            kinds.append((f"{noun}:{act}", _("%(object)s: %(act)s", object=label, act=spoken)))
    return kinds
