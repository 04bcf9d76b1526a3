"""A kind of session is a file of stages, made of a small set of mechanics (``templates/protocols``)."""

import tomllib
from dataclasses import dataclass
from functools import cache

from workbench.content import content
from workbench.core.rights import Refused
from workbench.core.words import _

MECHANICS = frozenset(
    {
        "say-in-turn",
        "write-alone",
        "reveal-together",
        "respond",
        "choose",
        "record",
        "pause",
        "speak-freely",
    }
)


@dataclass(frozen=True)
class Stage:
    """One step of a session: who acts, how it is held, how long it may take, what is said on screen."""

    name: str
    title: str
    mechanic: str
    who: str
    minutes: int
    prompt: str
    guard: str


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


@cache
def protocol(kind: str) -> Protocol:
    """Return a kind of session that ships with the workbench."""
    path = content("templates", "protocols", f"{kind}.toml")
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        stages = tuple(Stage(**stage) for stage in told["stages"])
    except (OSError, tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise Refused(
            _("The steps of “{kind}” cannot be read ({error}). Nothing was changed.").format(
                kind=kind, error=error
            )
        ) from error
    for number, stage in enumerate(stages, start=1):
        if stage.mechanic not in MECHANICS:
            raise Refused(
                _(
                    "Step {number} of “{kind}” is held in an unknown way ({mechanic}). Nothing was changed."
                ).format(number=number, kind=kind, mechanic=stage.mechanic)
            )
    return Protocol(kind=kind, name=told["name"], purpose=told["purpose"], stages=stages)
