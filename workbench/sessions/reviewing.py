"""The steps of a review on one person's page: looking back, what does not fit, the experiment."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Form
from workbench.core.clock import zone
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words
from workbench.sessions import experiments, trying, views
from workbench.sessions.experiments import Tried
from workbench.sessions.seen import SessionSeen


def today(desk: Desk, zone_name: str) -> date:
    """Return the day that it is where the group is."""
    return desk.now().astimezone(zone(zone_name)).date()


class Reviewing:
    """The parts that only a review has; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, again: Callable[[], None]) -> None:
        self.desk, self.again = desk, again

    def record(self, seen: SessionSeen, record: str) -> list[Part]:
        """Return the parts for what a review records or shows."""
        if record == "looking-back":
            return looking_back(self.desk, seen.group, seen.zone, self.again, own=seen.practitioner)
        if record == "incongruity-shown":
            return [words("incongruity", views.notes_words(seen, "incongruity"))]
        return self._experiment(seen)

    def kept(self, seen: SessionSeen) -> list[Part]:
        """Return the card once the session is over; it stays with its practitioner."""
        with self.desk.reading() as db:
            tried = experiments.experiment_of(db, asker=self.desk.me, session=seen.id)
        return [words("experiment", trying.card_words(tried, seen.zone))] if tried else []

    def _experiment(self, seen: SessionSeen) -> list[Part]:
        with self.desk.reading() as db:
            tried = experiments.experiment_of(db, asker=self.desk.me, session=seen.id)
        told = [words("experiment", trying.card_words(tried, seen.zone))] if tried else []
        if seen.practitioner == self.desk.me:
            key = (seen.id, tried.revision if tried else 0)
            return [*told, Part("experiment-form", key, lambda: self._form(seen, tried))]
        name = seen.names[seen.practitioner]
        return told or [words("experiment", prose.para(_("{name} is writing.").format(name=name)))]

    def _form(self, seen: SessionSeen, tried: Tried | None) -> Form:
        drafted = Drafted(self.desk, place=f"experiment:{seen.id}", zone=seen.zone)

        def send(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                experiments.write_experiment(
                    db, by=self.desk.me, session=seen.id, plan=trying.plan_from(values),
                    seen=tried.revision if tried else 0, at=self.desk.now(),
                )  # fmt: skip
                drafted.drop(db)

            if attempt(self.desk, form, do):
                self.again()

        day = today(self.desk, seen.zone)
        form = trying.experiment_form(tried, send, today=day, values=drafted.values, on_change=drafted.keep)
        return drafted.bind(form)


def looking_back(
    desk: Desk,
    group: str,
    zone_name: str,
    again: Callable[[], None],
    *,
    own: str,
    due: date | None = None,
    cycle: int = 0,
) -> list[Part]:
    """
    Return the open experiments of a person's own, each with the form in which they look back on it.

    With a day, only those that are ``due`` by then, and those of earlier cycles than the one that is on.
    """
    if own != desk.me:
        return []
    with desk.reading() as db:
        mine = experiments.my_experiments(db, asker=desk.me, group=group)
    mine = tuple(t for t in mine if due is None or t.look_back_on <= due or t.cycle < cycle)
    if not mine:
        return []
    parts = [words("look-backs", *(prose.para(trying.due_words(tried)) for tried in mine))]
    return parts + [
        Part(f"look-back:{tried.id}", tried.revision, lambda t=tried: _look_back(desk, t, zone_name, again))  # type: ignore[misc]
        for tried in mine
    ]


def _look_back(desk: Desk, tried: Tried, zone_name: str, again: Callable[[], None]) -> Form:
    drafted = Drafted(desk, place=f"look-back:{tried.id}", zone=zone_name)

    def send(name: str, values: dict[str, Any]) -> None:
        day = str(values.get("again_on") or "")

        def do(db: Db) -> None:
            experiments.look_back(
                db, by=desk.me, experiment=tried.id, words=str(values["words"]),
                closes=name == "look-back-done", again_on=date.fromisoformat(day) if day else None,
                at=desk.now(),
            )  # fmt: skip
            drafted.drop(db)

        if attempt(desk, form, do):
            again()

    form = trying.look_back_form(
        tried, send, today=today(desk, zone_name), values=drafted.values, on_change=drafted.keep
    )
    return drafted.bind(form)
