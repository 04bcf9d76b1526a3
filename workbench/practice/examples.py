"""
Examples of several professions: one offer, to be changed.

They are files in ``templates/examples``; taking one puts its words into a form as a draft and writes nothing.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from widgets import prose
from widgets.form import Action, Field, Form, Value, Values
from widgets.prose import Html
from workbench.content import content
from workbench.core.words import _, language
from workbench.models.practice import Offer
from workbench.practice import queries, rules, views, ways
from workbench.practice.views import short
from workbench.practice.writing import Page, Writing


@dataclass(frozen=True)
class Example:
    """One criterion of an example, under its part of the job."""

    key: str
    component: str
    wording: str
    lack: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Profession:
    """The examples of one profession."""

    key: str
    name: str
    whole: str
    examples: tuple[Example, ...]
    origin: str = ""

    @property
    def published(self) -> bool:
        """Whether it is a published framework, which came in from a file."""
        return bool(self.origin)


def professions() -> tuple[Profession, ...]:
    """Return the examples in the reader's language, in the order of their files."""
    return _read(language())


@cache
def _read(_language: str) -> tuple[Profession, ...]:
    found = []
    for path in sorted(content("templates", "examples").glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        examples = tuple(
            Example(
                f"{path.stem}:{i}:{j}",
                _(part["name"]),
                _(each["wording"]),
                _(each["lack"]),
                tuple(_(label) for label in each["labels"]),
            )
            for i, part in enumerate(told["component"])
            for j, each in enumerate(part["criterion"])
        )
        found.append(Profession(path.stem, _(told["name"]), _(told["whole"]), examples))
    return tuple(found)


def frameworks(offers: Sequence[Offer]) -> tuple[Profession, ...]:
    """Return the published frameworks that lie before a group, each with where it is from."""
    found: dict[str, list[Offer]] = {}
    for each in offers:
        found.setdefault(each.framework, []).append(each)
    return tuple(
        Profession(
            f"framework:{name}", name, "",
            tuple(Example(each.id, each.part, each.wording, each.lack, ()) for each in items),
            _("{title} ({origin}). Licence: {licence}").format(
                title=name, origin=items[0].origin, licence=items[0].licence or _("not said")
            ),
        )
        for name, items in found.items()
    )  # fmt: skip


def framework_words(framework: Profession) -> Html:
    """Return a published framework, its headings folded, marked as one offer."""
    told = _(
        "From {origin}. One offer, to be changed: nothing of it is adopted, and nothing here is a standard."
    )
    parts = list(dict.fromkeys(each.component for each in framework.examples))
    return prose.together(
        prose.notice(told.format(origin=framework.origin)),
        *(
            prose.folded(
                short(part) or _("Without a heading"),
                *(prose.para(each.wording) for each in framework.examples if each.component == part),
            )
            for part in parts
        ),
    )


def profession_words(profession: Profession) -> Html:
    """Return the examples of one profession, marked as such."""
    names = list(dict.fromkeys(each.component for each in profession.examples))
    told = [
        prose.together(
            prose.heading(name, 4),
            *(
                prose.together(
                    prose.para(each.wording),
                    prose.para(_("Its lack: {lack}").format(lack=each.lack)),
                    prose.para(views.way_words(each.labels)),
                )
                for each in profession.examples
                if each.component == name
            ),
        )
        for name in names
    ]
    offer = _("Examples from {name}. Invented; one offer, change it. Nothing here is a standard.")
    whole = prose.para(profession.whole)
    return prose.together(prose.notice(offer.format(name=profession.name)), whole, prose.cards(told))


class ExamplesForm(Writing):
    """Which examples to look at, and which one to take as a draft; only after an own try."""

    name = "examples"
    chosen = ""

    def __init__(self, page: Page, take: Callable[[Values], bool]) -> None:
        super().__init__(page)
        self.take = take

    @property
    def profession(self) -> Profession | None:
        """The profession that was chosen."""
        return next((p for p in self._every() if p.key == self.chosen), None)

    def _every(self) -> tuple[Profession, ...]:
        return (*professions(), *frameworks(self.page.seen.offers))

    def words(self) -> Html:
        """Return what the page shows of the examples now."""
        may = rules.may_see_examples(self.page.seen.attempts)
        if may is not True:
            return prose.para(may)
        chosen = self.profession
        if chosen is None:
            return Html("")
        return framework_words(chosen) if chosen.published else profession_words(chosen)

    def _build(self) -> Form:
        self.form = Form(
            fields=self._fields(), actions=self._actions(), on_action=self._act, values={"which": self.chosen}
        )
        return self.form

    def _fields(self) -> list[Field]:
        fields = [Field("which", _("Whose work"), "select", tuple((p.key, p.name) for p in self._every()))]
        if self.profession:
            options = tuple((each.key, short(each.wording)) for each in self.profession.examples)
            fields.append(Field("example", _("One of these"), "select", options))
        return fields

    def _actions(self) -> list[Action]:
        take = [Action("take", _("Put it into my form, to be changed"))] if self.profession else []
        return [Action("examples", _("Show examples")), *take]

    def _act(self, name: str, values: Values) -> None:
        form, desk = self.form, self.page.desk
        if form is None:
            return
        with desk.reading() as db:
            tried = queries.own_attempts(db, asker=desk.me, group=self.page.seen.group)
        may = rules.may_see_examples(tried)
        if may is not True:
            form.message = may
            return
        if name == "examples":
            self.chosen = str(values["which"])
            form.describe(fields=self._fields(), actions=self._actions())
            form.message = "" if self.chosen else _("Choose whose work the examples are from.")
            self.page.again()
        else:
            self._take(str(values.get("example", "")))

    def _take(self, key: str) -> None:
        every = ((p, e) for p in self._every() for e in p.examples)
        source, example = next((each for each in every if each[1].key == key), (None, None))
        if self.form is None or example is None:
            if self.form:
                self.form.message = _("Choose one of the examples first.")
            return
        values: dict[str, Value] = {
            "wording": example.wording,
            "lack": example.lack,
            "way": ways.way_of(example.labels),
            "labels": "\n".join(example.labels),
        }
        if source is not None and source.published:
            values["reason"] = source.origin
        taken = self.take(values)
        self.form.message = (
            _("It stands in the form “Write a criterion” as a draft. Nothing is written down yet.")
            if taken
            else _("There are words in the form “Write a criterion” already. They were left as they are.")
        )
