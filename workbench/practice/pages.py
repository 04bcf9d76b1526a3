"""What the practice notebook calls."""

from typing import Any

from widgets import prose
from workbench.core.clock import shown
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.words import _
from workbench.people import queries as people
from workbench.people.views import to_other_groups
from workbench.practice import views
from workbench.practice.changing import ChangeForm, Choosing, PartsForm
from workbench.practice.examples import ExamplesForm
from workbench.practice.letting_go import LettingGo
from workbench.practice.proposing import ProposalForm
from workbench.practice.rules import may_see_examples
from workbench.practice.seen import PracticeSeen, practice_seen
from workbench.practice.writing import CriterionForm, PartForm, WholeForm, Writing
from workbench.screen.follow import Follower
from workbench.screen.parts import Part, words


class PracticePage:
    """One person's page about the practice of one group; lists follow the store, forms stay."""

    def __init__(self, desk: Desk, group: str) -> None:
        self.desk, self.group = desk, group
        self.follower = Follower(desk, self._parts, f"practice:{group}")
        self.seen: PracticeSeen = self._read()
        self.whole, self.new_part, self.job = WholeForm(self), PartForm(self), PartsForm(self)
        self.letting_go = LettingGo(self)
        self.criterion, self.choosing = CriterionForm(self), Choosing(self)
        self.examples = ExamplesForm(self, self.criterion.take)
        self.change: ChangeForm | None = None
        self.voices: dict[str, ProposalForm] = {}

    def again(self) -> None:
        """Read the page anew."""
        self.follower.again()

    def _read(self) -> PracticeSeen:
        with self.desk.reading() as db:
            return practice_seen(db, asker=self.desk.me, group=self.group, at=self.desk.now())

    def _parts(self) -> list[Part]:
        seen = self.seen = self._read()
        if not seen.takes_part:
            return [
                self._head(),
                words("parts", views.parts_words(seen)),
                words("shared", views.criteria_words(seen, mine=False)),
                *(words(f"proposal:{v.id}", views.proposal_words(seen, v)) for v in seen.proposals),
                words("history", views.history_words(seen)),
            ]
        return [
            self._head(),
            self._form(self.whole),
            *([self._form(self.letting_go)] if seen.wholes else []),
            words("parts-words", views.parts_words(seen)),
            self._form(self.new_part),
            *([self._form(self.job)] if seen.parts else []),
            words("own", views.criteria_words(seen, mine=True)),
            self._form(self.criterion),
            *self._changing(),
            words("shared", views.criteria_words(seen, mine=False)),
            *self._proposals(),
            *self._examples(),
            words("history", views.history_words(seen)),
        ]

    def _form(self, writing: Writing) -> Part:
        writing.refresh()
        return writing.part()

    def _head(self) -> Part:
        seen = self.seen
        now = next((c for c in seen.cycles if c.closed_at is None), None)
        cycle = (
            _("Cycle {number} is open since {when}. What you write now belongs to it.").format(
                number=now.number, when=shown(now.opened_at, seen.zone)
            )
            if now
            else _("No cycle is open. What you write now belongs to none; that is fine.")
        )
        others = to_other_groups(seen.others, "practice.ipynb")
        bare = "" if seen.has_passphrase or not seen.takes_part else views.no_passphrase()
        return words("head", prose.heading(seen.name), others, prose.para(cycle), bare)

    def _changing(self) -> list[Part]:
        if not self.seen.criteria:
            return []
        parts = [self._form(self.choosing)]
        chosen = self.choosing.chosen
        if not any(each[0].entity == chosen for each in self.seen.criteria):
            self.change = None
            return parts
        if self.change is None or self.change.base.entity != chosen:
            self.change = ChangeForm(self, self.choosing)
        return [*parts, self._form(self.change)]

    def _proposals(self) -> list[Part]:
        if not self.seen.proposals:
            self.voices = {}
            return []
        found = [words("proposals", prose.heading(_("Proposed, and open to every voice")))]
        self.voices = {v.id: self.voices.get(v.id) or ProposalForm(self, v) for v in self.seen.proposals}
        for version in self.seen.proposals:
            told = prose.cards([views.proposal_words(self.seen, version)])
            found += [words(f"proposal:{version.id}", told), self._form(self.voices[version.id])]
        return found

    def _examples(self) -> list[Part]:
        parts = [
            words("examples-head", prose.heading(_("Examples"))),
            words("examples-words", self.examples.words()),
        ]
        if may_see_examples(self.seen.attempts) is True:
            parts.append(self._form(self.examples))
        return parts


def practice(desk: Desk) -> Any:
    """Show the practice of a group as this person sees it, and where they write."""
    try:
        with desk.reading() as db:
            group = people.chosen_group(db, asker=desk.me, asked=desk.asked("group"))
        page = PracticePage(desk, group.id)
    except Refused as refused:
        return prose.show(prose.notice(refused.sentence, "care"))
    return page.follower.start().parts.root
