"""What the notebook about a cycle's pages calls: each page as the group holds it, and a form to alter it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form
from workbench.core.clock import shown_day
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.cycles import own_pages, templates
from workbench.cycles.doing import page_names
from workbench.cycles.own_pages import OwnPage
from workbench.forms import queries as forms
from workbench.forms import rules
from workbench.forms.here import here
from workbench.forms.proposing import proposals
from workbench.forms.queries import Said
from workbench.forms.register import Entry, entry_of
from workbench.forms.views import voices_words
from workbench.forms.writing import until_field
from workbench.models.forms import GroupForm
from workbench.people.rules import readers_in_group
from workbench.screen.follow import Follower
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words


class OwnPages:
    """The pages of a group's cycles on one person's page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.template = ""
        self.group = self.zone = ""
        self.follower = Follower(desk, self.parts, "own-pages")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me = self.desk.me
        with self.desk.reading() as db:
            place = here(db, self.desk)
            group, names, day, takes_part = place.group, place.names, place.day, place.takes_part
            self.group, self.zone = group.id, group.zone
            topic = own_pages.topic_of(self.template)
            versions = forms.versions(db, asker=me, group=group.id, topic=topic)
            voices = forms.voices(db, asker=me, group=group.id, topic=topic)
        intro = prose.para(_("Each page of a cycle is one offer. A group may call it otherwise, say "
                             "something else on it, or leave it out. It holds for cycles that are "
                             "opened from then on; pages that are there stay as they are."))  # fmt: skip
        told = [
            words("head", prose.heading(group.name), intro),
            Part("which", self.template, self._which_form),
        ]
        if not self.template:
            return told
        entry = entry_of(versions, day, list(voices.items())) if versions else None
        came = own_pages.as_it_came(templates.read(templates.templates_folder(), self.template))
        now = own_pages.page_of(entry.now.text) if entry and entry.now else came
        told.append(words("now", *self._now(now, entry)))
        if takes_part:
            if entry is not None:
                told += proposals(self, entry.proposals, entry, names, told=_proposal)
            key = (self.template, versions[-1].id if versions else "")
            told.append(Part("alter", key, lambda: self._alter_form(now, day)))
        return told

    @staticmethod
    def _now(page: OwnPage, entry: Entry | None) -> list[prose.Html]:
        until = entry.now.review_on if entry and entry.now else None
        whose = _("As it comes with the workbench.")
        if until is not None:
            whose = _("The group's own, until {day}; then it is as it came.").format(day=shown_day(until))
        return [*page_words(page), prose.notice(whose)]

    def _which_form(self) -> Form:
        def choose(_name: str, values: dict[str, Any]) -> None:
            self.template = str(values.get("template") or "")
            self.follower.again()

        known = page_names()
        options = tuple(
            (name, known.get(name, name)) for name in templates.names(templates.templates_folder())
        )
        return Form(
            fields=[Field("template", _("Which page"), "select", options)],
            values={"template": self.template},
            actions=[Action("open", _("Look at this"), "main")],
            on_action=choose,
        )

    def act(self, form: Form, do: Any, done: str = "") -> bool:
        """Do something in one transaction, and read the page anew."""
        if attempt(self.desk, form, do, done):
            self.follower.again()
            return True
        return False

    def _alter_form(self, now: OwnPage, day: date) -> Form:
        template = self.template
        drafted = Drafted(self.desk, place=f"own-page:{self.group}:{template}", zone=self.zone)

        def propose(_name: str, values: dict[str, Any]) -> None:
            given = str(values.get("review_on") or "")
            page = OwnPage(str(values["title"]), str(values["text"]), values.get("left_out") is True)

            def do(db: Db) -> None:
                own_pages.propose(
                    db, by=self.desk.me, group=self.group, template=template, page=page,
                    reason=str(values["reason"]), at=self.desk.now(),
                    review_on=date.fromisoformat(given) if given else None,
                )  # fmt: skip
                drafted.drop(db)

            if self.act(form, do, _("It stands before the group now.")):
                drafted.begin_anew()

        readers = readers_in_group()
        form = Form(
            heading=_("Do it differently"),
            fields=[
                Field("title", _("What the page is called"), "line", seen_by=readers),
                Field("text", _("What it says under its name"), "text", rows=4, seen_by=readers),
                Field("left_out", _("Leave this page out"), "check"),
                Field("reason", _("Why"), "text", rows=2, seen_by=readers),
                until_field(day),
            ],
            values={
                "title": now.title, "text": now.text, "left_out": now.left_out,
                "review_on": (day + rules.A_WHILE).isoformat(), **drafted.values,
            },
            actions=[Action("propose", _("Propose this"), "main")],
            on_action=propose,
            on_change=drafted.keep,
        )  # fmt: skip
        return drafted.bind(form)


def page_words(page: OwnPage) -> list[prose.Html]:
    """Return how a page is called and what it says."""
    if page.left_out:
        return [prose.heading(page.title or _("This page")), prose.para(_("It is left out."))]
    return [prose.heading(_(page.title)), prose.para(_(page.text))]


def _proposal(form: GroupForm, voices: Sequence[Said], names: dict[str, str]) -> prose.Html:
    who = names.get(form.by_id, "")
    return prose.together(
        prose.heading(_("Proposed by {name}").format(name=who), 3),
        prose.para(_("Because: {reason}").format(reason=form.reason)) if form.reason else "",
        *page_words(own_pages.page_of(form.text)),
        *voices_words(voices, names),
    )


def cycle_pages(desk: Desk) -> Follower:
    """Show the pages of a group's cycles, and let its members alter them."""
    return OwnPages(desk).follower.start()
