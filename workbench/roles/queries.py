"""Reads about roles: their charters, who holds them now, what was written about them, and what ends soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.forms import queries as forms
from workbench.forms import remarks, rules
from workbench.forms.powers import Held, held_roles
from workbench.forms.register import Entry, register
from workbench.forms.remarks import ACCEPTING, ANSWERS, NOMINATION, Said
from workbench.forms.services import FOR_LOG
from workbench.forms.ways import ROLE, Charter, charter_of
from workbench.models.forms import GroupForm
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART
from workbench.roles.rules import SOON

NOW_MYSELF, HANDED_ON, OPENED = "now-myself", "handed-on", "opened"
KINDS = (FOR_LOG, NOW_MYSELF, HANDED_ON, NOMINATION, ACCEPTING, OPENED, "recall", "laid-down", *ANSWERS)


@dataclass(frozen=True)
class Term:
    """One term of a role: who held it, from when, until when, and how it ended."""

    holder: str
    since: date
    until: date
    ended: str


@dataclass(frozen=True)
class Role:
    """A role: how it stands as a form, who holds it now, its charter, and what was written about it."""

    entry: Entry
    held: Held | None
    charter: Charter
    said: tuple[Said, ...]
    terms: tuple[Term, ...]

    @property
    def entity(self) -> str:
        """The entity of its charter."""
        return self.entry.entity

    @property
    def unfilled(self) -> bool:
        """Whether it was held and nobody holds it now."""
        return self.held is None and bool(self.terms)

    def of(self, *kinds: str) -> tuple[Said, ...]:
        """What was written of these kinds."""
        return tuple(s for s in self.said if s.kind in kinds)

    def until(self, today: date) -> date | None:
        """Its last day, where that is near and nobody was proposed to follow."""
        end = self.held.until if self.held else None
        waits = any(v.review_on is not None and end and v.review_on > end for v in self.entry.proposals)
        return end if end is not None and end - SOON <= today and not waits else None


def role_entries(db: Db, *, asker: str, group: str, at: datetime) -> list[Entry]:
    """Return the charters of a group as forms."""
    return [e for e in register(db, asker=asker, group=group, at=at) if e.kind == ROLE]


def roles(db: Db, *, asker: str, group: str, at: datetime) -> list[Role]:
    """Return all roles of a group as the asker may see them, oldest first."""
    entries = role_entries(db, asker=asker, group=group, at=at)
    held = {h.entity: h for h in held_roles(db, at=at, group=group)}
    here = {f.id for f in people.fellows_of(db, group) if f.standing in TAKING_PART}
    since = {entry.entity: last_begun(entry) for entry in entries}
    opened = opened_now(db, group=group, here=frozenset(here), since=since)
    everyone = remarks.said(db, asker=asker, group=group, kinds=KINDS, open_now=opened)
    found = []
    for entry in sorted(entries, key=lambda e: (e.versions[0].at, e.entity)):
        said = tuple(
            s for s in everyone
            if s.about == entry.entity and (s.kind != NOMINATION or s.at > since[entry.entity])
        )  # fmt: skip
        now = held.get(entry.entity)
        charter = now.charter if now else charter_of(entry.shown.text)
        found.append(Role(entry, now, charter, said, tuple(terms_of(entry, said, now))))
    return found


def last_begun(entry: Entry) -> datetime:
    """Return when the last term of a role began; nominations before it are over."""
    begun = [v.at for v in entry.versions if v.fate in rules.HOLDS and v.mark != rules.SHRUNK]
    return begun[-1] if begun else datetime.min.replace(tzinfo=UTC)


def opened_now(db: Db, *, group: str, here: frozenset[str], since: Mapping[str, datetime]) -> frozenset[str]:
    """Return the roles of which nominations are open: somebody opened them, or everyone has written."""
    rows = [
        (about, kind, by)
        for about, kind, by, at in remarks.authors(db, group=group, kinds=(NOMINATION, OPENED))
        if about in since and at > since[about]
    ]
    opened = {about for about, kind, _by in rows if kind == OPENED}
    written: dict[str, set[str]] = {}
    for about, kind, by in rows:
        if kind == NOMINATION:
            written.setdefault(about, set()).add(by)
    return frozenset(opened | {about for about, who in written.items() if here <= who})


def terms_of(entry: Entry, said: tuple[Said, ...], now: Held | None) -> list[Term]:
    """Return the terms of a role, oldest first: a charter that shrank goes on, an elected one begins anew."""
    versions = [v for v in entry.versions if v.fate in rules.HOLDS and v.review_on is not None]
    begun = [v for v in versions if v.mark != rules.SHRUNK and charter_of(v.text).holder]
    found = []
    for number, first in enumerate(begun):
        nxt = begun[number + 1] if number + 1 < len(begun) else None
        line = [
            v for v in versions if first.revision <= v.revision and (not nxt or v.revision < nxt.revision)
        ]
        holder, until = charter_of(first.text).holder, line[-1].review_on or first.at.date()
        ends = [
            s for s in said
            if s.kind in {"laid-down", "recall"} and s.at >= first.at and (not nxt or s.at < nxt.at)
        ]  # fmt: skip
        down = next((s for s in ends if s.kind == "laid-down" and s.by == holder), None)
        how = "sunset"
        if down is not None:
            until, how = min(until, down.at.date()), "laid-down"
        elif nxt is None and now is None and any(s.kind == "recall" for s in ends):
            until, how = min(until, ends[-1].at.date()), "recall"
        elif nxt is not None:
            until = min(until, nxt.at.date())
        if nxt is None and now is not None:
            how = "goes-on"
        found.append(Term(holder, first.at.date(), until, how))
    return found


def any_role(db: Db, *, group: str) -> bool:
    """Say whether a group has ever written a charter."""
    here = GroupForm.group_id == group, GroupForm.topic.startswith(f"{ROLE}/")
    return db.scalar(select(GroupForm.id).where(*here).limit(1)) is not None


def in_a_row(terms: tuple[Term, ...]) -> int:
    """Return how many terms the last holder has held one after the other."""
    count = 0
    for term in reversed(terms):
        if term.holder != terms[-1].holder:
            break
        count += 1
    return count


def ending_soon(db: Db, *, asker: str, group: str, at: datetime) -> list[Role]:
    """Return the roles of which the end is near with nobody proposed to follow, and those nobody holds."""
    day = forms.today(db, group=group, at=at)
    return [r for r in roles(db, asker=asker, group=group, at=at) if r.until(day) or r.unfilled]


def charters_shown(entry: Entry) -> list[GroupForm]:
    """Return the versions of a charter that held, oldest first."""
    return [v for v in entry.versions if v.fate in rules.HOLDS]
