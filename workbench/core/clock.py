"""The clock is handed in; the system's own is read only here."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from gettext import NullTranslations
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.core.rights import Refused
from workbench.core.words import _, catalogue

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def zone(name: str) -> ZoneInfo:
    """Return a time zone by its name, such as ``Europe/London``; refuse a name that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        sentence = _(
            "There is no time zone called “{name}”. Try a name such as Europe/London. Nothing was changed."
        )
        raise Refused(sentence.format(name=name)) from error


def month(day: date) -> str:
    """Return the short name of a day's month: ``Nov``."""
    return _months(catalogue())[day.month - 1]


@cache
def _months(_catalogue: NullTranslations) -> tuple[str, ...]:
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip


def shown_day(day: date) -> str:
    """Return a day as people write it: ``22 Nov 2026``."""
    return _("{day} {month} {year}").format(day=day.day, month=month(day), year=day.year)


def shown(moment: datetime, zone_name: str) -> str:
    """Return a moment as people write it, with its zone: ``22 Nov 2026, 15:04 (Europe/London)``."""
    return f"{shown_day(moment.astimezone(zone(zone_name)))}, {shown_time(moment, zone_name)} ({zone_name})"


def shown_time(moment: datetime, zone_name: str) -> str:
    """
    Return the time of day alone, for what happened a moment ago: ``15:04``.

    In the hour that a clock shows twice when summer time ends, the time's name goes with it: ``01:30 GMT``.
    """
    local = moment.astimezone(zone(zone_name))
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"
