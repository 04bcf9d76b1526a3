"""The page of minutes: one meeting on one page that prints, and what one gives to it."""

from typing import Any

import pandas as pd
from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.clock import shown
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.people import queries as people
from workbench.people.rules import initials
from workbench.practice.views import short
from workbench.screen.follow import Follower
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words
from workbench.screen.pictures import picture
from workbench.sessions import minutes, sharing
from workbench.sessions import shared_figures as figures
from workbench.sessions.minutes import Line, Minutes
from workbench.sessions.notes import NOTES
from workbench.sessions.views import ROLE_NAMES, note_words


class MinutesPage:
    """The minutes of the meetings at which one was."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.meeting = ""
        self.follower = Follower(desk, self.parts, "minutes")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me = self.desk.me
        with self.desk.reading() as db:
            group = people.chosen_group(db, asker=me, asked=self.desk.asked("group"))
            every = minutes.my_meetings(db, asker=me, group=group.id)
            if not every:
                return [words("none", prose.para(_("You have been at no meeting of this group yet.")))]
            if self.meeting not in {meeting for meeting, _at in every}:
                self.meeting = every[0][0]
            told = minutes.minutes_of(db, asker=me, meeting=self.meeting, at=self.desk.now())
            names = people.names(db, asker=me, group=group.id)
            about = {"asker": me, "group": group.id, "zone_name": group.zone}
            who = sharing.rotation(db, names=names, letters=initials(names), **about)
            air = sharing.own_air(db, **about)
        options = tuple((meeting, shown(at, group.zone)) for meeting, at in every)
        parts = [words("minutes", minutes_words(told))]
        if len(every) > 1:
            parts.insert(0, Part("which", (self.meeting, options), lambda: self._which_form(options)))
        if told.mine:
            key = (told.id, tuple((line.note.id, line.given) for line in told.mine))
            parts.append(Part("give", key, lambda: self._give_form(told)))
        return [*parts, *shared_parts(who, air)]

    def _which_form(self, options: tuple[tuple[str, str], ...]) -> Form:
        def choose(_name: str, values: dict[str, Any]) -> None:
            self.meeting = str(values["meeting"] or self.meeting)
            self.follower.again()

        return Form(
            fields=[Field("meeting", _("Which meeting"), "select", options)],
            values={"meeting": self.meeting},
            actions=[Action("which", _("Show this one"), "plain")],
            on_action=choose,
        )

    def _give_form(self, told: Minutes) -> Form:
        def give(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                chosen = frozenset(map(str, values["notes"]))
                minutes.give(db, by=self.desk.me, meeting=told.id, notes=chosen, at=self.desk.now())

            if attempt(self.desk, form, do):
                self.follower.again()

        options = tuple((line.note.id, self._option(told, line)) for line in told.mine)
        form = Form(
            heading=_("What I give to the minutes"),
            intro=_("Nothing stands in them unasked. What somebody said to you stands in them when you both "
                    "give it. You can take it back here at any time."),
            fields=[
                Field("notes", _("These may stand in them"), "choices", options, minutes.readers_of_minutes())
            ],
            values={"notes": [line.note.id for line in told.mine if self.desk.me in line.given]},
            actions=[Action("give", _("This is what I give"), "main")],
            on_action=give,
        )  # fmt: skip
        return form

    def _option(self, told: Minutes, line: Line) -> str:
        waits = [told.names.get(who, "") for who in line.needed - line.given if who != self.desk.me]
        text = f"{note_words(line.note.kind)}: {short(line.note.words)}"
        if line.note.author != self.desk.me:
            text = _("{text} (said by {name})").format(text=text, name=told.names.get(line.note.author, ""))
        return _("{text} (waits for {names})").format(text=text, names=", ".join(waits)) if waits else text


def shared_parts(who: pd.DataFrame, air: pd.DataFrame) -> list[Part]:
    """Return who did what in which meeting, and one's own time, which is told to nobody else."""

    def roles() -> Any:
        heads, caption = figures.rotation_columns(), _("Who did what")
        return picture(figures.rotation(who), figures.rotation_table(who), caption, heads=heads)

    def own() -> Any:
        heads, caption = figures.air_columns(), _("My own time. Only you see this.")
        drawn, rows = figures.air_and_agenda(air), figures.air_and_agenda_table(air)
        return picture(drawn, rows, caption, heads=heads, key=figures.air_key())

    told = [("rotation", who, roles), ("air-and-agenda", air, own)]
    return [Part(name, (name, str(frame.to_dict())), build) for name, frame, build in told if len(frame)]


def minutes_words(told: Minutes) -> prose.Html:
    """Return the minutes as one page."""
    there = ", ".join(told.names.get(person, "") for person in told.there)
    blocks: list[object] = [
        prose.heading(_("{group}, {when}").format(group=told.group, when=shown(told.at, told.zone))),
        prose.para(_("There: {names}").format(names=there)),
    ]
    held = [(told.names.get(who, ""), ROLE_NAMES[role]()) for role, who in told.roles.items()]
    if held:
        blocks.append(prose.people(held))
    if told.turns:
        blocks.append(prose.heading(_("Turns"), 3))
        blocks.append(prose.people((told.names.get(who, ""), _(kind)) for who, kind in told.turns))
    blocks.append(prose.heading(_("What was given to the minutes"), 3))
    said = [_said(told, line) for line in told.lines]
    blocks += said or [prose.para(_("Nothing was given to the minutes."))]
    return prose.together(*blocks)


def _said(told: Minutes, line: Line) -> prose.Html:
    tag = NOTES[line.note.kind].tag_words(line.note.tag)
    text = ": ".join(part for part in (tag, line.note.words) if part)
    who = told.names.get(line.note.author, "")
    heading = note_words(line.note.kind)
    return prose.said(text, who, f"{heading} · {shown(line.note.at, told.zone)}")


def minutes_page(desk: Desk) -> Follower:
    """Show the minutes of the meetings at which one was."""
    return MinutesPage(desk).follower.start()
