"""
The mosaic of a decision (V18): where people stood to each option, round beside round.

Conventions: a frame in (one row per dot), a figure out. Labels stand in their order, those with reservations
at the bottom as they are spoken; every dot is one voice. With names each dot bears its person's letters;
without names dots lie side by side in no order. There is no bar, no sum, no line that would be enough.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.core.drawing import PHONE, Sheet, labels_axis
from workbench.core.lettering import keys, plain, whole
from workbench.core.words import _
from workbench.decisions.queries import OPTION, DecisionSeen
from workbench.decisions.rules import LABELS
from workbench.decisions.wordings import label_words
from workbench.people.rules import called, initials

FIELDS = ("option", "words", "round", "label", "who", "letters")
BAND = 40  # pixels for each label


def frame(seen: DecisionSeen, names: Mapping[str, str]) -> pd.DataFrame:
    """Return one row for each dot that was shown; without names nothing tells whose it is."""
    letters = initials(dict(names))
    rows: list[dict[str, Any]] = []
    words = {each.id: each.words for each in seen.of(OPTION)}
    for shown in seen.shown:
        for option in words:
            about = {"option": option, "words": words[option], "round": shown.round}
            for label in LABELS:
                for person in shown.named.get(option, {}).get(label, ()):
                    who = called(names.get(person, ""))
                    rows.append(about | {"label": label, "who": who, "letters": letters.get(person, "·")})
                for _dot in range(shown.detached.get(option, {}).get(label, 0)):
                    rows.append(about | {"label": label, "who": "", "letters": ""})
    return pd.DataFrame(rows, columns=list(FIELDS))


def decision_mosaic(table: pd.DataFrame, *, width: int = PHONE) -> go.Figure:
    """Draw where each voice lay, for each option, rounds side by side (V18)."""
    told = [label_words(label) for label in LABELS]
    named = keys(told)
    sheet = Sheet([tuple(told)], width)
    rows = table.to_dict("records")
    if not rows:
        return sheet.finished(empty=_("No gradients have been shown yet."))
    rounds = sorted({int(r["round"]) for r in rows})
    for option in dict.fromkeys(str(r["option"]) for r in rows):
        mine = [r for r in rows if r["option"] == option]
        sheet.heading(str(mine[0]["words"]))
        x, y, texts, behind = [], [], [], []
        for number in rounds:
            for label in LABELS:
                dots = [r for r in mine if r["round"] == number and r["label"] == label]
                for place, r in enumerate(sorted(dots, key=lambda r: str(r["letters"]))):
                    x.append(rounds.index(number) + (place + 0.5) / max(6, len(dots)) * 0.86)
                    y.append(named[label_words(label)])
                    texts.append(plain(str(r["letters"])))
                    behind.append(
                        [whole(str(r["words"])), label_words(label), str(r["who"]) or _("without a name")]
                    )
        axis = {
            "type": "linear", "range": [-0.05, max(1.0, float(len(rounds)))], "tickmode": "array",
            "tickvals": [n + 0.43 for n in range(len(rounds))],
            "ticktext": [plain(_("Round {n}").format(n=number)) for number in rounds], "side": "top",
            "showticklabels": True,
        }  # fmt: skip
        sheet.gap(22)
        upward = labels_axis([named[label] for label in reversed(told)])
        panel = sheet.panel(BAND * len(LABELS), x=axis, y=upward)
        bears = any(texts)
        sheet.points(
            panel, kind="labels", x=x, y=y, mode="markers+text" if bears else "markers", text=texts,
            textposition="middle center", textfont={"size": 10}, customdata=behind,
            hovertext=["<br>".join(map(plain, each)) for each in behind],
            marker={"symbol": "circle-open", "size": 22 if bears else 12, "color": "#3b82c4",
                    "line": {"width": 1.5, "color": "#3b82c4"}},
        )  # fmt: skip
        sheet.gap(16)
    return sheet.finished()


def decision_mosaic_table(table: pd.DataFrame) -> list[dict[str, str]]:
    """Return the same as rows of text: option, round, label, and who where it bears names."""
    rows = table.to_dict("records")
    found: dict[tuple[str, int, str], list[str]] = {}
    for r in rows:
        found.setdefault((str(r["words"]), int(r["round"]), str(r["label"])), []).append(str(r["who"]))
    return [
        {
            "option": whole(words), "round": str(number), "label": label_words(label),
            "who": _(", ").join(sorted(filter(None, who))) or "● " * len(who),
        }
        for (words, number, label), who in found.items()
    ]  # fmt: skip


def columns() -> tuple[tuple[str, str], ...]:
    """Return the columns of the table beside it."""
    return (
        ("option", _("Option")), ("round", _("Round")), ("label", _("Where")), ("who", _("Who")),
    )  # fmt: skip
