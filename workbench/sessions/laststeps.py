"""The last steps of a session: the last word, and what stays when it is over."""

from typing import Any

from sqlalchemy.orm import Session as Db

from widgets import prose
from widgets.form import Form
from workbench.core.words import _
from workbench.screen.parts import Part, words
from workbench.sessions import services, views, writing
from workbench.sessions.seen import SessionSeen
from workbench.sessions.steps import Steps


class LastSteps(Steps):
    """The last word, and the end."""

    def closing(self, seen: SessionSeen) -> list[Part]:
        """Return the last word: its owner writes it, the others read it."""
        last = seen.closing
        parts = []
        if last is not None:
            parts.append(words("last-word", views.closing_words(seen, last)))
        elif self.desk.me != seen.practitioner:
            name = seen.names[seen.practitioner]
            parts.append(
                words("last-word", prose.para(_("{name} is writing the last word.").format(name=name)))
            )
        if self.desk.me == seen.practitioner and not seen.place.ended:
            key = last.revision if last else 0
            parts.append(Part("closing-form", (key, seen.own_locked), lambda: self._closing_form(seen)))
        if last is not None:
            parts.append(self.picture(seen, "before-and-after"))
        return parts

    def _closing_form(self, seen: SessionSeen) -> Form:
        drafted = self._drafted("closing", seen)
        revision = seen.closing.revision if seen.closing else 0

        def close(_name: str, values: dict[str, Any]) -> None:
            def do(db: Db) -> None:
                services.close(
                    db, by=self.desk.me, session=self.session, stance=values["stance"], words=values["words"],
                    shown_wrong_by=values["shown_wrong_by"], seen=revision, at=self.desk.now(),
                    views=writing.closing_views(seen.criteria, values),
                )  # fmt: skip
                drafted.drop(db)

            self.act(form, do, _("Your last word stands."))

        form = writing.closing_form(
            seen.criteria,
            close,
            ended=seen.place.ended,
            written=seen.closing is not None,
            values={**writing.closing_values(seen.closing), **drafted.values},
            on_change=drafted.keep,
        )
        return drafted.bind(form)

    def last_word(self, seen: SessionSeen) -> list[Part]:
        """Return the last word as it stands, for reading only."""
        if seen.closing is None:
            return [words("last-word", prose.para(_("There is no last word yet.")))]
        return [words("last-word", views.closing_words(seen, seen.closing))]

    def ended(self, seen: SessionSeen) -> list[Part]:
        """Return what stays with this person once the session is over."""
        parts = [words("beside", views.views_beside(seen))] if seen.views else []
        if seen.closing is not None:
            parts.append(words("last-word", views.closing_words(seen, seen.closing)))
            parts.append(self.picture(seen, "before-and-after"))
        elif self.desk.me == seen.practitioner and seen.own_locked:
            parts.append(Part("closing-form", "ended", lambda: self._closing_form(seen)))
        if self.desk.me not in seen.sent_in:
            parts += self.unsent(seen)
        kept = [kind for kind in seen.protocol.notes if any(n.kind == kind for n in seen.notes)]
        parts += [words(f"notes:{kind}", views.notes_words(seen, kind)) for kind in kept]
        return [*parts, *self.own_notes(seen, *seen.protocol.notes)]
