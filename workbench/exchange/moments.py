"""Reads a moment from a cell; a local time that came twice in its night, or not at all, is no moment."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from workbench.core.rights import Refused
from workbench.core.words import _


def moment(cell: str, zone: ZoneInfo | None) -> datetime:
    """Return the moment that a cell names: in ISO, with a zone of its own or as the clocks of ``zone``."""
    try:
        found = datetime.fromisoformat(cell.strip())
        if found.tzinfo is None:
            found = _local(found, cell, zone)
        return found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        sentence = _("“{text}” is not a moment; write it as 2026-03-02T18:30:00+00:00.")
        raise Refused(sentence.format(text=cell)) from error


def _local(found: datetime, cell: str, zone: ZoneInfo | None) -> datetime:
    if zone is None:
        sentence = _("The moment “{text}” has no time zone. Add one, or say it for all with --zone.")
        raise Refused(sentence.format(text=cell))
    first, second = (found.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) == found:
        sentence = _("The moment “{text}” came twice in {zone}: the clocks were set back that night. Say "
                     "which, as {one} or {other}.")  # fmt: skip
        raise Refused(
            sentence.format(text=cell, zone=zone.key, one=first.isoformat(), other=second.isoformat())
        )
    sentence = _("The moment “{text}” never came in {zone}: the clocks were set forward over it that night. "
                 "Look again at what it should be.")  # fmt: skip
    raise Refused(sentence.format(text=cell, zone=zone.key))
