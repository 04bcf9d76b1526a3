"""One's own data as one file, and the way out of a group."""

from base64 import b64encode
from typing import Any

import ipywidgets as w

from widgets import prose
from widgets.form import Action, Form, Values
from widgets.prose import Html
from workbench.audit.own_data import as_file, take_along
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.people import queries, services
from workbench.people.rules import LEFT


def leaving(desk: Desk) -> Any:
    """Offer one's own data in a group as a file, and to leave the group."""
    try:
        with desk.reading() as db:
            group = queries.chosen_group(db, asker=desk.me, asked=desk.asked("group"))
    except Refused:
        return w.VBox()  # the page above says why
    return Leaving(desk, group.id, group.name).root


class Leaving:
    """What one takes along, and the last step."""

    def __init__(self, desk: Desk, group: str, name: str) -> None:
        self.desk, self.group, self.name = desk, group, name
        self.file = w.VBox()
        sure = _(
            "You leave the group now. What you released to it is taken back; what you said in its meetings "
            "stays with the people to whom you said it. Take your data along first."
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
            said = self._take() if name == "take" else self._leave()
        except Refused as refused:
            said = refused.sentence
        self.form.message = said

    def _take(self) -> str:
        with self.desk.reading() as db:
            told = take_along(db, asker=self.desk.me, group=self.group, at=self.desk.now())
        self.file.children = (prose.show(download(as_file(told))),)
        return _("Your file is ready below. It holds private words: keep it where only you can open it.")

    def _leave(self) -> str:
        with self.desk.transaction() as db:
            services.set_standing(
                db, by=self.desk.me, group=self.group, person=self.desk.me, standing=LEFT, at=self.desk.now()
            )
        self.form.describe(actions=[])
        return _("You have left {group}. Your personal link still works for your other groups.").format(
            group=self.name
        )


def download(content: bytes) -> Html:
    """Return a link that saves a file; the file is in the link itself, so that no other address is asked."""
    address = f"data:application/zip;base64,{b64encode(content).decode()}"
    label = prose.para(_("Save my-data.zip"))
    return Html(f'<a class="wb-download" download="my-data.zip" href="{address}">') + label + Html("</a>")
