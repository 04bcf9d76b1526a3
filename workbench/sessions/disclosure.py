"""
Who may read what of a session, and the sentences that say so, asked of the same rules.
"""

from datetime import UTC, datetime

from workbench.core.rights import Answer
from workbench.core.words import _, ngettext
from workbench.practice.rules import may_read_in_session
from workbench.sessions.notes import NOTES, PRACTITIONER
from workbench.sessions.place import Place


def may_read_view(*, reader: str, author: str, practitioner: str, present: bool, place: Place) -> Answer:
    """
    Say whether someone may read a view that was sent in.

    Own views: always by their author. The practitioner's: by those present once it was presented.
    A peer's: by the practitioner, and those present, once all were shown; after the end by the
    practitioner and its author only.
    """
    if reader == author:
        return True
    if author != practitioner and not place.revealed:
        return _("Peers' views are shown to nobody before all are shown together.")
    if reader == practitioner:
        return True
    if not present:
        return _("This is shown to those in the group.")
    if author == practitioner and not place.presented:
        return _("The own view is read by others once the practitioner has presented it.")
    if place.ended:
        return _("The session is over; what was said in it stays with the practitioner and its author.")
    return True


def readers_of_choice() -> str:
    """Return the sentence that says what choosing a criterion of one's own does, asked of the rule itself."""
    before, after = (may_read_in_session(asker="other", owner="own", named=each) for each in (False, True))
    if after and not before:
        return _("Choosing one of your own shows its wording to those in the session.")
    return ""


def may_read_note(
    *, reader: str, author: str, kind: str, practitioner: str, present: bool, kept: bool, place: Place,
    ends_at: datetime | None, at: datetime,
) -> Answer:  # fmt: skip
    """Say whether someone may read a note: doubts fade, the practitioner keeps what they wish to keep."""
    if ends_at is not None and ends_at <= at and not kept:
        return _("This note has faded.")
    if reader == author:
        return True
    if NOTES[kind].private:
        return _("These notes are their author's own.")
    if NOTES[kind].apart and NOTES[kind].apart not in place.visited:
        return _("Each writes this alone; the others read it once all is shown.")
    if reader == practitioner and (kept or NOTES[kind].stays):
        return True
    if place.ended or not (present or reader == practitioner):
        return _("The session is over; this stays with its author and, if kept, with the practitioner.")
    return True


def may_delete_note(*, mine: bool) -> Answer:
    """Say whether a note may be deleted: by its author, as long as they may read it."""
    if mine:
        return True
    return _("This note is not yours to delete, or it is gone already. Nothing was changed.")


def readers_of_view(*, own: bool) -> str:
    """
    Return the sentence that says who will read a view, asked phase by phase of the rule itself.

    ``own`` tells whether it is the practitioner's view or a peer's.
    """
    practitioner, author = "practitioner", "practitioner" if own else "author"
    phases = (
        (_("at first"), Place("peers")),
        (_("once the practitioner has presented"), Place("account", visited=frozenset({"account"}))),
        (_("once all views are shown together"), Place("gaps", visited=frozenset({"account", "reveal"}))),
        (_("after the session"), Place("process", ended=True, visited=frozenset({"account", "reveal"}))),
    )
    said: list[str] = []
    before = ""
    for when, place in phases:
        readers = [
            name
            for reader, name in ((practitioner, _("the practitioner")), ("other", _("those in the session")))
            if reader != author
            and may_read_view(
                reader=reader, author=author, practitioner=practitioner, present=True, place=place
            )
            is True
        ]
        who = (
            _("you alone") if not readers else _("you and {readers}").format(readers=_(" and ").join(readers))
        )
        if who != before:
            said.append(f"{when}, {who}")
        before = who
    return _("Who reads this: {phases}.").format(phases="; ".join(said))


def may_read_closing(*, reader: str, practitioner: str, present: bool, place: Place) -> Answer:
    """Say whether someone may read the last word: those in the session while it lasts, then its author."""
    if reader == practitioner or (present and not place.ended):
        return True
    return _("The session is over; the last word stays with the practitioner.")


def readers_of_note(kind: str) -> str:
    """Return the sentence that says who will read a note of this kind, asked of the rule itself."""
    then = datetime(2000, 1, 1, tzinfo=UTC)
    shown = frozenset({NOTES[kind].apart} - {""})
    during = Place("process", begun=True, visited=shown)
    after = Place("process", begun=True, ended=True, visited=shown)

    def reads(reader: str, place: Place) -> bool:
        author = "practitioner" if NOTES[kind].by == PRACTITIONER else "author"
        return (
            may_read_note(
                reader=reader, author=author, kind=kind, practitioner="practitioner", present=True,
                kept=False, place=place, ends_at=None, at=then,
            ) is True
        )  # fmt: skip

    now = _("those in the session") if reads("other", during) else _("you alone")
    own = NOTES[kind].by == PRACTITIONER
    later = _("you and the practitioner") if reads("practitioner", after) and not own else _("you alone")
    said = _("Who reads this: {now}; after the session {later}.").format(now=now, later=later)
    if shown and not reads("other", Place("process", begun=True)):
        said = _("Who reads this: at first you alone; once it is shown, {now}; after the session {later}.")
        said = said.format(now=now, later=later)
    days = NOTES[kind].days
    if days is None:
        return said
    return f"{said} {ngettext('It fades after {days} day.', 'It fades after {days} days.', days)}".format(
        days=days
    )


def readers_of_closing(*, ended: bool) -> str:
    """Return the sentence that says who will read the last word, asked of the rule itself."""

    def reads(place: Place) -> bool:
        return may_read_closing(reader="other", practitioner="own", present=True, place=place) is True

    places = [Place("closing", begun=True), Place("process", begun=True, ended=True)]
    now, later = (_("those in the session") if reads(place) else _("you alone") for place in places)
    if ended:
        return _("Who reads this: {later}.").format(later=later)
    return _("Who reads this: {now}; after the session {later}.").format(now=now, later=later)
