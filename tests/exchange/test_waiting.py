"""What a file brings for someone without a passphrase waits for one: no lost link takes it away."""

from collections.abc import Callable

import pytest

from tests.builders import Circle
from tests.exchange.sheets import GROUP, a_csv, bring
from tests.people.holding import a_note, came_in, chosen, notes
from workbench.core import boxes, drafts, keys
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.journal import queries as journal
from workbench.journal import services as entries
from workbench.models.vault import Box
from workbench.people import held, queries, services

WORDS = "four other words here"
SAID = [f"planted entry {number}" for number in range(3)]


@pytest.fixture
def bare(store) -> Circle:
    return Circle(store, passphrases=False)


def imported(circle: Circle, folder, name: str = "Cai", said: list[str] = SAID) -> None:
    rows = [
        {"group": GROUP, "practitioner": name, "day": "2026-02-02", "words": words} for words in said
    ]  # fmt: skip
    assert bring(Desk(circle.store, ""), a_csv(folder, rows), "entries").added == len(said)


def lies_open(circle: Circle) -> bool:
    assert circle.store.file
    return any(b"planted" in file.read_bytes() for file in circle.store.file.parent.glob("store.sqlite*"))


def a_second_link(circle: Circle, by: str, name: str = "Cai") -> None:
    with circle.desk(by).transaction() as db:
        circle.tokens[name] = services.renew_link(db, by=circle[by], person=circle[name], at=circle.clock())


def by_the_command_line(circle: Circle) -> None:
    cai = circle["Cai"]
    with Desk(circle.store, "").transaction() as db:
        circle.tokens["Cai"] = services.renew_link(db, by=cai, person=cai, at=circle.clock())


@pytest.mark.parametrize(
    "make", [lambda circle: a_second_link(circle, "Ana"), lambda circle: a_second_link(circle, "Cai"),
             by_the_command_line],
    ids=["by a fellow", "by oneself", "on the command line"],
)  # fmt: skip
@pytest.mark.parametrize("come_in_first", [True, False])
def test_after_a_second_link_and_a_passphrase_the_owner_reads_every_entry(
    bare: Circle, tmp_path, make: Callable[[Circle], None], come_in_first: bool
):
    imported(bare, tmp_path)
    if come_in_first:
        came_in(bare, "Cai")
    make(bare)
    after = chosen(bare, "Cai", came_in(bare, "Cai"), WORDS)
    with after.reading() as db:
        assert sorted(e.words for e in journal.my_entries(db, asker=after.me, group=bare.group)) == SAID
        assert db.query(Box).filter(Box.sealed.is_(False)).count() == 0
    with Desk(bare.store, after.me).reading() as db:
        assert [e.words for e in journal.my_entries(db, asker=after.me, group=bare.group)] == [""] * 3


def test_what_comes_for_someone_with_a_passphrase_is_sealed_at_once(circle: Circle, tmp_path):
    imported(circle, tmp_path)
    assert not lies_open(circle)
    with circle.desk("Cai").reading() as db:
        mine = journal.my_entries(db, asker=circle["Cai"], group=circle.group)
    assert sorted(entry.words for entry in mine) == SAID


def test_who_has_no_passphrase_reads_what_waits_and_neither_revises_nor_releases_it(bare: Circle, tmp_path):
    imported(bare, tmp_path, said=SAID[:1])
    cai = bare.desk("Cai")
    with cai.reading() as db:
        (entry,) = journal.my_entries(db, asker=cai.me, group=bare.group)
    assert entry.words == SAID[0]
    for act in (
        lambda db: entries.revise_entry(
            db, by=cai.me, entity=entry.entity, seen=1, day=entry.day, at=cai.now(), words="sealed by a link"
        ),
        lambda db: entries.release(
            db, by=cai.me, entry=entry.entity, session="", purpose="p", ends_at=cai.now(), at=cai.now()
        ),
    ):
        with pytest.raises(Refused, match="a passphrase of your own"), cai.transaction() as db:
            act(db)


class TestANewLink:
    """For somebody without a passphrase."""

    def test_made_by_oneself_opens_all_that_was_sealed_by_the_one_before(self, bare: Circle):
        a_note(bare.desk("Cai"))
        a_second_link(bare, "Cai")
        with bare.store.reading() as db:
            key = keys.open_by_link(db, person=bare["Cai"], token=bare.tokens["Cai"])
        assert key == bare.keys["Cai"]
        assert notes(Desk(bare.store, bare["Cai"], key)) == {"note"}

    def test_made_by_another_ends_the_key_so_that_nothing_more_is_sealed_for_it(self, bare: Circle):
        cai = bare.desk("Cai")
        a_note(cai)
        a_second_link(bare, "Ana")
        with bare.desk("Ben").transaction() as db:
            boxes.put_away(db, owner=bare["Ben"], name="x", content={"words": "for Cai"}, at=bare.clock())
            assert boxes.hand_over(db, name="x", readers=[cai.me], grant="one") == []
        cookie = came_in(bare, "Cai")
        with bare.store.reading() as db:
            after = Desk(bare.store, cai.me, queries.key_by_cookie(db, cookie=cookie, at=bare.clock()))
            (ended,) = held.earlier(db, asker=cai.me)
        assert (ended.id, ended.kinds) == (cai.key.id if cai.key else "", frozenset())
        with after.reading() as db:
            assert boxes.contents(db, ["x"]) == {"x": {"words": "for Cai"}}
            used = keys.in_use(db, cai.me)
            assert used
            assert after.key
            assert used.id == after.key.id

    def test_leaves_nobody_with_a_key_in_use_that_nothing_opens(self, bare: Circle):
        def shut() -> list[str]:
            with bare.store.reading() as db:
                used = {name: keys.in_use(db, person) for name, person in bare.people.items()}
                kinds = (keys.LINK, keys.PASSPHRASE, keys.CODE, keys.PEERS)
                return [
                    name
                    for name, pair in used.items()
                    if pair and not any(keys.wraps(db, person=bare[name], kind=kind) for kind in kinds)
                ]

        for make in (lambda: a_second_link(bare, "Ana"), lambda: by_the_command_line(bare)):
            make()
            assert shut() == []
        with bare.desk("Cai").transaction() as db:
            services.revoke_links(db, by=bare["Cai"], person=bare["Cai"], at=bare.clock())
        assert shut() == []

    def test_does_not_seal_a_draft_that_waits(self, bare: Circle):
        with bare.desk("Ana").transaction() as db:
            late = services.add_person(db, name="Late", at=bare.clock())
            services.let_in(
                db, group=bare.group, person=late, standing="member", by=bare["Ana"], at=bare.clock()
            )
            drafts.keep_draft(db, author=late, place="x", values={"a": "waits"}, seen=0, at=bare.clock())
        bare.people["Late"] = late
        for _time in range(2):
            a_second_link(bare, "Ana", "Late")
        after = chosen(bare, "Late", came_in(bare, "Late"), WORDS)
        with after.reading() as db:
            assert drafts.draft(db, author=late, place="x").values == {"a": "waits"}
        with Desk(bare.store, late).reading() as db:
            assert not drafts.draft(db, author=late, place="x").opens
