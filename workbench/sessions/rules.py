"""
What may be true in an assessment session (DOMAIN 2.3).

The practitioner's own view comes first and is sent in before any peer's view exists; peers write
alone; all views are shown at once; the last word is the practitioner's. Nothing is added up.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.core.rights import Answer
from workbench.core.words import _
from workbench.sessions.notes import PEERS, PRACTITIONER, NoteKind
from workbench.sessions.place import Place, has_ended

HOST, TIMEKEEPER, NOTES, SUPPORT, RATTLE = "host", "timekeeper", "note-taker", "support", "rattle"
ROLES = (HOST, TIMEKEEPER, NOTES, SUPPORT, RATTLE)
STANCES = ("hold", "revise", "suspend")
LONGEST = 20_000


@dataclass(frozen=True)
class View:
    """One view by one version of a criterion; the mark is one of its labels, or none."""

    criterion: str
    mark: str | None = None
    words: str = ""
    evidence_for: str = ""
    evidence_against: str = ""
    basis: str = ""
    no_basis: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written or chosen; blanks alone are nothing."""
        texts = (self.words, self.evidence_for, self.evidence_against, self.basis)
        return not (self.mark or self.no_basis or any(text.strip() for text in texts))


def may_send_view(
    *, by: str, practitioner: str, taking_part: Answer, own_locked: bool, sent: bool, empty: bool,
    place: Place, at: datetime,
) -> Answer:  # fmt: skip
    """Say whether someone may send in a view: once, the practitioner first, before all is shown."""
    if taking_part is not True:
        return taking_part
    if sent:
        return _("You have sent in your view already; it stays as it is. What you typed now was not added.")
    if place.over(at):
        return has_ended()
    if by != practitioner and not own_locked:
        return _(
            "The practitioner's own view has not been sent in yet. Yours can be written after that. "
            "Nothing was lost."
        )
    if by != practitioner and place.revealed:
        return _(
            "All views have been shown already, so yours would no longer be independent. Your words are "
            "kept as a draft. You can leave a differing view at a later step."
        )
    return nothing_said(own=by == practitioner) if empty else True


def nothing_said(*, own: bool) -> str:
    """Return what is said of an empty view."""
    said = _("Nothing is written in this view yet, so it was not sent in, and it stays open.")
    mine = _("Write to one criterion or choose a mark. This step can also be skipped in the meeting.")
    theirs = _("Write to one criterion, or tick “I have no basis to judge this”. Nobody waits for you.")
    return f"{said} {mine if own else theirs}"


def may_judge_by(view: View, *, wording: str, labels: Sequence[str], allowed: Collection[str]) -> Answer:
    """Say whether a view fits its criterion: a version in use here, a mark that is one of its labels."""
    if view.criterion not in allowed:
        return _(
            "“{wording}”: this wording is not the one in use here now. Nothing was sent in; your words are "
            "kept as a draft. Reload to see the present wording."
        ).format(wording=wording)
    if view.mark is not None and view.mark not in labels:
        return _(
            "“{wording}”: “{mark}” is not on its scale ({labels}). Nothing was sent in; your words are kept "
            "as a draft."
        ).format(wording=wording, mark=view.mark, labels=", ".join(labels) or _("words only"))
    if view.no_basis and view.mark is not None:
        return _(
            "“{wording}”: there is a mark and also “no basis”. Nothing was sent in. Keep one of them."
        ).format(wording=wording)
    for text in (view.words, view.evidence_for, view.evidence_against, view.basis):
        if len(text) > LONGEST:
            return _("“{wording}”: a text is longer than 20,000 characters. Nothing was sent in.").format(
                wording=wording
            )
    return True


def may_close(*, by: str, practitioner: str, own_locked: bool, stance: str, words: str) -> Answer:
    """Say whether someone may write the last word: only the practitioner, after an own view."""
    if by != practitioner:
        return _("The last word is written by the practitioner alone. Nothing was changed.")
    if not own_locked:
        return _("Your own view has not been sent in yet. Your words are kept as a draft. Send it in first.")
    if stance not in STANCES:
        return _("Choose whether you hold, revise or suspend your view. Your words are kept as a draft.")
    if not words.strip():
        return _("The last word needs your own words. Nothing was sent in yet.")
    return True


def may_hold_role(
    *, role: str, by: str, holder: str | None, now: str | None, practitioner: str, taking_part: Answer,
    place: Place,
) -> Answer:  # fmt: skip
    """
    Say whether someone may be given a role: support by the practitioner, rattle by the others.

    Whoever holds a role ``now`` may lay it down. Roles end with the session.
    """
    if taking_part is not True:
        return taking_part
    if place.ended:
        return has_ended()
    if role not in ROLES:
        return _("There is no such role here. Nothing was changed.")
    if role in {SUPPORT, RATTLE} and holder == practitioner:
        return _("This role is held by someone other than the practitioner. Nothing was changed.")
    if holder is None and by == now:
        return True
    if role == SUPPORT and by != practitioner:
        return _("The practitioner chooses the support person. Nothing was changed.")
    if role == RATTLE and by == practitioner and holder is not None:
        return _("The others choose who rattles and shakes. Nothing was changed.")
    return True


def may_write_note(
    *, kind: str, known: Mapping[str, NoteKind], by: str, practitioner: str, words: str, closed: bool,
    taking_part: Answer, place: Place, at: datetime, tag: str = "", again: bool = False,
) -> Answer:  # fmt: skip
    """
    Say whether someone may write down a point of this kind.

    ``known`` are the notes that this kind of session has, ``tag`` what it is said of, and ``again`` whether
    its author has written one of this kind already.
    """
    if taking_part is not True:
        return taking_part
    if place.over(at):
        return has_ended()
    if kind not in known:
        return _("There is no such note in this session. Nothing was changed.")
    if not words.strip() and not known[kind].bare:
        return _("There are no words yet. Nothing was sent in.")
    if len(words) > LONGEST:
        return _("This text is longer than 20,000 characters. Nothing was sent in. Shorten it.")
    if known[kind].by == PRACTITIONER and by != practitioner:
        return _("These notes are the practitioner's own. Nothing was sent in.")
    if known[kind].by == PEERS and by == practitioner:
        return _("This is for the peers to write. Nothing was sent in.")
    if again and known[kind].once:
        return _("You made one already. One each leaves room. Nothing was sent in; your words are a draft.")
    if not known[kind].fits(tag):
        return known[kind].how_many()
    if kind == "differing" and not closed:
        return _("There is no last word to stand beside yet. Your words are kept as a draft for later.")
    return True


def may_record(*, what: str, recorded: Collection[str]) -> Answer:
    """Say whether a kind of session has this record at all: feedback and review hold no judgement."""
    if what in recorded:
        return True
    return _("This kind of session has no place for that. Nothing was sent in or changed.")
