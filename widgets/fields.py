"""
What a person may type or choose, and what is kept of it.

A browser is not to be trusted: it can send any name and any value. `clean` keeps the names that
exist, the options that were offered and texts of a bearable length; the rest falls away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal, NamedTuple

from workbench.core.words import _

Kind = Literal["line", "text", "scale", "choice", "select", "choices", "check", "date"]
LONGEST = 20_000


@dataclass(frozen=True)
class Field:
    """One thing to type or choose; `seen_by` tells who will see it, `rows`, `lo` and `hi` shape it."""

    name: str
    label: str
    kind: Kind = "line"
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    seen_by: str = ""
    rows: int = 3
    lo: str = ""
    hi: str = ""


@dataclass(frozen=True)
class Action:
    """A button; `confirm` is a sentence that asks once more, in place, before anything happens."""

    name: str
    label: str
    style: Literal["main", "plain", "quiet"] = "plain"
    confirm: str = ""


Value = str | bool | list[str]
Values = dict[str, Value]


class Cleaned(NamedTuple):
    """What is kept, and a sentence for each field of which something could not be kept."""

    values: Values
    errors: dict[str, str]


def as_traits(items: Iterable[Field | Action]) -> list[dict[str, object]]:
    """
    Return fields or actions as the plain dictionaries that a browser reads.

    A field whose words have the same readers as those of the field above says so in fewer words.
    """
    told: list[dict[str, object]] = []
    before = ""
    for item in items:
        told.append(asdict(item))
        if isinstance(item, Field) and item.seen_by:
            told[-1]["seen_again"] = item.seen_by == before
            before = item.seen_by
    return told


def nothing(field: Field) -> Value:
    """Return the value of a field that nobody has touched."""
    if field.kind == "choices":
        return []
    return False if field.kind == "check" else ""


def clean(fields: Iterable[Field], values: object) -> Cleaned:
    """Keep known names with legal values; cut what is too long and say so."""
    kept: Values = {}
    errors: dict[str, str] = {}
    sent = values if isinstance(values, Mapping) else {}
    for field in fields:
        if field.name not in sent:
            continue
        value, error = _legal(field, sent[field.name])
        if value is not None:
            kept[field.name] = value
        if error:
            errors[field.name] = error
    return Cleaned(kept, errors)


def _legal(field: Field, value: object) -> tuple[Value | None, str]:
    if field.kind == "check":
        return (value, "") if isinstance(value, bool) else (None, "")
    if field.kind == "choices":
        chosen = value if isinstance(value, list | tuple) else []
        return [key for key, _label in field.options if key in chosen], ""
    if value is None:
        return "", ""
    if not isinstance(value, str):
        return None, ""
    if field.kind in {"line", "text"}:
        return _bearable(value, one_line=field.kind == "line")
    if not value:
        return "", ""
    if field.kind == "date":
        return _day(field, value)
    return (value, "") if value in dict(field.options) else (None, "")


def _bearable(text: str, *, one_line: bool) -> tuple[str, str]:
    storable = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    if one_line:
        storable = " ".join(storable.splitlines())
    if len(storable) <= LONGEST:
        return storable, ""
    return storable[:LONGEST], _("Only the first 20,000 characters were kept. The rest was left out.")


def _day(field: Field, value: str) -> tuple[str | None, str]:
    try:
        day = date.fromisoformat(value).isoformat()
    except ValueError:
        return None, _("This date could not be read. Write it as year-month-day.")
    if (field.lo and day < field.lo) or (field.hi and day > field.hi):
        return None, _("This date lies outside the days that can be chosen. The earlier one was kept.")
    return day, ""
