"""The standing page of the journal: one's own entries cycle by cycle; change, release, take back, delete."""

import ipywidgets as w

from widgets import prose
from widgets.form import Action, Field, Form, Values
from workbench.core.desk import Desk
from workbench.core.doorbell import Doorbell
from workbench.core.finishing import finish, said
from workbench.core.words import _
from workbench.journal import choices, erasing, queries, rules
from workbench.journal.detail import Change, Releasing, TakingBack
from workbench.journal.queries import EntrySeen
from workbench.journal.views import day_words, entry_card, put, short
from workbench.people import queries as people
from workbench.screen.follow import follow
from workbench.screen.forms import attempt
from workbench.screen.parts import Parts, words


class Journal:
    """All own entries of one member in one group."""

    def __init__(self, desk: Desk, group: str | None) -> None:
        self.desk = desk
        with desk.reading() as db:
            mine = people.groups(db, asker=desk.me)
            here = people.chosen_group(db, asker=desk.me, asked=group)
        self.group, self.zone = here.id, here.zone
        others = [
            prose.para(prose.link(g.name, f"journal.ipynb?group={g.id}")) for g in mine if g.id != here.id
        ]
        self.cycle = ""
        self.logs, self.list, self.detail, self.told = w.VBox(), w.VBox(), w.VBox(), Parts()
        self.choose = Form(on_action=self._act, on_change=self._changed)
        head = prose.show(prose.para(here.name), *others)
        self.root = w.VBox([head, self.logs, self.list, self.choose, self.detail, self.told.root])
        self.bell = Doorbell(desk.store)
        self.show()
        self.task = follow(self.bell, "journal", desk.me, self.show_told)

    # ------------------------------------------------------------ reading

    def _mine(self) -> list[EntrySeen]:
        with self.desk.reading() as db:
            return queries.my_entries(db, asker=self.desk.me, group=self.group)

    def show(self) -> None:
        """Show the own entries of the chosen cycle, and the forms that belong to them."""
        entries = self._mine()
        cycles = {entry.cycle: entry.cycle_number for entry in entries}
        newest = max(cycles, key=lambda cycle: cycles[cycle], default="")
        self.cycle = self.cycle if self.cycle in cycles else newest
        here = [entry for entry in reversed(entries) if entry.cycle == self.cycle]
        with self.desk.reading() as db:
            logs = choices.my_logs(db, asker=self.desk.me, group=self.group)
            readers = queries.readers(db, group=self.group)
        put(self.logs, prose.show(*self._log_links(logs)))
        cards = [
            entry_card(
                entry,
                seen_by=rules.seen_by(
                    owner=self.desk.me,
                    releases=entry.releases,
                    now=self.desk.now(),
                    people=readers,
                    zone=self.zone,
                ),
            )
            for entry in here
        ]
        none = prose.para(_("You have no entries in this group yet. They are written in a practice log."))
        put(self.list, prose.show(prose.heading(_("Your entries")), prose.cards(cards) if cards else none))
        self._describe(here, cycles)
        self.show_told()

    @staticmethod
    def _log_links(logs: list[tuple[int, str]]) -> list[prose.Html]:
        return [
            prose.para(
                prose.link(
                    _("Write in the practice log of cycle {number}").format(number=number), f"../{path}"
                )
            )
            for number, path in logs[:1]
        ]

    def _describe(self, entries: list[EntrySeen], cycles: dict[str, int]) -> None:
        fields, actions = [], []
        if len(cycles) > 1:
            named = tuple(
                (c, _("Cycle {number}").format(number=n))
                for c, n in sorted(cycles.items(), key=lambda i: -i[1])
            )
            fields.append(Field("cycle", _("Entries of"), "select", named))
        if entries:
            listed = tuple(
                (e.entity, short(f"{day_words(e.day)} {e.wording or e.words or e.context}")) for e in entries
            )
            fields.append(Field("entry", _("One of these entries"), "select", listed))
            actions = [
                Action("change", _("Change it")),
                Action("release", _("Release it to a meeting")),
                Action("take_back", _("Take a release back")),
                Action("delete", _("Delete this entry"), "quiet", confirm=_sure()),
            ]
        self.choose.describe(fields=fields, actions=actions)
        self.choose.fill(cycle=self.cycle)

    def show_told(self) -> None:
        """Show what others have released to sessions in which the reader is now, until the first end."""
        with self.desk.reading() as db:
            theirs = queries.entries_for_me(db, asker=self.desk.me, group=self.group, at=self.desk.now())
        cards = [entry_card(entry, zone=self.zone) for entry in theirs]
        shown = prose.together(prose.heading(_("Released to you for a meeting")), prose.cards(cards))
        self.told.lay_out([words("told", shown)] if cards else [])
        self.bell.wakes = queries.first_end(theirs)

    # ------------------------------------------------------------ choosing

    def _changed(self, values: Values) -> None:
        if values.get("cycle") and values["cycle"] != self.cycle:
            self.cycle = str(values["cycle"])
            put(self.detail)
            self.show()

    def _act(self, name: str, values: Values) -> None:
        entry = next((e for e in self._mine() if e.entity == values.get("entry")), None)
        if entry is None:
            self.choose.message = _("Choose one of the entries first.")
            return
        self.choose.message = ""
        if name == "delete":
            self._delete(entry.entity)
            return
        panels: dict[str, type[Change] | type[Releasing] | type[TakingBack]]
        panels = {"change": Change, "release": Releasing, "take_back": TakingBack}
        put(self.detail, panels[name](self.desk, entry, self.zone, self._done).root)

    def _delete(self, entity: str) -> None:
        me = self.desk.me
        if attempt(self.desk, self.choose, lambda db: erasing.delete_entry(db, by=me, entity=entity)):
            self._done(_("The entry is deleted.") + " " + said(finish(self.desk.store)))

    def _done(self, sentence: str) -> None:
        put(self.detail, prose.show(prose.notice(sentence)))
        self.show()


def _sure() -> str:
    return _("The entry goes for good, with its earlier wordings, its releases and what you were writing to "
             "it. Those to whom you showed it have read it; that cannot be undone.")  # fmt: skip
