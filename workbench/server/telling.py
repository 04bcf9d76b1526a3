"""The page that says what happens to what someone writes here. It is the same for everyone."""

from jupyter_server.auth.decorator import allow_unauthenticated

from workbench.core.words import _
from workbench.server import sheet, what_happens
from workbench.server.calm import Plain
from workbench.server.house import HOME, UNLOCK
from workbench.server.notice import frame


class WhatHappens(Plain):
    """What happens to what I write: for members, and for those who wonder whether to become one."""

    @allow_unauthenticated
    def get(self) -> None:
        """Say it."""
        said = "".join(
            sheet.section(heading, *map(sheet.para, paragraphs))
            for heading, paragraphs in what_happens.sections()
        )
        waiting = self.current_user is None and self.house.waiting(self.get_cookie(self.house.cookie_name))
        way = UNLOCK if waiting else HOME if self.current_user else "/login"
        self.show(frame(what_happens.title(), said + sheet.link(_("Go back"), way), long=True))
