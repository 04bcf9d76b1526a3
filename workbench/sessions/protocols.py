"""A kind of session is a file of stages, made of a small set of mechanics (``templates/protocols``)."""

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property

from workbench.content import content
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.sessions.checking import problems
from workbench.sessions.notes import NoteKind, among

ASSESSMENT, FEEDBACK, REVIEW, MEETING = "assessment", "feedback", "review", "meeting"
AUDIT, DECISION = "audit", "decision"
KINDS = (FEEDBACK, ASSESSMENT, REVIEW, AUDIT, DECISION)


@dataclass(frozen=True)
class Stage:
    """
    One step of a session: who acts, how it is held, how long it may take, what is said on screen.

    ``records`` names what may be written down in it, and what it shows.
    """

    name: str
    title: str
    mechanic: str
    who: str
    minutes: int
    prompt: str
    guard: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Protocol:
    """A kind of session."""

    kind: str
    name: str
    purpose: str
    stages: tuple[Stage, ...]

    def index(self, stage: str) -> int:
        """Return the place of a stage, from 0; refuse a stage that this kind does not have."""
        for place, known in enumerate(self.stages):
            if known.name == stage:
                return place
        raise Refused(
            _("This kind of session has no step “{stage}”. Nothing was changed.").format(stage=stage)
        )

    def stage(self, name: str) -> Stage:
        """Return a stage by its name."""
        return self.stages[self.index(name)]

    def records_at(self, stage: str) -> tuple[str, ...]:
        """Return what is recorded at a stage; nothing at one that this kind no longer has."""
        return next((known.records for known in self.stages if known.name == stage), ())

    @cached_property
    def records(self) -> frozenset[str]:
        """All that this kind of session records."""
        return frozenset(record for stage in self.stages for record in stage.records)

    @cached_property
    def notes(self) -> dict[str, NoteKind]:
        """The notes of this kind of session, in the order of its steps."""
        return among(record for stage in self.stages for record in stage.records)


def read(text: str, *, kind: str) -> Protocol:
    """Return the kind of session that a text describes; refuse it with each line that is wrong."""
    wrong = problems(text, kind=kind)
    if wrong:
        raise Refused(
            _("The steps of “{kind}” cannot be followed, so nothing was changed. {problems}").format(
                kind=kind, problems=" ".join(map(str, wrong))
            )
        )
    told = tomllib.loads(text)
    stages = tuple(Stage(**{**stage, "records": tuple(stage.get("records", ()))}) for stage in told["stages"])
    return Protocol(kind=kind, name=told["name"], purpose=told["purpose"], stages=stages)


def shipped(kind: str) -> str:
    """Return the text of a kind of session that ships with the workbench."""
    try:
        return content("templates", "protocols", f"{kind}.toml").read_text("utf-8")
    except OSError as error:
        raise Refused(
            _("The steps of “{kind}” cannot be read ({error}). Nothing was changed.").format(
                kind=kind, error=error
            )
        ) from error


@cache
def protocol(kind: str) -> Protocol:
    """Return a kind of session that ships with the workbench."""
    return read(shipped(kind), kind=kind)
