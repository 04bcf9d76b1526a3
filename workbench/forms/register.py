"""The form register: all that a group does in an agreed way, how each stands, and what was written of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.rights import refuse_unless
from workbench.forms import queries, rules
from workbench.forms.queries import Said
from workbench.forms.rules import DROPPED, ERASED, HELD, HOLDS, OWN, PROPOSED, RESTS, TRIED
from workbench.forms.ways import ROLE, WAY, Way, charter_of, kind_of, way_of
from workbench.models.forms import GroupForm
from workbench.people.queries import standing
from workbench.people.rules import may_look_in

NEVER = "never adopted"


@dataclass(frozen=True)
class Entry:
    """
    One form of a group's: its versions, the one in force, open proposals, how it stands.

    ``stands`` is one of the fates: held, tried, rests, dropped, proposed. ``since`` is from when it rests.
    """

    entity: str
    topic: str
    versions: tuple[GroupForm, ...]
    now: GroupForm | None
    proposals: tuple[GroupForm, ...]
    stands: str
    since: date | None
    voices: tuple[tuple[str, tuple[Said, ...]], ...] = ()

    @property
    def kind(self) -> str:
        """Of which kind it is: way, role, protocol, notebook, how-we-decide."""
        return kind_of(self.topic)

    @property
    def shown(self) -> GroupForm:
        """The version by which it is known: what holds, else the newest that ever did, else a proposal."""
        held = [v for v in self.versions if v.fate in HOLDS]
        return self.now or (held[-1] if held else self.versions[-1])

    @property
    def way(self) -> Way:
        """What it says, where it is a way."""
        return way_of(self.shown.text) if self.kind == WAY else Way("")

    @property
    def title(self) -> str:
        """What it is called."""
        if self.kind == ROLE:
            return charter_of(self.shown.text).title
        return self.way.title or self.topic.split("/", 1)[-1]

    def said_to(self, version: str) -> tuple[Said, ...]:
        """What was said to a proposed version."""
        return dict(self.voices).get(version, ())

    def differing(self) -> tuple[Said, ...]:
        """Who sees what holds otherwise, in their own words: to its proposal, and none if nothing holds."""
        if self.now is None:
            return ()
        return tuple(v for v in self.said_to(self.now.parent_id or "") if v.stand == rules.DIFFERING)


def entry_of(
    versions: Sequence[GroupForm], on: date, voices: Sequence[tuple[str, tuple[Said, ...]]] = ()
) -> Entry:
    """Return how a form stands on a day, from its versions, oldest first."""
    now = rules.in_force(versions, on)
    proposals = tuple(rules.open_proposals(versions))
    settled = [v for v in versions if v.fate in {*HOLDS, RESTS, DROPPED}]
    last = settled[-1] if settled else None
    stands, since = PROPOSED, None
    if now is not None:
        stands = TRIED if now.fate == TRIED else HELD
    elif last is not None and last.fate == DROPPED:
        stands, since = DROPPED, last.at.date()
    elif last is not None:
        stands = RESTS
        since = last.review_on if last.fate in HOLDS and last.review_on else last.at.date()
    return Entry(
        versions[0].entity, versions[0].topic, tuple(versions), now, proposals, stands, since, tuple(voices)
    )


def register(db: Session, *, asker: str, group: str, at: datetime) -> list[Entry]:
    """Return all forms of a group, those in force first, each kind by the day of its first version."""
    refuse_unless(may_look_in(standing(db, person=asker, group=group)))
    day = queries.today(db, group=group, at=at)
    rows = db.scalars(
        select(GroupForm)
        .where(GroupForm.group_id == group, GroupForm.fate != ERASED)
        .order_by(GroupForm.revision)
    )
    by_entity: dict[str, list[GroupForm]] = defaultdict(list)
    for row in rows:
        by_entity[row.entity].append(row)
    said = queries.voices_in(db, group=group)
    found = [
        entry_of(versions, day, [(v.id, said[v.id]) for v in versions if v.id in said])
        for versions in by_entity.values()
    ]
    order = (HELD, TRIED, PROPOSED, RESTS, DROPPED)
    return sorted(found, key=lambda each: (order.index(each.stands), each.versions[0].at, each.entity))


def own(entries: Sequence[Entry]) -> list[Entry]:
    """Return those that are the group's own: not a protocol as it ships."""
    return [e for e in entries if any(v.origin == OWN for v in e.versions)]
