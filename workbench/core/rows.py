"""
Statements as points and as rows of words: the two ways in which pictures show what was said.

Conventions: one's own statements are dots, joined only within one wording and one way of speaking;
each peer is a trace of their own, in letters, joined to nothing. Every point carries all that stands
behind it in ``customdata`` (text, not HTML) and opens on it.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from workbench.core.clock import shown_day
from workbench.core.drawing import LINE, LOOKS, STROKES, Place, Sheet, lanes_axis
from workbench.core.lettering import NOTHING, plain, whole, wrapped
from workbench.core.statements import SOURCES, Statement, hover, initials, source_name, told
from workbench.core.words import _

Spot = Callable[[Statement], str]
Row = tuple[Statement, str]
LANE = 20  # pixels


def draw(
    sheet: Sheet,
    place: Place,
    rows: Sequence[Statement],
    *,
    kind: str,
    x: Spot,
    y: Callable[[Statement], str | None],
    peers_at: Callable[[Statement], Place] | None = None,
    join: bool = True,
) -> None:
    """Draw every statement once: the person's own as dots, each peer's as their initials."""
    own = sorted((row for row in rows if row.own), key=lambda row: (SOURCES.index(row.source), row.since))
    for (source, _since), group in groupby(own, key=lambda row: (row.source, row.since)):
        thread = list(group)
        spots = [y(row) for row in thread]
        if not any(spots):
            continue
        drawn = [spot is not None for spot in spots]
        sheet.points(
            place,
            kind=kind,
            x=[x(row) for row in thread],
            y=spots,
            mode="lines+markers" if join and len(thread) > 1 else "markers",
            name=plain(source_name(source)),
            marker=LOOKS[source],
            line=STROKES[source],
            customdata=[told(row) if here else None for row, here in zip(thread, drawn, strict=True)],
            hovertext=[
                hover(_alike(row, own)) if here else "" for row, here in zip(thread, drawn, strict=True)
            ],
        )
    others = [
        (row.assessor_name, row.assessor, peers_at(row) if peers_at else place, row)
        for row in rows
        if not row.own
    ]
    for (_name, _peer, level), found in groupby(sorted(others, key=_by_person), key=_by_person):
        said = [row for *_who, row in found]
        sheet.points(
            Place(place.x, level, place.top, place.height),
            kind=kind,
            x=[x(row) for row in said],
            y=[y(row) for row in said],
            mode="text",
            text=[f"<b>{initials(row)}</b>" for row in said],
            textfont={"size": 11},
            name=wrapped(said[0].assessor_name, 24, 1),
            customdata=[told(row) for row in said],
            hovertext=[hover([row]) for row in said],
        )


def legend(sheet: Sheet, rows: Iterable[Statement], *, mode: str = "lines+markers") -> None:
    """Tell at the foot what each kind of dot stands for, once for the whole sheet."""
    present = {row.source for row in rows if row.own}
    place = Place("x", "y", 0, 0)
    for source in [source for source in ("self", "closing", "entry", "then") if source in present]:
        sheet.points(
            place,
            kind="legend",
            x=[None],
            y=[None],
            mode=mode,
            name=plain(source_name(source)),
            marker=LOOKS[source],
            line=STROKES[source],
            showlegend=True,
        )


def who(rows: Iterable[Statement]) -> list[str]:
    """Return who stands behind which initials, in the order of their names."""
    peers = {(row.assessor_name, row.assessor, row.initials) for row in rows if not row.own}
    return [f"{letters or name[:2]} {name}".replace(" ", "\u00a0") for name, _id, letters in sorted(peers)]


def rows_of_words(sheet: Sheet, rows: Sequence[Statement], *, lines: int = 3, dated: bool = True) -> Place:
    """Write each statement on a row of its own, its first words beside its dot or initials."""
    seats = named(rows)
    key = {id(row): name for row, name in seats}
    order = ("no basis", "self", "closing", "entry", "then", "peer")
    lanes = [lane for lane in order if lane in map(_lane, rows)]
    words_at = sheet.share(LANE * len(lanes))
    room = sheet.letters(1 - words_at) - 1
    texts = [_beginning(row, room, lines, dated) for row in rows]
    tall = max(text.count("<br>") + 1 for text in texts) * LINE + 10
    place = sheet.panel(
        tall * len(rows),
        x=lanes_axis({lane: "" for lane in lanes}) | {"showticklabels": False},
        y=lanes_axis({name: "" for _row, name in seats}, downward=True) | {"showticklabels": False},
        across=(0.0, words_at),
    )
    draw(sheet, place, rows, kind="rows", x=_lane, y=lambda row: key[id(row)])
    for (row, name), text in zip(seats, texts, strict=True):
        sheet.note(
            text=text,
            xref="paper",
            x=words_at,
            xshift=4,
            xanchor="left",
            yref=place.y,
            y=name,
            yanchor="middle",
            align="left",
            hovertext=hover([row]),
            font={"size": 12},
        )
    return place


def _by_person(found: tuple[str, str, Place, Statement]) -> tuple[str, str, str]:
    return found[0], found[1], found[2].y


def _lane(row: Statement) -> str:
    return "no basis" if row.no_basis else row.source


def _alike(row: Statement, own: Sequence[Statement]) -> list[Statement]:
    """Return the person's own statements that lie on the same spot, so that none is hidden under another."""
    spot = (row.session or row.at, row.mark, row.revision, row.criterion)
    return [
        other
        for other in own
        if (other.session or other.at, other.mark, other.revision, other.criterion) == spot
    ]


def named(rows: Sequence[Statement]) -> list[Row]:
    """Give each row a name of its own: when, how and by whom it was said."""
    seats: dict[str, Statement] = {}
    for row in rows:
        name = whole(f"{row.at.isoformat()} {row.source} {row.assessor}")
        while name in seats:
            name += NOTHING
        seats[name] = row
    return [(row, name) for name, row in seats.items()]


def _beginning(row: Statement, room: int, lines: int, dated: bool) -> str:
    name = source_name(row.source) if row.own else row.assessor_name
    small = [shown_day(row.at)] if dated else []
    small += [_("no basis")] if row.no_basis else []
    first = f"<b>{wrapped(name, room - sum(map(len, small)) - 3 * len(small), 1)}</b>"
    first += "".join(f" · <i>{word}</i>" for word in small)
    words = row.words or row.basis
    return f"{first}<br>{wrapped(words, room, lines)}" if words else first
