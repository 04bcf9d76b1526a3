"""Writes of entries: write, revise, release to a session, take back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.boxes import hand_over, put_away, take_back
from workbench.core.clock import zone
from workbench.core.halves import may_put_away
from workbench.core.keys import has_passphrase
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.journal import choices, queries, rules, sampling
from workbench.journal.releases import box_of, releases_of
from workbench.journal.rules import Fields
from workbench.models.base import new_id
from workbench.models.journal import Entry, Release, Withdrawal
from workbench.models.people import Group
from workbench.people.queries import standing
from workbench.people.rules import may_take_part


def _written(db: Db, entry: Entry, fields: Fields, *, kept: str | None = None) -> Entry:
    """Fill in an entry and add it, if it may be so; ``kept`` is the version that it referred to before."""
    criterion, mark = fields.get("criterion"), fields.get("mark")
    belongs = choices.component_of(db, criterion) if criterion else None
    component = fields.get("component") or belongs
    words, context = fields.get("words", ""), fields.get("context", "")
    speaks_for, speaks_against = fields.get("evidence_for", ""), fields.get("evidence_against", "")
    today = entry.at.astimezone(zone(db.get_one(Group, entry.group_id).zone)).date()
    refuse_unless(rules.may_be_of_day(entry.day, today))
    refuse_unless(sampling.may_be_chosen(fields.get("chosen", "")))
    refuse_unless(rules.may_be_so_long((words, context, speaks_for, speaks_against)))
    labels: tuple[str, ...] = ()
    if criterion is not None:
        facts = choices.criterion_facts(db, criterion)
        labels = facts.labels
        if criterion != kept:
            refuse_unless(rules.may_write_by(facts, writer=entry.by_id, group=entry.group_id))
    refuse_unless(rules.may_be_marked(mark, labels))
    if component != belongs and component not in choices.components_in_use(
        db, asker=entry.by_id, group=entry.group_id
    ):
        raise Refused(_("This component is not in use in your group. Nothing was sent; "
                        "your words are kept as a draft. Choose another one, or none."))  # fmt: skip
    entry.criterion_id, entry.component = criterion, component
    db.add(entry)
    db.flush()
    said = {"mark": mark, "words": words, "evidence_for": speaks_for, "evidence_against": speaks_against,
            "context": context, "chosen": fields.get("chosen", "")}  # fmt: skip
    put_away(db, owner=entry.by_id, name=box_of(entry), content=said, at=entry.at)
    return entry


def write_entry(
    db: Db, *, by: str, group: str, cycle: str, day: date, at: datetime, **fields: Unpack[Fields]
) -> str:
    """Write an entry, private to its owner; return its entity."""
    refuse_unless(may_take_part(standing(db, person=by, group=group)))
    refuse_unless(may_put_away(db, by))  # first: the passphrase asked for next is that of the key in use
    refuse_unless(rules.may_keep_entries(has_passphrase=has_passphrase(db, by)))
    if choices.cycle_group(db, cycle) != group:
        raise Refused(
            _("This cycle is not one of the group's. Nothing was sent; your words are kept as a draft.")
        )
    entry = Entry(entity=new_id(), revision=1, group_id=group, cycle_id=cycle, day=day, by_id=by, at=at)
    return _written(db, entry, fields).entity


def revise_entry(
    db: Db, *, by: str, entity: str, seen: int, day: date, at: datetime, **fields: Unpack[Fields]
) -> str:
    """
    Write the next revision of one's own entry; return its id. The earlier ones are kept.

    ``seen`` is the revision that the writer had before them. The wording that the entry referred to
    may stay, even if the group has gone on to a newer one.
    """
    refuse_unless(rules.may_change(by=by, owner=queries.owner_of(db, entity)))
    refuse_unless(may_put_away(db, by))  # first: the passphrase asked for next is that of the key in use
    refuse_unless(rules.may_keep_entries(has_passphrase=has_passphrase(db, by)))
    last = queries.newest(db, entity)
    if last.revision != seen:
        raise Refused(
            _("You changed this entry on another page. Nothing was overwritten; what you typed here is kept "
              "as a draft. Look at the newest version and send yours again if you still want to.")
        )  # fmt: skip
    entry = Entry(
        entity=entity,
        revision=seen + 1,
        group_id=last.group_id,
        cycle_id=last.cycle_id,
        day=day,
        by_id=by,
        at=at,
    )
    releases = releases_of(db, [entity])[entity]  # asked before: nobody has a key to the new words
    revised = _written(db, entry, fields, kept=last.criterion_id)
    here = queries.taking_part(db, group=last.group_id, besides=by).keys()
    for shown in releases:
        if rules.is_open(shown, at):
            still = sorted(here & (shown.readers or frozenset()))
            hand_over(db, name=box_of(revised), readers=still, grant=shown.id)
    return revised.id


def release(
    db: Db, *, by: str, entry: str, session: str, purpose: str, ends_at: datetime, at: datetime,
    readers: Collection[str] | None = None,
) -> str:  # fmt: skip
    """
    Show one's own entry to people in one session, for a purpose, until an end; return the release.

    Without ``readers`` it names all others who take part now. The words are sealed anew for each of them;
    whoever has no key yet cannot be given them, and the release does not name them.
    """
    refuse_unless(rules.may_change(by=by, owner=queries.owner_of(db, entry)))
    refuse_unless(rules.may_keep_entries(has_passphrase=has_passphrase(db, by)))
    group = queries.newest(db, entry).group_id
    refuse_unless(may_take_part(standing(db, person=by, group=group)))
    refuse_unless(
        rules.may_release(
            purpose=purpose,
            ends_at=ends_at,
            now=at,
            group=group,
            session_group=choices.session_group(db, session),
        )
    )
    others = queries.taking_part(db, group=group, besides=by)
    chosen = set(others if readers is None else readers)
    refuse_unless(rules.may_be_shown_to(readers=chosen, in_session=others))
    named = sorted(chosen - queries.without_key(db, chosen))
    refuse_unless(rules.may_reach(named))
    made = Release(
        entry=entry, session_id=session, purpose=purpose, readers=named, ends_at=ends_at, by_id=by, at=at
    )
    db.add(made)
    db.flush()
    hand_over(db, name=box_of(queries.newest(db, entry)), readers=named, grant=made.id)
    return made.id


def withdraw(db: Db, *, by: str, release: str, at: datetime) -> None:
    """Take a release back: nobody else is shown the entry by it any more. What was read cannot be unread."""
    found = db.get(Release, release)
    if found is None:
        raise Refused(_("There is no such release. Nothing was changed."))
    refuse_unless(rules.may_change(by=by, owner=queries.owner_of(db, found.entry)))
    if db.scalar(select(Withdrawal.id).where(Withdrawal.release_id == release)) is not None:
        raise Refused(_("This release was taken back already. Nothing was changed."))
    db.add(Withdrawal(release_id=release, by_id=by, at=at))
    take_back(db, [release])
    db.flush()
