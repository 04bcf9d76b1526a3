"""One's dates on the home page: the next of them, the cycle's rhythm, a file, and a private address."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from html import escape

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form, Values
from widgets.prose import Html
from workbench.core.clock import shown_day
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.cycles import calendar, planning, reminding
from workbench.cycles.calendar import Dated
from workbench.cycles.planning import PHASES, Planned
from workbench.cycles.planning import phase_words as words_of
from workbench.cycles.reminding import DAILY, NEVER, WEEKLY, Asked
from workbench.people.rules import readers_in_group
from workbench.people.views import room_address
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words

NEXT = 4  # dates that the page shows


class Dates:
    """The parts about dates; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, again: Callable[[], None]) -> None:
        self.desk, self.again = desk, again
        self.address = ""
        self.wanted = False

    def parts(self, db: Db, *, group: str, cycle: str | None, writes: bool) -> list[Part]:
        """Return the next dates in a group, and for a cycle that is open where its rhythm is set."""
        me, at = self.desk.me, self.desk.now()
        every = calendar.dates(db, asker=me, at=at)
        until = calendar.feed_until(db, asker=me, at=at)
        plan = planning.plan_of(db, asker=me, cycle=cycle) if cycle else None
        if not every:
            return []
        file = [download(calendar.as_ics(every, at=at))] if self.wanted else []
        here = [each for each in every if each.group == group]
        told = words("dates", *dates_words(here, plan), *file)
        shared = until is not None
        asked = reminding.asked(db, asker=me, at=at)
        address = Part("feed", (shared, self.address), lambda: self._feed(shared=shared))
        mail = Part("remind", asked, lambda: self._remind(asked))
        if plan is None or not writes or cycle is None:
            return [told, address, mail]
        rhythm = Part("rhythm", (cycle, plan.revision), lambda: self._rhythm(cycle, plan))
        return [told, rhythm, address, mail]

    def _rhythm(self, cycle: str, plan: Planned) -> Form:
        def write(_name: str, values: Values) -> None:
            def act(db: Db) -> None:
                begins = {phase: _day(values.get(phase)) for phase in PHASES}
                planning.set_plan(
                    db, by=self.desk.me, cycle=cycle, begins=begins, seen=plan.revision, at=self.desk.now()
                )

            if attempt(self.desk, form, act, _("It is written down.")):
                self.again()

        fields = [
            Field(phase, words_of(phase).capitalize(), "date", seen_by=readers_in_group()) for phase in PHASES
        ]
        form = Form(
            heading=_("The rhythm of this cycle"),
            intro=_("A guess, to be changed. Nothing opens, closes or is asked of anybody on these days."),
            folded=True,
            fields=fields,
            values={phase: day.isoformat() for phase, day in plan.begins.items()},
            actions=[Action("plan", _("Keep these days"))],
            on_action=write,
            level=3,
        )
        return form

    def _feed(self, *, shared: bool) -> Form:
        def act(name: str, _values: Values) -> None:
            if name == "file":
                self.wanted = True
                self.again()
                return

            def do(db: Db) -> None:
                if name == "make_address":
                    self.address = calendar.make_feed(db, by=self.desk.me, at=self.desk.now())
                else:
                    calendar.end_feed(db, by=self.desk.me, at=self.desk.now())
                    self.address = ""

            if attempt(self.desk, form, do):
                self.again()

        actions = [
            Action("file", _("Make a file of my dates")),
            Action("make_address", _("Make a new address") if shared else _("Make an address")),
        ]
        if shared:
            actions.append(Action("end_address", _("End the address"), "quiet"))
        form = Form(
            heading=_("My dates in my own calendar"),
            intro=_("A private address that a calendar program can follow. Whoever has it sees your dates, "
                    "and nothing that anybody wrote. It ends after a year, or when you end it."),
            folded=not self.address,
            actions=actions,
            on_action=act,
            level=3,
        )  # fmt: skip
        if self.address:
            address = f"{room_address()}/calendar/{self.address}.ics"
            form.message = _("The address is shown once: {address}").format(address=address)
        elif shared:
            form.message = _("You have an address. It was shown once; make a new one to see one again.")
        return form

    def _remind(self, asked: Asked) -> Form:
        def act(_name: str, values: Values) -> None:
            def do(db: Db) -> None:
                reminding.ask(
                    db, by=self.desk.me, often=str(values["often"]), address=str(values.get("address", "")),
                    seen=asked.revision, at=self.desk.now(),
                )  # fmt: skip

            if attempt(self.desk, form, do, _("It is written down.")):
                self.again()

        ways = (
            (NEVER, _("never")), (DAILY, _("each day on which something is due")),
            (WEEKLY, _("each week in which something is due")),
        )  # fmt: skip
        readers = _("Who reads this: whoever runs the room could. It is not sealed.")
        form = Form(
            heading=_("Remind me by mail"),
            intro=_("Only of days, never of words, and only where whoever runs the room has named a mail "
                    "server. It ends by itself after a year."),
            folded=True,
            fields=[
                Field("often", _("How often"), "choice", ways),
                Field("address", _("My mail address"), "line", seen_by=readers),
            ],
            values={"often": asked.often, "address": asked.address},
            actions=[Action("remind", _("Keep this"))],
            on_action=act,
            level=3,
        )  # fmt: skip
        return form


def _day(typed: object) -> date | None:
    try:
        return date.fromisoformat(str(typed))
    except ValueError:
        return None


def dates_words(every: list[Dated], plan: Planned | None) -> list[Html]:
    """Return the next dates, and that the rhythm is a guess where nobody has set it."""
    rows = [(shown_day(each.first), each.title) for each in every[:NEXT]]
    told = [prose.heading(_("Dates")), prose.people(rows)]
    if plan is not None and plan.guess:
        told.append(prose.para(_("The days of this cycle are a guess until somebody sets them.")))
    return told


def download(content: bytes) -> Html:
    """Return a link that saves the dates as a file; the file is in the link itself."""
    address = f"data:text/calendar;base64,{b64encode(content).decode()}"
    label = escape(_("Save dates.ics"))
    return Html(f'<p dir="auto"><a class="wb-download" download="dates.ics" href="{address}">{label}</a></p>')
