"""
What an agreed way of doing something says: its need, what it gives and costs, whom it protects.

The words of a version are kept as one text (JSON), so that a version is read as it was written.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from workbench.core.rights import Answer, Refused
from workbench.core.words import _

WAY, ROLE, NOTEBOOK, PROTOCOL, MODE = "way", "role", "notebook", "protocol", "how-we-decide"

STRANDS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("association", lambda: _("how we meet, join and leave")),
    ("decisions", lambda: _("how we decide")),
    ("money", lambda: _("money and exchange")),
    ("quality", lambda: _("how we look after the quality of our work")),
    ("roles", lambda: _("roles")),
    ("ecology", lambda: _("the living world around us")),
    ("habitation", lambda: _("rooms and places")),
    ("education", lambda: _("learning and growing")),
    ("research", lambda: _("inquiry")),
    ("intimacy", lambda: _("closeness, families, children")),
    ("conflict", lambda: _("what we do when we quarrel")),
    ("recreation", lambda: _("rest and play")),
    ("celebration", lambda: _("making and celebrating")),
    ("ritual", lambda: _("silence, ritual, what is larger than us")),
    ("records", lambda: _("what we write down, and what we never do")),
    ("software", lambda: _("this software, its settings and who looks after it")),
)
"""The fourteen strands (DOMAIN 31) as an open list, and two that a group with a store needs."""

TEXTS = (
    "title", "need", "affected", "autonomy", "co_operation", "hierarchy", "protects", "text",
)  # fmt: skip
LONGEST = 20_000


@dataclass(frozen=True)
class Way:
    """An agreed way of doing something, in its authors' words (DOMAIN 2.1, step 1)."""

    title: str
    text: str = ""
    strand: str = ""
    need: str = ""
    affected: str = ""
    autonomy: str = ""
    co_operation: str = ""
    hierarchy: str = ""
    protects: str = ""


@dataclass(frozen=True)
class Charter:
    """
    A role that hands itself back (DOMAIN 2.9).

    ``decide_for`` are things the holder decides for others, ``only_with`` those only with them, ``left``
    what is theirs already; ``dimensions`` says for, with or by for each of the six. ``recall`` is how many
    of those affected end it by saying so; ``power`` is what the software lets the holder do.
    """

    title: str
    holder: str = ""
    power: str = ""
    need: str = ""
    aim: str = ""
    signs: str = ""
    reduction: str = ""
    grounds: str = ""
    decide_for: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    dimensions: Mapping[str, str] = field(default_factory=dict)
    recall: int = 2
    extension: str = ""


KEEP, HOST, WAYS = "keep", "host", "ways"
POWERS = (KEEP, HOST, WAYS)
"""What the software lets the holder of a role do: look after the store, host meetings, change ways."""

DIMENSIONS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("planning", lambda: _("planning: aims and programme")),
    ("meaning", lambda: _("meaning: making sense of what happens")),
    ("confronting", lambda: _("confronting: naming what is avoided")),
    ("feeling", lambda: _("feeling: how the life of feeling is held")),
    ("structuring", lambda: _("structuring: how things are done")),
    ("valuing", lambda: _("valuing: respect for each person")),
)
FOR, TOGETHER, BY = "for", "with", "by"
MODES = (FOR, TOGETHER, BY)


def topic(kind: str, name: str) -> str:
    """Return the topic under which a form is kept."""
    return f"{kind}/{name}"


def kind_of(topic: str) -> str:
    """Return of which kind the form of a topic is."""
    return topic.split("/", 1)[0]


def way_text(way: Way) -> str:
    """Return a way as the text of a version."""
    return json.dumps(asdict(way), ensure_ascii=False, sort_keys=True)


def charter_text(charter: Charter) -> str:
    """Return a charter as the text of a version."""
    return json.dumps(asdict(charter), ensure_ascii=False, sort_keys=True)


def way_of(text: str) -> Way:
    """Return the way that a version's text holds; one whose words were deleted is empty."""
    told = _told(text)
    return Way(**{f.name: str(told.get(f.name, "")) for f in fields(Way)})


def charter_of(text: str) -> Charter:
    """Return the charter that a version's text holds."""
    told = _told(text)
    lists: dict[str, Any] = {
        key: tuple(map(str, told.get(key, ()))) for key in ("decide_for", "only_with", "left")
    }
    single = ("title", "holder", "power", "need", "aim", "signs", "reduction", "grounds", "extension")
    words: dict[str, Any] = {key: str(told.get(key, "")) for key in single}
    dimensions = {str(k): str(v) for k, v in dict(told.get("dimensions", {})).items()}
    return Charter(**words, **lists, dimensions=dimensions, recall=int(told.get("recall", 2)))


def _told(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text) if text else {}
    except ValueError as error:
        raise Refused(_("This version cannot be read. Nothing was changed.")) from error
    return told if isinstance(told, dict) else {}


def may_be_a_way(way: Way) -> Answer:
    """Say whether a way can be proposed: it has a name and says what is agreed."""
    if not way.title.strip():
        return _("It has no name yet. Nothing was proposed; your draft is kept. Give it a short name.")
    if not way.text.strip():
        return _("It does not say yet what is agreed. Nothing was proposed; your draft is kept.")
    if way.strand and way.strand not in dict(STRANDS):
        return _("There is no such part of a group's life here. Nothing was proposed. Choose one, or none.")
    if any(len(str(getattr(way, key))) > LONGEST for key in TEXTS):
        return _("A text is longer than 20,000 characters. Nothing was proposed. Shorten it.")
    return True


def strand_words(strand: str) -> str:
    """Return a strand as it is said on screen."""
    named = dict(STRANDS)
    return named[strand]() if strand in named else ""


def power_words(power: str) -> str:
    """Return what the software lets the holder of a role do."""
    return {
        "": _("nothing in the software"),
        KEEP: _("look after the store: make copies of it and look it over"),
        HOST: _("host meetings: move the steps, without being chosen each time"),
        WAYS: _("write down changed ways of doing things at once, each with a line that all can read"),
    }[power]
