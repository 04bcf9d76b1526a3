"""Builders of labelled frames: what people said, in the shape that every picture takes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

FIVE = ("not yet", "now and then", "about half the time", "mostly", "reliably")
START = datetime(2026, 1, 12, 18, 30, tzinfo=UTC)
NAMES = {"ada": "Ada Quill", "ben": "Ben Marrow", "cleo": "Cleo Vance", "dag": "Dag Holm", "eli": "Eli Stone"}
COLUMNS = (
    *("practitioner", "practitioner_name", "criterion", "wording", "lack", "revision", "labels"),
    *("cycle", "session", "at", "source", "assessor", "assessor_name", "initials", "mark", "words"),
    *("evidence_for", "evidence_against", "basis", "no_basis", "context"),
)


def after(days: float) -> datetime:
    return START + timedelta(days=days)


def said(mark: str | None = None, words: str = "", **more: Any) -> dict[str, Any]:
    """Return one statement as a row; what does not matter to a test is filled in."""
    row: dict[str, Any] = {
        "practitioner": "ada",
        "practitioner_name": "Ada Quill",
        "criterion": "ending",
        "wording": "I name the ending three meetings before it comes",
        "lack": "The client learns of it at the door",
        "revision": 1,
        "labels": FIVE,
        "cycle": 1,
        "session": "meeting-1",
        "at": START,
        "source": "self",
        "assessor": "ada",
        "mark": mark,
        "words": words,
        "evidence_for": "",
        "evidence_against": "",
        "basis": "",
        "no_basis": False,
        "context": "",
    } | more
    name = NAMES.get(row["assessor"], row["assessor"])
    row.setdefault("assessor_name", name)
    row.setdefault("initials", "".join(part[:1] for part in name.split()[:2]))
    return row


def by_peer(assessor: str, mark: str | None = None, words: str = "", **more: Any) -> dict[str, Any]:
    return said(mark, words, assessor=assessor, source="peer", **more)


def frame_of(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return the rows as a labelled frame; marks and words stay what they were, never numbers."""
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(
        {"mark": object, "labels": object, "words": object}
    )
