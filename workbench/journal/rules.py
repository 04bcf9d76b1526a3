"""
Who may write, read, release and take back an on-the-job entry.

An entry needs nothing but its owner and its day. Only its owner reads it, until they release it to a
named session, for a purpose and until an end. The sentence that tells who reads it (:func:`seen_by`)
is made by asking the very rule that lets people read (:func:`may_read_entry`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from workbench.core.clock import shown
from workbench.core.rights import Answer
from workbench.core.words import _

LONGEST = 20_000
LONGEST_RELEASE = timedelta(days=366)


class Fields(TypedDict, total=False):
    """What may be written in an entry beside its day; all of it may be left out."""

    criterion: str | None
    component: str | None
    mark: str | None
    words: str
    evidence_for: str
    evidence_against: str
    context: str
    chosen: str


@dataclass(frozen=True)
class Shown:
    """
    One release: to which session, for what, until when, and whether it was taken back.

    ``readers`` are the people it names; None means all who take part in the session.
    """

    id: str
    session: str
    purpose: str
    at: datetime
    ends_at: datetime
    withdrawn: bool = False
    readers: frozenset[str] | None = None


@dataclass(frozen=True)
class Reader:
    """Someone who might read an entry, and the sessions in which they are now."""

    id: str
    name: str
    in_session: Collection[str]


@dataclass(frozen=True)
class CriterionFacts:
    """What the rules need to know of one version of a criterion; ``current`` is the version in use now."""

    id: str
    group: str
    owner: str | None
    labels: tuple[str, ...]
    current: str | None
    held: bool = True


def is_open(release: Shown, now: datetime) -> bool:
    """Say whether a release shows anything now."""
    return not release.withdrawn and release.at <= now < release.ends_at


def shows(release: Shown, *, reader: str, now: datetime, in_session: Collection[str]) -> bool:
    """Say whether a release shows its entry to someone now."""
    named = release.readers is None or reader in release.readers
    return is_open(release, now) and named and release.session in in_session


def may_read_entry(
    *, reader: str, owner: str, releases: Iterable[Shown], now: datetime, in_session: Collection[str]
) -> Answer:
    """Say whether someone may read an entry now; ``in_session`` names the sessions in which they are."""
    if reader == owner:
        return True
    if any(shows(release, reader=reader, now=now, in_session=in_session) for release in releases):
        return True
    return _("This entry is private to the person who wrote it. Nothing was shown.")


def seen_by(
    *, owner: str, releases: Sequence[Shown], now: datetime, people: Iterable[Reader], zone: str
) -> str:
    """Return the sentence that tells who else reads an entry now, and until when."""
    until: dict[datetime, list[str]] = {}
    for person in people:
        asked = may_read_entry(
            reader=person.id, owner=owner, releases=releases, now=now, in_session=person.in_session
        )
        if person.id != owner and asked is True:
            ends = [
                r.ends_at for r in releases
                if shows(r, reader=person.id, now=now, in_session=person.in_session)
            ]  # fmt: skip
            until.setdefault(max(ends), []).append(person.name)
    if not until:
        return _("Only you can read this, until you release it to a meeting.")
    parts = [
        _("{names}, until {end}").format(names=", ".join(names), end=shown(end, zone))
        for end, names in sorted(until.items())
    ]
    return _("Besides you, these people can read this: {people}. You can take it back before.").format(
        people="; ".join(parts)
    )


def may_keep_entries(*, has_passphrase: bool) -> Answer:
    """Say whether someone may keep entries here: they are sealed with a passphrase of their owner's."""
    if has_passphrase:
        return True
    return _("Entries are sealed with a passphrase of your own, and you have none yet. Nothing was sent; "
             "your words are kept as a draft. Choose one under “My keys and devices”.")  # fmt: skip


def may_be_shown_to(*, readers: Collection[str], in_session: Collection[str]) -> Answer:
    """Say whether an entry may be released to these people: some, who take part in the meeting."""
    if not readers:
        return _("Say to whom you release it. Nothing was released.")
    if not set(readers) <= set(in_session):
        return _("One of these people takes no part in this meeting. Nothing was released.")
    return True


def may_reach(readers: Collection[str]) -> Answer:
    """Say whether a release reaches anybody: those for whom its words can be sealed."""
    if readers:
        return True
    return _("They have no key here until they first come in by their link, so the entry cannot be sealed "
             "for them. Nothing was released. Release it once they have come in.")  # fmt: skip


def may_be_of_day(day: date, today: date) -> Answer:
    """Say whether an entry can be about a day."""
    if day <= today:
        return True
    return _(
        "This day is still to come. Nothing was sent; your words are kept as a draft. Choose another day."
    )


def may_be_marked(mark: str | None, labels: Sequence[str]) -> Answer:
    """Say whether a mark is one of the labels that the criterion's author wrote."""
    if mark is None or mark in labels:
        return True
    if not labels:
        return _("This criterion is in words only, so no mark goes with it. Nothing was sent; "
                 "your words are kept as a draft. Leave the mark out.")  # fmt: skip
    return _("“{mark}” is not one of this criterion's marks ({labels}). Nothing was sent; "
             "your words are kept as a draft. Choose one of them, or none.").format(
        mark=mark, labels=", ".join(labels)
    )  # fmt: skip


def may_write_by(criterion: CriterionFacts, *, writer: str, group: str) -> Answer:
    """Say whether a new entry may refer to this version of a criterion."""
    if criterion.group != group or criterion.owner not in {None, writer}:
        return _("This criterion is not yours and not your group's. Nothing was sent; "
                 "your words are kept as a draft. Choose another one, or none.")  # fmt: skip
    if criterion.id == criterion.current:
        return True
    if criterion.current is None and not criterion.held:
        return _("This criterion is proposed, and not held yet. Nothing was sent; "
                 "your words are kept as a draft. Choose another one, or none.")  # fmt: skip
    if criterion.current is None:
        return _("This criterion was dropped. Your entry was kept as a draft. "
                 "Choose another one, or none, and send it again.")  # fmt: skip
    return _("This wording was replaced by a newer one. Your entry was kept as a draft. "
             "Read the newest wording, choose it if it fits, and send it again.")  # fmt: skip


def may_be_so_long(texts: Iterable[str]) -> Answer:
    """Say whether the texts of an entry are of a bearable length."""
    if all(len(text) <= LONGEST for text in texts):
        return True
    return _("One of the texts is longer than 20,000 characters. Nothing was sent; "
             "your words are kept as a draft. Shorten it.")  # fmt: skip


def may_change(*, by: str, owner: str) -> Answer:
    """Say whether someone may revise, release or take back an entry: its owner, and nobody else."""
    if by == owner:
        return True
    return _("Only the person who wrote an entry can change, release or take it back. Nothing was changed.")


def may_delete(*, by: str, owner: str) -> Answer:
    """Say whether someone may delete an entry: its owner, and nobody else."""
    if by == owner:
        return True
    return _("Only the person who wrote an entry can delete it. Nothing was changed.")


def may_release(
    *, purpose: str, ends_at: datetime, now: datetime, group: str, session_group: str | None
) -> Answer:
    """Say whether an entry may be released like this; whose it is was asked before."""
    if session_group != group:
        return _(
            "This meeting is not one of the group for which the entry was written. Nothing was released."
        )
    if not purpose.strip():
        return _("Say in a few words what you release it for. Nothing was released.")
    if len(purpose) > LONGEST:
        return _(
            "What you release it for is longer than 20,000 characters. Nothing was released. Shorten it."
        )
    if ends_at <= now:
        return _("The end of the release is over already. Nothing was released. Choose a later end.")
    if ends_at > now + LONGEST_RELEASE:
        return _("A release lasts a year at most; it can be made again. Nothing was released.")
    return True
