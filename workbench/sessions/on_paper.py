"""
Cards and sheets for paper: every kind of session, so that a meeting can go on without the machine.

What stands on them comes from the protocol itself: a card for each step, and for whoever writes a sheet
with a heading for each thing that is recorded, in the order of the steps.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from workbench.core.paper import Paper, typeset
from workbench.core.rights import Refused
from workbench.core.words import _, direction, language, ngettext
from workbench.practice.queries import Wording
from workbench.sessions import disclosure
from workbench.sessions.altered import who_words
from workbench.sessions.notes import EVERYONE, NOTES, PEERS, PRACTITIONER
from workbench.sessions.protocols import KINDS, MEETING, Protocol, protocol


@dataclass(frozen=True)
class Card:
    """One step, as it lies on the table."""

    number: int
    title: str
    who: str
    minutes: str
    prompt: str
    guard: str


@dataclass(frozen=True)
class Place:
    """One thing to write by hand: its heading, labels to tick, who will read it, and how many lines."""

    heading: str
    labels: tuple[str, ...] = ()
    readers: str = ""
    lines: int = 3


@dataclass(frozen=True)
class Sheet:
    """What one person writes on."""

    title: str
    fields: tuple[Place, ...]


@dataclass(frozen=True)
class Kind:
    """All paper for one kind of session."""

    name: str
    purpose: str
    cards: tuple[Card, ...]
    sheets: tuple[Sheet, ...]


def every(
    kinds: Sequence[str], criteria: Sequence[Wording] = (), own: Mapping[str, Protocol] | None = None
) -> list[Kind]:
    """Return the paper for these kinds; ``own`` holds a group's own protocols by kind."""
    return [paper_for((own or {}).get(kind) or protocol(kind), criteria) for kind in kinds]


def known(kind: str | None) -> tuple[str, ...]:
    """Return the kinds that are meant: one, or all; refuse one that there is not."""
    if kind is None:
        return (*KINDS, MEETING)
    if kind not in (*KINDS, MEETING):
        raise Refused(
            _("There is no kind of session “{kind}”. There are: {known}. Nothing was written.").format(
                kind=kind, known=", ".join((*KINDS, MEETING))
            )
        )
    return (kind,)


def paper_for(told: Protocol, criteria: Sequence[Wording] = ()) -> Kind:
    """Return the cards and sheets of one kind of session."""
    cards = tuple(
        Card(
            number, _(stage.title), who_words(stage.who),
            ngettext("{minutes} minute", "{minutes} minutes", stage.minutes).format(minutes=stage.minutes),
            _(stage.prompt), _(stage.guard),
        )
        for number, stage in enumerate(told.stages, start=1)
    )  # fmt: skip
    records = [record for stage in told.stages for record in stage.records]
    mine = _sheet(
        _("Sheet of the one whose turn it is"), records, {PRACTITIONER, EVERYONE}, criteria, own=True
    )
    theirs = _sheet(_("Sheet of a peer"), records, {PEERS, EVERYONE}, criteria, own=False)
    sheets = tuple(sheet for sheet in (mine, theirs) if sheet.fields)
    return Kind(_(told.name), _(told.purpose), cards, sheets)


def _sheet(
    title: str, records: Iterable[str], writers: set[str], criteria: Sequence[Wording], *, own: bool
) -> Sheet:
    fields: list[Place] = []
    for record in records:
        if record in NOTES and NOTES[record].by in writers:
            note = NOTES[record]
            tags = tuple(label() for _key, label in note.tags)
            fields.append(Place(note.heading(), tags, disclosure.readers_of_note(record)))
        elif record == "contract" and own:
            fields += [Place(_("What is this assessment for?")), Place(_("By which criteria?"))]
        elif record == ("own-view" if own else "peers-views"):
            fields += _views(criteria, own=own)
        elif record == "last-word" and own:
            readers = disclosure.readers_of_closing(ended=False)
            fields.append(Place(_("After hearing all this, in my own words"), (), readers, 6))
        elif record == "experiment" and own:
            asked = (
                _("What will I try?"), _("Where, and from when?"),
                _("By which sign will I know that it works?"),
                _("By which sign that it does not?"), _("When do I look back?"),
            )  # fmt: skip
            fields += [Place(text, lines=2) for text in asked]
    return Sheet(title, tuple(fields))


def _views(criteria: Sequence[Wording], *, own: bool) -> list[Place]:
    readers = disclosure.readers_of_view(own=own)
    none = () if own else (_("I have no basis to judge this"),)
    if not criteria:
        return [Place(_("Criterion: "), none, readers, 6) for _each in range(3)]
    return [Place(wording.wording, (*wording.labels, *none), readers, 5) for wording in criteria]


def words() -> dict[str, Any]:
    """Return the fixed words on paper."""
    return {
        "host": _("For whoever hosts"),
        "columns": [_("No."), _("Step"), _("Who"), _("Time")],
        "written": _("Written by: ____________________   on: ______________"),
    }


def as_html(kinds: Sequence[Kind], *, paper: Paper) -> str:
    """Return it all as one file that a browser prints; it asks no one for anything."""
    size = "A4" if paper == "a4" else "letter"
    body = "".join(map(_kind_html, kinds))
    title = escape(_("Cards and sheets for paper"))
    return (
        f'<!doctype html><html lang="{language()}" dir="{direction()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>@page {{ size: {size}; margin: 16mm; }}{STYLE}</style></head><body>"
        f"<main><h1>{title}</h1>{body}</main></body></html>\n"
    )


STYLE = """
body { font: 11pt/1.45 Georgia, serif; margin: 0 auto; max-width: 50rem; padding: 1rem; }
body { color: #000; background: #fff; }
h2 { break-before: page; } table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: start; }
.cards { display: grid; grid-template-columns: 1fr 1fr; list-style: none; padding: 0; break-before: page; }
.cards li { border: 1px dashed #777; padding: 1rem; min-height: 10.5cm; box-sizing: border-box; }
.cards li { break-inside: avoid; }
.cards .what { font-size: 14pt; } .soft { color: #333; font-size: 9.5pt; }
section.sheet { break-before: page; } .field { break-inside: avoid; margin-bottom: 1rem; }
.line { border-bottom: 1px solid #777; height: 9mm; }
@media print { body { padding: 0; max-width: none; } }
@media screen and (max-width: 40rem) { .cards { grid-template-columns: 1fr; } .cards li { min-height: 0; } }
"""


def _kind_html(kind: Kind) -> str:
    rows = "".join(
        f"<tr><td>{c.number}</td><td>{escape(c.title)}</td><td>{escape(c.who)}</td><td>{escape(c.minutes)}</td></tr>"
        for c in kind.cards
    )
    heads = "".join(f"<th>{escape(each)}</th>" for each in words()["columns"])
    cards = "".join(
        f"<li><h4>{c.number}. {escape(c.title)}</h4><p class=soft>{escape(c.who)} · {escape(c.minutes)}</p>"
        f"<p class=what>{escape(c.prompt)}</p><p><em>{escape(c.guard)}</em></p></li>"
        for c in kind.cards
    )
    sheets = "".join(
        f"<section class=sheet><h3>{escape(s.title)}</h3><p>{escape(words()['written'])}</p>"
        f"{''.join(map(_field_html, s.fields))}</section>"
        for s in kind.sheets
    )
    return (
        f"<h2>{escape(kind.name)}</h2><p>{escape(kind.purpose)}</p><h3>{escape(words()['host'])}</h3>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f'<ol class="cards">{cards}</ol>{sheets}'
    )


def _field_html(field: Place) -> str:
    ticks = " &nbsp; ".join(f"□ {escape(label)}" for label in field.labels)
    lines = '<div class="line"></div>' * field.lines
    return (
        f'<div class="field"><h4>{escape(field.heading)}</h4>{f"<p>{ticks}</p>" if ticks else ""}'
        f"{f'<p class=soft>{escape(field.readers)}</p>' if field.readers else ''}{lines}</div>"
    )


def as_pdf(kinds: Sequence[Kind], *, paper: Paper) -> bytes:
    """Return it all as a tagged PDF; refuse where what draws it is not installed."""
    told = {
        "title": _("Cards and sheets for paper"), "words": words(), "kinds": [asdict(each) for each in kinds]
    }  # fmt: skip
    return typeset("cards.typ", told, paper=paper)
