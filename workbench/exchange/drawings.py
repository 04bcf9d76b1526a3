"""The pictures by name, for one person in one group: what may be shown of them, drawn and carried out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workbench.audit import descent, evidence, genealogy, looking, rhythm
from workbench.audit import figures as audit
from workbench.audit.component_map import component_map, component_map_table
from workbench.audit.queries import own_entries
from workbench.audit.seen import TrendsSeen, trends_seen
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.statements import Statement
from workbench.core.words import _
from workbench.exchange import names, queries
from workbench.exchange.asking import desk_of, no_passphrase
from workbench.exchange.governing import GOVERNING
from workbench.exchange.pictures import Form, render
from workbench.exchange.rules import near
from workbench.sessions import figures as sessions
from workbench.sessions.statements import statements

Frame = pd.DataFrame
Rows = list[dict[str, Any]]
Table = Sequence[Mapping[str, str]]

PICTURES: dict[str, tuple[Callable[[Frame], go.Figure], Callable[[Frame], Table]]] = {
    "my-thread": (audit.my_thread, audit.my_thread_table),
    "my-criteria": (audit.my_criteria, audit.my_criteria_table),
    "then-and-now": (audit.then_and_now, audit.then_and_now_table),
    "evidence-balance": (evidence.evidence_balance, evidence.evidence_balance_table),
    "before-and-after": (sessions.before_and_after, sessions.before_and_after_table),
    "range-of-views": (sessions.range_of_views, sessions.range_of_views_table),
}


def _genealogy(seen: TrendsSeen) -> tuple[go.Figure, Table]:
    frame = Frame(seen.descent, columns=list(descent.COLUMNS), dtype=object)
    return genealogy.genealogy(frame, seen.spans), descent.table(frame, seen.spans)


def _rhythm(seen: TrendsSeen) -> tuple[go.Figure, Table]:
    frame = Frame(seen.turns, dtype=object)
    drawn = rhythm.audit_rhythm(frame, seen.names, [cycle.number for cycle in seen.cycles])
    return drawn, rhythm.audit_rhythm_table(frame)


def _lines(seen: TrendsSeen) -> tuple[go.Figure, Table]:
    frame = Frame(seen.shown, columns=[column.name for column in fields(Statement)], dtype=object)
    return audit.group_threads(frame), audit.group_threads_table(frame)


def _map(seen: TrendsSeen) -> tuple[go.Figure, Table]:
    frame = Frame(seen.carved, columns=list(descent.COLUMNS), dtype=object)
    return component_map(frame, seen.spans), component_map_table(frame, seen.spans)


OF_A_GROUP: dict[str, Callable[[TrendsSeen], tuple[go.Figure, Table]]] = {
    "genealogy": _genealogy,
    "audit-rhythm": _rhythm,
    "group-threads": _lines,
    "component-map": _map,
}
NAMES = (*PICTURES, *OF_A_GROUP, *GOVERNING)


def picture(
    desk: Desk, name: str, *, group: str, practitioner: str | None, form: Form, criterion: str | None = None,
    cycle: int | None = None, link: str | None = None, passphrase: Callable[[], str] = no_passphrase,
) -> bytes:  # fmt: skip
    """
    Return a picture as a file's content.

    Without a personal link it shows only what somebody brought in by a file, by shared criteria; never
    what was said in the room. With one, it shows what its owner may read in the room; the practitioner's
    own link adds what is theirs alone: the last word, and on-the-job entries.
    """
    if name not in NAMES:
        sentence = _(
            "There is no picture called “{name}”. Nothing was written. {near} The pictures are {all}."
        )
        raise Refused(sentence.format(name=name, near=near(name, list(NAMES)), all=", ".join(NAMES)))
    at = desk.now()
    asking = desk_of(desk, link, passphrase) if link else None
    if name in OF_A_GROUP or name in GOVERNING:
        return _of_a_group(asking, name, group=group, form=form)
    if practitioner is None:
        raise Refused(_("This picture shows one person. Nothing was written. Name them by --practitioner."))
    asker = asking.me if asking else None
    with (asking or desk).reading() as db:
        circle = names.group_called(db, group)
        person = names.person_called(db, circle, practitioner)
        rows = statements(db, asker=asker or person.id, group=circle.id, practitioner=person.id, at=at)
        if asker is None:
            free = queries.brought_in(db, group=circle.id)
            rows = [r for r in rows if r["source"] != "closing" and (r["session"], r["criterion"]) in free]
        if asker == person.id:
            rows += own_entries(db, asker=person.id, group=circle.id)
            if name == "then-and-now":
                rows += looking.then_rows(db, asker=person.id, group=circle.id)
    try:
        rows = _chosen(rows, name, criterion, cycle)
    except Refused as refused:
        if asker is not None:
            raise
        raise Refused(f"{refused.sentence} {_without_link()}") from refused
    frame = Frame(rows, columns=[column.name for column in fields(Statement)], dtype=object)
    draw, tell = PICTURES[name]
    table = tell(frame)
    if not table:
        raise Refused(_("There is nothing here to be shown yet. Nothing was written."))
    title = _("{picture}: {person}, {group}").format(picture=name, person=practitioner, group=group)
    return render(draw(frame), table, form=form, title=title)


def _of_a_group(asking: Desk | None, name: str, *, group: str, form: Form) -> bytes:
    """Return a picture of what a whole group may see; whoever asks says who they are by their link."""
    if asking is None:
        raise Refused(_("This picture is for those in the group. Nothing was written. Add --link."))
    with asking.reading() as db:
        circle = names.group_called(db, group)
        if name in GOVERNING:
            drawn, table = GOVERNING[name](db, asking.me, circle.id, asking.now())
        else:
            drawn, table = OF_A_GROUP[name](
                trends_seen(db, asker=asking.me, group=circle.id, at=asking.now())
            )
    if not table:
        raise Refused(_("There is nothing here to be shown yet. Nothing was written."))
    return render(drawn, table, form=form, title=_("{picture}: {group}").format(picture=name, group=group))


def _chosen(rows: Rows, name: str, criterion: str | None, cycle: int | None) -> Rows:
    """Return the rows that a picture is about; refuse a criterion or a cycle of which nothing is there."""
    wordings = list(dict.fromkeys(row["wording"] for row in rows))
    if criterion is not None:
        meant = {row["criterion"] for row in rows if row["wording"] == criterion}
        if not meant:
            sentence = _("Nothing to be shown is said here by “{criterion}”. Nothing was written. {near}")
            raise Refused(sentence.format(criterion=criterion, near=near(criterion, wordings)).strip())
        rows = [row for row in rows if row["criterion"] in meant]
    elif name == "my-thread" and len({row["criterion"] for row in rows}) > 1:
        sentence = _(
            "This picture shows one criterion. Nothing was written. Name one with --criterion: {all}."
        )
        raise Refused(sentence.format(all=", ".join(f"“{wording}”" for wording in wordings)))
    if cycle is None and name == "range-of-views":
        cycle = max((row["cycle"] for row in rows if row["source"] != "entry"), default=None)
    if cycle is not None:
        kept = [row for row in rows if row["cycle"] == cycle]
        if rows and not kept:
            sentence = _("Nothing to be shown is said in cycle {number}. Nothing was written.")
            raise Refused(sentence.format(number=cycle))
        rows = kept
    if not rows:
        raise Refused(_("There is nothing here to be shown yet. Nothing was written."))
    return rows


def _without_link() -> str:
    return _(
        "Without --link a picture shows only what came in from a file. Add --link with your personal link: "
        "it then shows what you may read in the room."
    )
