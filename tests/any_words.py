"""Words that trouble programs, and a group that says nothing else."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session as Db

from tests.builders import a_passphrase
from workbench.core import keys
from workbench.core.desk import Desk
from workbench.core.store import Store
from workbench.core.vault import Key
from workbench.journal import services as journal
from workbench.people import services as people
from workbench.people.rules import MEMBER
from workbench.practice import services as practice
from workbench.sessions import moves, queries, services
from workbench.sessions.rules import View

DATA = Path(__file__).parents[2] / "shared" / "data" / "e_text"
LONG = "Donaudampfschiff" * 125  # 2,000 letters without a space
ZALGO = (
    "T\u0337\u0321\u034e\u0316\u0300\u0301o\u0336\u0328\u031b\u0316\u0300 heal\u0335\u0322\u0316\u030d" * 9
)
OWN = [
    "<script>window.touched = 1</script>",
    '"><img src=x onerror="window.touched = 1">',
    "<svg onload=window.touched=1>",
    "<iframe srcdoc='<script>parent.touched = 1</script>'></iframe>",
    "</textarea></script><script>window.touched = 1</script>",
    "</option></select><b onmouseover=window.touched=1>bold</b>",
    "' onfocus='window.touched = 1' autofocus='",
    '<a href="javascript:window.touched = 1">here</a>',
    "<style>* { display: none }</style>",
    "&lt;b&gt; &amp;amp; &#60;",
    "{{ 7 * 7 }} {% raw %} ${7 * 7} #{7 * 7} %(x)s {name} {0}",
    "$\\frac{1}{2}$ and \\(x\\)",
    "%{x} <br> <extra></extra>",
    "=cmd|' /C calc'!A0",
    "__proto__",
    "constructor",
    "null",
    "NaN",
    "2020-01-01",
    "1e3",
    "\u202eleft \u2066to\u2069 right",
    "\u200b\u200d\ufeff a",
    "  both ends  ",
    "one\ntwo\r\nthree",
    "tab\there",
    "👩\u200d👩\u200d👧 family 🏳️\u200d🌈",
    "שלום לכולם",
    "مرحبا بالعالم",
    "ᠮᠣᠩᠭᠣᠯ ภาษาไทย 日本語 한국어 አማርኛ",
    ZALGO,
    LONG,
]


@cache
def any_words() -> list[str]:
    """Return texts that have broken programs: our own, and the collections where they are at hand."""
    found = list(OWN)
    naughty, scripts = DATA / "blns.json", DATA / "udhr_article1_many_scripts.csv"
    if naughty.is_file():
        found += json.loads(naughty.read_text("utf-8"))
    if scripts.is_file():
        with scripts.open(encoding="utf-8", newline="") as file:
            found += [
                text for row in csv.DictReader(file) for text in (row["article_title"], row["article_1"])
            ]
    return [text for text in dict.fromkeys(found) if text.strip()]


def labels_of(text: str) -> tuple[str, ...]:
    """Return a scale of two labels of which one is this text, where it is not too long for a label."""
    return (text, "…") if len(text) <= 200 and text.strip() != "…" else ()


@dataclass
class Saying:
    """
    A group in which each text is a person, a criterion, its lack, a label, evidence, an entry, a note.

    The first person has the turn; the second and third judge. Each text is the name of a group as well,
    in which the first person is alone.
    """

    store: Store
    texts: Sequence[str]
    begin: Callable[[Desk, str], str]
    people: list[str] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with Desk(self.store, "").transaction() as db:
            self._gather(db)
            self.keys = [keys.new_key(db, person=who, at=self.store.clock()) for who in self.people]
        for who, key in zip(self.people, self.keys, strict=True):
            a_passphrase(self.store, who, key)
        desk = self.desk(0)
        self.cycle = self.begin(desk, self.group)
        with desk.transaction() as db:
            self._word(db)
            self._judge(db)
            self._end(db)

    def desk(self, number: int) -> Desk:
        return Desk(self.store, self.people[number], self.keys[number])

    def _gather(self, db: Db) -> None:
        at = self.store.clock()
        first = people.add_person(db, name=self.texts[0], at=at)
        self.people = [first]
        groups = [
            people.found_group(db, by=first, name=text, zone="Europe/London", at=at) for text in self.texts
        ]
        self.group = groups[0]
        for text in self.texts[1:]:
            person = people.invite(db, by=first, group=self.group, name=text, at=at).person
            people.set_standing(db, by=first, group=self.group, person=person, standing=MEMBER, at=at)
            self.people.append(person)

    def _word(self, db: Db) -> None:
        me, at = self.people[0], self.store.clock()
        for text in self.texts:
            version = practice.write_criterion(
                db, by=me, group=self.group, wording=text, lack=text, labels=labels_of(text), shared=True,
                reason=text, at=at,
            )  # fmt: skip
            self.versions[text] = practice.adopt(db, by=me, version=version, at=at)
            journal.write_entry(
                db, by=me, group=self.group, cycle=self.cycle, day=at.date(), at=at,
                criterion=self.versions[text], words=text, evidence_for=text, evidence_against=text,
                context=text,
            )  # fmt: skip

    def _judge(self, db: Db) -> None:
        me, at = self.people[0], self.store.clock()
        self.session = services.open_session(db, by=me, cycle=self.cycle, practitioner=me, at=at)
        moves.attend_to(db, by=me, session=self.session, seen=0, at=at)
        services.agree_contract(
            db, by=me, session=self.session, purpose=self.texts[0], seen_by=self.texts[-1],
            outside_use=self.texts[0], criteria=list(self.versions.values()), seen=0, at=at,
        )  # fmt: skip
        for writer in self.people[:3]:
            services.send_view(db, by=writer, session=self.session, views=self._views(), at=at)

    def _views(self) -> list[View]:
        return [
            View(version, mark=text if labels_of(text) else None, words=text, evidence_for=text,
                 evidence_against=text, basis=text)
            for text, version in self.versions.items()
        ]  # fmt: skip

    def _end(self, db: Db) -> None:
        me, at = self.people[0], self.store.clock()
        self.move(db, "closing")
        services.close(
            db, by=me, session=self.session, stance="revise", words=self.texts[-1],
            shown_wrong_by=self.texts[0], views=self._views(), seen=0, at=at,
        )  # fmt: skip
        for text in self.texts:
            services.write_note(
                db, by=self.people[1], session=self.session, kind="differing", words=text, at=at
            )

    def move(self, db: Db, to: str) -> None:
        """Go to a step, whoever hosts."""
        at = self.store.clock()
        seen = queries.session(db, asker=self.people[0], session=self.session, at=at)
        moves.move(
            db, by=self.people[0], session=self.session, to=to, seen=seen.place.revision, at=at, skipping=True
        )
