"""Where a member writes: the whole, a new part of the job, a new criterion. Drafts are kept as they type."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Field, Form, Values
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.practice import origins, rules, services, views
from workbench.practice.seen import PracticeSeen
from workbench.practice.views import MINE, SHARED
from workbench.practice.ways import WORDS, chosen_labels
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part


class Page(Protocol):
    """What a form needs of the page that it stands on."""

    desk: Desk
    seen: PracticeSeen

    def again(self) -> None:
        """Read the page anew."""


class Writing(ABC):
    """A form that is bound to its author's draft; `part` puts it on the page."""

    name = ""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.form: Form | None = None
        self.drafted: Drafted | None = None

    @property
    def place(self) -> str:
        """Where the draft is kept."""
        return f"practice:{self.page.seen.group}:{self.name}"

    def part(self) -> Part:
        """Return the form as a part that stays while the page changes around it."""
        return Part(self.name, self.place, self._build)

    def begin(self, make: Callable[[Drafted], Form]) -> Form:
        """Make the form with what was kept of it, and go on keeping."""
        drafted = Drafted(self.page.desk, place=self.place, zone=self.page.seen.zone)
        self.drafted, self.form = drafted, make(drafted)
        return drafted.bind(self.form)

    def send(self, act: Callable[[Db], object], done: str, empty: Values | None) -> bool:
        """Send in what was typed; the draft goes in the same transaction, or everything stays."""
        form, drafted = self.form, self.drafted
        if form is None or drafted is None:
            return False

        def do(db: Db) -> None:
            act(db)
            drafted.drop(db)

        if not attempt(self.page.desk, form, do, done):
            return False
        drafted.begin_anew()
        if empty is not None:
            form.fill(**empty)
        self.page.again()
        return True

    def do(self, act: Callable[[Db], object], done: str) -> bool:
        """Do something that is not in a draft."""
        done_so = self.form is not None and attempt(self.page.desk, self.form, act, done)
        if done_so:
            self.page.again()
        return done_so

    def refresh(self) -> None:  # noqa: B027 - most forms show nothing that others change
        """Take in what the page has read anew, without touching what is being typed."""

    @abstractmethod
    def _build(self) -> Form:
        """Return the form, with what is in its draft."""


class WholeForm(Writing):
    """The practice as a whole, at its best, in one's own words."""

    name = "whole"

    def _build(self) -> Form:
        self.base = self.page.seen.whole
        mine = rules.seen_by(shared=False)
        words = Field("words", _("My practice at its best"), "text", rows=6, seen_by=mine)
        return self.begin(
            lambda drafted: Form(
                heading=_("The whole, above every list"),
                intro=_("A paragraph or an image. No list of parts can replace it."),
                fields=[words],
                values={"words": self.base.words, **drafted.values},
                actions=[Action("keep_whole", _("Keep this"), "main")],
                on_action=self._keep,
                on_change=drafted.keep,
            )
        )

    def _keep(self, _name: str, values: Values) -> None:
        desk, seen = self.page.desk, self.page.seen

        def act(db: Db) -> None:
            services.write_whole(
                db, by=desk.me, group=seen.group, words=str(values["words"]), seen=self.base.revision,
                at=desk.now(),
            )  # fmt: skip

        if self.send(act, _("Your words are kept. What stood there before is in the history below."), None):
            self.base = self.page.seen.whole

    def refresh(self) -> None:
        """Follow another page of the same person, unless something is being typed here."""
        newest = self.page.seen.whole
        untouched = self.form and self.form.values["words"] == self.base.words
        if self.form and newest != self.base and (untouched or newest.revision == 0):  # or deleted
            self.form.fill(words=newest.words)
            self.base = newest


class PartForm(Writing):
    """A new part of the job."""

    name = "part"

    def _build(self) -> Form:
        return self.begin(
            lambda drafted: Form(
                heading=_("Name a part of the job"),
                folded=bool(self.page.seen.parts),
                fields=self._fields({"whom": MINE, **drafted.values}),
                values={"whom": MINE, **drafted.values},
                actions=[Action("add_part", _("Add it"))],
                on_action=self._add,
                on_change=self._changed,
                level=3,
            )
        )

    def _fields(self, values: Values) -> list[Field]:
        hint = _("Such as a kind of moment or task.")
        readers = rules.seen_by(shared=values.get("whom") == SHARED)
        name = Field("name", _("A part of the job"), "line", hint=hint, seen_by=readers)
        why = Field("reason", _("Why (may be left out)"), "line", seen_by=readers)
        return [name, views.whom_field(values), why]

    def _changed(self, values: Values) -> None:
        if self.form and self.drafted:
            self.form.describe(fields=self._fields(values))
            self.drafted.keep(values)

    def _add(self, _name: str, values: Values) -> None:
        desk, seen = self.page.desk, self.page.seen
        shared = values["whom"] == SHARED

        def act(db: Db) -> None:
            services.add_component(
                db, by=desk.me, group=seen.group, name=str(values["name"]), shared=shared,
                reason=str(values["reason"]), at=desk.now(),
            )  # fmt: skip

        done = _("It is proposed to the group.") if shared else _("It is kept.")
        self.send(act, done, {"name": "", "reason": "", "whom": MINE})


class CriterionForm(Writing):
    """A new criterion, for oneself or as a proposal."""

    name = "criterion"
    labels = ""

    def _build(self) -> Form:
        return self.begin(
            lambda drafted: Form(
                heading=_("Write a criterion"),
                folded=bool(self.page.seen.criteria),
                intro=_("Write alone first. Only the first field is needed; the others can follow later."),
                fields=self._fields({"way": WORDS, **drafted.values}),
                values={"way": WORDS, "whom": MINE, **drafted.values},
                actions=[Action("write", _("Keep it"), "main")],
                on_action=self._write,
                on_change=self._changed,
            )
        )

    def _fields(self, values: Values) -> list[Field]:
        shared = values.get("whom") == SHARED
        fields = views.criterion_fields(self.page.seen, values, shared=shared)
        readers = rules.seen_by(shared=shared, criterion=True)
        why = Field("reason", _("Why this one (may be left out)"), "line", seen_by=readers)
        grown = origins.fields(self.page.seen, values)
        return [*fields, views.whom_field(values, criterion=True), why, *grown]

    def refresh(self) -> None:
        """Offer the parts and labels that fit now; what is typed stays."""
        if self.form:
            self.form.describe(fields=self._fields(self.form.values))

    def _changed(self, values: Values) -> None:
        """Follow the way of judging; labels that were written come back when their way is chosen again."""
        self.labels = str(values.get("labels", "")) or self.labels
        self.refresh()
        if self.form and not self.form.values.get("labels"):
            self.form.fill(labels=self.labels)
        if self.drafted:
            self.drafted.keep({**values, "labels": self.labels})

    def take(self, values: Values) -> bool:
        """Put an example's words in as a draft to be changed; refuse where something is written already."""
        form = self.form
        if form is None or str(form.values["wording"]).strip() or str(form.values["lack"]).strip():
            return False
        form.describe(fields=self._fields({**form.values, **values}))
        form.type_in(**values)
        return True

    def _write(self, _name: str, values: Values) -> None:
        desk, seen = self.page.desk, self.page.seen
        shared = values["whom"] == SHARED

        def act(db: Db) -> None:
            labels = chosen_labels(values)
            services.write_criterion(
                db, by=desk.me, group=seen.group, wording=str(values["wording"]), lack=str(values["lack"]),
                labels=labels, component=str(values.get("component", "")) or None, shared=shared,
                reason=str(values["reason"]), grew_from=origins.grew_from(seen, values), at=desk.now(),
            )  # fmt: skip

        kept = _("It is kept.") + " " + rules.seen_by(shared=False, criterion=True)
        done = _("It is proposed to the group.") if shared else kept
        empty: Values = {"wording": "", "lack": "", "way": WORDS, "labels": "", "reason": "", "whom": MINE}
        empty |= {"growth": "", "from": "", "with": ""}
        if self.send(act, done, empty):
            self.labels = ""
