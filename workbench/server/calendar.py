"""The private address under which a calendar program reads one person's dates."""

from jupyter_server.auth.decorator import allow_unauthenticated

from workbench.core.words import _
from workbench.cycles import calendar
from workbench.server.calm import Plain, TurnedAway


class Dates(Plain):
    """One person's dates for whoever has their private address: days and plain names, nobody's words."""

    @allow_unauthenticated
    def get(self, token: str) -> None:
        """Send the dates as an iCalendar file; wrong addresses are counted."""
        if self.house.attempts.too_many(self.address):
            sentence = _("Too many addresses were tried from here. Nothing was lost. Wait a minute, then try "
                         "again.")  # fmt: skip
            raise TurnedAway(429, _("Please wait a minute"), sentence)
        at = self.house.store.clock()
        with self.house.store.reading() as db:
            person = calendar.person_by_feed(db, token=token, at=at)
            content = calendar.as_ics(calendar.dates(db, asker=person, at=at), at=at) if person else b""
        if person is None:
            self.house.attempts.wrong(self.address)
            sentence = _("This address leads nowhere, or it was ended. Nothing was lost. Make a new one on "
                         "your home page.")  # fmt: skip
            raise TurnedAway(404, _("There are no dates here"), sentence)
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(content)
