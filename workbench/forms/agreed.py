"""Writes of the form register: proposing a way, notes from use, and what is answered in a review."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.forms import queries, remarks, services
from workbench.forms.register import entry_of
from workbench.forms.ways import WAY, Way, may_be_a_way, topic, way_text
from workbench.models.base import new_id
from workbench.models.forms import GroupForm
from workbench.people.queries import standing
from workbench.people.rules import may_take_part


def propose_way(
    db: Session, *, by: str, group: str, way: Way, reason: str, review_on: date | None, at: datetime,
    form: str | None = None,
) -> str:  # fmt: skip
    """Propose something new to agree on, or a change of what there is (``form`` is its topic)."""
    refuse_unless(may_be_a_way(way))
    if review_on is None:
        raise Refused(_("It needs a day on which the group looks at it again. Nothing was proposed; your "
                        "draft is kept. Choose a day."))  # fmt: skip
    return services.propose(
        db, by=by, group=group, topic=form or topic(WAY, new_id()), text=way_text(way), reason=reason,
        review_on=review_on, cycle=None, at=at,
    )  # fmt: skip


def note(db: Session, *, by: str, form: str, kind: str, words: str, at: datetime) -> str:
    """Write down that a form helped, or got in the way."""
    found = _known(db, form)
    if kind not in remarks.NOTES:
        raise Refused(_("Choose whether it helped or got in the way. Nothing was sent in."))
    return remarks.write(db, by=by, group=found.group_id, about=form, kind=kind, words=words, at=at)


def review(db: Session, *, by: str, form: str, answers: Mapping[str, str], at: datetime) -> list[str]:
    """Answer questions of a review; what was left empty is left out."""
    found = _known(db, form)
    refuse_unless(may_take_part(standing(db, person=by, group=found.group_id)))
    given = {kind: words for kind, words in answers.items() if kind in remarks.ANSWERS and words.strip()}
    if not given:
        raise Refused(_("There is no answer yet. Nothing was sent in. One of them is enough."))
    entry = entry_of(queries.rows(db, group=found.group_id, topic=found.topic), at.date())
    return [
        remarks.write(
            db, by=by, group=found.group_id, about=form, kind=kind, words=words, at=at,
            tag=str(entry.shown.revision),
        )
        for kind, words in given.items()
    ]  # fmt: skip


def _known(db: Session, entity: str) -> GroupForm:
    found = queries.newest(db, entity)
    if found is None:
        raise Refused(_("There is no such form here. Nothing was changed."))
    return found
