"""A soft timer: it counts from a stored moment, in words, and everyone may fold it away for themselves."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import anywidget
import traitlets
from ipywidgets import Layout

from widgets.closing import shared
from widgets.scripts import script
from workbench.core.words import _


def timer_words() -> dict[str, str]:
    """Return the control's own fixed words in the language in use; ``#`` stands for a number."""
    return {
        "name": _("Time for this step"),
        "minutes": _("About # minutes left"),
        "last": _("Less than a minute left"),
        "up": _("The time is up. Take what you need."),
        "paused": _("Paused, with about # minutes left"),
        "half": _("Half of the time is over."),
        "fold": _("Fold the time away"),
        "unfold": _("Show the time"),
    }


class Timer(anywidget.AnyWidget):
    """
    The time that is left of a step. Nothing is taken from a browser.

    All moments go to the browser as thousandths of a second; ``now`` is the server's when it is sent, so
    that a phone with a wrong clock counts right. ``left`` is what stands still in a pause.
    """

    _esm = script("timer.js")
    _css = script("timer.css")

    until = traitlets.Float(0.0).tag(sync=True)
    now = traitlets.Float(0.0).tag(sync=True)
    whole = traitlets.Float(0.0).tag(sync=True)
    left = traitlets.Float(-1.0).tag(sync=True)
    large = traitlets.Bool(default_value=False).tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    words: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        until: datetime | None,
        now: datetime,
        whole: timedelta,
        left: timedelta | None = None,
        large: bool = False,
        key: str = "",
    ) -> None:
        """Show the time until a moment, of a ``whole``; in a pause what is ``left`` of it."""
        super().__init__(
            until=until.timestamp() * 1000 if until else 0.0,
            now=now.timestamp() * 1000,
            whole=whole.total_seconds() * 1000,
            left=left.total_seconds() * 1000 if left is not None else -1.0,
            large=large,
            key=key,
            words=timer_words(),
            layout=shared(Layout),
        )

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take nothing from a browser: the time is the room's."""
