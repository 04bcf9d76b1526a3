"""The form in which one note is written: words, and what they are said of where its kind names a choice."""

from collections.abc import Callable, Mapping
from typing import Any

from widgets.form import Action, Field, Form, Value
from workbench.core.words import _
from workbench.sessions.notes import NOTES
from workbench.sessions.views import note_words


def note_form(kind: str, on_action: Callable[..., None], readers: str, **kept: Any) -> Form:
    """Return the form for one note."""
    note = NOTES[kind]
    tags = tuple((key, label()) for key, label in note.tags)
    fields = []
    if note.pick == 1:
        fields.append(Field("tag", _("Which of these"), "choice", tags, seen_by=readers))
    elif note.pick:
        fields.append(Field("tags", note.how_many_words(), "choices", tags, seen_by=readers))
    label = _("In your own words, if you wish") if note.bare else _("In your own words")
    fields.append(Field("words", label, "text", seen_by=readers))
    return Form(
        heading=note_words(kind),
        level=3,
        fields=fields,
        actions=[Action("note", _("Send this in"), "main")],
        on_action=on_action,
        **kept,
    )


def tag_from(kind: str, values: Mapping[str, Any]) -> str:
    """Return what a form holds of a note's choice: its keys in their order, with blanks between."""
    chosen = values.get("tags") or [values.get("tag")]
    return " ".join(key for key, _label in NOTES[kind].tags if key in chosen)


def nothing_noted(kind: str) -> dict[str, Value]:
    """Return the values of an empty form for a note."""
    empty: dict[str, Value] = {"words": ""}
    if NOTES[kind].pick == 1:
        empty["tag"] = ""
    elif NOTES[kind].pick:
        empty["tags"] = []
    return empty
