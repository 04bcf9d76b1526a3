"""A group that says script in every place where words can be said."""

from datetime import timedelta

from sqlalchemy import select

from tests.any_words import OWN, Saying
from workbench.journal import services as journal
from workbench.models.cycles import Notebook
from workbench.models.people import Link
from workbench.people import services as people
from workbench.practice import services as practice
from workbench.practice.queries import parts_of

SCRIPTS = [
    *OWN[:9],
    "<img/src='x'onerror=window.touched=1>",
    "<math><a xlink:href=javascript:window.touched=1>x",
]

THEIRS = ("practice-log", "self-assessment", "letter", "own-reading")


class Everywhere(Saying):
    """Beside what :class:`Saying` says: the whole, a part, a voice, a release, a draft, a notebook's name."""

    def say_more(self) -> None:
        """Say the rest, in one transaction of each."""
        desk, at = self.desk(0), self.store.clock()
        given = {"by": desk.me, "group": self.group, "at": at}
        with desk.transaction() as db:
            entries = [
                journal.write_entry(db, **given, cycle=self.cycle, day=at.date(), words=text, context=text)  # type: ignore[arg-type]
                for text in self.texts
            ]
            for entry, text in zip(entries, self.texts, strict=True):
                journal.release(
                    db, by=desk.me, entry=entry, session=self.session, purpose=text, at=at,
                    ends_at=at + timedelta(days=1),
                )  # fmt: skip
            practice.write_whole(db, **given, words="\n".join(self.texts), seen=0)  # type: ignore[arg-type]
            for text in self.texts:
                part = practice.add_component(db, **given, name=text, shared=True, reason=text)  # type: ignore[arg-type]
                named = parts_of(db, part)[-1].id
                practice.adopt_component(db, by=desk.me, version=named, reason=text, at=at)
                db.add(
                    Notebook(
                        path=f"cycles/{self.cycle}/{text[:60]}.ipynb", cycle_id=self.cycle, owner_id=None,
                        template=text, made_hash="", by_id=desk.me, at=at,
                    )
                )  # fmt: skip
        with self.desk(1).transaction() as db:
            for text in self.texts:
                version = practice.write_criterion(
                    db, by=self.people[1], group=self.group, wording=f"New: {text}", lack=text, shared=True,
                    reason=text, at=at,
                )  # fmt: skip
                practice.give_voice(
                    db, by=self.people[1], version=version, stand="differing", words=text, at=at
                )

    def cookie(self, number: int) -> str:
        """Let a device of somebody's in, with their key; return its cookie."""
        me, at = self.people[number], self.store.clock()
        with self.desk(number).transaction() as db:
            people.make_link(db, by=me, person=me, at=at)
            link = db.scalars(select(Link.id).where(Link.person_id == me)).first() or ""
            return people.let_device_in(db, person=me, link=link, key=self.keys[number], device="", at=at)

    def pages(self, number: int) -> dict[str, str]:
        """Return all pages that somebody can open, by name."""
        cycle, me = f"cycles/{self.cycle}", self.people[number]
        standing = (
            "home", "people", "practice", "journal", "trends", "agreed", "roles", "decisions", "handbook",
            "statement", "own-pages",
        )  # fmt: skip
        return {
            **{name: f"pages/{name}.ipynb?group={self.group}" for name in standing},
            **{
                name: f"{cycle}/{name}.ipynb"
                for name in ("assessment-meeting", "audit-meeting", "cycle-report", "what-we-learn")
            },
            **{name: f"{cycle}/{name}-{me}.ipynb" for name in THEIRS},
        }
