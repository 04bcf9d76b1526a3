"""What a page of the journal asks about the present: which day it is, and who reads an entry."""

from collections.abc import Mapping
from datetime import date

from workbench.core.clock import zone
from workbench.core.desk import Desk
from workbench.journal import queries, rules


def day_in(values: Mapping[str, object], otherwise: date) -> date:
    """Return the day that was chosen, or another one where none was."""
    text = str(values.get("day", ""))
    return date.fromisoformat(text) if text else otherwise


def who_reads(desk: Desk, group: str, releases: tuple[rules.Shown, ...], zone_name: str) -> str:
    """Return the sentence that tells who reads an entry with these releases now."""
    with desk.reading() as db:
        readers = queries.readers(db, group=group)
    return rules.seen_by(owner=desk.me, releases=releases, now=desk.now(), people=readers, zone=zone_name)


def today(desk: Desk, zone_name: str) -> date:
    """Return the day it is in a zone."""
    return desk.now().astimezone(zone(zone_name)).date()
