"""A group's handbook as a file, and taken in by another group as proposals that say where they are from."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from workbench.core.clock import shown_day
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.decisions.handbook import FORMAT, VERSION, as_data, handbook_of
from workbench.exchange.names import group_called
from workbench.exchange.writing import put
from workbench.forms import agreed, rules
from workbench.forms.queries import today
from workbench.forms.ways import TEXTS, WAY, Way, may_be_a_way, way_of
from workbench.models.forms import GroupForm
from workbench.people.queries import fellows_of
from workbench.people.rules import TAKING_PART

LARGEST = 5_000_000


@dataclass(frozen=True)
class Taken:
    """What came of taking a handbook in."""

    origin: str
    read: int
    proposed: int
    written: bool


def write_out(desk: Desk, out: Path, *, group: str) -> int:
    """Write a group's handbook with its history, without anybody's name; return how many forms are in it."""
    with desk.reading() as db:
        here = group_called(db, group)
        asker = _somebody(desk, here.id)
        data = as_data(handbook_of(db, asker=asker, group=here.id, at=desk.now()))
    put(out, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
    return len(data["ways"])


def _somebody(desk: Desk, group: str) -> str:
    with desk.reading() as db:
        here = [f.id for f in fellows_of(db, group) if f.standing in TAKING_PART]
    if not here:
        raise Refused(_("This group has no members. Nothing was written."))
    return here[0]


def take_in(desk: Desk, path: Path, *, group: str | None, dry_run: bool = False) -> Taken:
    """
    Lay what another group agreed on before a group, as proposals that say where they are from.

    Nothing holds by it. What is there already, word for word, is left out. The file goes in whole or not
    at all; what is refused is told by its number.
    """
    if group is None:
        raise Refused(_("A handbook is taken in by one group. Nothing was written. Name it by --group."))
    told = _read(path)
    origin = _("From the handbook of “{group}”, {day}.").format(
        group=told["group"], day=shown_day(date.fromisoformat(told["day"]))
    )
    ways = [_way(number, each) for number, each in enumerate(told["ways"], start=1)]
    with desk.transaction() as db:
        here = group_called(db, group)
        by = _somebody(desk, here.id)
        known = {
            (way.title, way.text)
            for text in db.scalars(
                select(GroupForm.text).where(
                    GroupForm.group_id == here.id, GroupForm.topic.startswith(f"{WAY}/")
                )
            )
            for way in [way_of(text)]
        }
        new = [way for way in ways if (way.title, way.text) not in known]
        if not dry_run:
            day = today(db, group=here.id, at=desk.now())
            for way in new:
                agreed.propose_way(
                    db, by=by, group=here.id, way=way, reason=origin, review_on=day + rules.A_WHILE,
                    at=desk.now(),
                )  # fmt: skip
    return Taken(origin, len(ways), len(new), written=not dry_run)


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(_("{file} is larger than any handbook. Nothing was written.").format(file=path))
        told = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Refused(_("{file} cannot be read. Nothing was written.").format(file=path)) from error
    except ValueError as error:
        raise Refused(_("{file} is not a handbook: it is not JSON. Nothing was written.").format(
            file=path)) from error  # fmt: skip
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("ways"), list):
        raise Refused(_("{file} is not a handbook of a group. Nothing was written.").format(file=path))
    if told.get("version") != VERSION:
        raise Refused(_("{file} was written by a later version. Nothing was written. Bring this workbench up "
                        "to date first.").format(file=path))  # fmt: skip
    try:
        date.fromisoformat(str(told.get("day")))
    except ValueError as error:
        raise Refused(_("{file} does not say of which day it is. Nothing was written.").format(
            file=path)) from error  # fmt: skip
    if not isinstance(told.get("group"), str) or not told["group"].strip():
        raise Refused(_("{file} does not say of which group it is. Nothing was written.").format(file=path))
    return told


def _way(number: int, told: object) -> Way:
    if not isinstance(told, dict):
        raise Refused(_("Form {number}: it has no words. Nothing was written.").format(number=number))
    way = Way(**{key: str(told.get(key) or "").strip() for key in (*TEXTS, "strand")})
    may = may_be_a_way(way)
    if may is not True:
        raise Refused(_("Form {number}: {why} Nothing was written.").format(number=number, why=may))
    return way
