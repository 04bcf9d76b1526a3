"""
What is wrong with a protocol, line by line, so that whoever alters one can mend it.

A protocol is a TOML file: ``name``, ``purpose``, and ``[[stages]]`` in their order (DOMAIN 2.0).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.core.words import _
from workbench.sessions.notes import EVERYONE, NOTES, PEERS, PRACTITIONER

MECHANICS = frozenset(
    {
        "say-in-turn",
        "write-alone",
        "reveal-together",
        "respond",
        "choose",
        "record",
        "pause",
        "speak-freely",
    }
)
WHO: dict[str, frozenset[str]] = {
    PRACTITIONER: frozenset({PRACTITIONER}),
    PEERS: frozenset({PEERS}),
    EVERYONE: frozenset({PRACTITIONER, PEERS}),
    "support and rattle": frozenset({PEERS}),
}
"""Who may hold a step, and who of the session that is."""

JUDGING: dict[str, str] = {
    "contract": PRACTITIONER, "own-view": PRACTITIONER, "peers-views": PEERS, "reveal": PEERS,
    "beside": EVERYONE, "last-word": PRACTITIONER, "last-word-shown": EVERYONE,
}  # fmt: skip
"""What only an assessment records, and by whom."""

GATHERING = frozenset({"attendance", "agenda", "turns"})
"""What only a meeting records, around its turns."""

REVISING: dict[str, str] = {
    "looking-back": PRACTITIONER, "incongruity-shown": EVERYONE, "experiment": PRACTITIONER
}  # fmt: skip
"""What only a review records or shows, and by whom."""

AUDITING: dict[str, str] = {"findings": PRACTITIONER, "shown-together": EVERYONE}
"""What only an audit meeting shows, and whose step it is."""

DECIDING: dict[str, str] = {
    "set-out": PRACTITIONER, "stands": EVERYONE, "heard": EVERYONE, "ecosystem": EVERYONE, "map": EVERYONE,
    "options": EVERYONE, "dots": EVERYONE, "dots-shown": EVERYONE, "outcome": EVERYONE, "answers": EVERYONE,
}  # fmt: skip
"""What only a decision records, and whose step it is."""

RECORDS: dict[str, str] = {
    **dict.fromkeys(sorted(GATHERING), EVERYONE), **JUDGING, **REVISING, **AUDITING, **DECIDING,
    "roles": EVERYONE,
    "account": PRACTITIONER, **{kind: note.by for kind, note in NOTES.items()},
}  # fmt: skip
TEXTS = ("name", "title", "mechanic", "who", "prompt", "guard")
KEYS = frozenset({*TEXTS, "minutes", "records"})
LONGEST_MINUTES = 240
LONGEST_TEXT = 2_000
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True)
class Problem:
    """What is wrong in a protocol, and in which line, from 1; no line where one is missing."""

    line: int | None
    why: str

    def __str__(self) -> str:
        return _("Line {line}: {why}").format(line=self.line, why=self.why) if self.line else self.why


def problems(text: str, *, kind: str) -> tuple[Problem, ...]:
    """Return what is wrong with a protocol of a kind, in the order of its lines; nothing if all is well."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines()) or None
        why = _("this line is not written as the file wants it. A text stands in quotes, after “=”.")
        return (Problem(line, why),)
    stages = told.get("stages")
    found = [
        Problem(None, _("“{key}” is missing in the first lines.").format(key=key))
        for key in ("name", "purpose")
        if not _is_text(told.get(key))
    ]
    if not isinstance(stages, list) or not stages or not all(isinstance(each, dict) for each in stages):
        return (*found, Problem(None, _("there is no step. A step begins with [[stages]].")))
    lines = _lines(text)
    names: set[str] = set()
    seen: set[str] = set()
    for number, stage in enumerate(stages):
        where = lines.get(number, {})
        begin = where.get("")

        def wrong(key: str, why: str, where: dict[str, int] = where, begin: int | None = begin) -> None:
            found.append(Problem(where.get(key, begin), why))

        for key, why in (*_shape(stage), *_sense(stage, kind)):
            wrong(key, why)
        name = stage.get("name")
        if isinstance(name, str) and name in names:
            why = _("the step “{name}” is there already; steps that lead back to it would never end.")
            wrong("name", why.format(name=name))
        names.add(str(name))
        records = stage.get("records")
        here = set(map(str, records)) if isinstance(records, list) else set()
        seen |= here
        if "heard" in here and kind == "decision" and "stands" not in seen:
            wrong("records", _("voices are heard before each has set down their own stand."))
        if "dots-shown" in here and "dots" not in seen:
            wrong("records", _("gradients are shown before they have been set down."))
        if "reveal" in here and not {"own-view", "peers-views"} <= seen:
            wrong("records", _("views are shown before the own view and the peers' have been written."))
        if "last-word" in here and "own-view" not in seen:
            wrong("records", _("a last word comes after an own view."))
    return tuple(sorted(found, key=lambda problem: problem.line or 0))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST_TEXT


def _shape(stage: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is missing or of the wrong kind in a step, by key."""
    found = [(key, _("a step has no “{key}”.").format(key=key)) for key in stage if key not in KEYS]
    for key in TEXTS:
        if key not in stage:
            found.append((key, _("this step lacks “{key}”.").format(key=key)))
        elif not _is_text(stage[key]):
            found.append((key, _("“{key}” needs words in quotes, 2,000 characters at most.").format(key=key)))
    if isinstance(stage.get("name"), str) and not NAME.fullmatch(stage["name"]):
        found.append(("name", _("a step's name is one word in small letters.")))
    minutes = stage.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= LONGEST_MINUTES:
        found.append(("minutes", _("“minutes” is a whole number from 1 to 240.")))
    records = stage.get("records", [])
    if not isinstance(records, list) or not all(isinstance(record, str) for record in records):
        found.append(("records", _("“records” is a list of words in quotes, or is left out.")))
    return found


def _sense(stage: Mapping[str, Any], kind: str) -> list[tuple[str, str]]:
    """Return what cannot be done in a step, by key."""
    found: list[tuple[str, str]] = []
    mechanic, who, records = stage.get("mechanic"), stage.get("who"), stage.get("records", [])
    if isinstance(mechanic, str) and mechanic not in MECHANICS:
        why = _("“{mechanic}” is no way to hold a step. There are: {known}.")
        found.append(("mechanic", why.format(mechanic=mechanic, known=", ".join(sorted(MECHANICS)))))
    if isinstance(who, str) and who not in WHO:
        why = _("nobody can hold a step for “{who}”. There are: {known}.")
        found.append(("who", why.format(who=who, known=", ".join(WHO))))
    for record in records if isinstance(records, list) else ():
        writer = RECORDS.get(record) if isinstance(record, str) else None
        if writer is None:
            why = _("nothing is recorded as “{record}”. There are: {known}.")
            found.append(("records", why.format(record=record, known=", ".join(RECORDS))))
        elif record in JUDGING and kind != "assessment":
            why = _("“{record}” judges, and only an assessment does that.")
            found.append(("records", why.format(record=record)))
        elif record in REVISING and kind != "review":
            why = _("“{record}” belongs to a review.")
            found.append(("records", why.format(record=record)))
        elif record in AUDITING and kind != "audit":
            why = _("“{record}” belongs to an audit meeting.")
            found.append(("records", why.format(record=record)))
        elif record in DECIDING and kind != "decision":
            why = _("“{record}” belongs to a decision.")
            found.append(("records", why.format(record=record)))
        elif record in GATHERING and kind != "meeting":
            why = _("“{record}” belongs to a meeting, around its turns.")
            found.append(("records", why.format(record=record)))
        elif who in WHO and writer != EVERYONE and writer not in WHO[who]:
            why = _("“{record}” is written by {writer}, and this step is held by {who}.")
            found.append(("records", why.format(record=record, writer=writer, who=who)))
    return found


def _lines(text: str) -> dict[int, dict[str, int]]:
    """Return for each step the lines of its keys, and under no key the line where it begins."""
    found: dict[int, dict[str, int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*\[\[\s*stages\s*\]\]", line):
            found[len(found)] = {"": number}
        elif found and (key := re.match(r"\s*([A-Za-z_-]+)\s*=", line)):
            found[len(found) - 1].setdefault(key[1], number)
    return found
