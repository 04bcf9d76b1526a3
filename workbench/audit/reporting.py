"""
What one person's reports say: a cycle, all years, the criteria with their history, a meeting's minutes.

Each holds what its owner may read and no more, and says whose it is, what for, and until when.
"""

from datetime import date, datetime

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from workbench.audit import descent, rhythm
from workbench.audit.ending import LEARNING, written
from workbench.audit.seen import Rows, TrendsSeen, Wanted, trends_seen
from workbench.audit.statement import claims, rests_words, section_words
from workbench.core.clock import shown, shown_day, zone
from workbench.core.paper import Report, Section
from workbench.core.private import LETTER
from workbench.core.rights import Refused
from workbench.core.statements import Statement, source_name
from workbench.core.statements import statements as as_statements
from workbench.core.words import _
from workbench.decisions import handbook
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.sessions.minutes import minutes_of
from workbench.sessions.protocols import MEETING

STATEMENT = "statement"
MY_CYCLE, MY_YEARS, CRITERIA, MINUTES, HANDBOOK = "my-cycle", "my-years", "criteria", "minutes", "handbook"
NAMES = (MY_CYCLE, MY_YEARS, CRITERIA, MINUTES, HANDBOOK, STATEMENT)


def report(
    db: Db, *, name: str, asker: str, group: str, at: datetime, purpose: str, until: date,
    cycle: int | None = None,
) -> Report:  # fmt: skip
    """Return one of the reports for someone in a group; refuse where there is nothing to tell."""
    if not purpose.strip():
        raise Refused(_("Say what it is for, by --purpose. Nothing was written."))
    if until < at.date():
        raise Refused(_("The day until which it is kept is over. Nothing was written. Choose a later one."))
    since = 1 if name in {MY_YEARS, CRITERIA} else cycle
    seen = trends_seen(db, asker=asker, group=group, at=at, wanted=Wanted(since=since))
    owner = seen.names[asker]
    titles = {
        MY_CYCLE: _("My cycle"), MY_YEARS: _("My years"), CRITERIA: _("Our criteria and how they came about"),
        MINUTES: _("Minutes"), HANDBOOK: _("Our handbook"), STATEMENT: _("My statement"),
    }  # fmt: skip
    sections = {
        MY_CYCLE: lambda: _my_cycle(db, seen, asker, cycle),
        MY_YEARS: lambda: _my_years(db, seen, asker),
        CRITERIA: lambda: _criteria(seen, own=False),
        MINUTES: lambda: _minutes(db, seen, asker, at),
        STATEMENT: lambda: _statement_of(db, seen, asker, at),
        HANDBOOK: lambda: handbook.sections(handbook.handbook_of(db, asker=asker, group=group, at=at)),
    }[name]()
    kept = tuple(section for section in sections if section.blocks)
    if not kept:
        raise Refused(_("There is nothing to report yet. Nothing was written."))
    day = shown_day(at.astimezone(zone(seen.group.zone)))
    stamp = _("{owner}, {day}. For: {purpose}. To be thrown away after {until}.").format(
        owner=owner, day=day, purpose=purpose.strip(), until=shown_day(until)
    )
    intro = _("{group} · what {name} may read, in the words of those who said it. Nothing is added up.")
    title = f"{titles[name]} · {seen.group.name}"
    return Report(title, owner, intro.format(group=seen.group.name, name=owner), stamp, kept)


def _said(rows: Rows) -> list[Section]:
    """Return what was said, criterion by criterion, in the order of time and by the wording of its time."""
    told = as_statements(pd.DataFrame(rows)) if rows else []
    found = []
    for criterion in dict.fromkeys(row.criterion for row in told):
        about = [row for row in told if row.criterion == criterion]
        section = Section(about[-1].wording)
        section.para(_("Its lack: {lack}").format(lack=about[-1].lack) if about[-1].lack else "")
        wording = about[-1].wording if len({row.wording for row in about}) == 1 else ""
        for row in about:
            if row.wording != wording:
                wording = row.wording
                section.head(_("By this wording: {words}").format(words=wording))
            section.said(*_statement(row))
        found.append(section)
    return found


def _statement(row: Statement) -> tuple[str, str]:
    """Return what somebody said, each part on a line, and who, how and when."""
    lines = [row.mark or "", row.words]
    for title, words in (
        (_("For: {words}"), row.evidence_for),
        (_("Against: {words}"), row.evidence_against),
        (_("Basis: {words}"), row.basis or (_("no basis") if row.no_basis else "")),
        (_("Setting: {words}"), row.context),
    ):
        lines += [title.replace("{words}", words)] if words else []
    said = _("{name}, {how}, {when}, cycle {n}").format(
        name=row.assessor_name, how=source_name(row.source), when=shown_day(row.at), n=row.cycle
    )
    return "\n".join(line for line in lines if line) or _("no words"), said


def _ends(db: Db, seen: TrendsSeen, asker: str, number: int | None) -> list[Section]:
    letters, learned = Section(_("Letters to myself")), Section(_("What each says that we are learning"))
    for each in written(db, asker=asker, group=seen.group.id):
        if number is not None and each.cycle != number:
            continue
        when = shown(each.at, seen.group.zone)
        if each.kind == LETTER:
            letters.said(each.words, _("Cycle {n} · {when}").format(n=each.cycle, when=when))
        elif each.kind == LEARNING:
            name = seen.names.get(each.by, "")
            learned.said(
                each.words, _("{name}, cycle {n} · {when}").format(name=name, n=each.cycle, when=when)
            )
    return [letters, learned]


def _my_cycle(db: Db, seen: TrendsSeen, asker: str, number: int | None) -> list[Section]:
    last = number or (seen.cycles[-1].number if seen.cycles else 0)
    turns = Section(_("Turns in cycle {n}").format(n=last))
    held = [row for row in seen.turns if row["cycle"] == last]
    turns.table(rhythm.columns(), rhythm.audit_rhythm_table(pd.DataFrame(held)) if held else [])
    said = [row for row in seen.rows if row["cycle"] == last]
    return [turns, *_said(said), *_ends(db, seen, asker, last)]


def _my_years(db: Db, seen: TrendsSeen, asker: str) -> list[Section]:
    said = _said([*seen.rows, *seen.then])
    return [*said, *_criteria(seen, own=True), *_ends(db, seen, asker, None)]


def _criteria(seen: TrendsSeen, *, own: bool) -> list[Section]:
    """Return how each criterion came about: the group's, and the owner's own where they are wanted."""
    rows = [row for row in seen.descent if own or not row["own"]]
    lanes = descent.lanes(pd.DataFrame(rows), seen.spans) if rows else {}
    section = Section(_("How the criteria came about"))
    for steps in lanes.values():
        section.head(steps[-1].row["wording"])
        for step in steps:
            head, wording, *more = descent.behind(step, lanes)
            section.said("\n".join([wording, *more]), head)
    return [section]


def _statement_of(db: Db, seen: TrendsSeen, asker: str, at: datetime) -> list[Section]:
    """Return one's own statement, part by part, with on what each rests and until when it stands."""
    found = []
    today = at.astimezone(zone(seen.group.zone)).date()
    for claim in claims(db, asker=asker, group=seen.group.id):
        section = Section(f"{claim.section} {section_words(claim.section)}")
        section.para(claim.words)
        grounds = "; ".join(rests_words(each) for each in claim.rests)
        section.said(claim.told, _("More on that"))
        expired = _("Rests on: {grounds}. It expired on {day}.")
        stands = _("Rests on: {grounds}. Written by its owner; stands until {day}.")
        told = expired if claim.until < today else stands
        section.para(told.format(grounds=grounds, day=shown_day(claim.until)))
        found.append(section)
    return found


def _minutes(db: Db, seen: TrendsSeen, asker: str, at: datetime) -> list[Section]:
    """Return the minutes of the last meeting at which the asker was."""
    held = select(Session.id).where(Session.group_id == seen.group.id, Session.kind == MEETING)
    for meeting in db.scalars(held.order_by(Session.at.desc(), Session.id)):
        try:
            told = minutes_of(db, asker=asker, meeting=meeting, at=at)
        except Refused:
            continue
        facts = Section(_("The meeting of {when}").format(when=shown(told.at, told.zone)))
        names = people.names(db, asker=asker, group=seen.group.id)
        facts.para(_("There: {names}").format(names=", ".join(names.get(who, "") for who in told.there)))
        for who, kind in told.turns:
            facts.para(_("{kind} for {name}").format(kind=_(kind), name=names.get(who, "")))
        lines = Section(_("Given to the minutes"))
        for line in told.lines:
            lines.said(line.note.words, names.get(line.note.author, ""))
        return [facts, lines]
    raise Refused(_("You were at no meeting of this group yet. Nothing was written."))
