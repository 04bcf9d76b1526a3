"""
Rotation (V15) and one's own air and agenda (V14).

Conventions: a frame in (see :mod:`workbench.sessions.sharing`), a figure out. In V15 meetings go to the
right and roles downward; letters tell who, nothing is counted or sorted by person. V14 is its owner's alone:
how long their own turns took, and in which meetings they hosted.
"""

import pandas as pd
import plotly.graph_objects as go

from workbench.core.clock import shown_day
from workbench.core.drawing import PHONE, QUIET, Sheet, lanes_axis
from workbench.core.lettering import plain, wrapped
from workbench.core.words import _, ngettext
from workbench.sessions.rules import ROLES
from workbench.sessions.views import ROLE_NAMES

COLUMN, LANE = 40, 46  # pixels


def rotation(frame: pd.DataFrame, *, width: int = PHONE) -> go.Figure:
    """Draw who held which role in which meeting (V15)."""
    rows = frame.to_dict("records")
    lanes = {
        role: wrapped(ROLE_NAMES[role](), 12, 3) for role in ROLES if any(r["role"] == role for r in rows)
    }
    sheet = Sheet([tuple(lanes.values())], width)
    if not rows:
        return sheet.finished(empty=_("No roles have been held in a meeting yet."))
    meetings = list(dict.fromkeys((r["meeting"], r["day"]) for r in rows))
    wide = max(width, sheet.left + len(meetings) * COLUMN + 24)
    place = {meeting: number for number, (meeting, _day) in enumerate(meetings)}
    x = {
        "type": "linear", "range": [-0.6, max(len(meetings), 3) - 0.4], "side": "top", "tickmode": "array",
        "tickvals": list(place.values()),
        "ticktext": [plain(f"{day.day}.{day.month}.") + f"<br>{day.year}" for _meeting, day in meetings],
        "showticklabels": True, "showgrid": True, "gridcolor": QUIET,
    }  # fmt: skip
    sheet.gap(46)
    y = lanes_axis(lanes, downward=True) | {"showgrid": True, "gridcolor": QUIET}
    panel = sheet.panel(LANE * len(lanes), x=x, y=y)
    cells: dict[tuple[int, str], list[dict[str, str]]] = {}
    for row in rows:
        cells.setdefault((place[row["meeting"]], row["role"]), []).append(row)  # type: ignore[arg-type]
    told = [
        [ROLE_NAMES[role](), shown_day(meetings[number][1]), *(r["who"] for r in each)]
        for (number, role), each in cells.items()
    ]
    sheet.points(
        panel, kind="lanes", x=[number for number, _role in cells], y=[role for _number, role in cells],
        mode="text", text=[plain(" ".join(r["letters"] for r in each)) for each in cells.values()],
        textfont={"size": 13}, customdata=told, hovertext=["<br>".join(map(plain, each)) for each in told],
    )  # fmt: skip
    drawn = sheet.finished()
    drawn.update_layout(meta={"wide": wide})
    return drawn


def rotation_table(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the same as rows of text, in the order of time."""
    return [
        {"date": shown_day(r["day"]), "role": ROLE_NAMES[r["role"]](), "who": str(r["who"])}
        for r in frame.to_dict("records")
        if r["role"] in ROLE_NAMES
    ]


def air_and_agenda(frame: pd.DataFrame, *, width: int = PHONE) -> go.Figure:
    """Draw how long one's own turns took in each meeting, and where one hosted (V14); for oneself alone."""
    rows = frame.to_dict("records")
    sheet = Sheet((), width, inset=True)
    if not rows:
        return sheet.finished(empty=_("You have been at no meeting yet."))
    longest = max([15, *(int(r["minutes"]) for r in rows)])
    wide = max(width, len(rows) * COLUMN + 60)
    x = {
        "type": "linear", "range": [-0.8, max(len(rows), 3) - 0.2], "tickmode": "array",
        "tickvals": list(range(len(rows))), "showticklabels": True,
        "ticktext": [plain(f"{r['day'].day}.{r['day'].month}.") + f"<br>{r['day'].year}" for r in rows],
    }  # fmt: skip
    y = {"type": "linear", "range": [-0.08 * longest, longest * 1.15], "showticklabels": True, "nticks": 4,
         "showgrid": True, "gridcolor": QUIET, "ticksuffix": "\u2032"}  # fmt: skip
    panel = sheet.panel(190, x=x, y=y, below=46)
    for hosted, symbol, name in (
        (False, "circle-open", _("my own time")),
        (True, "diamond-open", _("and I hosted")),
    ):
        mine = [(n, r) for n, r in enumerate(rows) if bool(r["hosted"]) is hosted]
        told = [
            [shown_day(r["day"]), minutes(int(r["minutes"])), *([name] if hosted else [])] for _n, r in mine
        ]
        sheet.points(
            panel, kind="rows", x=[n for n, _r in mine], y=[int(r["minutes"]) for _n, r in mine],
            mode="markers", name=plain(name), customdata=told,
            hovertext=["<br>".join(map(plain, each)) for each in told],
            marker={"symbol": symbol, "size": 13, "color": "#3b82c4",
                    "line": {"width": 2, "color": "#3b82c4"}},
        )  # fmt: skip
    drawn = sheet.finished()
    drawn.update_layout(meta={"wide": wide})
    return drawn


def air_and_agenda_table(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the same as rows of text."""
    return [
        {"date": shown_day(r["day"]), "time": minutes(int(r["minutes"])),
         "hosted": _("I hosted") if r["hosted"] else ""}
        for r in frame.to_dict("records")
    ]  # fmt: skip


def air_key() -> str:
    """Return what the marks stand for."""
    return f"○\u00a0{_('my own time')} · ◇\u00a0{_('and I hosted')}"


def minutes(count: int) -> str:
    """Return a time in minutes."""
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


def rotation_columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside the rotation."""
    return (("date", _("Date")), ("role", _("Role")), ("who", _("Who")))


def air_columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside one's own time."""
    return (("date", _("Date")), ("time", _("My own time")), ("hosted", _("Hosting")))
