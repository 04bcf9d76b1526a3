"""A protocol as it is being altered: a text, its steps, and each alteration as a further text."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.core.words import _
from workbench.sessions.notes import NOTES, PEERS, PRACTITIONER

Step = dict[str, Any]
KEYS = ("name", "title", "mechanic", "who", "minutes", "prompt", "guard", "records")


def steps(text: str) -> list[Step] | None:
    """Return the steps that a text describes; None where it cannot be read as steps."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    found = told.get("stages")
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        return None
    return found


def head(text: str) -> tuple[str, str]:
    """Return the name and purpose that a text gives to its kind of session."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return "", ""
    return str(told.get("name", "")), str(told.get("purpose", ""))


def written(name: str, purpose: str, every: Sequence[Mapping[str, Any]]) -> str:
    """Return a protocol as the text that is kept: what is read from it is what was given."""
    lines = [f"name = {_quoted(name)}", f"purpose = {_quoted(purpose)}"]
    for step in every:
        lines += ["", "[[stages]]"]
        lines += [f"{key} = {_value(step[key])}" for key in KEYS if key in step]
    return "\n".join([*lines, ""])


def _value(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(_quoted(str(each)) for each in value)}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def renamed(text: str, name: str, purpose: str) -> str:
    """Return the text with another name and purpose."""
    return written(name, purpose, steps(text) or [])


def with_step(text: str, place: int, values: Mapping[str, Any]) -> str:
    """Return the text with a step said otherwise."""
    every = steps(text) or []
    minutes = str(values["minutes"]).strip()
    every[place] = {
        **every[place],
        **{key: str(values[key]).strip() for key in ("title", "prompt", "guard", "who", "mechanic")},
        "minutes": int(minutes) if minutes.lstrip("-").isdigit() and len(minutes) < 10 else minutes,
        "records": [record for record in values["records"]],
    }
    return written(*head(text), every)


def moved(text: str, place: int, by: int) -> str:
    """Return the text with a step moved up or down; at the ends it stays where it is."""
    every = steps(text) or []
    to = min(max(place + by, 0), len(every) - 1)
    every.insert(to, every.pop(place))
    return written(*head(text), every)


def without(text: str, place: int) -> str:
    """Return the text without a step; the last one stays."""
    every = steps(text) or []
    if len(every) > 1:
        every.pop(place)
    return written(*head(text), every)


def added(text: str, after: int) -> str:
    """Return the text with a further step after another, to be filled in."""
    every = steps(text) or []
    names = {str(step.get("name")) for step in every}
    number = next(n for n in range(1, len(every) + 2) if f"step-{n}" not in names)
    new: Step = {
        "name": f"step-{number}", "title": _("A new step"), "mechanic": "speak-freely", "who": "everyone",
        "minutes": 5, "prompt": _("What happens in this step."), "guard": _("What to watch."), "records": [],
    }  # fmt: skip
    every.insert(after + 1, new)
    return written(*head(text), every)


def step_at(text: str, line: int | None) -> int | None:
    """Return which step, from 1, a line of a text belongs to; None above the first."""
    before = text.splitlines()[:line] if line else []
    return sum("".join(each.split()) == "[[stages]]" for each in before) or None


def record_words(record: str) -> str:
    """Return what is recorded or shown at a step, in words."""
    known = {
        "contract": _("What it is for, and the criteria"), "roles": _("Who does what"),
        "own-view": _("The own view"), "peers-views": _("The peers' views"),
        "account": _("Released entries, and the own view read aloud"),
        "reveal": _("All views are shown together"), "beside": _("The views stay side by side"),
        "last-word": _("The last word"), "last-word-shown": _("The last word is shown"),
        "looking-back": _("Experiments to look back on"),
        "incongruity-shown": _("What does not fit is shown"),
        "findings": _("The own reading, and released entries"),
        "shown-together": _("All that each wrote alone is shown together"),
        "experiment": _("The card of an experiment"), "attendance": _("Who is here"),
        "agenda": _("Who wants time"), "turns": _("Whose turn is next"),
        "set-out": _("Whose decision it is, and how it is taken"),
        "stands": _("Each one's own stand"), "heard": _("The stands, and who was heard"),
        "ecosystem": _("A word for the living world"), "map": _("What is shared, and where you differ"),
        "options": _("Options"), "dots": _("Gradients, each alone"),
        "dots-shown": _("The gradients are shown together"), "outcome": _("The outcome in words"),
        "answers": _("How each stands to the outcome"),
    }  # fmt: skip
    return known[record] if record in known else NOTES[record].heading()


def who_words(who: str) -> str:
    """Return who holds a step, in words."""
    return {
        PRACTITIONER: _("the one whose turn it is"),
        PEERS: _("the peers"),
        "everyone": _("everyone"),
        "support and rattle": _("the support person, then the rattle-and-shake person"),
    }.get(who, who)


def mechanic_words(mechanic: str) -> str:
    """Return how a step is held, in words."""
    return {
        "say-in-turn": _("Each says something in turn"), "write-alone": _("Each writes alone"),
        "reveal-together": _("All is shown at once"), "respond": _("One answers"),
        "choose": _("Something is chosen"),
        "record": _("Something is written down"), "pause": _("A pause"), "speak-freely": _("Free talk"),
    }.get(mechanic, mechanic)  # fmt: skip
