"""
One person's dates: as a list, as an iCalendar file, and under a private address that they can end.

What stands in it are days and plain names of what they are for; no word that somebody wrote.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.audit.looking import shown_lines
from workbench.core.clock import zone
from workbench.core.desk import hashed
from workbench.core.words import _
from workbench.cycles.planning import END, PHASES, phase_words, plan_of
from workbench.forms.powers import held_roles
from workbench.forms.register import register
from workbench.forms.ways import MODE, NOTEBOOK, PROTOCOL, ROLE, WAY
from workbench.models.cycles import CalendarFeed
from workbench.models.decisions import Decision
from workbench.people import queries as people
from workbench.practice import queries as practice
from workbench.sessions.experiments import my_experiments

LASTS = timedelta(days=366)


@dataclass(frozen=True)
class Dated:
    """One date: its days from the first to before the last, what it is for, and a name that stays its own."""

    uid: str
    first: date
    last: date
    title: str
    group: str


def dates(db: Db, *, asker: str, at: datetime) -> list[Dated]:
    """Return the asker's dates in all their groups that are not over, the next first."""
    found: list[Dated] = []
    for group in people.groups(db, asker=asker):
        today = at.astimezone(zone(group.zone)).date()
        every = [
            *_phases(db, asker, group.id, group.name), *_experiments(db, asker, group.id, group.name),
            *_reviews(db, asker, group.id, group.name, at),
            *_lines(db, asker, group.id, group.name, group.zone, at),
        ]  # fmt: skip
        found += [each for each in every if each.last > today]
    return sorted(found, key=lambda each: (each.first, each.title, each.uid))


def _one_day(kind: str, about: str, day: date, title: str, group: str) -> Dated:
    uid = sha256(f"{kind} {about}".encode()).hexdigest()[:32]
    return Dated(uid, day, day + timedelta(days=1), title, group)


def _phases(db: Db, asker: str, group: str, name: str) -> list[Dated]:
    cycle = practice.current_cycle(db, asker=asker, group=group)
    if cycle is None:
        return []
    begins = plan_of(db, asker=asker, cycle=cycle.id).begins
    found = []
    for phase, after in zip(PHASES, (*PHASES[1:], None), strict=True):
        title = _("Cycle {n}: {phase}").format(n=cycle.number, phase=phase_words(phase))
        first = begins[phase]
        last = first + timedelta(days=1) if after is None else max(begins[after], first + timedelta(days=1))
        uid = sha256(f"phase {cycle.id} {phase}".encode()).hexdigest()[:32]
        found.append(Dated(uid, first, last if phase != END else first + timedelta(days=1), title, name))
    return found


def _experiments(db: Db, asker: str, group: str, name: str) -> list[Dated]:
    title = _("Look back on an experiment of mine")
    return [
        _one_day("experiment", each.id, each.look_back_on, title, name)
        for each in my_experiments(db, asker=asker, group=group)
    ]


def _reviews(db: Db, asker: str, group: str, name: str, at: datetime) -> list[Dated]:
    """Return when the group looks again at what holds now, and at what it has decided."""
    titles = {
        PROTOCOL: _("Look again at how we hold our sessions"), WAY: _("Look again at something we agreed"),
        MODE: _("Look again at how we decide"), NOTEBOOK: _("Look again at the pages of our cycle"),
        ROLE: _("A role ends"),
    }  # fmt: skip
    found = [
        _one_day("review", entry.topic + group, entry.now.review_on, titles[entry.kind], name)
        for entry in register(db, asker=asker, group=group, at=at)
        if entry.now is not None and entry.now.review_on is not None
    ]
    half = _("Half of a role's time is over: what do we do ourselves now?")
    for held in held_roles(db, at=at, group=group):
        begun = held.since.date()
        found.append(_one_day("half", held.entity, begun + (held.until - begun) / 2, half, name))
    decided = select(Decision).where(Decision.group_id == group, Decision.closed.is_(True))
    again = _("Look again at what we decided")
    return found + [
        _one_day("decision", row.entity, row.review_on, again, name)
        for row in db.scalars(decided)
        if row.review_on is not None
    ]


def _lines(db: Db, asker: str, group: str, name: str, zone_name: str, at: datetime) -> list[Dated]:
    title = _("A line that I show to the group ends")
    return [
        _one_day("line", line.id, line.ends_at.astimezone(zone(zone_name)).date(), title, name)
        for line in shown_lines(db, asker=asker, group=group, at=at)
        if line.by == asker
    ]


def as_ics(every: Sequence[Dated], *, at: datetime) -> bytes:
    """Return dates as an iCalendar file; each keeps its identifier from one time to the next."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//practice-workbench//dates//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Practice workbench"))
    for each in every:
        event = Event()
        event.add("uid", f"{each.uid}@practice-workbench")
        event.add("dtstamp", at)
        event.add("dtstart", each.first)
        event.add("dtend", each.last)
        event.add("summary", f"{each.title} · {each.group}")
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def make_feed(db: Db, *, by: str, at: datetime) -> str:
    """Make a private address for one's dates, in the place of an earlier one; return its token."""
    end_feed(db, by=by, at=at)
    token = secrets.token_urlsafe(32)
    db.add(CalendarFeed(person_id=by, token_hash=hashed(token), made_at=at, ends_at=at + LASTS))
    db.flush()
    return token


def end_feed(db: Db, *, by: str, at: datetime) -> None:
    """End one's private address; whoever has it reads nothing more."""
    for feed in _open(db, by, at):
        feed.revoked_at = at
    db.flush()


def feed_until(db: Db, *, asker: str, at: datetime) -> datetime | None:
    """Return until when the asker's private address is open; None where there is none."""
    return next((feed.ends_at for feed in _open(db, asker, at)), None)


def person_by_feed(db: Db, *, token: str, at: datetime) -> str | None:
    """Return whose dates a private address opens now."""
    feed = db.scalar(select(CalendarFeed).where(CalendarFeed.token_hash == hashed(token)))
    if feed is None or feed.revoked_at is not None or feed.ends_at <= at:
        return None
    return feed.person_id


def _open(db: Db, person: str, at: datetime) -> list[CalendarFeed]:
    mine = select(CalendarFeed).where(CalendarFeed.person_id == person, CalendarFeed.revoked_at.is_(None))
    return [feed for feed in db.scalars(mine) if feed.ends_at > at]
