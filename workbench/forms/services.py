"""Writes about forms: pinning what ships, proposing, saying, adopting, letting rest. None commits."""

from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.forms import queries, remarks, rules
from workbench.forms.powers import holder_of
from workbench.forms.rules import DIFFERING, DROPPED, HELD, OWN, PROPOSED, RESTS, SHIPPED, TRIED, WITH
from workbench.forms.ways import ROLE, WAY, WAYS, kind_of, way_of
from workbench.models.forms import FormVoice, GroupForm
from workbench.people.queries import fellows_of, standing
from workbench.people.rules import TAKING_PART, may_take_part

FOR_LOG = "for-log"
"""A line about a decision that the holder of a role took for others."""


def pin(db: Session, *, by: str, group: str, topic: str, text: str, at: datetime) -> str:
    """
    Return the version that holds; pin the shipped text as the first where the group has none.

    A shipped text that the group has not seen yet becomes a proposal, never a change.
    """
    known = queries.rows(db, group=group, topic=topic)
    mark = queries.mark_of(text)
    if not known:
        return _add(
            db, known, by=by, group=group, topic=topic, text=text, fate=HELD, origin=SHIPPED, at=at
        ).id
    if not any(version.origin == SHIPPED and version.mark == mark for version in known):
        came = _("A newer version came with the workbench.")
        _add(
            db, known, by=by, group=group, topic=topic, text=text, fate=PROPOSED, origin=SHIPPED, at=at,
            reason=came,
        )  # fmt: skip
    holds = rules.in_force(known, queries.today(db, group=group, at=at))
    return (holds or known[0]).id


def propose(
    db: Session, *, by: str, group: str, topic: str, text: str, reason: str, review_on: date | None,
    cycle: str | None, at: datetime,
) -> str:  # fmt: skip
    """Propose a version of the group's own."""
    day = queries.today(db, group=group, at=at)
    refuse_unless(
        rules.may_propose(
            standing=standing(db, person=by, group=group), text=text, reason=reason, review_on=review_on,
            today=day,
        )
    )  # fmt: skip
    known = queries.rows(db, group=group, topic=topic)
    holds = rules.in_force(known, day)
    if holds is not None and holds.text == text:
        raise Refused(_("Nothing is different from what holds now. Nothing was proposed."))
    return _add(
        db, known, by=by, group=group, topic=topic, text=text, fate=PROPOSED, origin=OWN, at=at,
        reason=reason, review_on=review_on, cycle=cycle, mark=holds.mark if holds else "",
    ).id  # fmt: skip


def say(db: Session, *, by: str, form: str, stand: str, words: str, at: datetime) -> None:
    """Say where one stands to a proposal; a later word takes the earlier one's place."""
    found = _open(db, form, by=by)
    if stand not in {WITH, DIFFERING}:
        raise Refused(_("Choose where you stand. Nothing was changed."))
    if stand == DIFFERING and not words.strip():
        raise Refused(_("A difference needs your own words. Nothing was changed."))
    if len(words) > rules.LONGEST_REASON:
        raise Refused(_("This text is longer than 20,000 characters. Nothing was sent in. Shorten it."))
    entity = sha256(f"{found.id}{by}".encode()).hexdigest()[:32]
    before = db.scalar(select(func.max(FormVoice.revision)).where(FormVoice.entity == entity)) or 0
    db.add(
        FormVoice(
            entity=entity, revision=before + 1, form_id=found.id, stand=stand, words=words, by_id=by, at=at
        )
    )
    db.flush()


def adopt(
    db: Session, *, by: str, form: str, at: datetime, review_on: date | None = None, trial: bool = False,
    heard: bool = True,
) -> str:  # fmt: skip
    """
    Write down that the group adopts a proposal, or tries it; what was said to it stays beside it.

    ``review_on`` is until when it holds, where a decision says another day than the proposal. Where nobody
    was ``heard`` yet in a meeting, somebody else has to have said where they stand.
    """
    found = _open(db, form, by=by)
    today = queries.today(db, group=found.group_id, at=at)
    until = review_on or found.review_on
    if until is not None and until < today:
        raise Refused(_("The day until which this would hold is past. Nothing was changed. Propose it anew."))
    if trial or review_on is not None:
        refuse_unless(rules.may_stand_until(until, today=today))
    if not heard:
        here = frozenset(f.id for f in fellows_of(db, found.group_id) if f.standing in TAKING_PART)
        spoken = db.scalars(select(FormVoice.by_id).where(FormVoice.form_id == found.id))
        office = holder_of(db, power=WAYS, group=found.group_id, at=at)
        alone = office is not None and office.charter.holder == by and kind_of(found.topic) != ROLE
        refuse_unless(
            rules.may_adopt(
                by=by, proposed_by=found.by_id, heard=frozenset(spoken), here=here, alone=alone
            )
        )  # fmt: skip
        if alone and office is not None:
            told = _("Changed for the group: {topic}").format(topic=named(found))
            remarks.write(
                db, by=by, group=found.group_id, about=office.entity, kind=FOR_LOG, words=told, at=at
            )
    known = queries.rows(db, group=found.group_id, topic=found.topic)
    return _add(
        db, known, by=by, group=found.group_id, topic=found.topic, text=found.text,
        fate=TRIED if trial else HELD, origin=found.origin, at=at, reason=found.reason, review_on=until,
        cycle=found.cycle_id, mark=found.mark, parent=found.id,
    ).id  # fmt: skip


def named(form: GroupForm) -> str:
    """Return the name of a form for a line about it."""
    return way_of(form.text).title if kind_of(form.topic) == WAY else form.topic


def drop(db: Session, *, by: str, group: str, topic: str, reason: str, at: datetime) -> None:
    """Write down that the group drops a form of its own; it binds nobody, and its history stays readable."""
    _end(db, by=by, group=group, topic=topic, reason=reason, at=at, fate=DROPPED)


def write_version(
    db: Session, *, by: str, group: str, topic: str, text: str, reason: str, review_on: date | None,
    at: datetime, mark: str,
) -> str:  # fmt: skip
    """Write a version in force that needs no decision; the caller has asked the rule that allows it."""
    known = queries.rows(db, group=group, topic=topic)
    return _add(
        db, known, by=by, group=group, topic=topic, text=text, fate=HELD, origin=OWN, at=at, reason=reason,
        review_on=review_on, mark=mark, parent=known[-1].id if known else None,
    ).id  # fmt: skip


def let_rest(db: Session, *, by: str, group: str, topic: str, reason: str, at: datetime) -> None:
    """Let the group's own version rest; what ships holds again, and the history stays readable."""
    _end(db, by=by, group=group, topic=topic, reason=reason, at=at, fate=RESTS)


def _end(db: Session, *, by: str, group: str, topic: str, reason: str, at: datetime, fate: str) -> None:
    refuse_unless(may_take_part(standing(db, person=by, group=group)))
    known = queries.rows(db, group=group, topic=topic)
    holds = rules.in_force(known, queries.today(db, group=group, at=at))
    if holds is None or holds.origin == SHIPPED:
        raise Refused(_("There is no version of the group's own to rest. Nothing was changed."))
    _add(
        db, known, by=by, group=group, topic=topic, text=holds.text, fate=fate, origin=OWN, at=at,
        reason=reason, mark=holds.mark, parent=holds.id,
    )  # fmt: skip


def _open(db: Session, form: str, *, by: str) -> GroupForm:
    found = db.get(GroupForm, form)
    if found is None:
        raise Refused(_("There is no such proposal. Nothing was changed."))
    refuse_unless(may_take_part(standing(db, person=by, group=found.group_id)))
    known = queries.rows(db, group=found.group_id, topic=found.topic)
    if found.id not in {version.id for version in rules.open_proposals(known)}:
        raise Refused(_("The group has decided on this since. Nothing was changed. Look at how it stands."))
    return found


def _add(
    db: Session, known: list[GroupForm], *, by: str, group: str, topic: str, text: str, fate: str,
    origin: str, at: datetime, reason: str = "", review_on: date | None = None, cycle: str | None = None,
    mark: str | None = None, parent: str | None = None,
) -> GroupForm:  # fmt: skip
    row = GroupForm(
        entity=queries.entity_of(group, topic), revision=known[-1].revision + 1 if known else 1,
        group_id=group, topic=topic, text=text, reason=reason, origin=origin, fate=fate,
        mark=queries.mark_of(text) if mark is None else mark, review_on=review_on, cycle_id=cycle,
        parent_id=parent, by_id=by, at=at,
    )  # fmt: skip
    db.add(row)
    db.flush()
    known.append(row)
    return row
