"""What a member's first page says: groups, pages of cycles, and what happens to what one writes."""

from collections.abc import Sequence

from widgets import prose
from widgets.prose import Html
from workbench.core.words import _
from workbench.cycles.doing import ToDo, name_of
from workbench.cycles.queries import NotebookSeen
from workbench.models.people import Group
from workbench.people.views import to_other_groups, to_what_happens


def other_groups(mine: Sequence[Group], here: Group) -> Html:
    """Return the way to the first pages of the other groups of one's own."""
    return to_other_groups([(each.id, each.name) for each in mine if each.id != here.id], "home.ipynb")


def first(steps: Sequence[tuple[str, str]]) -> Html:
    """Return the first steps of a group that are still to do, in their order, each with its page."""
    items = [prose.link(text, page) if page else text for text, page in steps]
    return prose.together(prose.heading(_("First steps")), prose.ordered(items))


def now(doing: Sequence[ToDo]) -> Html:
    """Return the pages of the open cycle, each with how things stand there."""
    if not doing:
        return prose.para(_("Your pages for this cycle have not been made yet."))
    cards = [
        prose.together(prose.heading(prose.link(each.name, f"../{each.path}"), 3), prose.para(each.state))
        for each in doing
    ]
    return prose.together(prose.heading(_("What there is to do now")), prose.cards(cards))


def earlier(notebooks: Sequence[NotebookSeen]) -> Html:
    """Return the pages of earlier cycles, folded: one row a cycle."""
    pages: dict[int, list[Html]] = {}
    for each in notebooks:
        pages.setdefault(each.number, []).append(prose.link(name_of(each), f"../{each.path}"))
    rows = [
        {
            "cycle": str(number),
            "pages": prose.together(links[0], *(part for link in links[1:] for part in (" · ", link))),
        }
        for number, links in pages.items()
    ]
    columns = [("cycle", _("Cycle")), ("pages", _("Pages"))]
    return prose.folded(_("Earlier cycles"), prose.table(columns, rows), level=2)


def what_happens(zone: str) -> Html:
    """Return in a few plain sentences what happens to what one writes here."""
    return prose.together(
        prose.heading(_("What happens to what I write")),
        prose.para(
            _(
                "What you type is saved within seconds, under your name, and is yours alone until you send "
                "it in or release it. At each field a sentence says who will read it. Your self-assessment "
                "comes first; what peers wrote is shown to nobody before all is shown together, and the last "
                "word is yours."
            )
        ),
        prose.para(
            _(
                "What is yours alone is sealed with a key of yours, and neither the group nor whoever runs "
                "the machine can read it. What you send in is not sealed. Nothing is sent anywhere "
                "else, but a reminder of days to whoever asks for one."
            )
        ),
        to_what_happens(),
        prose.para(prose.link(_("How long things are kept"), "keeping.ipynb")),
        prose.para(prose.link(_("What we agreed"), "agreed.ipynb")),
        prose.para(prose.link(_("Roles"), "roles.ipynb")),
        prose.para(prose.link(_("Decisions"), "decisions.ipynb")),
        prose.para(prose.link(_("Our handbook"), "handbook.ipynb")),
        prose.para(prose.link(_("My statement"), "statement.ipynb")),
        prose.para(prose.link(_("How we hold our sessions"), "protocols.ipynb")),
        prose.para(prose.link(_("Minutes of our meetings"), "minutes.ipynb")),
        prose.para(prose.link(_("Cards and sheets for paper"), "paper.ipynb")),
        prose.para(_("Times are shown as in {zone}.").format(zone=zone)),
    )
