"""What one member takes along from a group: what they wrote, and what was shown to them about themselves."""

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.audit.ending import written
from workbench.audit.looking import ratings_of_then, shown_now
from workbench.audit.own_forms import (
    decisions_taken,
    given_to_minutes,
    remarks_written,
    said_to_ways,
    ways_proposed,
)
from workbench.core.drafts import drafts
from workbench.core.words import _
from workbench.journal import queries as journal
from workbench.journal.visiting import visits
from workbench.models.cycles import Reminder
from workbench.models.people import Membership, Standing
from workbench.models.practice import Criterion, Voice
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.practice import queries as practice
from workbench.sessions import queries as sessions
from workbench.sessions.experiments import experiment_of
from workbench.sessions.seen import SessionSeen

AN_ID = re.compile(r"[0-9a-f]{32}")
KEPT = ("views", "notes", "contract", "closing", "experiment")
EARLIEST = (1980, 1, 1, 0, 0, 0)


def take_along(db: Db, *, asker: str, group: str, at: datetime) -> dict[str, Any]:
    """
    Return all that the asker wrote in a group, and what others wrote to them that was shown to them.

    What others wrote to others is not in it, nor what nobody has been shown yet.
    """
    here = people.group(db, asker=asker, group=group)
    names = people.names(db, asker=asker, group=group)
    cycles = {cycle.id: cycle.number for cycle in practice.cycles(db, asker=asker, group=group)}
    return {
        "name": names[asker],
        "group": here.name,
        "zone": here.zone,
        "written_on": at,
        "standings": _standings(db, asker, group, names),
        "whole_practice": [asdict(each) for each in practice.wholes(db, asker=asker, group=group)],
        "components": [
            asdict(version)
            for versions in practice.parts(db, asker=asker, group=group)
            for version in versions
            if version.by == asker
        ],
        "criteria": [
            asdict(version)
            for versions in practice.versions(db, asker=asker, group=group)
            for version in versions
            if version.by == asker
        ],
        "voices": _voices(db, asker, group),
        "ways_proposed": ways_proposed(db, asker=asker, group=group),
        "said_to_ways": said_to_ways(db, asker=asker, group=group),
        "remarks": remarks_written(db, asker=asker, group=group),
        "decisions": decisions_taken(db, asker=asker, group=group),
        "given_to_minutes": given_to_minutes(db, asker=asker, group=group),
        "cycles": [{"number": number, "id": cycle} for cycle, number in cycles.items()],
        "entries": [asdict(entry) for entry in journal.my_entries(db, asker=asker, group=group)],
        "ratings_of_then": [asdict(each) for each in ratings_of_then(db, asker=asker, group=group)],
        "ends_of_cycles": [asdict(e) for e in written(db, asker=asker, group=group) if e.by == asker],
        "reminders": _reminders(db, asker),
        "lines_shown": [
            asdict(each) for each in shown_now(db, asker=asker, group=group, at=at) if each.by == asker
        ],
        "visits": [asdict(each) for each in visits(db, asker=asker, group=group)],
        "sessions": _sessions(db, asker, group, at),
        "drafts": [
            {"place": place, "values": kept.values, "at": kept.at}
            for place, kept in drafts(db, author=asker).items()
        ],
    }


def _reminders(db: Db, asker: str) -> list[dict[str, Any]]:
    rows = db.scalars(select(Reminder).where(Reminder.entity == asker).order_by(Reminder.revision))
    return [{"often": row.often, "address": row.address, "at": row.at} for row in rows]


def _standings(db: Db, asker: str, group: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = db.scalars(
        select(Standing)
        .join(Membership, Membership.id == Standing.entity)
        .where(Membership.group_id == group, Membership.person_id == asker)
        .order_by(Standing.revision)
    )
    return [{"standing": r.standing, "at": r.at, "by": names.get(r.by_id, "")} for r in rows]


def _voices(db: Db, asker: str, group: str) -> list[dict[str, Any]]:
    rows = db.scalars(
        select(Voice)
        .join(Criterion, Criterion.id == Voice.criterion_id)
        .where(Voice.by_id == asker, Criterion.group_id == group)
        .order_by(Voice.at, Voice.revision)
    )
    return [{"version": v.criterion_id, "stand": v.stand, "words": v.words, "at": v.at} for v in rows]


def _sessions(db: Db, asker: str, group: str, at: datetime) -> list[dict[str, Any]]:
    found = db.scalars(select(Session.id).where(Session.group_id == group).order_by(Session.at, Session.id))
    seen = (sessions.session(db, asker=asker, session=each, at=at) for each in found)
    told = (_told(db, asker, each) for each in seen)
    return [each for each in told if any(each[kind] for kind in KEPT)]


def _told(db: Db, asker: str, seen: SessionSeen) -> dict[str, Any]:
    mine = seen.practitioner == asker
    return {
        "cycle": seen.cycle,
        "kind": _(seen.protocol.name),
        "practitioner": seen.names[seen.practitioner],
        "contract": asdict(seen.contract) if mine and seen.contract else None,
        "views": [
            {
                "author": seen.names[view.author],
                "at": view.at,
                "wording": practice.wording(db, id=view.view.criterion).wording,
                **asdict(view.view),
            }
            for view in seen.views
            if mine or view.author == asker
        ],
        "notes": [
            {
                "author": seen.names[note.author],
                "kind": note.kind,
                "tag": note.tag,
                "words": note.words,
                "at": note.at,
            }
            for note in seen.notes
            if mine or note.author == asker
        ],
        "closing": asdict(seen.closing) if mine and seen.closing else None,
        "experiment": _tried(db, asker, seen),
    }


def _tried(db: Db, asker: str, seen: SessionSeen) -> dict[str, Any] | None:
    """Return the experiment that came of the asker's own review, with what they found."""
    if seen.practitioner != asker or "experiment" not in seen.protocol.records:
        return None
    found = experiment_of(db, asker=asker, session=seen.id)
    return asdict(found) if found else None


def as_file(told: Mapping[str, Any]) -> bytes:
    """Return it all as one file: a text to read, and the same for a program. The same gives the same file."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("my-data.txt", EARLIEST), as_text(told))
        written = json.dumps(told, ensure_ascii=False, indent=2, default=_plain)
        file.writestr(zipfile.ZipInfo("my-data.json", EARLIEST), written)
    return kept.getvalue()


def as_text(told: Mapping[str, Any]) -> str:
    """Return it all as plain text."""
    heads = {
        "whole_practice": _("The whole of my practice"),
        "components": _("Parts of the job that I wrote"),
        "criteria": _("Criteria that I wrote"),
        "entries": _("My entries"),
        "ratings_of_then": _("How I was then, by my understanding of later"),
        "ends_of_cycles": _("What I wrote at the end of a cycle"),
        "reminders": _("How I wanted to be reminded"),
        "lines_shown": _("Lines that I show to the group"),
        "visits": _("What visitors saw"),
        "sessions": _("Meetings"),
        "voices": _("What I said to proposals"),
        "ways_proposed": _("Ways to do something that I wrote"),
        "said_to_ways": _("What I said to such ways"),
        "given_to_minutes": _("What I gave to minutes"),
        "standings": _("How I stood to the group"),
        "drafts": _("What I had not sent in"),
    }
    lines = [f"{told['name']} · {told['group']} · {_plain(told['written_on'])}"]
    for part, head in heads.items():
        if told[part]:
            lines += ["", head, "=" * len(head)]
            for item in told[part]:
                lines += ["", *_lines(item, "")]
    return "\n".join(lines) + "\n"


def _lines(value: object, indent: str) -> list[str]:
    if isinstance(value, Mapping):
        lines = []
        for name, held in value.items():
            key = name.replace("_", " ")
            if held in (None, "", [], (), {}, False) or (isinstance(held, str) and AN_ID.fullmatch(held)):
                continue
            if isinstance(held, Mapping | list | tuple):
                lines += [f"{indent}{key}:", *_lines(held, f"{indent}  ")]
            else:
                lines.append(f"{indent}{key}: {_plain(held)}")
        return lines
    if isinstance(value, list | tuple):
        return [
            line for item in value for line in [*_lines(item, indent), *([""] * isinstance(item, Mapping))]
        ]
    return [f"{indent}{_plain(value)}"]


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
