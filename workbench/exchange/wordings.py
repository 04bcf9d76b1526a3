"""The criteria of one group, found by their wording; what an import adds to them."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.exchange.owned import BETWEEN, mark, marks
from workbench.models.base import new_id
from workbench.models.practice import Criterion
from workbench.practice.rules import ERASED, HELD, in_force, may_be_criterion, open_proposals

IMPORTED = "imported"


@dataclass(frozen=True)
class Version:
    """One version of a criterion; ``new`` when this import makes it."""

    id: str
    entity: str
    revision: int
    owner: str | None
    wording: str
    lack: str
    labels: tuple[str, ...]
    component: str | None
    fate: str
    new: bool = False
    came_from: str = ""  # of one that came in before and is sealed for its owner: what its row said


class Wordings:
    """The criteria of a group, and those that are about to be added."""

    def __init__(self, db: Session, group: str) -> None:
        self.group = group
        self._versions: dict[str, list[Version]] = defaultdict(list)
        self._by_wording: dict[str, list[Version]] = defaultdict(list)
        self._sealed: dict[str, Version] = {}
        rows = db.scalars(
            select(Criterion)
            .where(Criterion.group_id == group, Criterion.fate != ERASED)
            .order_by(Criterion.entity, Criterion.revision)
        ).all()
        shut = marks(db, rows)  # a wording that is sealed for its owner is nobody else's to know
        for c in rows:
            wording, between, whole = shut.get(c.id, "").partition(BETWEEN)
            labels = tuple(c.labels)
            version = Version(
                c.id, c.entity, c.revision, c.owner_id, c.wording, c.lack, labels, c.component, c.fate,
                came_from=whole,
            )  # fmt: skip
            if c.id not in shut:
                self._add(version)
                continue
            self._versions[version.entity].append(version)
            if between:
                self._sealed[wording] = version

    def _add(self, version: Version) -> None:
        self._versions[version.entity].append(version)
        self._by_wording[version.wording].append(version)

    def ids(self, wording: str) -> list[str]:
        """Return every version that has had this wording."""
        return [version.id for version in self._by_wording.get(wording, ())]

    def current(self, wording: str, owner: str | None) -> Version | None:
        """
        Return the wording in force that is meant: the shared one, else the owner's own.

        None where nobody knows the wording; refused where it is known and not in force any more.
        """
        seen = [v for v in self._by_wording.get(wording, ()) if v.owner is None or v.owner == owner]
        held = [v for v in seen if in_force(self._versions[v.entity]) is v]
        if held:
            return min(held, key=lambda v: v.owner is not None)
        if seen:
            raise Refused(self._why_not(seen[-1]))
        return None

    def held(self, wording: str, owner: str | None) -> Version | None:
        """Return the wording in force of exactly this owner, or of the group where that is None."""
        seen = [v for v in self._by_wording.get(wording, ()) if v.owner == owner]
        return next((v for v in seen if in_force(self._versions[v.entity]) is v), None)

    def came_in(self, wording: str, owner: str) -> Version | None:
        """Return the version of somebody's own that came in before with this wording, and is sealed."""
        return self._sealed.get(mark(self.group, owner, wording))

    def sealed(self, wording: str, owner: str, *, scale: tuple[str, ...]) -> Version | None:
        """Return the same if it is in force, with the scale that the file is said to have; else refuse."""
        found = self.came_in(wording, owner)
        if found is None:
            return None
        if in_force(self._versions[found.entity]) is not found:
            sentence = _("“{wording}” came in before as a criterion of their own, and they have changed it "
                         "or put it down since. They go on with it in the room.")  # fmt: skip
            raise Refused(sentence.format(wording=wording))
        return replace(found, wording=wording, labels=scale)

    def mark(self, version: Version, part: str) -> str:
        """Return by what a version of somebody's own is known again, should it come in once more."""
        owner = version.owner or ""
        row = (version.lack, "|".join(version.labels), part)
        wording = mark(self.group, owner, version.wording)
        return f"{wording}{BETWEEN}{mark(self.group, owner, version.wording, *row)}"

    def _why_not(self, version: Version) -> str:
        every = self._versions[version.entity]
        now = in_force(every)
        if now is not None:
            sentence = _("The wording “{old}” is not the present one; now it is “{new}”.")
            return sentence.format(old=version.wording, new=now.wording)
        if open_proposals(every):
            sentence = _("The criterion “{wording}” is proposed and not adopted yet.")
        else:
            sentence = _("The criterion “{wording}” was dropped.")
        return sentence.format(wording=version.wording)

    def add(
        self, *, wording: str, lack: str, labels: tuple[str, ...], owner: str | None, component: str | None
    ) -> Version:
        """Add a criterion that is held from now on."""
        refuse_unless(may_be_criterion(wording=wording, lack=lack, labels=labels))
        version = Version(new_id(), new_id(), 1, owner, wording, lack, labels, component, HELD, new=True)
        self._add(version)
        return version

    def row(
        self, version: Version, *, cycle: str | None, by: str, reason: str, at: datetime
    ) -> dict[str, object]:
        """Return the row that keeps a version that was added."""
        return {
            "id": version.id, "entity": version.entity, "revision": 1, "group_id": self.group,
            "owner_id": version.owner, "cycle_id": cycle, "parent_id": None, "component": version.component,
            "wording": version.wording, "lack": version.lack, "labels": list(version.labels),
            "fate": version.fate, "reason": reason, "by_id": by, "at": at,
        }  # fmt: skip


def check_mark(version: Version, said: str | None) -> None:
    """Refuse a mark that is not on the scale of its criterion."""
    if said is None or said in version.labels:
        return
    if not version.labels and version.came_from:
        sentence = _("“{wording}” is sealed for its owner, so nothing here says which marks it has. Add "
                     "--scale with those that it has, such as --scale 1-7.")  # fmt: skip
    elif not version.labels and version.new:
        sentence = _("“{wording}” is new here, and nothing says which marks it has. Add --scale, such as "
                     "--scale 1-7.")  # fmt: skip
    elif not version.labels:
        sentence = _("“{wording}” is judged in words only, so the mark “{mark}” does not fit.")
    else:
        sentence = _("The mark “{mark}” is not on the scale of “{wording}” ({labels}).")
    raise Refused(sentence.format(wording=version.wording, mark=said, labels=", ".join(version.labels)))
