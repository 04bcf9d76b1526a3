"""What pages of forms and roles share: open proposals with where one stands, and the form of a review."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Form
from workbench.core.words import _
from workbench.forms import agreed, remarks, services, views, writing
from workbench.forms.queries import Said
from workbench.forms.register import Entry
from workbench.models.forms import GroupForm
from workbench.screen.forms import Drafted
from workbench.screen.parts import Part, words


def review_form(page: Any, about: str, where: str) -> Form:
    """Return the form of a review on a page that has a desk, a zone and ``act``."""
    desk = page.desk
    drafted = Drafted(desk, place=f"review:{where}", zone=page.zone)

    def review(_name: str, values: dict[str, Any]) -> None:
        answers = {kind: str(values.get(kind.replace("-", "_"), "")) for kind in remarks.ANSWERS}

        def do(db: Db) -> None:
            agreed.review(db, by=desk.me, form=about, answers=answers, at=desk.now())
            drafted.drop(db)

        if page.act(form, do, _("It is kept.")):
            drafted.begin_anew()

    form = writing.review_form(review, values=drafted.values, on_change=drafted.keep)
    return drafted.bind(form)


def proposals(
    page: Any,
    open_now: Sequence[GroupForm],
    entry: Entry,
    names: dict[str, str],
    *,
    told: Callable[[GroupForm, Sequence[Said], dict[str, str]], prose.Html] = views.proposal,
    adopt: Callable[..., object] = services.adopt,
    trial: bool = True,
) -> list[Part]:
    """Return the parts of open proposals: what is proposed, and where one says how one stands."""
    parts: list[Part] = []
    for form in open_now:
        voices = entry.said_to(form.id)
        parts.append(words(f"proposal:{form.id}", told(form, voices, names)))

        def build(proposed: GroupForm = form) -> Form:
            def answer(name: str, values: dict[str, Any]) -> None:
                me, at = page.desk.me, page.desk.now()

                def do(db: Db) -> None:
                    if name == "say":
                        stand, said = str(values["stand"]), str(values["words"])
                        services.say(db, by=me, form=proposed.id, stand=stand, words=said, at=at)
                    else:
                        adopt(db, by=me, form=proposed.id, at=at, trial=name == "try", heard=False)

                page.act(shown, do)

            shown = writing.voice_form(answer, trial=trial)
            return shown

        parts.append(Part(f"voice:{form.id}", len(voices), build))
    return parts
