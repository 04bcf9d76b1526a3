"""A review for the tests to act in: notes, the experiment card, and looking back on it."""

from datetime import date, timedelta

from tests.builders import Circle
from tests.sessions.builders import Meeting
from workbench.sessions import experiments, moves, services
from workbench.sessions.experiments import Plan, Tried

DAY = date(2026, 3, 2)
PLAN = Plan(
    "Say when five minutes are left",
    "Tuesdays",
    DAY,
    "We end calmly",
    "I watch the clock",
    DAY + timedelta(days=28),
)


def review_of(circle: Circle) -> Meeting:
    """Return a meeting whose session is Ana's review."""
    meeting = Meeting(circle)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        meeting.session = services.open_session(
            db, by=ana.me, cycle=meeting.cycle, practitioner=ana.me, kind="review", at=ana.now()
        )
        moves.attend_to(db, by=ana.me, session=meeting.session, seen=0, at=ana.now())
    return meeting


def note(meeting: Meeting, name: str, kind: str, words: str = "words", tag: str = "") -> None:
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        services.write_note(
            db, by=desk.me, session=meeting.session, kind=kind, words=words, tag=tag, at=desk.now()
        )


def plan(meeting: Meeting, name: str = "Ana", told: Plan = PLAN, seen: int = 0) -> str:
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        return experiments.write_experiment(
            db, by=desk.me, session=meeting.session, plan=told, seen=seen, at=desk.now()
        )


def look_back(
    meeting: Meeting, experiment: str, name: str = "Ana", *, closes: bool, again: date | None = None
) -> None:
    desk = meeting.circle.desk(name)
    with desk.transaction() as db:
        experiments.look_back(
            db, by=desk.me, experiment=experiment, words="It held twice", closes=closes, again_on=again,
            at=desk.now(),
        )  # fmt: skip


def card(meeting: Meeting, name: str) -> Tried | None:
    desk = meeting.circle.desk(name)
    with desk.reading() as db:
        return experiments.experiment_of(db, asker=desk.me, session=meeting.session)


def end(meeting: Meeting) -> None:
    ben = meeting.circle.desk("Ben")
    with ben.transaction() as db:
        moves.end(
            db, by=ben.me, session=meeting.session, seen=meeting.seen("Ben").place.revision, at=ben.now()
        )
