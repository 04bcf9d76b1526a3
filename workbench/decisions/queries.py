"""Reads about decisions: how one is taken, each voice as the asker may read it, dots, and what came of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.rights import refuse_unless
from workbench.forms import remarks
from workbench.forms.queries import today
from workbench.forms.register import entry_of
from workbench.forms.remarks import STAND, Said
from workbench.models.decisions import Decision, DetachedDots, Dot, DotsShown, Presence
from workbench.models.forms import GroupForm
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART, may_look_in
from workbench.sessions import held, queries
from workbench.sessions.around import meeting_of
from workbench.sessions.place import Place
from workbench.sessions.protocols import DECISION

NEED, HEARD, ECOSYSTEM, SHARED, DIFFERENCE, OPTION = (
    "need", "heard", "ecosystem", "shared-ground", "difference", "option",
)  # fmt: skip
ANSWER, LATER = "to-outcome", "later"
KINDS = (STAND, NEED, HEARD, ECOSYSTEM, SHARED, DIFFERENCE, OPTION, ANSWER, LATER)


@dataclass(frozen=True)
class Dots:
    """The dots of one round that were shown: for each option and label who lies there, or how many."""

    round: int
    named: Mapping[str, Mapping[str, tuple[str, ...]]]
    detached: Mapping[str, Mapping[str, int]]
    givers: tuple[str, ...]


@dataclass(frozen=True)
class DecisionSeen:
    """One decision as the asker may see it."""

    id: str
    group: str
    proposer: str
    begun: datetime
    now: Decision | None
    place: Place
    said: tuple[Said, ...]
    stood: frozenset[str]
    present: tuple[str, ...]
    absent: tuple[str, ...]
    given: frozenset[str]
    shown: tuple[Dots, ...]
    presences: tuple[Presence, ...]
    about: GroupForm | None
    in_meeting: bool
    worded: str | None  # the revision in which the outcome was worded last

    def of(self, *kinds: str) -> tuple[Said, ...]:
        """What was said of these kinds, as far as the asker may read it."""
        return tuple(each for each in self.said if each.kind in kinds)

    @property
    def round(self) -> int:
        """The number of the round of dots that is open."""
        return len(self.shown) + 1

    @property
    def revision(self) -> int:
        """The revision of how it stands."""
        return self.now.revision if self.now else 0

    @property
    def closed(self) -> bool:
        """Whether the outcome is written down."""
        return self.now is not None and self.now.closed

    def was_absent(self, person: str) -> bool:
        """Whether the record says that somebody was not there."""
        return any(p.person_id == person and not p.here for p in self.presences)

    def answers(self) -> dict[str, Said]:
        """How each said they stand to the outcome as it is worded now."""
        return {each.by: each for each in self.of(ANSWER) if each.tag.partition(" ")[2] == self.worded}


def newest(db: Db, session: str) -> Decision | None:
    """Return how a decision stands now."""
    here = select(Decision).where(Decision.entity == session)
    return db.scalar(here.order_by(Decision.revision.desc()).limit(1))


def present_in(db: Db, found: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who of those who take part is there, and who is not: by the meeting, else by what they wrote."""
    here = [f.id for f in people.fellows_of(db, found.group_id) if f.standing in TAKING_PART]
    meeting = meeting_of(db, found)
    if meeting is not None:
        there = set(held.here(db, meeting))
    else:
        wrote = remarks.authors(db, group=found.group_id, kinds=KINDS)
        there = {by for about, _kind, by, _at in wrote if about == found.id}
    return tuple(p for p in here if p in there), tuple(p for p in here if p not in there)


def decision(db: Db, *, asker: str, session: str) -> DecisionSeen:
    """Return a decision as the asker may see it; refuse those outside the group."""
    found = queries.row(db, session)
    refuse_unless(may_look_in(people.standing(db, person=asker, group=found.group_id)))
    place = queries.place(db, found)
    now = newest(db, session)
    open_now = {session} if "heard" in place.visited or place.ended or (now and now.closed) else set[str]()
    said = remarks.said(db, asker=asker, group=found.group_id, about=session, kinds=KINDS, open_now=open_now)
    wrote = remarks.authors(db, group=found.group_id, kinds=(STAND,))
    stood = frozenset(by for about, _kind, by, _at in wrote if about == session)
    present, absent = present_in(db, found)
    shown = dots_shown(db, session)
    worded = select(Decision.id).where(Decision.entity == session, Decision.closed.is_(False))
    worded = worded.order_by(Decision.revision.desc()).limit(1)
    return DecisionSeen(
        id=session,
        group=found.group_id,
        proposer=found.practitioner_id,
        begun=found.at,
        now=now,
        place=place,
        said=tuple(said),
        stood=stood,
        present=present,
        absent=absent,
        given=givers(db, session, len(shown) + 1),
        shown=tuple(shown),
        presences=tuple(db.scalars(select(Presence).where(Presence.session_id == session))),
        about=db.get(GroupForm, now.form_id) if now and now.form_id else None,
        in_meeting=meeting_of(db, found) is not None,
        worded=db.scalar(worded),
    )


def givers(db: Db, session: str, number: int) -> frozenset[str]:
    """Return who has given dots in a round that is open; not which."""
    here = select(Dot.by_id).where(Dot.session_id == session, Dot.round == number).distinct()
    return frozenset(db.scalars(here))


def dots_shown(db: Db, session: str) -> list[Dots]:
    """Return the dots of the rounds that were shown together, in their order; nothing of an open one."""
    rounds = db.scalars(
        select(DotsShown).where(DotsShown.session_id == session).order_by(DotsShown.round)
    ).all()
    numbers = [row.round for row in rounds]
    named: dict[int, dict[str, dict[str, list[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    where = Dot.session_id == session, Dot.round.in_(numbers), Dot.label != ""
    for dot in db.scalars(select(Dot).where(*where).order_by(Dot.by_id)):
        named[dot.round][dot.option_id][dot.label].append(dot.by_id)
    counted: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in db.scalars(select(DetachedDots).where(DetachedDots.session_id == session)):
        counted[row.round][row.option_id][row.label] = row.dots
    return [
        Dots(
            row.round,
            {o: {label: tuple(who) for label, who in by.items()} for o, by in named[row.round].items()},
            {option: dict(by) for option, by in counted[row.round].items()},
            tuple(row.givers),
        )
        for row in rounds
    ]


def decisions(db: Db, *, asker: str, group: str) -> list[DecisionSeen]:
    """Return the decisions of a group that somebody has set out, newest first."""
    refuse_unless(may_look_in(people.standing(db, person=asker, group=group)))
    begun = select(Decision.entity).where(Decision.group_id == group).distinct()
    rows = db.scalars(
        select(Session.id)
        .where(Session.group_id == group, Session.kind == DECISION, Session.id.in_(begun))
        .order_by(Session.at.desc(), Session.id)
    )
    return [decision(db, asker=asker, session=each) for each in rows]


def waits_for_review(seen: DecisionSeen, today: date) -> bool:
    """Say whether a decision's day to look at it again has come."""
    return bool(seen.closed and seen.now and seen.now.review_on and seen.now.review_on <= today)


def proposals_open(db: Db, *, group: str, at: datetime) -> list[GroupForm]:
    """Return the open proposals of a group, about which a decision may be taken."""
    day = today(db, group=group, at=at)
    rows = db.scalars(select(GroupForm).where(GroupForm.group_id == group).order_by(GroupForm.revision))
    by_entity: dict[str, list[GroupForm]] = defaultdict(list)
    for row in rows:
        by_entity[row.entity].append(row)
    return [p for versions in by_entity.values() for p in entry_of(versions, day).proposals]
