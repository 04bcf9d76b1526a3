"""What tests ask of any picture, read from ``to_dict()``."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.frames import FIVE, after, by_peer, said

THREE = ("no", "partly", "yes")
SEVEN = ("1", "2", "3", "4", "5", "6", "7")
BLNS = Path(__file__).parents[2] / "shared" / "data" / "e_text" / "blns.json"
AWKWARD = [
    "<b>bold</b>",
    "&lt;b&gt;bold&lt;/b&gt;",
    '<a href="javascript:alert(1)">here</a>',
    "</script><script>alert(1)</script>",
    "$\\frac{1}{2}$",
    "%{x} %{customdata[0]}",
    "2020-01-01",
    "1e3",
    "",
    " ",
    "\x00null",
    "\ud83d",
    "\udc00 half",
    "👩\u200d👩\u200d👧 family",
    "עברית \u202e לאט",
    "العربية",
    "hasOwnProperty",
    "__proto__",
    "constructor",
    "no basis",
    "a\nb",
    "long " * 90,
]


def naughty() -> list[str]:
    """Return strings that have broken programs before: our own, and the public list where it is at hand."""
    public = json.loads(BLNS.read_text("utf-8")) if BLNS.exists() else []
    return list(dict.fromkeys([*AWKWARD, *public]))


def points(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every point that is drawn, with what stands behind it."""
    return [
        {"x": x, "y": y, "behind": behind, "trace": trace}
        for trace in figure["data"]
        for x, y, behind in zip(trace["x"], trace["y"], trace.get("customdata") or [None] * 99, strict=False)
        if y is not None
    ]


def spoken(figure: dict[str, Any]) -> Counter[str]:
    """Return what the points stand for, whatever their order."""
    return Counter(json.dumps(point["behind"], sort_keys=True) for point in points(figure))


def tabled(table: list[dict[str, str]]) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True) for row in table)


def heights(figure: dict[str, Any]) -> set[Any]:
    """Return what stands on axes of labels."""
    return {point["y"] for point in points(figure) if point["trace"]["meta"]["stands_on"] == "labels"}


def places_of(figure: dict[str, Any], name: str) -> list[tuple[Any, ...]]:
    """Return where the points of everybody but one person stand, and on what words they open."""
    return sorted(
        (str(point["x"]), str(point["y"]), json.dumps(point["behind"], sort_keys=True))
        for point in points(figure)
        if point["behind"]["who"] != name
    )


@st.composite
def statements(draw: Any, *, one_criterion: bool = True, one_session: bool = False) -> list[dict[str, Any]]:
    """Return what a few people may have said of one person, on several scales and wordings."""
    rows = []
    scales = {1: draw(st.sampled_from([FIVE, SEVEN, ()])), 2: draw(st.sampled_from([FIVE, THREE, ()]))}
    for number in range(draw(st.integers(1, 12))):
        who = draw(st.sampled_from(["ada", "ben", "cleo", "dag"]))
        revision = 1 if one_session else draw(st.integers(1, 2))
        labels = scales[revision]
        mark = draw(st.sampled_from([None, *labels]))
        common = {
            "at": after(draw(st.sampled_from([0, 0.01, 1, 30, 56, 57, 200]))),
            "revision": revision,
            "labels": labels,
            "wording": f"wording {revision}",
            "criterion": "ending" if one_criterion else draw(st.sampled_from(["ending", "listening"])),
            "session": "m" if one_session else draw(st.sampled_from(["", "m1", "m2"])),
            "no_basis": mark is None and draw(st.booleans()),
        }
        words = f"{number} {draw(st.text(max_size=20))}"
        source = draw(st.sampled_from(["self", "closing"] if one_session else ["self", "closing", "entry"]))
        rows.append(
            said(mark, words, source=source, **common)
            if who == "ada"
            else by_peer(who, mark, words, **common)
        )
    return rows
