"""
Reminders by mail for whoever asked for them, and only when something of theirs is due.

A mail names days and what they are for, and no word that anybody wrote. Asking ends after a year.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import shown_day, zone
from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.cycles.calendar import dates
from workbench.models.cycles import Reminded, Reminder
from workbench.people import queries as people
from workbench.practice.rows import keep
from workbench.practice.rules import may_go_on

NEVER, DAILY, WEEKLY = "never", "daily", "weekly"
EVERY = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}
EARLY = timedelta(hours=1)  # the room looks each hour, so a day may be an hour short
LASTS = timedelta(days=366)
LONGEST = 254
AN_ADDRESS = re.compile(r"[^@\s<>\"(),:;\\\[\]\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,189}")


@dataclass(frozen=True)
class Asked:
    """How often somebody wants to be reminded, and where; ``until`` is when that ends by itself."""

    often: str
    address: str
    revision: int
    until: datetime | None


@dataclass(frozen=True)
class Due:
    """One mail that is due: to whom, and what it says."""

    person: str
    address: str
    subject: str
    words: str


def may_be_reminded(*, often: str, address: str) -> Answer:
    """Say whether somebody can be reminded like this."""
    if often not in {NEVER, *EVERY}:
        return _("Choose how often. Nothing was changed.")
    if often != NEVER and (len(address) > LONGEST or not AN_ADDRESS.fullmatch(address)):
        return _("This is no mail address that can be used. Nothing was changed. Look at it again.")
    return True


def asked(db: Db, *, asker: str, at: datetime) -> Asked:
    """Return how the asker wants to be reminded now: never, unless they have asked within a year."""
    rows = select(Reminder).where(Reminder.entity == asker).order_by(Reminder.revision.desc())
    row = db.scalar(rows.limit(1))
    if row is None:
        return Asked(NEVER, "", 0, None)
    over = row.at + LASTS <= at or row.often == NEVER
    return Asked(NEVER if over else row.often, "" if over else row.address, row.revision,
                 None if over else row.at + LASTS)  # fmt: skip


def ask(db: Db, *, by: str, often: str, address: str, seen: int, at: datetime) -> None:
    """Say how often one wants to be reminded, and where; never takes the address away."""
    address = address.strip()
    refuse_unless(may_be_reminded(often=often, address=address))
    if people.is_deleted(db, by):
        raise Refused(_("This is not here, or it is not yours. Nothing was changed."))
    newest = db.scalar(select(func.max(Reminder.revision)).where(Reminder.entity == by)) or 0
    refuse_unless(may_go_on(seen=seen, newest=newest))
    kept = address if often != NEVER else ""
    keep(db, Reminder(entity=by, revision=seen + 1, often=often, address=kept, by_id=by, at=at))


def due(db: Db, *, at: datetime) -> list[Due]:
    """Return the mails that are due now: of those who asked, who have something to do before the next."""
    found = []
    for person in db.scalars(select(Reminder.entity).distinct().order_by(Reminder.entity)).all():
        wanted = asked(db, asker=person, at=at)
        if wanted.often not in EVERY:
            continue
        every = EVERY[wanted.often]
        last = db.scalar(select(func.max(Reminded.at)).where(Reminded.by_id == person))
        if last is not None and at - last < every - EARLY:
            continue
        lines = _lines(db, person, at, every)
        if lines:
            found.append(Due(person, wanted.address, _("Practice workbench: your dates"), _mail(lines)))
    return found


def _lines(db: Db, person: str, at: datetime, every: timedelta) -> list[str]:
    zones = {group.name: group.zone for group in people.groups(db, asker=person)}
    told = []
    for each in dates(db, asker=person, at=at):
        today = at.astimezone(zone(zones[each.group])).date()
        if today <= each.first <= today + every:
            told.append(f"{shown_day(each.first)}: {each.title} · {each.group}")
    return told


def _mail(lines: list[str]) -> str:
    end = _(
        "You asked to be reminded. You can change that on your home page; it ends by itself after a year."
    )
    return "\n".join([*lines, "", end]) + "\n"


def mark_sent(db: Db, *, person: str, at: datetime) -> None:
    """Write down that a reminder went out; the earlier marks are not needed any more."""
    db.add(Reminded(by_id=person, at=at))
    db.flush()
