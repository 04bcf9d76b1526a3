"""One control for everything that people type or choose."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import anywidget
import traitlets
from ipywidgets import Layout

from widgets.closing import shared
from widgets.fields import Action, Field, Value, Values, as_traits, clean, nothing
from widgets.scripts import script
from workbench.core.words import _

__all__ = ["Action", "Field", "Form", "Value", "Values", "clean"]


def form_words() -> dict[str, str]:
    """Return the control's own fixed words in the language in use."""
    return {
        "clear": _("Clear the choice"),
        "yes": _("Yes"),
        "no": _("No"),
        "not_yet": _("Not yet"),
        "choose": _("Choose"),
        "nothing": _("Nothing written here."),
        "unsent": _("Not saved yet. Your words are kept on this page until the line is back."),
        "same_readers": _("Read by the same people as above."),
        "put_back": _("Words that had not been sent before were put back."),
    }


class Form(anywidget.AnyWidget):
    """
    Fields, their values and a few actions.

    `on_change(values)` is called when something typed has arrived, `on_action(name, values)` when a
    button was pressed. Only typed values are taken from a browser; every other trait is ours alone.
    A `key` (no secret, the same after a reload) lets the browser's tab keep words not yet sent.
    """

    _esm = script("form.js")
    _css = script("form.css")

    heading = traitlets.Unicode().tag(sync=True)
    intro = traitlets.Unicode().tag(sync=True)
    level = traitlets.Int(2).tag(sync=True)
    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    values: "traitlets.Dict[str, Any]" = traitlets.Dict().tag(sync=True)
    actions = traitlets.List(traitlets.Dict()).tag(sync=True)
    saved = traitlets.Unicode().tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    errors: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)
    locked = traitlets.Bool(default_value=False).tag(sync=True)
    folded = traitlets.Bool(default_value=False).tag(sync=True)
    received = traitlets.Int(0).tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    words: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        heading: str = "",
        intro: str = "",
        fields: Iterable[Field] = (),
        values: Mapping[str, Any] | None = None,
        actions: Iterable[Action] = (),
        on_action: Callable[[str, Values], object] | None = None,
        on_change: Callable[[Values], object] | None = None,
        level: int = 2,
        locked: bool = False,
        folded: bool = False,
        key: str = "",
    ) -> None:
        """
        Make a form; values for fields that do not exist are left out.

        One seldom wanted lies ``folded`` under its heading until it is opened or has something to say.
        """
        self._described = tuple(fields)
        self._offered = tuple(actions)
        self._answer, self._changed = on_action, on_change
        given = clean(self._described, values or {}).values
        super().__init__(
            heading=heading,
            intro=intro,
            level=level,
            fields=as_traits(self._described),
            values={field.name: given.get(field.name, nothing(field)) for field in self._described},
            actions=as_traits(self._offered),
            locked=locked,
            folded=folded,
            key=key,
            words=form_words(),
            layout=shared(Layout),
        )
        self.on_msg(self._heard)

    def describe(
        self, *, fields: Iterable[Field] | None = None, actions: Iterable[Action] | None = None
    ) -> None:
        """Replace fields or actions; what was typed in fields that stay is kept."""
        if actions is not None:
            self._offered = tuple(actions)
            self.actions = as_traits(self._offered)
        if fields is not None:
            self._described = tuple(fields)
            kept = clean(self._described, self.values).values
            self.values = {field.name: kept.get(field.name, nothing(field)) for field in self._described}
            self.fields = as_traits(self._described)

    def fill(self, /, **values: Value) -> None:
        """Set values from our side; the field that someone is typing in is left alone on screen."""
        self.values = {**self.values, **clean(self._described, values).values}

    def press(self, name: str, /, **values: Value) -> None:
        """Do what a browser does when these values are typed and this button is pressed."""
        self._heard(self, {"action": name, "values": values}, [])

    def type_in(self, /, **values: Value) -> None:
        """Do what a browser does when these values are typed."""
        self._heard(self, {"values": values}, [])

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take typed values from a browser and nothing else."""
        if "values" in sync_data:
            self._take(sync_data["values"])
            self.send_state("values")

    def _heard(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, Mapping):
            return
        self._take(content.get("values"))
        turn = content.get("turn")
        if isinstance(turn, int) and 0 <= turn < 2**31:
            self.received = turn
        name = content.get("action")
        if self._answer and isinstance(name, str) and name in {action.name for action in self._offered}:
            self._answer(name, dict(self.values))

    def _take(self, sent: object) -> None:
        if self.locked:
            return
        typed, errors = clean(self._described, sent)
        self.errors = {name: text for name, text in self.errors.items() if name not in typed} | errors
        if any(self.values.get(name) != value for name, value in typed.items()):
            self.values = {**self.values, **typed}
            if self._changed:
                self._changed(dict(self.values))
