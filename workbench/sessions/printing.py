"""The page of cards and sheets, for whoever prints them from a browser."""

from typing import Any

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.forms import queries as forms
from workbench.people import queries as people
from workbench.practice import queries as practice
from workbench.screen.follow import Follower
from workbench.screen.parts import Part, words
from workbench.sessions import on_paper
from workbench.sessions.altering_views import kind_words
from workbench.sessions.following import topic_of
from workbench.sessions.on_paper import Kind, Place
from workbench.sessions.protocols import KINDS, MEETING, read


class Printing:
    """Cards and sheets of one kind of session, as one's group holds it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.kind = KINDS[0]
        self.follower = Follower(desk, self.parts, "paper")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me, at = self.desk.me, self.desk.now()
        with self.desk.reading() as db:
            group = people.chosen_group(db, asker=me, asked=self.desk.asked("group"))
            holds = forms.in_force(db, group=group.id, topic=topic_of(self.kind), at=at)
            shared = [w for w in practice.criteria(db, asker=me, group=group.id) if w.owner is None]
        own = {self.kind: read(holds.text, kind=self.kind)} if holds else {}
        (paper,) = on_paper.every([self.kind], shared, own)
        return [
            Part("kinds", self.kind, self._kinds_form),
            words("paper", prose.para(_("Print this page with your browser.")), kind_shown(paper)),
        ]

    def _kinds_form(self) -> Form:
        def choose(_name: str, values: dict[str, Any]) -> None:
            self.kind = str(values["kind"] or self.kind)
            self.follower.again()

        options = tuple((kind, kind_words(kind)) for kind in (*KINDS, MEETING))
        return Form(
            fields=[Field("kind", _("Which kind of session"), "choice", options)],
            values={"kind": self.kind},
            actions=[Action("show", _("Show its cards and sheets"), "plain")],
            on_action=choose,
        )


def kind_shown(kind: Kind) -> prose.Html:
    """Return the list of steps, the cards and the sheets of a kind."""
    columns = [("number", _("No.")), ("step", _("Step")), ("who", _("Who")), ("time", _("Time"))]
    rows = [{"number": c.number, "step": c.title, "who": c.who, "time": c.minutes} for c in kind.cards]
    cards = [
        prose.together(
            prose.heading(f"{c.number}. {c.title}", 4),
            prose.para(f"{c.who} · {c.minutes}"),
            prose.para(c.prompt),
            prose.para(c.guard),
        )
        for c in kind.cards
    ]
    sheets = [
        prose.together(
            prose.heading(sheet.title, 3),
            prose.para(on_paper.words()["written"]),
            *(_place(place) for place in sheet.fields),
        )
        for sheet in kind.sheets
    ]
    return prose.together(
        prose.heading(kind.name),
        prose.table(columns, rows, on_paper.words()["host"]),
        prose.heading(_("Cards"), 3),
        prose.cards(cards),
        *sheets,
    )


def _place(place: Place) -> prose.Html:
    return prose.together(
        prose.heading(place.heading, 4),
        prose.para("   ".join(f"□ {label}" for label in place.labels)) if place.labels else "",
        prose.seen_by(place.readers) if place.readers else "",
        prose.lines(place.lines),
    )


def printing(desk: Desk) -> Follower:
    """Show the cards and sheets of a kind of session."""
    return Printing(desk).follower.start()
