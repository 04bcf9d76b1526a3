"""Looks whether all that was acknowledged is in a store, and whether anything in it is half of something."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select, text
from sqlalchemy.orm import Session as Db

from tests.faults.writing import CRITERIA
from workbench.core.boxes import about, contents
from workbench.core.drafts import draft
from workbench.core.keys import at_the_desk_of
from workbench.core.store import Store
from workbench.core.vault import Key
from workbench.models.journal import Entry, Release, Withdrawal
from workbench.models.practice import Criterion
from workbench.models.sessions import Contract, Judgement, Lock
from workbench.models.vault import Box, BoxKey


def missing(
    store: Store, told: Iterable[tuple[str, ...]], keys: dict[str, Key | None]
) -> list[tuple[str, ...]]:
    """Return what was acknowledged and is not there. Of a draft the last words count."""
    last: dict[tuple[str, ...], tuple[str, ...]] = {each[:3]: each for each in told}
    with store.reading() as db:
        return [each for each in last.values() if not _there(db, each, keys[each[1]])]


def _there(db: Db, told: tuple[str, ...], key: Key | None) -> bool:
    kind, person, name = told[:3]
    with at_the_desk_of(db, key):
        if kind == "draft":
            kept = draft(db, author=person, place=name)
            number = int(told[3].split()[1])
            return kept.opens and bool(kept.values) and int(kept.values["words"].split()[1]) >= number
        if kind == "entry":
            row = db.scalars(select(Entry).where(Entry.entity == name)).one_or_none()
            box = about("entry", row.id, row.revision, person) if row else ""
            return row is not None and contents(db, [box]).get(box, {}).get("words") == told[3]
        if kind == "view":
            said = db.scalars(select(Judgement.words).where(Judgement.session_id == name)).all()
            return list(said) == [told[3]] * CRITERIA
    table = {"release": Release.id, "withdrawal": Withdrawal.release_id}[kind]
    return db.scalar(select(table).where(table == name)) is not None


def opened_for_all(db: Db) -> set[str]:
    """Return the boxes that their owners laid open for a session."""
    return set(db.scalars(select(Box.about).where(Box.laid_open)))


def wrong(store: Store) -> list[str]:
    """Return what is damaged, or half of something."""
    found: list[str] = []
    with store.reading() as db:
        found += [each for each in db.scalars(text("PRAGMA integrity_check")) if each != "ok"]
        found += [str(row) for row in db.execute(text("PRAGMA foreign_key_check"))]
        every = set(db.scalars(select(Box.about).join(BoxKey).where(BoxKey.grant == "")))
        boxes = {name for name in every if name.startswith("entry/")}
        worded = [(row.id, row.revision, row.by_id) for row in db.scalars(select(Criterion)) if row.owner_id]
        found += [
            f"a criterion without its words: {id_}"
            for id_, revision, by in worded
            if about("criteria", id_, revision, by) not in every
            and about("criteria", id_, revision, by) not in opened_for_all(db)
        ]
        entries = db.scalars(select(Entry)).all()
        found += [
            f"an entry without its words: {entry.id}"
            for entry in entries
            if about("entry", entry.id, entry.revision, entry.by_id) not in boxes
        ]
        found += ["words without their entry"] if len(boxes) != len(entries) else []
        judged = Counter(db.scalars(select(Judgement.session_id)))
        locked = set(db.scalars(select(Lock.session_id)))
        agreed = set(db.scalars(select(Contract.entity)))
        found += [f"half of a view: {each}" for each, many in judged.items() if many != CRITERIA]
        found += [f"a view not locked: {each}" for each in locked ^ set(judged)]
        found += [f"a view without its contract: {each}" for each in locked - agreed]
        handed = Counter(db.scalars(select(BoxKey.grant).where(BoxKey.grant != "")))
        taken = set(db.scalars(select(Withdrawal.release_id)))
        for release in db.scalars(select(Release)):
            due = 0 if release.id in taken else len(release.readers or ())
            found += [f"half of a release: {release.id}"] if handed[release.id] != due else []
    return found
