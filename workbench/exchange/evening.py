"""Retells one session of an example meeting, step by step, as its people held it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session as Db

from workbench.core.keys import at_the_desk_of
from workbench.sessions import moves, queries, services
from workbench.sessions.rules import HOST, RATTLE, SUPPORT, View

if TYPE_CHECKING:
    from workbench.exchange.retelling import Circle

Told = dict[str, Any]
STEPS = (
    "peers", "account", "testing", "reveal", "gaps",
    "doubts", "affirmation", "closing", "differing", "process",
)  # fmt: skip
ALWAYS = frozenset({"peers", "account", "reveal", "closing", "process"})
NOTES_AT = {
    "support": "testing",
    "rattle": "testing",
    "gap": "gaps",
    "doubt": "doubts",
    "affirmation": "affirmation",
    "differing": "differing",
    "process": "process",
}


def open_meeting(circle: "Circle", db: Db, told: Told, today: datetime) -> None:
    """Tell of the meeting that is open now: one contract is written, and nobody has sent anything in."""
    session = _session(circle, db, told["of"])
    circle.walk.now = today - timedelta(minutes=40)
    _contract(circle, db, session, told, told["criteria"])
    circle.walk.now = today - timedelta(minutes=10)
    host = circle.people[told["host"]]
    services.take_role(db, by=host, session=session, role=HOST, holder=host, at=circle.walk())
    _turn_to(circle, db, session, host)


def hold_session(circle: "Circle", db: Db, told: Told, evening: datetime) -> None:
    """
    Tell of one session, from its contract, the day before, to its end.

    A step at which nobody wrote anything is passed over, as the host of a meeting may do.
    """
    session = _session(circle, db, told["of"])
    own = circle.people[told["of"]]
    after_the_one_before = circle.walk.on(minutes=2)
    circle.walk.now = max(after_the_one_before, evening - timedelta(days=1))
    _contract(circle, db, session, told, list(told["own"]))
    _send(circle, db, session, own, told["own"])
    circle.walk.now = max(circle.walk.on(minutes=2), evening)
    host = circle.people[told["host"]]
    _turn_to(circle, db, session, host)
    _roles(circle, db, session, told)
    row = queries.row(db, session)  # held on to, so that it is read once
    said = {step: [note for note in told["note"] if NOTES_AT[note["kind"]] == step] for step in STEPS}
    for step in (step for step in STEPS if step in ALWAYS or said[step]):
        _step(circle, db, session, host, step)
        if step == "peers":
            for who, views in told["peers"].items():
                _send(circle, db, session, circle.people[who], views)
        if step == "closing":
            _close(circle, db, session, own, told["closing"])
        _notes(circle, db, session, own, said[step])
    where = queries.place(db, row)
    moves.end(db, by=host, session=session, seen=where.revision, at=circle.walk.on(minutes=2))


def _session(circle: "Circle", db: Db, who: str) -> str:
    found = queries.session_of(db, asker=circle.people[who], cycle=circle.cycle)
    if found is None:
        raise LookupError(f"“{who}” of the example has no session in this cycle.")
    return found


def _contract(circle: "Circle", db: Db, session: str, told: Told, criteria: Iterable[str]) -> None:
    own = circle.people[told["of"]]
    with at_the_desk_of(db, circle.keys[own]):
        services.agree_contract(
            db, by=own, session=session, purpose=told["purpose"], seen_by=told["seen_by"],
            outside_use=told["outside_use"], criteria=[circle.wording(db, key).id for key in criteria],
            seen=0, at=circle.walk.on(minutes=5),
        )  # fmt: skip


def _turn_to(circle: "Circle", db: Db, session: str, host: str) -> None:
    seen = queries.turn(db, asker=host, cycle=circle.cycle)[1]
    moves.attend_to(db, by=host, session=session, seen=seen, at=circle.walk.on(minutes=1))


def _roles(circle: "Circle", db: Db, session: str, told: Told) -> None:
    """The practitioner chooses the support person; whoever rattles is named by the host."""
    people = circle.people
    for role, by in ((HOST, told["host"]), (SUPPORT, told["of"]), (RATTLE, told["host"])):
        services.take_role(
            db, by=people[by], session=session, role=role, holder=people[told[role]],
            at=circle.walk.on(seconds=20),
        )  # fmt: skip


def _step(circle: "Circle", db: Db, session: str, host: str, to: str) -> None:
    seen = queries.place(db, queries.row(db, session)).revision
    moves.move(db, by=host, session=session, to=to, seen=seen, at=circle.walk.on(minutes=4))


def _send(circle: "Circle", db: Db, session: str, by: str, told: Told) -> None:
    at = circle.walk.on(minutes=1)
    with at_the_desk_of(db, circle.keys[by]):
        services.send_view(db, by=by, session=session, views=_views(circle, db, told), at=at)


def _views(circle: "Circle", db: Db, told: Told) -> list[View]:
    return [
        View(
            criterion=circle.wording(db, key).id, mark=said.get("mark"), words=said.get("words", ""),
            evidence_for=said.get("for", ""), evidence_against=said.get("against", ""),
            basis=said.get("basis", ""), no_basis=said.get("no_basis", False),
        )
        for key, said in told.items()
    ]  # fmt: skip


def _close(circle: "Circle", db: Db, session: str, own: str, told: Told) -> None:
    services.close(
        db, by=own, session=session, stance=told["stance"], words=told["words"],
        shown_wrong_by=told["shown_wrong_by"], views=_views(circle, db, told.get("views", {})), seen=0,
        at=circle.walk.on(minutes=3),
    )  # fmt: skip


def _notes(circle: "Circle", db: Db, session: str, own: str, told: Iterable[Told]) -> None:
    for note in told:
        by, at = circle.people[note["by"]], circle.walk.on(seconds=40)
        with at_the_desk_of(db, circle.keys[by]):
            written = services.write_note(
                db, by=by, session=session, kind=note["kind"], words=note["words"], at=at
            )
        if note.get("keep"):
            services.keep_note(db, by=own, note=written, at=circle.walk.on(seconds=5))
