"""All tables, gathered, and the triggers that guard those which are only ever added to."""

from sqlalchemy import MetaData

from workbench.models import (
    audit,
    cycles,
    decisions,
    drafts,
    forms,
    journal,
    keeping,
    meetings,
    people,
    practice,
    reviews,
    sessions,
    vault,
)
from workbench.models.base import AppendOnly, Model

FILES = (
    audit, cycles, decisions, drafts, forms, journal, keeping, meetings, people, practice, reviews, sessions,
    vault,
)  # fmt: skip
METADATA: MetaData = Model.metadata


def append_only_tables() -> list[str]:
    """Return the names of the tables whose rows are written once."""
    return sorted(
        mapper.class_.__tablename__
        for mapper in Model.registry.mappers
        if issubclass(mapper.class_, AppendOnly)
    )


def guards(table: str) -> list[str]:
    """Return the statements that let SQLite itself refuse a change to a written row, unless it is erased."""
    return [
        f"CREATE TRIGGER {table}_{verb.lower()}_refused BEFORE {verb} ON {table} "
        f"WHEN NOT EXISTS (SELECT 1 FROM erasing) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: a row is written once'); END"
        for verb in ("UPDATE", "DELETE")
    ]
