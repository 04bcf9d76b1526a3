"""
The example community: six invented people in two groups of opposite habits.

Its words are in ``data/example``; here they are told to the ordinary services, by a clock that walks
from about nine months before today to today. Nothing is written past the services, so whatever holds
for a group of people holds for this one.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session as Db

from workbench.content import content
from workbench.core import keys
from workbench.core.desk import Desk
from workbench.core.settings import Workspace
from workbench.core.store import Store
from workbench.core.vault import Key
from workbench.exchange.agreeing import tell_agreements
from workbench.exchange.retelling import Circle, Walk, tell_cycle, tell_practice
from workbench.people import services as people
from workbench.people.rules import MEMBER
from workbench.sessions import queries as sessions
from workbench.sessions.rules import HOST

GROUPS = ("counsellors", "teachers")
WEEKS = ((39, 31), (30, 20), (19, 3), (2, 0))
"""For each cycle, how many weeks before today it opened and met; the last one meets today."""
AGREED_IN = 2
"""In which cycle what a group agreed on, its role and its decision are told."""
EVENING = time(18, 30)
PASSPHRASE = "an example only"
QUICK = "1/8192/1"  # what the example seals is known to everyone


@dataclass(frozen=True)
class Guest:
    """Someone in the example community, with their link's token; where they host, and have the turn now."""

    name: str
    group: str
    token: str
    person: str
    groups: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()


def words(name: str) -> dict[str, Any]:
    """Return what one file of the example community says."""
    return tomllib.loads(content("data", "example", f"{name}.toml").read_text("utf-8"))


def build(workspace: Workspace, *, today: datetime) -> list[Guest]:
    """
    Make the example community in a workspace, with the notebooks of all four cycles.

    Return its people in the order in which the example names them, each with a fresh personal link.
    """
    from workbench.migrations.migrate import migrate  # who tells the story in a store of their own needs none

    workspace.make()
    store = Store(workspace.store_url, Walk(today - timedelta(weeks=40)))
    try:
        migrate(store)
        return _guests(store, tell(store, workspace, today=today))
    finally:
        store.close()


def tell(
    store: Store,
    workspace: Workspace,
    *,
    today: datetime,
    groups: Sequence[str] = GROUPS,
    cycles: Sequence[int] = (1, 2, 3, 4),
    templates: Path | None = None,
) -> dict[str, Circle]:
    """
    Tell the story of these groups in an empty store whose clock is a `Walk`; return them by their keys.

    Of the four cycles some may be left out. ``templates`` are those of the cycles' notebooks, if not ours.
    """
    walk = store.clock
    assert isinstance(walk, Walk)
    circles = _found(store, walk, groups)
    for key, circle in circles.items():
        _tell(circle, key, workspace, today, cycles, templates)
    walk.now = today
    return circles


def _found(store: Store, walk: Walk, groups: Sequence[str]) -> dict[str, Circle]:
    """Found both groups; whoever is known already is asked along, the others are invited by name."""
    names: dict[str, str] = words("people")["people"]
    known: dict[str, str] = {}
    circles: dict[str, Circle] = {}
    with Desk(store, "").transaction() as db:
        for key in groups:
            told = words(key)
            members: list[str] = told["members"]
            first = next((who for who in members if who in known), members[0])
            if first not in known:
                known[first] = people.add_person(db, name=names[first], at=walk())
            by = known[first]
            group = people.found_group(db, by=by, name=told["name"], zone=told["zone"], at=walk())
            for who in members:
                if who == first:
                    continue
                if who in known:
                    people.invite_known(db, by=by, group=group, person=known[who], at=walk())
                else:
                    known[who] = people.invite(db, by=by, group=group, name=names[who], at=walk()).person
                people.set_standing(
                    db, by=by, group=group, person=known[who], standing=MEMBER, at=walk.on(minutes=1)
                )
            circles[key] = Circle(store, walk, group, {who: known[who] for who in members})
        opened = {person: _passphrase(db, person, walk()) for person in known.values()}
    for circle in circles.values():
        circle.keys = opened
    return circles


def _passphrase(db: Db, person: str, at: datetime) -> Key:
    """Give someone the example's passphrase, so that they can keep a practice log."""
    key = keys.new_key(db, person=person, at=at)
    keys.keep(db, keys.by_passphrase(key, PASSPHRASE, cost=QUICK), at=at)
    return key


def _tell(
    circle: Circle,
    key: str,
    workspace: Workspace,
    today: datetime,
    cycles: Sequence[int],
    templates: Path | None,
) -> None:
    evening = datetime.combine(today, EVENING, today.tzinfo)
    for number in cycles:
        opened, met = WEEKS[number - 1]
        circle.walk.now = evening - timedelta(weeks=opened)
        circle.open_cycle(workspace, templates)
        if number == cycles[0]:
            tell_practice(circle, words(key))
        meeting = evening - timedelta(weeks=met) if met else today
        tell_cycle(circle, words(f"{key}-{number}"), meeting)
        if number == AGREED_IN:
            tell_agreements(circle, words(f"{key}-agreed"), today.date())
        if number < cycles[-1]:
            circle.close_cycle()


def _guests(store: Store, circles: dict[str, Circle]) -> list[Guest]:
    names: dict[str, str] = words("people")["people"]
    guests = []
    with Desk(store, "").transaction() as db:
        now = {words(each)["name"]: _now(db, circles[each]) for each in GROUPS}
        for key, name in names.items():
            mine = [circle for circle in circles.values() if key in circle.people]
            person = mine[0].people[key]
            token = people.renew_link(db, by=person, person=person, at=store.clock())
            groups = tuple(words(each)["name"] for each in GROUPS if circles[each] in mine)
            hosts = tuple(group for group in groups if now[group][0] == person)
            turn = tuple(group for group in groups if now[group][1] == person)
            guests.append(Guest(name, mine[0].group, token, person, groups, hosts, turn))
    return guests


def _now(db: Db, circle: Circle) -> tuple[str | None, str | None]:
    """Return who hosts the session to which a group's meeting attends now, and whose it is."""
    found, _revision = sessions.turn(db, asker=circle.first, cycle=circle.cycle)
    if found is None:
        return None, None
    session = sessions.row(db, found)
    return sessions.roles(db, session, sessions.place(db, session), at=circle.walk()).get(
        HOST
    ), session.practitioner_id
