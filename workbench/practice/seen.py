"""All of a practice that one person may see now, read at once for a page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workbench.core.keys import has_passphrase
from workbench.models.practice import Offer
from workbench.people import queries as people
from workbench.people.rules import may_take_part
from workbench.practice import queries
from workbench.practice.growing import offers
from workbench.practice.hearing import Said, said
from workbench.practice.queries import CycleSeen, Part, Whole, Wording
from workbench.practice.rules import in_force, on_trial, open_proposals


@dataclass(frozen=True)
class PracticeSeen:
    """One group's practice as one person sees it."""

    me: str
    group: str
    name: str
    zone: str
    others: tuple[tuple[str, str], ...]
    names: dict[str, str]
    takes_part: bool
    cycles: tuple[CycleSeen, ...]
    wholes: tuple[Whole, ...]
    parts: tuple[tuple[Part, ...], ...]
    criteria: tuple[tuple[Wording, ...], ...]
    said: dict[str, Said]
    offers: tuple[Offer, ...]
    attempts: int
    has_passphrase: bool

    @property
    def whole(self) -> Whole:
        """The newest text about the whole, empty where there is none."""
        return self.wholes[-1] if self.wholes else Whole("", 0, None)

    @property
    def components(self) -> tuple[Part, ...]:
        """The components in force."""
        return tuple(now for each in self.parts if (now := in_force(each)))

    @property
    def open_parts(self) -> tuple[Part, ...]:
        """The components that are proposed and not answered."""
        return tuple(part for each in self.parts for part in open_proposals(each))

    @property
    def proposals(self) -> tuple[Wording, ...]:
        """The open proposals of criteria, oldest first."""
        found = [version for each in self.criteria for version in open_proposals(each)]
        return tuple(sorted(found, key=lambda version: version.at))

    @property
    def open_cycle(self) -> str | None:
        """The id of the cycle that is open."""
        return next((each.id for each in self.cycles if each.closed_at is None), None)

    @property
    def tried(self) -> tuple[Wording, ...]:
        """The wordings that the group tries in the cycle that is open."""
        return tuple(now for each in self.criteria if (now := on_trial(each, self.open_cycle)))

    def held(self, *, mine: bool) -> tuple[Wording, ...]:
        """Return the wordings in force: my own, or the shared ones."""
        now = (in_force(each) for each in self.criteria)
        return tuple(version for version in now if version and (version.owner is not None) == mine)

    def part_name(self, entity: str | None) -> str:
        """Return how a component is called now."""
        return next((each[-1].name for each in self.parts if each[0].entity == entity), "")

    def cycle_number(self, cycle: str | None) -> int | None:
        """Return the number of a cycle."""
        return next((each.number for each in self.cycles if each.id == cycle), None)


def practice_seen(db: Session, *, asker: str, group: str, at: datetime) -> PracticeSeen:
    """Return what a person may see of a group's practice."""
    here = people.group(db, asker=asker, group=group)
    return PracticeSeen(
        me=asker,
        group=group,
        name=here.name,
        zone=here.zone,
        others=tuple((g.id, g.name) for g in people.groups(db, asker=asker) if g.id != group),
        names=people.names(db, asker=asker, group=group),
        takes_part=may_take_part(people.standing(db, person=asker, group=group)) is True,
        cycles=tuple(queries.cycles(db, asker=asker, group=group)),
        wholes=tuple(queries.wholes(db, asker=asker, group=group)),
        parts=tuple(tuple(each) for each in queries.parts(db, asker=asker, group=group)),
        criteria=tuple(tuple(each) for each in queries.versions(db, asker=asker, group=group)),
        said=said(db, asker=asker, group=group, at=at),
        offers=tuple(offers(db, asker=asker, group=group)),
        attempts=queries.own_attempts(db, asker=asker, group=group),
        has_passphrase=has_passphrase(db, asker),
    )
