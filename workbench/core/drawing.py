"""
The sheet on which pictures are drawn: panels one under another, each with axes of its own.

Conventions: the height of a panel is told in pixels, the width is left to the page (360 and up);
labels stand on category axes in the order of their scale, lowest first; colours are told apart by
the colour-blind, on light and dark paper, and never alone: each has a shape of its own. The ink of
words is left to the page, which sets ``layout.font.color``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import plotly.graph_objects as go

from workbench.core.lettering import folded, keys, width, wrapped
from workbench.core.words import _

INK = "#767676"  # until the page says its own: readable on white and on black
QUIET = "rgba(128,128,128,0.30)"
EDGE = "rgba(128,128,128,0.75)"
LOOKS: Mapping[str, dict[str, Any]] = {
    "self": {"color": "#3b82c4", "symbol": "circle-open", "size": 14, "line": {"width": 2.5}},
    "closing": {"color": "#cf6a24", "symbol": "diamond", "size": 8},
    "entry": {"color": "#2f9484", "symbol": "circle", "size": 6},
    "then": {"color": "#9a6bbf", "symbol": "square-open", "size": 12, "line": {"width": 2}},
}
STROKES: Mapping[str, dict[str, Any]] = {
    "self": {"color": "#3b82c4", "width": 1.5},
    "closing": {"color": "#cf6a24", "width": 1.5, "dash": "dot"},
    "entry": {"color": "#2f9484", "width": 1, "dash": "dash"},
    "then": {"color": "#9a6bbf", "width": 1.5, "dash": "dashdot"},
}
PHONE = 348  # a screen of 360, less a thin edge
LETTER = 6.7  # pixels that a letter of twelve takes
LINE = 15
SAID_ONCE = frozenset({"tickvals", "ticktext", "tickmode", "gridcolor", "tickson"})  # by a panel's first axis


@dataclass(frozen=True)
class Place:
    """The pair of axes on which a panel's points stand, and where the panel lies."""

    x: str
    y: str
    top: int
    height: int


@dataclass
class Sheet:
    """A tall figure that grows downward, panel by panel."""

    scales: Sequence[Sequence[str]] = ()
    width: int = PHONE
    inset: bool = False
    room: int = 0
    _traces: list[dict[str, Any]] = field(default_factory=list)
    _axes: dict[str, dict[str, Any]] = field(default_factory=dict)
    _notes: list[dict[str, Any]] = field(default_factory=list)
    _shapes: list[dict[str, Any]] = field(default_factory=list)
    _bands: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    _hung: list[tuple[dict[str, Any], int]] = field(default_factory=list)
    _top: int = 0
    _count: int = 0

    @cached_property
    def _labels(self) -> int:
        names = {name for scale in self.scales for name in scale}
        longest = max((width(line) for name in names for line in label_lines(name)), default=0)
        return int(longest * LETTER) + 16 if longest else 16

    @property
    def left(self) -> int:
        """How many pixels are kept at the left: for the labels, unless they stand inside the sheet."""
        return 16 if self.inset else self._labels

    @property
    def start(self) -> float:
        """Where the panels of labels begin, as a share of the width; words have all of it."""
        return self.share(self._labels + self.room - 8) if self.inset else 0.0

    @property
    def _heading(self) -> int:
        return int((self.width - 40) / (LETTER + 0.4))

    def share(self, pixels: int) -> float:
        """Return the share of the width that so many pixels are, on the narrowest page."""
        return pixels / (self.width - self.left - 12)

    def letters(self, share: float = 1.0) -> int:
        """Return how many letters find room in a share of the panels' width, on the narrowest page."""
        return max(12, int((self.width - self.left - 12) * share / LETTER))

    def gap(self, pixels: int) -> None:
        """Leave room before what comes next."""
        self._top += pixels

    def heading(self, words: str, *, small: str = "", behind: str = "") -> None:
        """Write a heading over the next panel; ``behind`` opens over it and is already lettered."""
        lines = [f"<b>{line}</b>" for line in wrapped(words, self._heading, 4).split("<br>")]
        if small:
            lines += [f"<i>{line}</i>" for line in wrapped(small, self._heading, 3).split("<br>")]
        self.text("<br>".join(lines), hovertext=behind or None)
        self._top += len(lines) * LINE + 10

    def text(self, lettered: str, **more: Any) -> None:
        """Hang lettered text at the left edge, at the height reached so far."""
        note = {"text": lettered, "xref": "paper", "x": 0, "xshift": 10 - self.left, "xanchor": "left"}
        note |= {"yref": "paper", "yanchor": "top", "align": "left", "showarrow": False}
        self._hung.append((note | {key: value for key, value in more.items() if value}, self._top))

    def panel(
        self,
        height: int,
        *,
        x: Mapping[str, Any],
        y: Mapping[str, Any],
        across: tuple[float, float] | None = None,
        below: int = 0,
    ) -> Place:
        """Add a panel under what is there, with ``below`` pixels left for its lower axis."""
        self._count += 1
        number = "" if self._count == 1 else str(self._count)
        place = Place(f"x{number}", f"y{number}", self._top, height)
        self._axes[f"xaxis{number}"] = {
            **BARE,
            "domain": list(across or (self.start, 1.0)),
            "anchor": place.y,
            **x,
        }
        self._axes[f"yaxis{number}"] = {**BARE, "anchor": place.x, **y}
        self._bands.append((f"yaxis{number}", (self._top, height)))
        self._top += height + below
        return place

    def over(self, place: Place, *, lift: float) -> Place:
        """Lay the same labels over a panel, drawn a little higher or lower inside each label's own band."""
        self.points(place, kind="nothing", x=[None], y=[None], mode="markers")  # an axis without points hides
        axis = {k: v for k, v in self._axes[f"yaxis{place.y[1:]}"].items() if k not in SAID_ONCE}
        low, high = axis["range"]
        return self.beside(place, y=axis | {"showticklabels": False, "range": [low - lift, high - lift]})

    def beside(self, place: Place, *, y: Mapping[str, Any]) -> Place:
        """Lay another vertical axis over a panel, for what does not stand on its labels."""
        self._count += 1
        name = f"yaxis{self._count}"
        self._axes[name] = {**BARE, **y, "anchor": place.x, "overlaying": place.y, "showgrid": False}
        self._bands.append((name, (place.top, place.height)))
        return Place(place.x, f"y{self._count}", place.top, place.height)

    def apart(self, place: Place, *, pixels: int, x: Mapping[str, Any], y: Mapping[str, Any]) -> Place:
        """Add a panel at the far left of another, beyond its labels."""
        top, self._top = self._top, place.top
        panel = self.panel(place.height, x=x, y=y, across=(0.0, self.share(pixels)))
        self._top = top
        return panel

    def points(self, place: Place, *, kind: str, x: Sequence[Any], y: Sequence[Any], **more: Any) -> None:
        """Draw a trace; ``kind`` tells what stands on its vertical axis: labels, lanes or rows."""
        trace = {"type": "scatter", "xaxis": place.x, "yaxis": place.y, "x": list(x), "y": list(y)}
        calm = {"showlegend": False, "cliponaxis": False, "hoverinfo": "text", "meta": {"stands_on": kind}}
        self._traces.append(trace | calm | more)

    def note(self, **note: Any) -> None:
        """Write a lettered note anywhere."""
        self._notes.append({"showarrow": False, "font": {"size": 11}, **note})

    def stroke(self, **shape: Any) -> None:
        """Draw a thin line that belongs to nobody."""
        self._shapes.append({"type": "line", "layer": "below", "line": {"color": EDGE, "width": 1}, **shape})

    def _legend(self) -> int:
        """Return how many pixels the legend takes on the narrowest page."""
        names = [width(trace["name"]) for trace in self._traces if trace["showlegend"]]
        room = self.width - self.left - 12  # plotly breaks a legend where the panels end
        beside = max(1, int(room / (max(names, default=0) * (LETTER + 1) + 48)))
        return 4 + 20 * -(-len(names) // beside) if names else 0

    def finished(self, *, people: Sequence[str] = (), empty: str = "") -> go.Figure:
        """Return the figure, with who is who at its foot."""
        if empty:
            self.text(wrapped(empty, self._heading, 6))
            self._top += 5 * LINE
        names = wrapped(" · ".join(people), self._heading, 12).split("<br>") if people else []
        foot = [*names, f"<i>{_('Material for self-appraisal.')}</i>"]
        tall = max(self._top, 1)
        for axis, (top, height) in self._bands:
            self._axes[axis]["domain"] = [max(0.0, 1 - (top + height) / tall), 1 - top / tall]
        hung = [note | {"y": 1 - top / tall} for note, top in self._hung]
        foot_note = {"text": "<br>".join(foot), "xref": "paper", "x": 0, "xshift": 10 - self.left}
        foot_note |= {"yref": "paper", "y": 0, "yshift": -8, "xanchor": "left", "yanchor": "top"}
        foot_note |= {"align": "left", "showarrow": False, "font": {"size": 11}}
        low = 14 + len(foot) * LINE
        layout = {
            "template": {},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"size": 12, "color": INK},
            "height": tall + 8 + low + (legend := self._legend()),
            "margin": {"l": self.left, "r": 12, "t": 8, "b": low + legend, "autoexpand": False},
            "hovermode": "closest",
            "hoverlabel": {"align": "left", "bgcolor": "#222222", "font": {"color": "#ffffff", "size": 12}},
            "dragmode": False,
            "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container"}
            | {"yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
            "annotations": [*hung, *self._notes, foot_note],
            "shapes": self._shapes,
        }
        return go.Figure({"data": self._traces, "layout": layout | self._axes})


BARE: Mapping[str, Any] = {
    "fixedrange": True,
    "zeroline": False,
    "showgrid": False,
    "showline": False,
    "ticks": "",
    "automargin": False,
}


def label_lines(label: str) -> list[str]:
    """Return a label in the lines in which it stands at an axis."""
    return folded(label, 15, 3)


def labels_axis(labels: Sequence[str]) -> dict[str, Any]:
    """Return a vertical axis of ordered labels, the lowest first, each in a band of its own."""
    return lanes_axis({name: wrapped(label, 15, 3) for label, name in keys(labels).items()}) | {
        "showgrid": True,
        "gridcolor": QUIET,
        "tickson": "boundaries",
    }


def lanes_axis(lanes: Mapping[str, str], *, downward: bool = False) -> dict[str, Any]:
    """Return an axis of named places (name and lettered title), none of which is a number."""
    names, ends = list(lanes), [-0.5, len(lanes) - 0.5]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "tickmode": "array",
        "tickvals": names,
        "ticktext": list(lanes.values()),
        "range": ends[::-1] if downward else ends,
    }
