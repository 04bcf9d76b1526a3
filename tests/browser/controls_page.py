"""A page with one of each control, as a notebook shows it."""

import json
from typing import Any

import ipywidgets as w

from widgets import prose
from widgets.form import Action, Field, Form
from widgets.plot import Plot

MARKS = (("1", "Not yet"), ("2", "Sometimes"), ("3", "Mostly"), ("4", "Reliably"))
STAGES = ["Arrive", "Contract", "Roles", "Self-assessment", "Peers write", "Reveal", "Closing statement"]
FIELDS = [
    Field("mark", "Where do you stand?", "scale", MARKS, hint="Leave it open if you have no basis."),
    Field("words", "What speaks for it?", "text", seen_by="Only you, until you release it."),
    Field("line", "Where was this?", "line"),
    Field("from", "Where does it come from?", "choice", (("memory", "Memory"), ("notes", "Notes"))),
    Field("some", "Which settings?", "choices", (("one", "One to one"), ("group", "Group"))),
    Field("list", "Component", "select", (("frame", "Holding the frame"), ("here", "Presence"))),
    Field("day", "On which day?", "date"),
    Field("both", "I looked at what speaks against it too", "check"),
]
ACTIONS = [
    Action("send", "Send in", "main"),
    Action("lock", "Lock", confirm="After this the wording stays. Lock it now?"),
    Action("back", "Step back", "quiet"),
]
POINTS: list[dict[str, Any]] = [
    {"cycle": "Cycle 1", "mark": "Sometimes", "words": "I waited once."},
    {"cycle": "Cycle 2", "mark": "Mostly", "words": "I waited for Ilse."},
]
FIGURE = {
    "data": [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [point["cycle"] for point in POINTS],
            "y": [point["mark"] for point in POINTS],
            "customdata": [point["words"] for point in POINTS],
            "marker": {"size": 16, "color": "#4d8076"},
        }
    ],
    "layout": {"height": 320},
}


def page() -> w.VBox:
    """Return the page; what the kernel has received stands at its end as text."""
    received = prose.show(prose.para("{}"))

    def changed(values: dict[str, Any]) -> None:
        received.value = prose.para(json.dumps(values))
        form.saved = "Saved 10:42"
        if str(values["words"]).endswith("#"):
            form.fill(words="set by us", line="set by us")

    def pressed(name: str, values: dict[str, Any]) -> None:
        form.message = f"{name}: {values['words']}"

    form = Form(
        heading="Staying with silence",
        intro="I let a silence stand until the other person ends it.",
        fields=FIELDS,
        actions=ACTIONS,
        on_action=pressed,
        on_change=changed,
        key="controls",
    )
    form.errors = {"day": "This date could not be read. Nothing was lost."}
    received.add_class("received")
    locked = Form(
        heading="Last time", fields=FIELDS[:3], values={"mark": "2", "words": "I kept quiet."}, locked=True
    )
    columns = [("cycle", "Cycle"), ("mark", "Mark"), ("words", "Words")]
    above = prose.show(
        prose.title("Your self-assessment"),
        prose.steps(STAGES, 3),
        prose.notice("Your own view comes first."),
        prose.notice("Two people have not sent in. You can go on without them.", "care"),
        prose.people([("Ilse Brandt", "has sent in"), ("محمد", "not here yet")]),
    )
    below = prose.show(
        prose.heading("What was said"),
        prose.said("You waited.\nThat was not easy.", "Tomás Rey", "12 March, 10:40"),
        prose.table(columns, POINTS),
        prose.cards([prose.together(prose.heading("Meeting", 3), prose.link("Open it", "home.ipynb"))]),
    )
    return w.VBox([above, form, locked, Plot(FIGURE, POINTS, columns, "My thread"), below, received])
