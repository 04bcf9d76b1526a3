"""A group's handbook: what is in force, who holds which role, what rests, and where people differ."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session as Db

from workbench.core.clock import shown_day
from workbench.core.paper import Section
from workbench.core.words import _
from workbench.forms import queries as forms
from workbench.forms import remarks, rules
from workbench.forms.register import Entry, own, register
from workbench.forms.ways import ROLE, WAY, strand_words, way_of
from workbench.people import queries as people
from workbench.people.rules import called
from workbench.roles.queries import Role, roles
from workbench.roles.views import stands_words as holder_words

FORMAT, VERSION = "practice-workbench/handbook", 1


@dataclass(frozen=True)
class Difference:
    """A difference that stands beside what holds: both texts whole, and since when."""

    title: str
    holds: str
    by: str
    words: str
    since: datetime
    revisited: datetime | None
    written_by: str
    adopted_at: datetime


@dataclass(frozen=True)
class Handbook:
    """All that holds in a group on a day."""

    group: str
    zone: str
    day: date
    names: dict[str, str]
    in_force: tuple[Entry, ...]
    rests: tuple[Entry, ...]
    roles: tuple[Role, ...]
    differences: tuple[Difference, ...]


def handbook_of(db: Db, *, asker: str, group: str, at: datetime) -> Handbook:
    """Return a group's handbook for somebody who may look in."""
    here = people.group(db, asker=asker, group=group)
    entries = [e for e in own(register(db, asker=asker, group=group, at=at)) if e.kind != ROLE]
    held = tuple(e for e in entries if e.now is not None and e.now.origin == rules.OWN)
    rests = tuple(e for e in entries if e.stands in {rules.RESTS, rules.DROPPED})
    found = differing(db, [*held], asker=asker, group=group)
    return Handbook(
        here.name, here.zone, forms.today(db, group=group, at=at),
        people.names(db, asker=asker, group=group), held, rests,
        tuple(roles(db, asker=asker, group=group, at=at)),
        tuple(found),
    )  # fmt: skip


def differing(db: Db, held: list[Entry], *, asker: str, group: str) -> list[Difference]:
    """Return what stands beside forms in force, oldest first, with when each was looked at again."""
    found = [(entry, said) for entry in held for said in entry.differing()]
    if not found:
        return []
    answers = remarks.said(db, asker=asker, group=group, kinds=remarks.ANSWERS)
    last = {s.about: s.at for s in answers}
    told = [
        Difference(
            e.title, e.way.text, said.by, said.words, said.at, last.get(e.entity), e.shown.by_id, e.shown.at
        )
        for e, said in found
    ]
    return sorted(told, key=lambda each: each.since)


def standing_differences(db: Db, *, asker: str, group: str, at: datetime) -> list[Difference]:
    """Return the differences about forms in force, without the rest of the handbook."""
    held = [e for e in register(db, asker=asker, group=group, at=at) if e.now is not None and e.kind != ROLE]
    return differing(db, held, asker=asker, group=group)


def sections(book: Handbook) -> list[Section]:
    """Return the handbook as parts of a report, each form with its history."""
    held = Section(_("What holds"))
    for entry in sorted(book.in_force, key=lambda e: (e.way.strand, e.title)):
        now = entry.now
        held.head(entry.title)
        part = strand_words(entry.way.strand)
        held.para(_("Part of: {what}.").format(what=part) if part else "")
        held.para(entry.way.text if entry.kind == WAY else "")
        until = now.review_on if now else None
        held.para(
            _("Holds until {day}; then it rests by itself.").format(day=shown_day(until)) if until else ""
        )
        _history(held, entry, book)
    offices = Section(_("Who holds which role"))
    for role in book.roles:
        offices.head(role.charter.title)
        offices.para(holder_words(role, book.names))
        for head, things in (
            (_("Decided for others"), role.charter.decide_for),
            (_("Decided only with them"), role.charter.only_with),
            (_("Left to them"), role.charter.left),
        ):
            offices.para(f"{head}{_(': ')}{_('; ').join(things)}" if things else "")
    resting = Section(_("What rests or was dropped"))
    for entry in book.rests:
        day = shown_day(entry.since) if entry.since else ""
        resting.head(f"{entry.title}, {day}")
        _history(resting, entry, book)
    differ = Section(_("Where we differ"))
    for each in book.differences:
        differ.head(each.title)
        differ.said(each.holds, _("What holds"))
        name = called(book.names.get(each.by, ""))
        differ.said(each.words, _("{name}, since {day}").format(name=name, day=shown_day(each.since.date())))
    return [section for section in (held, offices, resting, differ) if section.blocks]


def _history(section: Section, entry: Entry, book: Handbook) -> None:
    fates = {
        rules.PROPOSED: _("proposed"), rules.HELD: _("adopted"), rules.TRIED: _("tried"),
        rules.RESTS: _("put to rest"), rules.DROPPED: _("dropped"),
    }  # fmt: skip
    for version in entry.versions:
        who = called(book.names.get(version.by_id, ""))
        told = f"{fates.get(version.fate, version.fate)}, {who}, {shown_day(version.at.date())}"
        section.said(version.reason or _("no reason was written"), told)


def as_data(book: Handbook) -> dict[str, Any]:
    """Return what another group may take in: ways with their history, without anybody's name."""
    ways = [
        {
            **asdict(way_of(entry.shown.text)),
            "stands": entry.stands,
            "review_on": entry.now.review_on.isoformat() if entry.now and entry.now.review_on else None,
            "history": [
                {
                    "what": version.fate, "day": version.at.date().isoformat(), "why": version.reason,
                    "text": way_of(version.text).text,
                }
                for version in entry.versions
            ],
            "differences": [said.words for said in entry.differing()],
        }
        for entry in (*book.in_force, *book.rests) if entry.kind == WAY
    ]  # fmt: skip
    return {
        "format": FORMAT,
        "version": VERSION,
        "group": book.group,
        "day": book.day.isoformat(),
        "ways": ways,
    }
