"""The list that the practitioner sorts what they heard into: take, leave, puzzle over."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session as Db

from widgets.sorting import Sorting
from workbench.core.desk import Desk
from workbench.core.finishing import finish
from workbench.core.words import _
from workbench.screen.forms import Drafted, attempt
from workbench.screen.parts import Part, words
from workbench.sessions import disclosure, erasing, services, views
from workbench.sessions.notes import NOTES
from workbench.sessions.seen import SessionSeen

SORTED = ("take", "leave", "puzzle")


class Listing:
    """The sorted list on one person's page; ``again`` reads the page anew."""

    def __init__(self, desk: Desk, again: Callable[[], None]) -> None:
        self.desk, self.again = desk, again
        self._made: tuple[str, Sorting] | None = None

    def parts(self, seen: SessionSeen, kinds: Sequence[str]) -> list[Part]:
        """Return the list: its practitioner sorts, the others read."""
        if seen.practitioner != self.desk.me or not seen.i_take_part:
            return [words(f"notes:{kind}", views.notes_words(seen, kind)) for kind in kinds]
        items = [(note.id, note.kind, note.words) for note in seen.notes if note.kind in kinds]
        place = f"list:{seen.id}"

        def renew(widget: object) -> bool:
            if not isinstance(widget, Sorting) or self._made != (place, widget):
                return False
            widget.items = [list(item) for item in items]
            return True

        return [Part("list", tuple(items), lambda: self._list(seen, place, kinds, items), renew)]

    def _list(
        self, seen: SessionSeen, place: str, kinds: Sequence[str], items: Sequence[tuple[str, str, str]]
    ) -> Sorting:
        me, drafted = self.desk.me, Drafted(self.desk, place=place, zone=seen.zone)

        def put(kind: str, text: str) -> None:
            def do(db: Db) -> None:
                services.write_note(db, by=me, session=seen.id, kind=kind, words=text, at=self.desk.now())
                drafted.drop(db)

            if attempt(self.desk, shown, do):
                drafted.begin_anew()
                shown.empty()
                self.again()

        def back(note: str) -> None:
            text = next((item[2] for item in shown.items if item[0] == note), "")

            def do(db: Db) -> None:
                erasing.delete_note(db, by=me, note=note, at=self.desk.now())

            if attempt(self.desk, shown, do):
                finish(self.desk.store)
                joined = "\n".join(part for part in (shown.draft, text) if part)
                shown.fill(joined)
                drafted.keep({"words": joined})
                self.again()

        shown = Sorting(
            heading=_("What I heard, sorted"),
            lists=[(kind, NOTES[kind].heading()) for kind in kinds],
            items=items,
            draft=str(drafted.values.get("words", "")),
            readers=disclosure.readers_of_note(kinds[0]),
            on_put=put,
            on_draft=lambda text: drafted.keep({"words": text}),
            on_back=back,
        )
        self._made = place, shown
        return drafted.bind(shown)
