"""The page on how long things are kept: the days of each kind, what lapses soon, and one's own drafts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Action, Field, Form, Values
from workbench.audit import lapsing, lifetimes
from workbench.audit.lifetimes import Kept
from workbench.audit.sweep import Overdue, lapsing_soon
from workbench.core.clock import shown, shown_day
from workbench.core.desk import Desk
from workbench.core.drafts import Kept as Draft
from workbench.core.drafts import drafts
from workbench.core.finishing import finish, said
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.people import erasing
from workbench.people import queries as people
from workbench.people.rules import TAKING_PART, readers_in_group
from workbench.people.views import to_other_groups
from workbench.practice.views import short
from workbench.screen.follow import Follower
from workbench.screen.forms import attempt
from workbench.screen.parts import Part, words


class Keeping:
    """For how long one group keeps what, and what one person has lying there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.said = ""
        self.follower = Follower(desk, self.parts, "keeping")

    def parts(self) -> list[Part]:
        """Read and return the parts of the page."""
        me, at = self.desk.me, self.desk.now()
        with self.desk.reading() as db:
            group = people.chosen_group(db, asker=me, asked=self.desk.asked("group"))
            others = [(g.id, g.name) for g in people.groups(db, asker=me) if g.id != group.id]
            takes_part = people.standing(db, person=me, group=group.id) in TAKING_PART
            kept = lifetimes.of_group(db, asker=me, group=group.id, at=at)
            soon = lapsing_soon(db, owner=me, at=at, within=lapsing.GRACE)
            own = drafts(db, author=me)
        head = [prose.heading(group.name), to_other_groups(others, "keeping.ipynb")]
        found = [words("head", *head, *soon_words(soon, at), table(kept, group.zone))]
        if takes_part:
            key = (group.id, tuple((each.kind, each.revision) for each in kept))
            found.append(Part("days", key, lambda: self._days(group.id, kept)))
        if own:
            listed = tuple((place, draft.revision) for place, draft in own.items())
            found.append(Part("drafts", listed, lambda: self._drafts(own, group.zone)))
        return found

    def _days(self, group: str, kept: Sequence[Kept]) -> Form:
        seen = {each.kind: each.revision for each in kept}

        def write(_name: str, values: Values) -> None:
            def do(db: Db) -> None:
                kind = str(values["kind"])
                lifetimes.set_days(
                    db, by=self.desk.me, group=group, kind=kind, days=days_in(values), seen=seen.get(kind, 0),
                    at=self.desk.now(),
                )  # fmt: skip

            if attempt(self.desk, form, do):
                self.said = _("It is written down. A shorter time holds in two weeks.")
                self.follower.again()

        options = tuple((each.kind, short(lapsing.kind_words(each.kind))) for each in kept)
        form = Form(
            heading=_("Keep something longer or shorter"),
            folded=True,
            fields=[
                Field("kind", _("What"), "select", options),
                Field("days", _("How many days"), "line", seen_by=readers_in_group()),
                Field("never", _("It does not lapse"), "check"),
            ],
            actions=[Action("days", _("Write it down"))],
            on_action=write,
        )
        form.message = self.said
        return form

    def _drafts(self, own: dict[str, Draft], zone: str) -> Form:
        def delete(_name: str, values: Values) -> None:
            place = str(values["place"])
            if not place:
                form.message = _("Choose one of them first.")
            elif attempt(self.desk, form, lambda db: erasing.delete_draft(db, by=self.desk.me, place=place)):
                form.message = said(finish(self.desk.store))
                self.follower.again()

        sure = _("It goes for good. Only you could read it. A page on which it stands still shows it.")
        form = Form(
            heading=_("What I have not sent in"),
            intro=_("Each stands on the page where you wrote it."),
            folded=True,
            fields=[Field("place", _("One of these"), "select", draft_options(own, zone))],
            actions=[Action("delete_draft", _("Delete it"), "quiet", confirm=sure)],
            on_action=delete,
        )
        return form


def days_in(values: Values) -> int | None:
    """Return the days that were typed, or None for what does not lapse."""
    if values.get("never"):
        return None
    typed = str(values.get("days", "")).strip()
    if not typed.isdecimal():
        raise Refused(_("Nothing was changed. Write the days as a number, or say that it does not lapse."))
    return int(typed)


def draft_options(own: dict[str, Draft], zone: str) -> tuple[tuple[str, str], ...]:
    """Return drafts by their first words and when they were kept."""
    found = []
    for place, draft in own.items():
        first = next((v for v in draft.values.values() if isinstance(v, str) and " " in v), "")
        when = shown(draft.at, zone) if draft.at else ""
        found.append((place, short(f"{when} · {first}" if first else when)))
    return tuple(found)


def table(kept: Sequence[Kept], zone: str) -> prose.Html:
    """Return how long each kind is kept, and who said so."""
    rows = [
        {"kind": lapsing.kind_words(each.kind), "days": _days_told(each), "by": _who(each, zone)}
        for each in kept
    ]
    rows += [
        {"kind": lapsing.kind_words(kind), "days": lapsing.days_words(days), "by": _("the same everywhere")}
        for kind, days in lapsing.FIXED.items()
    ]
    columns = [("kind", _("What")), ("days", _("Kept for")), ("by", _("Who said so"))]
    return prose.together(
        prose.table(columns, rows), prose.para(lapsing.stays_words()), prose.para(reach_words())
    )


def reach_words() -> str:
    """Return what goes along when something lapses or is deleted, and what does not."""
    return _("When words lapse or are deleted they go from the store, from the pages' files and from all "
             "exports in the workspace, which can be made anew. A backup or a copy made earlier still holds "
             "them until it is thrown away.")  # fmt: skip


def _days_told(kept: Kept) -> str:
    told = lapsing.days_words(kept.days)
    if kept.now == kept.days:
        return told
    return _("{days}; until two weeks after it was set: {before}").format(
        days=told, before=lapsing.days_words(kept.now)
    )


def _who(kept: Kept, zone: str) -> str:
    if kept.at is None:
        return _("nobody; a guess")
    return _("{name}, {when}").format(name=kept.by, when=shown(kept.at, zone))


def soon_words(soon: Sequence[Overdue], at: datetime) -> list[prose.Html]:
    """Return what of one's own lapses within two weeks, in one line for each kind."""
    told: dict[str, datetime] = {}
    for each in sorted(soon, key=lambda each: each.at):
        if each.kind in lapsing.GUESSES:
            told.setdefault(each.kind, each.at)
    lines = [
        prose.para(
            _("{what}: the first of yours lapses on {day}.").format(
                what=lapsing.kind_words(kind), day=shown_day(when)
            )
        )
        for kind, when in told.items()
    ]
    return [prose.notice(_("Some of your words lapse within two weeks.")), *lines] if lines else []


def keeping(desk: Desk) -> Follower:
    """Show how long things are kept in a group, and what one has not sent in."""
    return Keeping(desk).follower.start()
