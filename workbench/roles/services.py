"""Writes about roles. Each checks the right first; none commits."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.core.clock import shown_day
from workbench.core.rights import Refused, refuse_unless
from workbench.core.words import _
from workbench.forms import queries as forms
from workbench.forms import remarks
from workbench.forms import rules as form_rules
from workbench.forms import services as form_services
from workbench.forms.powers import LAID_DOWN, RECALL, Held, held_roles, holder_of
from workbench.forms.remarks import ACCEPTING, NOMINATION
from workbench.forms.services import FOR_LOG
from workbench.forms.ways import ROLE, Charter, charter_of, charter_text, topic
from workbench.models.base import new_id
from workbench.models.forms import GroupForm, Remark
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART, may_take_part
from workbench.roles import rules
from workbench.roles.queries import HANDED_ON, NOW_MYSELF, OPENED


def propose(
    db: Db, *, by: str, group: str, charter: Charter, ends: date | None, reason: str, at: datetime,
    role: str | None = None,
) -> str:  # fmt: skip
    """Propose a charter for a new role, or a further term of one (``role`` is its topic)."""
    day = forms.today(db, group=group, at=at)
    known = forms.rows(db, group=group, topic=role) if role else []
    last = next((v for v in reversed(known) if v.fate in form_rules.HOLDS), None)
    refuse_unless(
        rules.may_propose(
            charter, standing=people.standing(db, person=by, group=group), ends=ends, today=day,
            here=_here(db, group), before=charter_of(last.text) if last else None,
            ended=last.review_on if last else None,
        )
    )  # fmt: skip
    made = form_services.propose(
        db, by=by, group=group, topic=role or topic(ROLE, new_id()), text=charter_text(charter),
        reason=reason, review_on=ends, cycle=None, at=at,
    )  # fmt: skip
    if charter.holder == by:
        accept(db, by=by, form=made, at=at)
    return made


def _here(db: Db, group: str) -> frozenset[str]:
    return frozenset(f.id for f in people.fellows_of(db, group) if f.standing in TAKING_PART)


def accept(db: Db, *, by: str, form: str, at: datetime) -> None:
    """Say that one would take up the role for which one is proposed."""
    found = _version(db, form)
    if charter_of(found.text).holder != by:
        raise Refused(_("Another person is proposed for this role. Nothing was changed."))
    remarks.write(
        db, by=by, group=found.group_id, about=found.entity, kind=ACCEPTING, words="", tag=found.id, at=at
    )


def _version(db: Db, form: str) -> GroupForm:
    found = db.get(GroupForm, form)
    if found is None or not found.topic.startswith(f"{ROLE}/"):
        raise Refused(_("There is no such role here. Nothing was changed."))
    return found


def has_accepted(db: Db, found: GroupForm) -> bool:
    """Say whether the person named in a proposed charter has said yes to it."""
    said = select(Remark.id).where(
        Remark.about == found.entity, Remark.kind == ACCEPTING, Remark.tag == found.id,
        Remark.by_id == charter_of(found.text).holder,
    )  # fmt: skip
    return db.scalar(said.limit(1)) is not None


def take_up(
    db: Db, *, by: str, form: str, at: datetime, review_on: date | None = None, trial: bool = False,
    heard: bool = True,
) -> str:  # fmt: skip
    """Write down that the group takes up a proposed charter; its powers begin now and end on its day."""
    found = _version(db, form)
    charter = charter_of(found.text)
    other = holder_of(db, power=charter.power, group=found.group_id, at=at) if charter.power else None
    taken = None
    if other is not None and other.entity != found.entity:
        taken = people.person_name(db, other.charter.holder)
    refuse_unless(
        rules.may_take_up(
            by=by, charter=charter, accepted=not charter.holder or has_accepted(db, found), taken=taken,
            alone=_here(db, found.group_id) <= {by},
        )
    )  # fmt: skip
    if review_on is not None and found.review_on is not None and review_on > found.review_on:
        raise Refused(
            _("The charter that was talked about ends on {day}. Nothing was changed. Choose that day or an "
              "earlier one.").format(day=shown_day(found.review_on))
        )  # fmt: skip
    return form_services.adopt(db, by=by, form=form, at=at, review_on=review_on, trial=trial, heard=heard)


# ---------------------------------------------------------------- election


def nominate(db: Db, *, by: str, role: str, person: str, reason: str, at: datetime) -> str:
    """Nominate somebody with a reason, or nobody; written alone, read by others once theirs is set down."""
    found = _role(db, role)
    if person and person not in _here(db, found.group_id):
        raise Refused(_("This person does not take part in the group. Nothing was sent in."))
    if person and not reason.strip():
        raise Refused(_("A nomination says why. Nothing was sent in; your draft is kept."))
    return remarks.write(
        db, by=by, group=found.group_id, about=role, kind=NOMINATION, words=reason, tag=person or "nobody",
        at=at, each_one=f"term {_terms(db, found)}",
    )  # fmt: skip


def _terms(db: Db, found: GroupForm) -> int:
    """Return how many versions of a charter have held: each election is an occasion of its own."""
    known = forms.rows(db, group=found.group_id, topic=found.topic)
    return sum(v.fate in form_rules.HOLDS for v in known)


def open_nominations(db: Db, *, by: str, role: str, at: datetime) -> None:
    """Show all nominations together to those who have set down theirs; nobody is waited for."""
    found = _role(db, role)
    words = _("The nominations are open.")
    remarks.write(db, by=by, group=found.group_id, about=role, kind=OPENED, words=words, at=at)


def _role(db: Db, entity: str) -> GroupForm:
    found = forms.newest(db, entity)
    if found is None or not found.topic.startswith(f"{ROLE}/"):
        raise Refused(_("There is no such role here. Nothing was changed."))
    return found


# ---------------------------------------------------------------- while it is held


def held(db: Db, *, role: str, at: datetime) -> Held:
    """Return a role that is held now, or refuse."""
    found = _role(db, role)
    now = next((h for h in held_roles(db, at=at, group=found.group_id) if h.entity == role), None)
    if now is None:
        raise Refused(_("Nobody holds this role now. Nothing was changed."))
    return now


def log(db: Db, *, by: str, role: str, words: str, at: datetime) -> str:
    """Write down a decision that one took for others; only the holder, and everyone in the group reads it."""
    now = held(db, role=role, at=at)
    if now.charter.holder != by:
        raise Refused(_("The holder writes down what they decided for others. Nothing was sent in."))
    return remarks.write(db, by=by, group=now.group, about=role, kind=FOR_LOG, words=words, at=at)


def now_myself(db: Db, *, by: str, role: str, thing: str, words: str, at: datetime) -> str:
    """Write down what one now does oneself that was done for one before."""
    now = held(db, role=role, at=at)
    if by == now.charter.holder:
        raise Refused(
            _("This is for those for whom it was done. You can hand things on. Nothing was sent in.")
        )
    return remarks.write(
        db, by=by, group=now.group, about=role, kind=NOW_MYSELF, words=words or thing, tag=thing, at=at
    )


def hand_on(db: Db, *, by: str, role: str, thing: str, to: str, words: str, at: datetime) -> str:
    """Hand a thing on: from now on it is decided with the others, or left to them. The charter shrinks."""
    now = held(db, role=role, at=at)
    said = select(Remark.by_id).where(
        Remark.about == role, Remark.kind == NOW_MYSELF, Remark.tag == thing
    )  # fmt: skip
    refuse_unless(
        rules.may_hand_on(now.charter, thing=thing, to=to, by=by, says_so=frozenset(db.scalars(said)))
    )
    told = words.strip() or thing
    remarks.write(db, by=by, group=now.group, about=role, kind=HANDED_ON, words=told, tag=thing, at=at)
    return shrink(
        db, by=by, role=role, charter=rules.handed_on(now.charter, thing, to), ends=now.until, at=at
    )


def shrink(db: Db, *, by: str, role: str, charter: Charter, ends: date, at: datetime) -> str:
    """Write a narrower version of a charter; that needs no decision, for it only hands back."""
    now = held(db, role=role, at=at)
    refuse_unless(may_take_part(people.standing(db, person=by, group=now.group)))
    if not rules.is_narrower(charter, now.charter, ends=ends, ended=now.until):
        raise Refused(
            _("This would widen the charter. Nothing was changed. Propose it to the group instead.")
        )
    return form_services.write_version(
        db, by=by, group=now.group, topic=_role(db, role).topic, text=charter_text(charter),
        reason=_("It hands something back."), review_on=ends, at=at, mark=form_rules.SHRUNK,
    )  # fmt: skip


def lay_down(db: Db, *, by: str, role: str, words: str, at: datetime) -> None:
    """Lay a role down; its powers end at once."""
    now = held(db, role=role, at=at)
    if now.charter.holder != by:
        raise Refused(_("Only its holder lays a role down. You can say that you want it ended. Nothing was "
                        "changed."))  # fmt: skip
    remarks.write(db, by=by, group=now.group, about=role, kind=LAID_DOWN, words=words, at=at)


def recall(db: Db, *, by: str, role: str, words: str, at: datetime) -> bool:
    """Say, with a reason, that one wants a role ended; return whether that has ended it."""
    now = held(db, role=role, at=at)
    if by == now.charter.holder:
        raise Refused(_("You hold this role: you can lay it down. Nothing was changed."))
    remarks.write(
        db, by=by, group=now.group, about=role, kind=RECALL, words=words, at=at, each_one=now.version
    )
    return not any(h.entity == role for h in held_roles(db, at=at, group=now.group))
