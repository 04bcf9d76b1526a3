"""
What lapses when. Every default is a guess, and the group's to change; nothing is asked of anybody.

A kind with no days does not lapse. A shorter time holds from two weeks after it was set, so that each
can take theirs along first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workbench.audit.lasting import ENDED, LINE, REMINDER, THEN
from workbench.core.lasting import Lasting
from workbench.core.rights import Answer
from workbench.core.words import _, ngettext
from workbench.decisions.lasting import DOT
from workbench.forms.lasting import FORM, REMARK
from workbench.journal.lasting import ENTRY, HANDED, RELEASE, VISIT
from workbench.people.lasting import CODE, DRAFT, LINK, SHARE, SIGN_IN, TICKET
from workbench.people.rules import may_take_part
from workbench.practice.lasting import PART, PROPOSAL
from workbench.sessions.lasting import (
    CLOSING,
    CONTRACT,
    DOUBT,
    EXPERIMENT,
    FADING,
    GAP,
    KEPT,
    LOOK_BACK,
    MEETING_CODE,
    NOTE,
    OWN,
    PEER,
)

GRACE = timedelta(days=14)
LONGEST_DAYS = 36_500
COPIES = 30
YEAR = 365  # days
GUESSES: dict[str, int] = {
    ENTRY: 1095, VISIT: 1095,
    DRAFT: 180, RELEASE: 30, NOTE: 730, GAP: 1095, KEPT: 1825, PEER: 1825, OWN: 3650,
    CLOSING: 3650, CONTRACT: 3650, PROPOSAL: 365, PART: 365, FORM: 365, EXPERIMENT: 1825, LOOK_BACK: 1825,
    THEN: 3650, ENDED: 3650, REMARK: 1825,
}  # fmt: skip
FIXED: dict[str, int] = {
    HANDED: 0, LINE: 0, DOUBT: 0, FADING: 0, LINK: 30, SIGN_IN: 30, TICKET: 1, CODE: 1, SHARE: 30,
    MEETING_CODE: 1, REMINDER: 366, DOT: 30,
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """How many days somebody chose for a kind, from when on; None: it does not lapse."""

    days: int | None
    at: datetime


def kind_words(kind: str) -> str:
    """Return what a kind of record is called, and from when its days count."""
    return {
        ENTRY: _("An entry in the practice log, from its last change"),
        VISIT: _("What a visitor saw of somebody's work, from when it was written"),
        DRAFT: _("What you were writing and did not send in, from the last key"),
        RELEASE: _("That an entry was released, and for what, from the release's end"),
        NOTE: _("A peer's note in a meeting, from when it was written"),
        GAP: _("A practitioner's note on the differences, from when it was written"),
        KEPT: _("A note that the practitioner keeps, from when it was written"),
        PEER: _("A peer's view of somebody, from when it was sent in"),
        OWN: _("An own view, from when it was sent in"),
        CLOSING: _("A last word, from when it was written"),
        CONTRACT: _("What a turn was for, from when it was said"),
        PROPOSAL: _("A proposed wording that was not adopted, with what was said to it, from the last word"),
        PART: _("A proposed part of the job that was not adopted"),
        FORM: _("A proposed way to do something that was not adopted, from the last word said to it"),
        REMARK: _("What somebody wrote about a form, a role or a decision, from when it was written"),
        DOT: _("Where somebody stood to an option, and it was never shown, from when it was set down"),
        EXPERIMENT: _("An experiment, from when it was written"),
        LOOK_BACK: _("What somebody found when they looked back, from when it was written"),
        THEN: _("How you were in an earlier cycle by today's understanding, from when it was written"),
        ENDED: _("A letter to oneself, or what somebody said the group learns, from when it was written"),
        REMINDER: _("A mail address to which somebody wanted to be reminded, from when it was given"),
        LINE: _("A line of your own that you showed to the group, from its end"),
        HANDED: _("That others can open a released entry, from the release's end"),
        DOUBT: _("A doubt that the practitioner does not keep, thirty days after it was written"),
        FADING: _("What was said for feedback and not kept, two days after it was written"),
        LINK: _("A personal link, from its end"),
        SIGN_IN: _("That a device was signed in, from its end"),
        TICKET: _("A page's ticket, from its end"),
        CODE: _("A short code for a further device, from its end"),
        MEETING_CODE: _("The short code of a meeting, from its end"),
        SHARE: _("What peers handed over to recover a key"),
    }[kind]


def days_words(days: int | None) -> str:
    """Return for how long something is kept."""
    if days is None:
        return _("does not lapse")
    if days == 0:
        return _("at once")
    if days % YEAR == 0:
        return ngettext("{years} year", "{years} years", days // YEAR).format(years=days // YEAR)
    return ngettext("{days} day", "{days} days", days).format(days=days)


def stays_words() -> str:
    """Return what does not lapse at all, and why."""
    return _("What does not lapse: criteria, parts of the job, forms and roles that the group has adopted, "
             "with what was said to them, and what it has decided; your own criteria and your text about the "
             "whole, which are yours to delete; that cycles, meetings and their steps took place; and how "
             "people stood to the group.")  # fmt: skip


def in_force(choices: Sequence[Choice], guess: int, at: datetime) -> int | None:
    """Return the days that hold at a moment: a shorter time waits until its two weeks are over."""
    held: list[int | None] = [guess]
    for choice in choices:
        if choice.at > at:
            continue
        held = [choice.days] if choice.at + GRACE <= at else [*held, choice.days]
    return None if None in held else max(days for days in held if days is not None)


def lapses(record: Lasting, days: int | None) -> datetime | None:
    """Return when a record lapses, if it does."""
    return record.since + timedelta(days=days) if days is not None else None


def may_set_days(*, standing: str | None, kind: str, days: int | None) -> Answer:
    """Say whether someone may say how long a kind is kept in their group."""
    if kind not in GUESSES:
        return _("For this the time is the same everywhere. Nothing was changed. Choose another kind.")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        return _("Between one day and a hundred years. Nothing was changed. Write the days as a number.")
    return may_take_part(standing)
