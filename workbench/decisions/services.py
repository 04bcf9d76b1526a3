"""Writes about decisions. Each checks the right first; none commits."""

from datetime import date, datetime

from sqlalchemy.orm import Session as Db

from workbench.core.rights import Answer, Refused, refuse_unless
from workbench.core.words import _
from workbench.decisions import queries, rules, wordings
from workbench.decisions.queries import (
    ANSWER,
    DIFFERENCE,
    ECOSYSTEM,
    HEARD,
    LATER,
    NEED,
    OPTION,
    SHARED,
)
from workbench.forms import queries as forms
from workbench.forms import remarks
from workbench.forms import rules as form_rules
from workbench.forms import services as form_services
from workbench.forms.remarks import STAND
from workbench.forms.ways import ROLE, kind_of
from workbench.models.decisions import Decision, Presence
from workbench.models.forms import GroupForm
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART, may_take_part
from workbench.roles import services as roles
from workbench.sessions import queries as sessions
from workbench.sessions.protocols import DECISION

ADDED = frozenset({ECOSYSTEM, SHARED, DIFFERENCE, OPTION})


def _row(db: Db, session: str) -> Session:
    found = sessions.row(db, session)
    if found.kind != DECISION:
        raise Refused(_("This session decides nothing. Nothing was changed."))
    return found


def _here(db: Db, group: str) -> dict[str, str]:
    return {f.id: f.name for f in people.fellows_of(db, group) if f.standing in TAKING_PART}


def writing(db: Db, found: Session, by: str) -> Answer:
    """Say whether somebody may still write in a decision."""
    now = queries.newest(db, found.id)
    return rules.may_write(
        taking_part=may_take_part(people.standing(db, person=by, group=found.group_id)),
        place=sessions.place(db, found), closed=now is not None and now.closed,
    )  # fmt: skip


def set_out(
    db: Db, *, by: str, session: str, scope: str, mode: str, dots: str, issue: str, affected: str, seen: int,
    at: datetime, needed: int | None = None, form: str | None = None,
) -> None:  # fmt: skip
    """Say whose decision it is, how it is taken, what it is about, and who is affected; before any stand."""
    found = _row(db, session)
    here = _here(db, found.group_id)
    now = queries.newest(db, session)
    wrote = remarks.authors(db, group=found.group_id, kinds=(STAND,))
    refuse_unless(
        rules.may_set_out(
            by=by, proposer=found.practitioner_id, proposer_here=found.practitioner_id in here,
            taking_part=may_take_part(people.standing(db, person=by, group=found.group_id)),
            place=sessions.place(db, found), at_all=now is not None,
            written=any(about == session for about, *_rest in wrote),
            closed=now is not None and now.closed, scope=scope, mode=mode, needed=needed, dots=dots,
            voices=len(here),
        )
    )  # fmt: skip
    if form is not None and db.get_one(GroupForm, form).group_id != found.group_id:
        raise Refused(_("This proposal is another group's. Nothing was changed."))
    if len(issue) > 20_000 or len(affected) > 20_000:
        raise Refused(_("This text is longer than 20,000 characters. Nothing was changed. Shorten it."))
    if not issue.strip() and form is None:
        raise Refused(
            _("It does not say yet what is to be decided. Nothing was changed; your draft is kept.")
        )
    _add(db, found, now, seen=seen, by=by, at=at, scope=scope, mode=mode, dots=dots, issue=issue,
         affected=affected, needed=needed, form_id=form)  # fmt: skip


def _add(
    db: Db, found: Session, now: Decision | None, *, seen: int, by: str, at: datetime, **said: object
) -> Decision:
    if seen != (now.revision if now else 0):
        raise Refused(_("Somebody changed this a moment ago, and that stands. Nothing was overwritten. "
                        "Look at it again."))  # fmt: skip
    kept = {
        key: getattr(now, key)
        for key in ("scope", "mode", "needed", "dots", "issue", "affected", "form_id", "outcome", "words",
                    "carrier_id", "review_on")
    } if now else {}  # fmt: skip
    row = Decision(
        entity=found.id, revision=seen + 1, group_id=found.group_id, by_id=by, at=at, **{**kept, **said}
    )
    db.add(row)
    db.flush()
    return row


def stand(db: Db, *, by: str, session: str, prefer: str, need: str, strength: str, at: datetime) -> None:
    """Set down one's own stand, once: what one prefers and needs, or that one does not know yet."""
    found = _row(db, session)
    refuse_unless(writing(db, found, by))
    if queries.newest(db, session) is None:
        raise Refused(_("It is not said yet what is to be decided, and how. Your words are kept as a draft."))
    if strength not in rules.STRENGTHS and not prefer.strip():
        raise Refused(_("There is nothing in it yet. Nothing was sent in. “I do not know yet” is enough."))
    at = sessions.place(db, found).dated(at)
    remarks.write(
        db, by=by, group=found.group_id, about=session, kind=STAND, words=prefer, at=at,
        tag=strength if strength in rules.STRENGTHS else "somewhat", each_one="own",
    )  # fmt: skip
    if need.strip():
        remarks.write(
            db, by=by, group=found.group_id, about=session, kind=NEED, words=need, at=at, each_one="own"
        )


def confirm(db: Db, *, by: str, session: str, heard: str, at: datetime) -> None:
    """Say of oneself whether one was heard; nobody can say it for another."""
    found = _row(db, session)
    refuse_unless(writing(db, found, by))
    if heard not in {rules.HEARD, rules.NOT_HEARD}:
        raise Refused(_("Choose one of the two. Nothing was changed."))
    remarks.write(
        db, by=by, group=found.group_id, about=session, kind=HEARD, words="", tag=heard, at=at, each_one="own"
    )


def add(db: Db, *, by: str, session: str, kind: str, words: str, at: datetime) -> str:
    """Write down what is shared, a difference, an option, or what is said for the living world."""
    found = _row(db, session)
    refuse_unless(writing(db, found, by))
    if kind not in ADDED:
        raise Refused(_("There is no such note in this session. Nothing was changed."))
    at = sessions.place(db, found).dated(at)
    return remarks.write(db, by=by, group=found.group_id, about=session, kind=kind, words=words, at=at)


def put_outcome(
    db: Db, *, by: str, session: str, outcome: str, words: str, carrier: str | None, review_on: date | None,
    seen: int, at: datetime,
) -> None:  # fmt: skip
    """Put an outcome in words, to be read aloud; answers to an earlier wording no longer count."""
    found = _row(db, session)
    now = queries.newest(db, session)
    if now is None:
        raise Refused(_("It is not said yet what is to be decided, and how. Your words are kept as a draft."))
    here = _here(db, found.group_id)
    refuse_unless(
        rules.may_put_outcome(
            writing=writing(db, found, by), scope=now.scope, outcome=outcome, words=words,
            review_on=review_on, today=forms.today(db, group=found.group_id, at=at),
            carrier_here=not carrier or carrier in here,
        )
    )  # fmt: skip
    _add(db, found, now, seen=seen, by=by, at=at, outcome=outcome, words=words, carrier_id=carrier or None,
         review_on=review_on if outcome != rules.NONE else None)  # fmt: skip


def answer(db: Db, *, by: str, session: str, answer: str, words: str, at: datetime) -> None:
    """Say how one stands to the outcome as it is worded now; a difference in one's own words."""
    found = _row(db, session)
    refuse_unless(writing(db, found, by))
    now = queries.newest(db, session)
    if now is None or not now.outcome:
        raise Refused(_("No outcome is put in words yet. Your words are kept as a draft."))
    if answer not in rules.ANSWERS:
        raise Refused(_("Choose how you stand to it. Nothing was changed."))
    if answer in {rules.SEES_OTHERWISE, rules.OBJECTS} and not words.strip():
        raise Refused(_("A difference needs your own words. Nothing was changed."))
    remarks.write(
        db, by=by, group=found.group_id, about=session, kind=ANSWER, words=words, tag=f"{answer} {now.id}",
        at=at, each_one=now.id,
    )  # fmt: skip


def conclude(db: Db, *, by: str, session: str, seen: int, at: datetime) -> None:
    """
    Write a decision down: who was there and who not, each voice confirmed or not, differences as they are.

    What it is about is adopted or tried by it; what a role allows begins with that.
    """
    found = _row(db, session)
    told = queries.decision(db, asker=by, session=session)
    now = told.now
    answers = {person: said.tag.partition(" ")[0] for person, said in told.answers().items()}
    refuse_unless(
        rules.may_conclude(
            writing=writing(db, found, by), outcome=now.outcome if now else "", mode=now.mode if now else "",
            needed=now.needed if now else None, answers=answers, present=told.present,
            names=_here(db, found.group_id),
        )
    )  # fmt: skip
    assert now is not None
    confirmed = {each.by: each.tag for each in told.of(HEARD)}
    free = rules.not_bound(answers, mode=now.mode, present=told.present)
    _add(db, found, now, seen=seen, by=by, at=at, closed=True)
    for person in (*told.present, *told.absent):
        db.add(
            Presence(
                session_id=session, person_id=person, here=person in told.present,
                heard=confirmed.get(person, rules.NOT_CONFIRMED),
                stand=rules.NOT_BOUND if person in free else answers.get(person, ""), by_id=by, at=at,
            )
        )  # fmt: skip
    if now.form_id is not None:
        _carry_over(db, told, now, by=by, at=at)
    db.flush()


def say_later(db: Db, *, by: str, session: str, words: str, at: datetime) -> str:
    """Add one's word to a decision at which one was not there; it stands in the record under its own head."""
    found = _row(db, session)
    told = queries.decision(db, asker=by, session=session)
    refuse_unless(
        rules.may_say_later(
            taking_part=may_take_part(people.standing(db, person=by, group=found.group_id)),
            closed=told.closed, was_absent=told.was_absent(by),
        )
    )  # fmt: skip
    return remarks.write(
        db, by=by, group=found.group_id, about=session, kind=LATER, words=words, at=at, each_one="later"
    )


def _carry_over(db: Db, told: queries.DecisionSeen, now: Decision, *, by: str, at: datetime) -> None:
    """Let the proposal that was decided on stand as the outcome says, with the differences beside it."""
    form = db.get_one(GroupForm, str(now.form_id))
    if now.outcome not in {rules.TOGETHER, rules.DIFFERING, rules.TRIAL}:
        return
    for person, said in told.answers().items():
        kind = said.tag.partition(" ")[0]
        stands = form_rules.WITH if kind == rules.WITH else form_rules.DIFFERING
        words = said.words or wordings.answer_words(kind)
        form_services.say(db, by=person, form=form.id, stand=stands, words=words, at=at)
    adopt = roles.take_up if kind_of(form.topic) == ROLE else form_services.adopt
    adopt(
        db, by=by, form=form.id, at=at, review_on=now.review_on, trial=now.outcome == rules.TRIAL, heard=True
    )
