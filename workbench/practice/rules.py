"""
What may be true of a practice's description.

A personal wording is *held* as soon as its owner writes it. A shared one is *proposed*; when somebody
writes down its adoption, a new version is *held* whose parent is the proposal. The same way leads to
*dropped*. A proposal is open until a later version of the same thing is held or dropped. An open proposal
may be *tried* for the rest of a cycle: then anyone may judge by it, beside what holds. It ends with the
cycle, with no one acting, and is a proposal as before.
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from workbench.core.rights import Answer
from workbench.core.words import _
from workbench.people.rules import may_look_in, may_take_part
from workbench.practice.ways import may_be_labels

PROPOSED, TO_DROP, HELD, DROPPED = "proposed", "to drop", "held", "dropped"
TRIED = "tried"
ERASED = "erased"  # what its author deleted, where others have spoken about it
OPEN_FATES, SETTLED_FATES = frozenset({PROPOSED, TO_DROP}), frozenset({HELD, DROPPED})
WITH, DIFFERING = "with", "differing"
LONGEST = 20_000


class Version(Protocol):
    """One revision of something, and what became of it; a row or what was read from one."""

    @property
    def revision(self) -> Any:
        """A number from 1 on; loosely typed, because checkers see a row's columns differently."""

    @property
    def fate(self) -> Any:
        """One of the fates above."""


class Tried(Version, Protocol):
    """A revision that belongs to a cycle, or to none."""

    @property
    def cycle(self) -> Any:
        """The id of the cycle in which it was written."""


V = TypeVar("V", bound=Version)
T = TypeVar("T", bound=Tried)


def settled(versions: Sequence[V]) -> V | None:
    """Return the last version that was held or dropped."""
    done = [version for version in versions if version.fate in SETTLED_FATES]
    return max(done, key=lambda version: version.revision) if done else None


def in_force(versions: Sequence[V]) -> V | None:
    """Return the version that holds now; None where nothing was adopted yet, or it was dropped."""
    last = settled(versions)
    return last if last is not None and last.fate == HELD else None


def open_proposals(versions: Sequence[V]) -> list[V]:
    """Return the proposals that nobody has answered by an adoption yet, oldest first."""
    last = settled(versions)
    since = last.revision if last else 0
    open_ones = [v for v in versions if v.fate in OPEN_FATES and v.revision > since]
    return sorted(open_ones, key=lambda version: version.revision)


def on_trial(versions: Sequence[T], cycle: str | None) -> T | None:
    """Return the version that is tried in the cycle that is open; None where none is, or no cycle is."""
    last = settled(versions)
    since = last.revision if last else 0
    tried = [v for v in versions if v.fate == TRIED and v.revision > since and v.cycle == cycle]
    return max(tried, key=lambda version: version.revision) if tried and cycle is not None else None


def may_be_words(words: str, *, missing: str) -> Answer:
    """Say whether these words can be kept; ``missing`` is said where there are none."""
    if not words.strip():
        return missing
    if len(words) > LONGEST:
        return _("This is longer than 20,000 characters. Nothing was changed. Shorten it.")
    return True


def may_be_criterion(*, wording: str, lack: str, labels: Sequence[str]) -> Answer:
    """Say whether a criterion can be worded like this; what its lack looks like may wait."""
    missing = _("Say what competence looks like here. Nothing was changed.")
    for answer in (may_be_words(wording, missing=missing), may_be_labels(labels)):
        if answer is not True:
            return answer
    return True if not lack.strip() else may_be_words(lack, missing="")


def may_be_component(name: str) -> Answer:
    """Say whether a part of the job can be called this."""
    return may_be_words(name, missing=_("Give this part of the job a name. Nothing was changed."))


def may_go_on(*, seen: int, newest: int) -> Answer:
    """Say whether a further revision may follow the one that was seen."""
    if seen == newest:
        return True
    return _(
        "Someone changed this a moment ago, or you did on another page (revision {number}). Nothing was "
        "overwritten; what you typed is kept. Look at the newest, and send yours again if you still want to."
    ).format(number=newest)


def may_be_reason(reason: str) -> Answer:
    """Say whether this tells why something changes."""
    missing = _("Say in one line why this changes. Nothing was changed; what you typed is kept.")
    return may_be_words(reason, missing=missing)


def may_differ(*, fate: str, same: bool) -> Answer:
    """Say whether a further version says something new; what was put down may return as it was."""
    if same and fate not in {DROPPED, TO_DROP}:
        return _("These are the words that stand there already. Nothing was changed.")
    return True


def may_belong(*, known: bool, owner: str | None, shared: bool) -> Answer:
    """Say whether a criterion may stand under a component; a shared one never under somebody's own."""
    if not known:
        return _("This part of the job is not here, or it is not yours to see. Nothing was changed.")
    if shared and owner is not None:
        return _("A shared criterion cannot stand under a part that is yours alone. Nothing was changed.")
    return True


def may_see(*, asker: str, owner: str | None, standing: str | None) -> Answer:
    """Say whether someone may see a wording: a personal one is its owner's alone."""
    if owner is not None and owner != asker:
        return not_here()
    return may_look_in(standing)


def may_read_in_session(*, asker: str, owner: str | None, named: bool) -> bool:
    """Say whether someone in a session may read a criterion there; a personal one once it is ``named``."""
    return owner is None or asker == owner or named


def seen_by(*, shared: bool, criterion: bool = False) -> str:
    """Say who will read words, by the rules of :func:`may_see` and, of a criterion, those of a session."""
    if shared:
        return _("Everyone who is in this group can read this, with your name.")
    if criterion and may_read_in_session(asker="other", owner="own", named=True):
        return _(
            "Only you can read this, until you choose it for a session or write to it in one; then those in "
            "that session can."
        )
    return _("Only you can read this.")


def may_change(*, by: str, owner: str | None, standing: str | None) -> Answer:
    """Say whether someone may write a further version."""
    if owner is not None and owner != by:
        return not_here()
    return may_take_part(standing)


def not_here() -> str:
    """Return what is said of a thing that is not there, or not the asker's to see; both sound alike."""
    return _("This is not here, or it is not yours to see. Nothing was shown or changed.")


def may_give_voice(*, standing: str | None, stand: str, words: str, open_: bool) -> Answer:
    """Say whether someone may say what they think of a proposal."""
    if stand not in {WITH, DIFFERING}:
        return _("Choose whether you are with this or see it differently. Nothing was changed.")
    if stand == DIFFERING and not words.strip():
        return _("Say in your own words how you see it. Nothing was changed.")
    if len(words) > LONGEST:
        return _("This is longer than 20,000 characters. Nothing was changed. Shorten it.")
    return may_take_part(standing) if open_ else closed_proposal()


def closed_proposal() -> str:
    """Return what is said of a proposal that is not open any more."""
    return _("This proposal is not open any more: something later was written down. Look at the newest.")


def may_adopt(*, standing: str | None, open_: bool) -> Answer:
    """Say whether someone may write down that a proposal is adopted. Nobody's silence stands in the way."""
    return may_take_part(standing) if open_ else closed_proposal()


def may_try(*, standing: str | None, open_: bool, cycle: str | None, tried: bool) -> Answer:
    """Say whether someone may write down that a proposal is tried until the cycle ends."""
    if not open_:
        return closed_proposal()
    if cycle is None:
        return _(
            "No cycle is open, so there is no time to try it in. Nothing was changed. Open a cycle first."
        )
    if tried:
        return _("This is being tried already. Nothing was changed.")
    return may_take_part(standing)


def may_grow_from(origins: Sequence[str]) -> Answer:
    """Say whether a criterion may have grown from these; each is named once."""
    if len(set(origins)) < len(origins):
        return _("The same criterion is named twice. Nothing was changed. Choose two that differ.")
    return True


def may_drop(*, fate: str) -> Answer:
    """Say whether something can be put down."""
    return _("This was put down already. Nothing was changed.") if fate == DROPPED else True


def may_withdraw(*, by: str, proposers: Sequence[str]) -> Answer:
    """Say whether someone may take back what was never adopted: its only proposer may."""
    if set(proposers) == {by}:
        return True
    return _("Others have a part in this proposal. Nothing was changed. Say how you see it instead.")


def may_open_cycle(*, standing: str | None, open_number: int | None) -> Answer:
    """Say whether a new cycle may begin."""
    if open_number is not None:
        return _(
            "Cycle {number} is still open. Nothing was changed. Close it before the next begins."
        ).format(number=open_number)
    return may_take_part(standing)


def may_close_cycle(*, standing: str | None, closed: bool) -> Answer:
    """Say whether a cycle may be closed."""
    if closed:
        return _("This cycle is closed already. Nothing was changed.")
    return may_take_part(standing)


def may_see_examples(own_attempts: int) -> Answer:
    """Say whether someone may look at examples: after a try of one's own."""
    if own_attempts > 0:
        return True
    return _("Examples open after your own first try: a few words about the whole, or one criterion.")
