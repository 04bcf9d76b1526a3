"""A meeting around its turns in words: who is there, who wants time, one's own time before."""

from collections.abc import Sequence
from datetime import timedelta

from widgets import prose
from workbench.core.clock import shown_day, zone
from workbench.core.words import _, ngettext
from workbench.sessions.held import Used, Wanted
from workbench.sessions.protocols import protocol
from workbench.sessions.seen import SessionSeen


def here_words(seen: SessionSeen, here: Sequence[str]) -> prose.Html:
    """Return who is in the meeting, in the order in which they came."""
    if not here:
        return prose.para(_("Nobody is noted as here yet."))
    return prose.together(
        prose.heading(_("Here"), 3), prose.para(_(", ").join(seen.names[person] for person in here))
    )


def minutes_words(time: timedelta) -> str:
    """Return a length of time in whole minutes."""
    minutes = round(time.total_seconds() / 60)
    return ngettext("{minutes} minute", "{minutes} minutes", minutes).format(minutes=minutes)


def wanted_words(seen: SessionSeen, wanted: Wanted) -> str:
    """Return one wanted time: whose, for which kind, how long."""
    return _("{name}: {kind}, {time}").format(
        name=seen.names[wanted.person],
        kind=_(protocol(wanted.kind).name),
        time=minutes_words(timedelta(minutes=wanted.minutes)),
    )


def agenda_words(seen: SessionSeen, agenda: Sequence[Wanted]) -> prose.Html:
    """Return who wants time, in the order in which they asked, and what has begun."""
    if not agenda:
        return prose.para(_("Nobody has asked for time yet."))
    told = [
        (wanted_words(seen, each), _("begun") if each.session is not None else _("waits")) for each in agenda
    ]
    return prose.together(prose.heading(_("Who wants time"), 3), prose.people(told))


def not_reached_words(seen: SessionSeen, waiting: Sequence[Wanted]) -> prose.Html | None:
    """Return what the last meeting did not get to; None where it got to all, or they have asked again."""
    told = [(wanted_words(seen, each), _("first, if they still want it")) for each in waiting]
    if not told:
        return None
    return prose.together(prose.heading(_("Not reached last time"), 3), prose.people(told))


def used_words(used: Sequence[Used], zone_name: str) -> prose.Html | None:
    """Return the time of one's own turns in the last meetings; it is told to nobody else."""
    if not used:
        return None
    told = [
        _("{day}: {time}").format(
            day=shown_day(each.day.astimezone(zone(zone_name))), time=minutes_words(each.time)
        )
        for each in used
    ]
    return prose.together(
        prose.heading(_("My own time before"), 3),
        prose.para(_("; ").join(told)),
        prose.seen_by(_("Only you see this.")),
    )
