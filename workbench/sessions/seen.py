"""What someone may see of a session, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from workbench.practice.queries import Wording
from workbench.sessions.place import Place
from workbench.sessions.protocols import Protocol
from workbench.sessions.rules import View


@dataclass(frozen=True)
class ViewSeen:
    """A view that was sent in, with its author."""

    author: str
    at: datetime
    view: View


@dataclass(frozen=True)
class NoteSeen:
    """A note that the asker may read."""

    id: str
    author: str
    kind: str
    words: str
    at: datetime
    kept: bool
    tag: str = ""


@dataclass(frozen=True)
class ClosingSeen:
    """The practitioner's last word, with what they now say by each criterion."""

    revision: int
    stance: str
    words: str
    shown_wrong_by: str
    at: datetime
    views: tuple[View, ...]


@dataclass(frozen=True)
class ContractSeen:
    """What an assessment is for."""

    revision: int
    purpose: str
    seen_by: str
    outside_use: str
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class SessionSeen:
    """One session as the asker may see it now."""

    id: str
    group: str
    zone: str
    cycle: int
    cycle_id: str
    kind: str
    protocol: Protocol
    practitioner: str
    names: dict[str, str]
    taking_part: tuple[str, ...]
    i_take_part: bool
    place: Place
    contract: ContractSeen | None
    roles: dict[str, str]
    criteria: tuple[Wording, ...]
    sent_in: frozenset[str]
    views: tuple[ViewSeen, ...]
    closing: ClosingSeen | None
    notes: tuple[NoteSeen, ...]
    crossed: tuple[tuple[str, str], ...] = ()  # whose move met the last one, and what they wanted

    @property
    def own_locked(self) -> bool:
        """Whether the practitioner's own view has been sent in."""
        return self.practitioner in self.sent_in

    @property
    def peers(self) -> tuple[str, ...]:
        """Those who take part, without the practitioner."""
        return tuple(p for p in self.taking_part if p != self.practitioner)


@dataclass(frozen=True)
class Sitting:
    """One session of a cycle, as it is listed."""

    id: str
    kind: str
    practitioner: str
    place: Place
    own_locked: bool
    protocol: Protocol
