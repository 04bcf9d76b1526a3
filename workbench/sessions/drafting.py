"""A copy of a protocol that somebody alters: kept as their draft, step by step, with what is wrong in it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets.form import Action, Field, Form
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.screen.forms import Drafted
from workbench.screen.parts import Part, words
from workbench.sessions import altered
from workbench.sessions import altering_views as views
from workbench.sessions.checking import MECHANICS, RECORDS, WHO, problems
from workbench.sessions.protocols import protocol


def readers_of_copy() -> str:
    """Return the sentence that says who reads a copy before it is proposed."""
    return _("Who reads this: you alone, until you propose it to the group.")


class Copy:
    """One person's copy; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, *, place: str, kind: str, zone: str, begin: str) -> None:
        self.desk, self.place, self.kind = desk, place, kind
        self.again: Callable[[], None] = lambda: None
        self._drafted = Drafted(desk, place=place, zone=zone)
        self._start = begin
        self.text = str(self._drafted.values.get("text", ""))
        self._step = 0
        self._shape = 0  # how often steps were moved, added or taken out: the forms are made anew then

    @property
    def begun(self) -> bool:
        """Whether there is a copy."""
        return bool(self.text)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong in it."""
        return not problems(self.text, kind=self.kind)

    def begin_anew(self) -> None:
        """Begin with what holds now."""
        self.text = self._start
        self._shape += 1

    def drop(self, db: Db) -> None:
        """Let go of the copy, within a transaction."""
        self._drafted.drop(db)
        self._drafted.begin_anew()
        self.text = ""

    def _keep(self, text: str, form: Form) -> None:
        self.text = text
        self._drafted.form = form
        self._drafted.keep({"text": text})

    def parts(self) -> list[Part]:
        """Return the preview, what is wrong, and the forms with which it is altered."""
        every = altered.steps(self.text)
        wrong = problems(self.text, kind=self.kind)
        told = [words("preview", views.preview(self.text, wrong))]
        if every:
            self._step = min(self._step, len(every) - 1)
            told += [
                Part("which", (self._shape, self._step), lambda: self._which_form(every)),
                Part("step", (self._shape, self._step), lambda: self._step_form(every[self._step])),
                Part("head-of", self._shape, self._head_form),
            ]
        told.append(Part("as-text", self._shape, self._text_form))
        return told

    def _which_form(self, every: list[altered.Step]) -> Form:
        def choose(_name: str, values: dict[str, Any]) -> None:
            self._step = int(str(values["step"] or self._step))
            self.again()

        options = tuple((str(n), f"{n + 1}. {step.get('title', '')}") for n, step in enumerate(every))
        return Form(
            heading=_("Your copy, step by step"),
            fields=[Field("step", _("Which step"), "select", options)],
            values={"step": str(self._step)},
            actions=[Action("which", _("Alter this step"), "plain")],
            on_action=choose,
        )

    def _step_form(self, step: altered.Step) -> Form:
        place = self._step

        def change(values: dict[str, Any]) -> None:
            self._keep(altered.with_step(self.text, place, values), form)
            self.again()

        def act(name: str, values: dict[str, Any]) -> None:
            text = altered.with_step(self.text, place, values)
            done = {
                "up": lambda: altered.moved(text, place, -1),
                "down": lambda: altered.moved(text, place, 1),
                "out": lambda: altered.without(text, place),
                "add": lambda: altered.added(text, place),
            }[name]()
            self._keep(done, form)
            self._step = place + {"up": -1, "down": 1, "out": 0, "add": 1}[name]
            self._step = max(0, min(self._step, len(altered.steps(done) or [0]) - 1))
            self._shape += 1
            self.again()

        alone = readers_of_copy()
        offered = protocol(self.kind).records | {*map(str, step.get("records", ())), "process"}
        records = tuple((key, altered.record_words(key)) for key in RECORDS if key in offered)
        form = Form(
            heading=_("Step {number}").format(number=place + 1),
            level=3,
            fields=[
                Field("title", _("What it is called"), "line", seen_by=alone),
                Field("who", _("Whose step it is"), "select", tuple((w, altered.who_words(w)) for w in WHO)),
                Field(
                    "mechanic", _("How it is held"), "select",
                    tuple((m, altered.mechanic_words(m)) for m in sorted(MECHANICS)),
                ),
                Field("minutes", _("About how many minutes"), "line", seen_by=alone),
                Field("prompt", _("What is said on screen"), "text", seen_by=alone),
                Field("guard", _("What to watch"), "text", rows=2, seen_by=alone),
                Field("records", _("What is written down or shown"), "choices", records),
            ],
            values={
                key: (list(value) if key == "records" else str(value))
                for key, value in {"records": [], **step}.items()
                if key != "name"
            },
            actions=[
                Action("up", _("Move up"), "plain"),
                Action("down", _("Move down"), "plain"),
                Action("add", _("Add a step after this one"), "plain"),
                Action("out", _("Take this step out"), "quiet"),
            ],
            on_action=act,
            on_change=change,
        )  # fmt: skip
        return form

    def _head_form(self) -> Form:
        def change(values: dict[str, Any]) -> None:
            self._keep(altered.renamed(self.text, str(values["name"]), str(values["purpose"])), form)
            self.again()

        name, purpose = altered.head(self.text)
        form = Form(
            heading=_("What this kind of session is called"),
            level=3,
            folded=True,
            fields=[
                Field("name", _("Name"), "line", seen_by=readers_of_copy()),
                Field("purpose", _("What it is for"), "text", rows=2, seen_by=readers_of_copy()),
            ],
            values={"name": name, "purpose": purpose},
            on_change=change,
        )
        return form

    def _text_form(self) -> Form:
        def change(values: dict[str, Any]) -> None:
            self._keep(str(values["text"]), form)
            self.again()

        def act(_name: str, _values: dict[str, Any]) -> None:
            self._shape += 1
            self.again()

        form = Form(
            heading=_("The copy as a text"),
            intro=_("For those who like to write it in one piece. What is wrong is named by its line."),
            level=3,
            folded=True,
            fields=[Field("text", _("The whole text"), "text", rows=20, seen_by=readers_of_copy())],
            values={"text": self.text},
            actions=[Action("take-text", _("Go on with these steps"), "plain")],
            on_action=act,
            on_change=change,
        )
        return form
