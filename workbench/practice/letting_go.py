"""Where one deletes one's own text about the whole of the practice."""

from widgets.form import Action, Form, Values
from workbench.core.finishing import finish, said
from workbench.core.words import _
from workbench.practice import erasing
from workbench.practice.writing import Writing


class LettingGo(Writing):
    """The text about the whole, deleted with all its earlier versions."""

    name = "letting-go"

    def _build(self) -> Form:
        sure = _("Your text about the whole goes for good, with all earlier ones and what you were writing. "
                 "Only you could read it.")  # fmt: skip
        self.form = Form(
            heading=_("Delete my text about the whole"),
            folded=True,
            actions=[Action("delete_whole", _("Delete it"), "quiet", confirm=sure)],
            on_action=self._delete,
            level=3,
        )
        return self.form

    def _delete(self, _name: str, _values: Values) -> None:
        desk, group = self.page.desk, self.page.seen.group
        if self.do(lambda db: erasing.delete_whole(db, by=desk.me, group=group), "") and self.form:
            self.form.message = said(finish(desk.store))
