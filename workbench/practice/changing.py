"""Where a member changes what is there: a criterion in a new version, a part of the job."""

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Field, Form, Values
from workbench.core.words import _
from workbench.practice import queries, rules, services, views
from workbench.practice.queries import Part as JobPart
from workbench.practice.queries import Wording
from workbench.practice.rules import DROPPED
from workbench.practice.views import short
from workbench.practice.ways import chosen_labels
from workbench.practice.writing import CriterionForm, Page, Writing


class Choosing(Writing):
    """One of the criteria, to be worked on."""

    name = "choose"
    chosen = ""

    def _build(self) -> Form:
        self.form = Form(
            heading=_("Change a criterion"),
            folded=True,
            fields=[self._field()],
            actions=[Action("open", _("Open it"))],
            on_action=self._open,
            level=3,
        )
        return self.form

    def _field(self) -> Field:
        options = tuple((each[-1].entity, _option(each[-1])) for each in self.page.seen.criteria)
        return Field("entity", _("One of these"), "select", options)

    def refresh(self) -> None:
        """Offer the criteria that are there now."""
        if self.form:
            self.form.describe(fields=[self._field()])

    def _open(self, _name: str, values: Values) -> None:
        self.chosen = str(values["entity"])
        if self.form:
            self.form.message = "" if self.chosen else _("Choose one of the criteria first.")
        self.page.again()

    def close(self, message: str = "") -> None:
        """Lay the open criterion aside; a draft of it stays."""
        self.chosen = ""
        if self.form:
            self.form.message = message
        self.page.again()


def _option(newest: Wording) -> str:
    kind = _("my own") if newest.owner else _("shared")
    if newest.fate == DROPPED:
        kind = _("put down")
    elif newest.fate in rules.OPEN_FATES:
        kind = _("proposed")
    return f"{short(newest.wording)} ({kind})"


class ChangeForm(CriterionForm):
    """One criterion in a further version, which knows the revision that its writer has seen."""

    def __init__(self, page: Page, choosing: Choosing) -> None:
        super().__init__(page)
        self.choosing = choosing
        self.base = next(each[-1] for each in page.seen.criteria if each[-1].entity == choosing.chosen)
        self.newest = self.base.revision
        self.shared = self.base.owner is None
        self.name = f"change:{self.base.entity}"

    def _build(self) -> Form:
        drafting = {**views.values_of(self.base), "reason": ""}
        self.labels = str(drafting["labels"])
        return self.begin(
            lambda drafted: Form(
                heading=short(self.base.wording),
                intro=_("A new version stands beside the old one; nothing is overwritten."),
                fields=self._fields({**drafting, **drafted.values}),
                values={**drafting, **drafted.values},
                actions=self._actions(),
                on_action=self._act,
                on_change=self._changed,
                level=3,
            )
        )

    def _fields(self, values: Values) -> list[Field]:
        fields = views.criterion_fields(self.page.seen, values, shared=self.shared)
        readers = rules.seen_by(shared=self.shared, criterion=True)
        return [*fields, Field("reason", _("Why it changes, in one line"), "line", seen_by=readers)]

    def _actions(self) -> list[Action]:
        later = Action("later", _("Lay it aside"), "quiet")
        if self.shared:
            drop = Action("drop", _("Propose to put it down"))
            return [Action("revise", _("Propose this wording"), "main"), drop, later]
        shared = _("Everyone in the group will read it. Propose it?")
        dropped = _("It stays readable in your history. Put it down?")
        return [
            Action("revise", _("Keep this wording"), "main"),
            Action("share", _("Propose it to the group"), confirm=shared),
            Action("drop", _("Put it down"), confirm=dropped),
            later,
        ]

    def _act(self, name: str, values: Values) -> None:
        if name == "later":
            self.choosing.close(_("Laid aside. What you typed is kept."))
            return
        acts = {"revise": self._revise, "drop": self._drop, "share": self._share}
        known = self.newest

        def act(db: Db) -> None:
            self.newest = queries.versions_of(db, self.base.entity)[-1].revision
            acts[name](db, values, known)

        if self.send(act, "", None):
            self.choosing.close(_("It is written down."))

    def _revise(self, db: Db, values: Values, seen: int) -> None:
        services.revise_criterion(
            db, by=self.page.desk.me, entity=self.base.entity, seen=seen, wording=str(values["wording"]),
            lack=str(values["lack"]), labels=chosen_labels(values),
            component=str(values.get("component", "")) or None, reason=str(values["reason"]),
            at=self.page.desk.now(),
        )  # fmt: skip

    def _drop(self, db: Db, values: Values, seen: int) -> None:
        services.drop_criterion(
            db, by=self.page.desk.me, entity=self.base.entity, seen=seen, reason=str(values["reason"]),
            at=self.page.desk.now(),
        )  # fmt: skip

    def _share(self, db: Db, values: Values, _seen: int) -> None:
        services.write_criterion(
            db, by=self.page.desk.me, group=self.base.group, wording=str(values["wording"]),
            lack=str(values["lack"]), labels=chosen_labels(values), shared=True, grew_from=[self.base.id],
            component=str(values.get("component", "")) or None, reason=str(values["reason"]),
            at=self.page.desk.now(),
        )  # fmt: skip


class PartsForm(Writing):
    """The parts of the job that are there: another name, putting down, writing down an adoption."""

    name = "parts"
    base: JobPart | None = None

    def _build(self) -> Form:
        self.form = Form(
            heading=_("Change a part of the job"),
            folded=True,
            fields=self._fields(),
            actions=self._actions(),
            on_action=self._act,
            on_change=self._changed,
            level=3,
        )
        return self.form

    def _newest(self, entity: str) -> JobPart | None:
        return next((each[-1] for each in self.page.seen.parts if each[-1].entity == entity), None)

    def _fields(self) -> list[Field]:
        options = tuple((each[-1].entity, _part_option(each[-1])) for each in self.page.seen.parts)
        fields = [Field("part", _("One of these"), "select", options)]
        if self.base is None:
            return fields
        hint = _("When you write down an adoption: how it was decided, and who sees it differently.")
        readers = rules.seen_by(shared=self.base.owner is None)
        why = Field(
            "reason", _("Why, in one line"), "line", hint="" if self.base.owner else hint, seen_by=readers
        )
        return [*fields, Field("name", _("New name"), "line", seen_by=readers), why]

    def _actions(self) -> list[Action]:
        if self.base is None:
            return []
        actions = [Action("rename", _("Give it the new name")), Action("drop_part", _("Put it down"))]
        adopt = [Action("adopt_part", _("Write down that it is adopted"))]
        return adopt + actions if self.base.fate in rules.OPEN_FATES else actions

    def _changed(self, values: Values) -> None:
        """Remember the version that is on the screen when a part is chosen."""
        chosen = str(values["part"])
        if chosen != (self.base.entity if self.base else ""):
            self.base = self._newest(chosen)
            self.refresh()

    def refresh(self) -> None:
        """Offer the parts that are there now; what was chosen and typed stays."""
        if self.form:
            self.form.describe(fields=self._fields(), actions=self._actions())

    def _act(self, name: str, values: Values) -> None:
        base, by, at = self.base, self.page.desk.me, self.page.desk.now()
        reason = str(values.get("reason", ""))
        if base is None:
            return

        def act(db: Db) -> None:
            if name == "rename":
                services.revise_component(
                    db, by=by, entity=base.entity, seen=base.revision, name=str(values.get("name", "")),
                    reason=reason, at=at,
                )  # fmt: skip
            elif name == "drop_part":
                services.drop_component(
                    db, by=by, entity=base.entity, seen=base.revision, reason=reason, at=at
                )
            else:
                services.adopt_component(db, by=by, version=base.id, reason=reason, at=at)

        if self.do(act, _("It is written down.")) and self.form:
            self.base = None
            self.form.fill(part="", name="", reason="")
        else:
            self.page.again()
            self.base = self._newest(base.entity)
        self.refresh()


def _part_option(part: JobPart) -> str:
    return f"{short(part.name)} ({views.fate_words(part)})"
