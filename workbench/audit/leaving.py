"""One's own data as one file, the way out of a group, and the way out of the room for good."""

from base64 import b64encode
from typing import Any

import ipywidgets as w

from widgets import prose
from widgets.form import Action, Field, Form, Values
from widgets.prose import Html
from workbench.audit import erasure
from workbench.audit.going import leave_group
from workbench.audit.own_data import as_file, take_along
from workbench.core.desk import Desk
from workbench.core.finishing import finish, said
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.people import queries
from workbench.screen.forms import attempt


def leaving(desk: Desk) -> Any:
    """Offer one's own data in a group as a file, to leave the group, and to be deleted from the room."""
    goodbye = GoingForGood(desk)
    try:
        with desk.reading() as db:
            group = queries.chosen_group(db, asker=desk.me, asked=desk.asked("group"))
    except Refused:
        return goodbye.root  # the page above says why
    return w.VBox([Leaving(desk, group.id, group.name).root, goodbye.root])


class Leaving:
    """What one takes along, and the last step."""

    def __init__(self, desk: Desk, group: str, name: str) -> None:
        self.desk, self.group, self.name = desk, group, name
        self.file = w.VBox()
        sure = _(
            "You leave the group now. What you released to it is taken back, and so is what others released "
            "to you there; what you said in its meetings stays with the people to whom you said it. Take "
            "your data along first."
        )
        self.form = Form(
            heading=_("My own data, and leaving"),
            intro=_("All that you wrote in this group and all that was shown to you about your own practice, "
                    "as one file: a text to read, and the same for a program."),
            actions=[
                Action("take", _("Prepare my data")),
                Action("leave", _("Leave this group"), "quiet", confirm=sure),
            ],
            on_action=self._act,
        )  # fmt: skip
        self.root = w.VBox([self.form, self.file])

    def _act(self, name: str, _values: Values) -> None:
        before, self.file.children = self.file.children, ()
        for widget in before:
            prose.closing(widget)
        self.form.message = ""
        try:
            told = self._take() if name == "take" else self._leave()
        except Refused as refused:
            told = refused.sentence
        self.form.message = told

    def _take(self) -> str:
        with self.desk.reading() as db:
            told = take_along(db, asker=self.desk.me, group=self.group, at=self.desk.now())
        self.file.children = (prose.show(download(as_file(told))),)
        return _("Your file is ready below. It holds private words: keep it where only you can open it.")

    def _leave(self) -> str:
        with self.desk.transaction() as db:
            leave_group(db, by=self.desk.me, group=self.group, at=self.desk.now())
        self.form.describe(actions=[])
        return _("You have left {group}. Your personal link still works for your other groups.").format(
            group=self.name
        )


class GoingForGood:
    """Deleting oneself from the room: what goes and what stays is said before the button."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        with desk.reading() as db:
            name = queries.person_name(db, desk.me)
        sure = _("Everything you wrote here is deleted, in all your groups, and you cannot come in any more. "
                 "Nobody can bring it back. Take your data along first.")  # fmt: skip
        self.form = Form(
            heading=_("Delete me from this room"),
            intro=" ".join([erasure.goes(), erasure.stays(), erasure.backups()]),
            folded=True,
            fields=[
                Field(
                    "name",
                    _("Your own name, typed as a sign that you mean it: {name}").format(name=name),
                    seen_by=_("Who reads this: nobody. It is not kept."),
                )
            ],
            actions=[Action("delete", _("Delete me from this room"), "quiet", confirm=sure)],
            on_action=self._act,
        )
        self.root = w.VBox([self.form])

    def _act(self, _name: str, values: Values) -> None:
        typed, desk = str(values.get("name", "")), self.desk
        if not attempt(
            desk, self.form, lambda db: erasure.delete_me(db, by=desk.me, typed=typed, at=desk.now())
        ):
            return
        self.form.describe(fields=[], actions=[])
        self.form.message = " ".join(
            [_("You are deleted from this room."), said(finish(desk.store)), _("This page closes now.")]
        )


def download(content: bytes) -> Html:
    """Return a link that saves a file; the file is in the link itself, so that no other address is asked."""
    address = f"data:application/zip;base64,{b64encode(content).decode()}"
    label = prose.para(_("Save my-data.zip"))
    return Html(f'<a class="wb-download" download="my-data.zip" href="{address}">') + label + Html("</a>")
