"""What the example community has agreed on: forms, a role with its charter, and one decision."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session as Db

from workbench.core.keys import at_the_desk_of
from workbench.decisions import dots
from workbench.decisions import services as decisions
from workbench.exchange.retelling import Circle
from workbench.forms import agreed
from workbench.forms import services as forms
from workbench.forms.ways import TEXTS, Charter, Way
from workbench.models.forms import GroupForm
from workbench.roles import services as roles
from workbench.sessions import moves, queries
from workbench.sessions import services as sessions
from workbench.sessions.protocols import DECISION

Told = dict[str, Any]


def tell_agreements(circle: Circle, told: Told, today: date) -> None:
    """Tell what a group agreed on; days are counted in weeks from today, so that some lie ahead."""
    for each in told.get("agree", []):
        _agree(circle, each, today)
    for each in told.get("role", []):
        _role(circle, each, today)
    for each in told.get("decision", []):
        _decide(circle, each, today)


def _voices(circle: Circle, db: Db, form: str, told: Told) -> None:
    for each in told.get("voices", []):
        forms.say(
            db, by=circle.people[each["by"]], form=form, stand=each["stand"], words=each.get("words", ""),
            at=circle.walk.on(minutes=2),
        )  # fmt: skip


def _agree(circle: Circle, told: Told, today: date) -> None:
    way = Way(**{key: told.get(key, "") for key in (*TEXTS, "strand")})
    by = circle.people[told["by"]]
    with circle.writing() as db:
        form = agreed.propose_way(
            db, by=by, group=circle.group, way=way, reason=told["reason"], at=circle.walk.on(minutes=5),
            review_on=today + timedelta(weeks=told["weeks"]),
        )  # fmt: skip
        _voices(circle, db, form, told)
        if "adopted_by" in told:
            forms.adopt(
                db, by=circle.people[told["adopted_by"]], form=form, at=circle.walk.on(minutes=5),
                trial=told.get("trial", False), heard=False,
            )  # fmt: skip
        entity = db.get_one(GroupForm, form).entity
        for note in told.get("notes", []):
            agreed.note(
                db, by=circle.people[note["by"]], form=entity, kind=note["kind"], words=note["words"],
                at=circle.walk.on(days=2),
            )  # fmt: skip
        for review in told.get("reviews", []):
            answers = {key: words for key, words in review.items() if key != "by"}
            agreed.review(
                db, by=circle.people[review["by"]], form=entity, answers=answers, at=circle.walk.on(days=1)
            )


def _role(circle: Circle, told: Told, today: date) -> None:
    holder = circle.people[told["holder"]]
    things: Told = {key: tuple(told.get(key, ())) for key in ("decide_for", "only_with", "left")}
    texts = {key: told.get(key, "") for key in ("title", "power", "need", "aim", "signs", "reduction")}
    charter = Charter(holder=holder, dimensions=told.get("dimensions", {}), **texts, **things)
    with circle.writing() as db:
        form = roles.propose(
            db, by=circle.people[told["by"]], group=circle.group, charter=charter, reason=told["reason"],
            ends=today + timedelta(weeks=told["weeks"]), at=circle.walk.on(minutes=5),
        )  # fmt: skip
        if told["holder"] != told["by"]:
            roles.accept(db, by=holder, form=form, at=circle.walk.on(minutes=1))
        _voices(circle, db, form, told)
        written_by = circle.people[told["adopted_by"]]
        roles.take_up(db, by=written_by, form=form, at=circle.walk.on(minutes=2), heard=False)
        role = db.get_one(GroupForm, form).entity
        for line in told.get("log", []):
            roles.log(db, by=holder, role=role, words=line, at=circle.walk.on(days=3))
        for each in told.get("handed_on", []):
            by = circle.people[each["by"]]
            roles.now_myself(
                db, by=by, role=role, thing=each["thing"], words=each["words"], at=circle.walk.on(days=4)
            )
            roles.hand_on(
                db, by=by, role=role, thing=each["thing"], to=each["to"], words="", at=circle.walk.on(hours=1)
            )


def _decide(circle: Circle, told: Told, today: date) -> None:
    """Tell of one decision, from whose it is to its record; the session is over at the end."""
    people, walk = circle.people, circle.walk
    by = people[told["by"]]
    with circle.writing() as db:
        session = sessions.open_session(
            db, by=by, cycle=circle.cycle, practitioner=by, kind=DECISION, at=walk.on(minutes=5)
        )
        moves.attend_to(
            db, by=by, session=session, seen=queries.turn(db, asker=by, cycle=circle.cycle)[1],
            at=walk.on(minutes=1),
        )  # fmt: skip
        decisions.set_out(
            db, by=by, session=session, scope="group", mode=told["mode"], dots="named", issue=told["issue"],
            affected=told["affected"], seen=0, at=walk.on(minutes=2),
        )  # fmt: skip
        for each in told["stand"]:
            decisions.stand(
                db, by=people[each["by"]], session=session, prefer=each["prefer"], need=each.get("need", ""),
                strength=each["strength"], at=walk.on(minutes=1),
            )  # fmt: skip
        _go(db, session, by, "voices", circle)
        for each in told["stand"]:
            decisions.confirm(
                db, by=people[each["by"]], session=session, heard=each.get("heard", "heard"),
                at=walk.on(minutes=1),
            )  # fmt: skip
        for each in told["said"]:
            decisions.add(
                db, by=people[each["by"]], session=session, kind=each["kind"], words=each["words"],
                at=walk.on(minutes=1),
            )  # fmt: skip
        options = [
            decisions.add(
                db, by=people[each["by"]], session=session, kind="option", words=each["words"],
                at=walk.on(minutes=1),
            )
            for each in told["option"]
        ]  # fmt: skip
        for who in told["dots"]:
            labels = dict(zip(options, told["dots"][who], strict=True))
            with at_the_desk_of(db, circle.keys.get(people[who])):
                dots.give(db, by=people[who], session=session, labels=labels, at=walk.on(seconds=20))
        dots.show(db, by=by, session=session, at=walk.on(minutes=1))
        decisions.put_outcome(
            db, by=by, session=session, outcome=told["outcome"], words=told["words"],
            carrier=people[told["carrier"]], review_on=today + timedelta(weeks=told["weeks"]), seen=1,
            at=walk.on(minutes=5),
        )  # fmt: skip
        for each in told["answer"]:
            decisions.answer(
                db, by=people[each["by"]], session=session, answer=each["answer"],
                words=each.get("words", ""), at=walk.on(minutes=1),
            )  # fmt: skip
        decisions.conclude(db, by=by, session=session, seen=2, at=walk.on(minutes=2))
        seen = queries.place(db, queries.row(db, session)).revision
        moves.end(db, by=by, session=session, seen=seen, at=walk.on(minutes=2))


def _go(db: Db, session: str, by: str, to: str, circle: Circle) -> None:
    seen = queries.place(db, queries.row(db, session)).revision
    moves.move(db, by=by, session=session, to=to, seen=seen, at=circle.walk.on(minutes=1))
