"""
What may be true of a form: anything that a group does in an agreed way (DOMAIN 2.1).

A version is *proposed* by a member. When somebody writes down its adoption, a further version is *held*
whose parent is the proposal. Past its review date a version of the group's *rests*, with no one acting:
then the one before it holds as long as its own date is not past, and at last what ships. One that is
*tried* holds like one that was adopted, until its trial ends; one that was *dropped* is gone, and readable.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from workbench.core.rights import Answer
from workbench.core.words import _
from workbench.people.rules import may_take_part

PROPOSED, HELD, RESTS, ERASED = "proposed", "held", "rests", "erased"
TRIED, DROPPED = "tried", "dropped"
HOLDS = frozenset({HELD, TRIED})
"""Fates of versions that hold until their day: adopted, or on trial."""
SHRUNK = "shrunk"
"""The mark of a charter's version that only hands something back."""
SHIPPED, OWN = "shipped", "group"
WITH, DIFFERING = "with", "differing"
A_WHILE = timedelta(days=182)
"""When a group looks at a form again unless it chooses a day: a guess."""

FARTHEST = timedelta(days=366 * 3)
LONGEST, LONGEST_REASON = 100_000, 20_000


class Version(Protocol):
    """One version of a form; a row or what was read from one."""

    @property
    def revision(self) -> Any:
        """A number from 1 on."""

    @property
    def fate(self) -> Any:
        """One of the fates above."""

    @property
    def origin(self) -> Any:
        """Whether it ships or is the group's own."""

    @property
    def review_on(self) -> Any:
        """The day until which it holds, or none."""


V = TypeVar("V", bound=Version)


def in_force(versions: Sequence[V], on: date) -> V | None:
    """Return the version that holds on a day; None where nothing was ever adopted."""
    newest_first = sorted(versions, key=lambda version: version.revision, reverse=True)
    for version in newest_first:
        if version.fate in {RESTS, DROPPED}:
            break
        if version.fate in HOLDS and (version.review_on is None or on <= version.review_on):
            return version
    if newest_first and newest_first[0].fate == DROPPED:
        return None
    return next((v for v in newest_first if v.fate == HELD and v.origin == SHIPPED), None)


def open_proposals(versions: Sequence[V]) -> list[V]:
    """Return the proposals that nobody has answered yet, oldest first."""
    settled = max((v.revision for v in versions if v.fate in {*HOLDS, RESTS, DROPPED}), default=0)
    later = [v for v in versions if v.fate == PROPOSED and v.revision > settled]
    return sorted(later, key=lambda version: version.revision)


def may_propose(
    *, standing: str | None, text: str, reason: str, review_on: date | None, today: date
) -> Answer:
    """Say whether a version may be proposed: with a reason, and a day on which the group looks again."""
    if not reason.strip():
        return _("There is no reason yet. Nothing was proposed; your draft is kept. Say in a line why.")
    if len(text) > LONGEST or len(reason) > LONGEST_REASON:
        return _("This is too long to be kept. Nothing was proposed; your draft is kept. Shorten it.")
    if review_on is not None and not today < review_on <= today + FARTHEST:
        return _("The day on which the group looks again lies after today, within three years. Nothing was "
                 "proposed; your draft is kept. Choose another day.")  # fmt: skip
    return may_take_part(standing)


def may_adopt(
    *, by: str, proposed_by: str, heard: frozenset[str], here: frozenset[str], alone: bool
) -> Answer:
    """
    Say whether somebody may write down that a group adopts a proposal without a decision in a meeting.

    Somebody else has to have said where they stand, unless there is nobody else, or a charter lets them
    do it ``alone``.
    """
    if by not in here:
        return may_take_part(None)
    if alone or here <= {by} or heard - {proposed_by} or (heard and by != proposed_by):
        return True
    return _("Nobody else has said yet where they stand. Nothing was changed. Ask the others, or bring it to "
             "a meeting as a decision.")  # fmt: skip


def may_stand_until(review_on: date | None, *, today: date) -> Answer:
    """Say whether a version may hold until a day: after today, within three years."""
    if review_on is not None and today < review_on <= today + FARTHEST:
        return True
    return _("The day until which it holds lies after today, within three years. Nothing was changed. Choose "
             "another day.")  # fmt: skip
