"""A round: who speaks, in their order, whose word it is now, and who has spoken or passed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets
from ipywidgets import Layout

from widgets.closing import shared
from widgets.scripts import script
from workbench.core.words import _

SPOKEN, PASSED, YET = "spoken", "passed", ""


def round_words() -> dict[str, str]:
    """Return the control's own fixed words in the language in use; ``#`` stands for a name."""
    return {
        "heading": _("Who speaks"),
        "order": _("The order is drawn by lot. Anyone may pass."),
        "spoken": _("has spoken"),
        "passed": _("passed"),
        "now": _("speaks now"),
        "yet": _("to come"),
        "heard": _("# speaks now."),
        "mine": _("It is your word now."),
        "over": _("Everyone has spoken or passed."),
        "i-spoke": _("I have spoken"),
        "i-pass": _("I pass"),
        "they-spoke": _("# has spoken"),
        "they-pass": _("# passes"),
        "i-yet": _("I have yet to speak"),
    }


class Round(anywidget.AnyWidget):
    """
    The speakers (id, name, mark), whose word it is, and the buttons for those whom this page may mark.

    ``on_mark(person, mark)`` is called when somebody says that a person has spoken, passed or has yet to
    speak. Of a browser only this is taken, and only for people that it may mark.
    """

    _esm = script("round.js")
    _css = script("round.css")

    speakers: "traitlets.List[list[str]]" = traitlets.List(traitlets.List()).tag(sync=True)
    place: "traitlets.List[str]" = traitlets.List(traitlets.Unicode())  # of what this is the round
    me = traitlets.Unicode().tag(sync=True)
    may: "traitlets.List[str]" = traitlets.List(traitlets.Unicode()).tag(sync=True)
    large = traitlets.Bool(default_value=False).tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    words: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        speakers: Sequence[tuple[str, str, str]],
        place: Sequence[str] = (),
        me: str = "",
        may: Sequence[str] = (),
        large: bool = False,
        on_mark: Callable[[str, str], object] | None = None,
    ) -> None:
        """Show the speakers of the round at a ``place``, to ``me``, who may mark these."""
        self._mark = on_mark
        super().__init__(
            speakers=[list(each) for each in speakers],
            place=list(place),
            me=me,
            may=list(may),
            large=large,
            words=round_words(),
            layout=shared(Layout),
        )
        self.on_msg(self._heard)

    @property
    def now(self) -> str | None:
        """Whose word it is: the first without a mark."""
        return next((person for person, _name, mark in self.speakers if mark == YET), None)

    def press(self, person: str, mark: str) -> None:
        """Do what a browser does when somebody says that a person has spoken, passed, or has yet to."""
        self._heard(self, {"action": "mark", "person": person, "mark": mark}, [])

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take nothing from a browser as state; what somebody does comes as a message."""

    def _heard(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, Mapping) or content.get("action") != "mark":
            return
        person, mark = content.get("person"), content.get("mark")
        known = person in self.may and mark in (SPOKEN, PASSED, YET)
        if self._mark and known and person in [each[0] for each in self.speakers]:
            self._mark(str(person), str(mark))
