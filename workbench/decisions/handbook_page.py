"""What the notebook of the handbook calls: one page with all that holds in a group now."""

from widgets import prose
from workbench.core.clock import shown_day
from workbench.core.desk import Desk
from workbench.core.words import _
from workbench.decisions.handbook import Difference, Handbook, handbook_of
from workbench.forms import views as form_views
from workbench.forms.ways import WAY, strand_words
from workbench.people import queries as people
from workbench.people.rules import called
from workbench.roles.views import charter_words, stands_words
from workbench.screen.follow import Follower
from workbench.screen.parts import Part, words


class Reading:
    """The handbook on one person's page."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.follower = Follower(desk, self.parts, "handbook")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me, at = self.desk.me, self.desk.now()
        with self.desk.reading() as db:
            group = people.chosen_group(db, asker=me, asked=self.desk.asked("group"))
            book = handbook_of(db, asker=me, group=group.id, at=at)
        day = prose.para(_("As of {day}.").format(day=shown_day(book.day)))
        told = [
            words("head", prose.heading(book.group), day),
            words("in-force", *self._in_force(book)),
            words("roles", *self._roles(book)),
            words("differences", *self._differences(book)),
            words("rests", *self._rests(book)),
        ]
        print_it = _("This page can be printed from your browser.")
        return [*told, words("print", prose.para(print_it))]

    @staticmethod
    def _in_force(book: Handbook) -> list[prose.Html]:
        if not book.in_force:
            none = prose.para(_("Nothing of the group's own is in force."))
            return [prose.heading(_("What holds")), none, prose.link(_("What we agreed"), "agreed.ipynb")]
        cards = []
        for entry in sorted(book.in_force, key=lambda e: (e.way.strand, e.title)):
            part = strand_words(entry.way.strand)
            cards.append(
                prose.together(
                    prose.heading(entry.title, 3),
                    *(form_views.way_words(entry.way) if entry.kind == WAY else []),
                    prose.para(_("Part of: {what}.").format(what=part)) if part else "",
                    prose.notice(form_views.stands_words(entry)),
                )
            )
        return [prose.heading(_("What holds")), prose.cards(cards)]

    @staticmethod
    def _roles(book: Handbook) -> list[prose.Html]:
        cards = [
            prose.together(
                prose.heading(role.charter.title, 3), prose.notice(stands_words(role, book.names)),
                prose.folded(_("The charter"), *charter_words(role.charter)),
            )
            for role in book.roles
        ]  # fmt: skip
        return [prose.heading(_("Who holds which role")), prose.cards(cards)] if cards else []

    @staticmethod
    def _differences(book: Handbook) -> list[prose.Html]:
        def card(each: Difference) -> prose.Html:
            name = called(book.names.get(each.by, ""))
            since = _("since {day}").format(day=shown_day(each.since.date()))
            again = ""
            if each.revisited is not None and each.revisited > each.since:
                again = _("Looked at again on {day}.").format(day=shown_day(each.revisited.date()))
            return prose.together(
                prose.heading(each.title, 3), prose.said(each.holds, _("What holds")),
                prose.said(each.words, name, since), prose.para(again) if again else "",
            )  # fmt: skip

        cards = [card(each) for each in book.differences]
        intro = prose.para(_("Differences that stand beside what holds. They need not go away."))
        return [prose.heading(_("Where we differ")), intro, prose.cards(cards)] if cards else []

    @staticmethod
    def _rests(book: Handbook) -> list[prose.Html]:
        cards = [
            prose.together(prose.heading(e.title, 3), prose.notice(form_views.stands_words(e)))
            for e in book.rests
        ]
        return [prose.heading(_("What rests or was dropped")), prose.cards(cards)] if cards else []


def handbook(desk: Desk) -> Follower:
    """Show a group's handbook."""
    return Reading(desk).follower.start()
