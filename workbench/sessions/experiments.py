"""
Experiments: what a review leads to, and looking back on it (DOMAIN 2.4).

One card for each review, its practitioner's own. Those in the session see it as long as that lasts.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import zone
from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.models.people import Group
from workbench.models.practice import Cycle
from workbench.models.reviews import Experiment, LookBack
from workbench.models.sessions import Note, Session
from workbench.people import queries as people
from workbench.people.rules import PRESENT, may_take_part
from workbench.sessions import queries, rules
from workbench.sessions.disclosure import may_read_closing
from workbench.sessions.following import protocol_of

A_WHILE = timedelta(days=28)
"""When one looks back unless one chooses a day: a guess."""

FARTHEST = timedelta(days=366 * 2)


@dataclass(frozen=True)
class Tried:
    """An experiment as it stands, and what was found when its practitioner looked back."""

    id: str
    revision: int
    session: str
    cycle: int
    depth: str
    change: str
    setting: str
    begins_on: date | None
    working: str
    not_working: str
    look_back_on: date
    found: tuple[tuple[datetime, str], ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class Plan:
    """What somebody writes on the card of an experiment."""

    change: str
    setting: str = ""
    begins_on: date | None = None
    working: str = ""
    not_working: str = ""
    look_back_on: date | None = None


def may_try(plan: Plan, *, by: str, practitioner: str, today: date) -> Answer:
    """Say whether a card may be written: its practitioner's, in words, with a day on which to look back."""
    if by != practitioner:
        return _("The practitioner writes what they will try. Nothing was changed.")
    if not plan.change.strip():
        return _("There are no words yet for what you will try. Nothing was sent in.")
    texts = (plan.change, plan.setting, plan.working, plan.not_working)
    if any(len(text) > rules.LONGEST for text in texts):
        return _("This text is longer than 20,000 characters. Nothing was sent in. Shorten it.")
    if plan.look_back_on is None:
        return _("Choose a day on which you look back. Nothing was sent in; your words are kept as a draft.")
    if not today < plan.look_back_on <= today + FARTHEST:
        return _("The day on which you look back lies after today, within two years. Nothing was sent in; "
                 "your words are kept as a draft. Choose another day.")  # fmt: skip
    return True


def _entity(session: str) -> str:
    return sha256(f"experiment{session}".encode()).hexdigest()[:32]


def _today(db: Db, group: str, at: datetime) -> date:
    return at.astimezone(zone(db.get_one(Group, group).zone)).date()


def write_experiment(db: Db, *, by: str, session: str, plan: Plan, seen: int, at: datetime) -> str:
    """Write the card of a review, or write it anew; ``seen`` is the revision that the writer saw."""
    found = queries.row(db, session)
    refuse_unless(may_take_part(people.standing(db, person=by, group=found.group_id)))
    refuse_unless(rules.may_record(what="experiment", recorded=protocol_of(db, found).records))
    today = _today(db, found.group_id, at)
    refuse_unless(may_try(plan, by=by, practitioner=found.practitioner_id, today=today))
    before = _newest(db, _entity(session))
    if seen != (before.revision if before else 0):
        raise Refused(
            _("You changed this on another page a moment ago. Nothing was overwritten. Reload to see it.")
        )
    chosen = select(Note.tag).where(Note.session_id == session, Note.kind == "depth", Note.by_id == by)
    depth = db.scalar(chosen.order_by(Note.at.desc()).limit(1)) or "act"
    db.add(
        Experiment(
            entity=_entity(session), revision=seen + 1, group_id=found.group_id, cycle_id=found.cycle_id,
            session_id=session, depth=depth, change=plan.change, setting=plan.setting,
            begins_on=plan.begins_on, working=plan.working, not_working=plan.not_working,
            look_back_on=plan.look_back_on, by_id=by, at=at,
        )
    )  # fmt: skip
    db.flush()
    return _entity(session)


def look_back(
    db: Db, *, by: str, experiment: str, words: str, closes: bool, again_on: date | None, at: datetime
) -> None:
    """Write what one found; it ends the experiment, or it goes on and is looked back on once more."""
    last = _newest(db, experiment)
    if last is None or last.by_id != by:
        raise Refused(_("This experiment is not yours. Nothing was changed."))
    if not words.strip():
        raise Refused(_("There are no words yet. Nothing was sent in."))
    if len(words) > rules.LONGEST:
        raise Refused(_("This text is longer than 20,000 characters. Nothing was sent in. Shorten it."))
    if _found(db, [experiment])[experiment][1]:
        raise Refused(_("You have ended this experiment already. Nothing was changed."))
    if not closes:
        plan = Plan(
            last.change, last.setting, last.begins_on, last.working, last.not_working, again_on or None
        )
        refuse_unless(may_try(plan, by=by, practitioner=by, today=_today(db, last.group_id, at)))
        write_experiment(db, by=by, session=last.session_id, plan=plan, seen=last.revision, at=at)
    db.add(LookBack(experiment=experiment, words=words, closes=closes, by_id=by, at=at))
    db.flush()


def _newest(db: Db, entity: str) -> Experiment | None:
    found = select(Experiment).where(Experiment.entity == entity)
    return db.scalar(found.order_by(Experiment.revision.desc()).limit(1))


def experiment_of(db: Db, *, asker: str, session: str) -> Tried | None:
    """Return the card of a review, if the asker may read it: its practitioner, and those in the session."""
    found: Session = queries.row(db, session)
    present = people.standing(db, person=asker, group=found.group_id) in PRESENT
    where = queries.place(db, found)
    may = may_read_closing(reader=asker, practitioner=found.practitioner_id, present=present, place=where)
    row = _newest(db, _entity(session))
    if row is None or may is not True:
        return None
    return _seen(db, [row], asker=asker)[0]


def my_experiments(db: Db, *, asker: str, group: str) -> tuple[Tried, ...]:
    """Return the asker's own experiments in a group that are not ended, the next to look back on first."""
    mine = select(Experiment).where(Experiment.by_id == asker, Experiment.group_id == group)
    newest = {row.entity: row for row in db.scalars(mine.order_by(Experiment.revision))}
    rows = _seen(db, list(newest.values()), asker=asker)
    return tuple(sorted((r for r in rows if not r.closed), key=lambda r: (r.look_back_on, r.id)))


def _found(db: Db, entities: list[str]) -> dict[str, tuple[tuple[tuple[datetime, str], ...], bool]]:
    rows = db.scalars(select(LookBack).where(LookBack.experiment.in_(entities)).order_by(LookBack.at)).all()
    return {
        entity: (
            tuple((row.at, row.words) for row in rows if row.experiment == entity),
            any(row.closes for row in rows if row.experiment == entity),
        )
        for entity in entities
    }


def _seen(db: Db, rows: list[Experiment], *, asker: str) -> list[Tried]:
    """Return experiments as they stand; what was found when looking back is told to their own alone."""
    found = _found(db, [row.entity for row in rows])
    return [
        Tried(
            row.entity, row.revision, row.session_id, db.get_one(Cycle, row.cycle_id).number, row.depth,
            row.change, row.setting, row.begins_on, row.working, row.not_working, row.look_back_on,
            found[row.entity][0] if row.by_id == asker else (), found[row.entity][1],
        )
        for row in rows
    ]  # fmt: skip
