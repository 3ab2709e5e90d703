"""Difficult names, and no e-mail address, given to people of the roster whose places in it are fixed."""

from __future__ import annotations

from dataclasses import replace

from eventmgr.console.sample.people.roster import MATCHMAKING, SEMINAR, Human, Roster

RARE = {1: "刘䶮", 15: "陈𬱖", 19: "杨㛃𠅤", 29: "林𫖯"}
"""Company people of the seminar, by their place: characters outside most fonts."""
DOTTED = {33: "阿依努尔·艾合买提", 34: "买买提江·吐尔逊", 35: "扎西·次仁"}
WRONG_DOTS = {36: ("古丽娜尔•买买提", "古丽娜尔·买买提"), 37: ("巴特尔．苏和", "巴特尔·苏和")}
"""Company people of the matchmaking: (as typed, as kept)."""
LONG = (38, "阿卜杜热合曼·阿卜杜克热木·买买提艾力江·玉素甫江")
"""A name of 25 characters."""
NAMESAKES = ((26, 27), (13, 21), (17, 31), (0, 25), (10, 32))
"""Pairs of company people of the seminar who share a name; the first pair comes from one unit."""


WITHOUT_EMAIL = (5, 8, 11)
"""Officials of the seminar who gave no e-mail address."""


def plant(roster: Roster) -> Roster:
    """The roster with the difficult names in it."""
    seminar, fair = roster.of(SEMINAR, "company"), roster.of(MATCHMAKING, "company")
    changed: dict[int, Human] = {}
    for number, name in RARE.items():
        _rename(changed, seminar[number], name)
    for number, name in (*DOTTED.items(), LONG):
        _rename(changed, fair[number], name)
    for number, (typed, kept) in WRONG_DOTS.items():
        _rename(changed, fair[number], kept, typed=typed)
    for first, second in NAMESAKES:
        _rename(changed, seminar[second], seminar[first].name)
    officials = roster.of(SEMINAR, "official")
    for number in WITHOUT_EMAIL:
        changed[officials[number].number] = replace(officials[number], has_email=False)
    return _with(roster, changed)


def namesakes(roster: Roster) -> list[tuple[Human, Human]]:
    """The pairs of different people who share a name."""
    people = roster.of(SEMINAR, "company")
    return [(people[first], people[second]) for first, second in NAMESAKES]


def _rename(changed: dict[int, Human], human: Human, name: str, *, typed: str = "") -> None:
    changed[human.number] = replace(human, name=name, typed_name=typed)


def _with(roster: Roster, changed: dict[int, Human]) -> Roster:
    def now(human: Human) -> Human:
        return changed.get(human.number, human)

    return Roster(
        people=[now(human) for human in roster.people],
        coming={slug: [now(human) for human in people] for slug, people in roster.coming.items()},
        substitutes={
            slug: [(now(gone), now(new)) for gone, new in pairs] for slug, pairs in roster.substitutes.items()
        },
        walk_ins={slug: [now(human) for human in people] for slug, people in roster.walk_ins.items()},
    )
