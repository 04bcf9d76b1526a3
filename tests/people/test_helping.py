"""Chosen peers: so many of them open someone's earlier records for them again, and fewer never do."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Circle, a_store
from tests.people.holding import begun_anew, sealed_anew
from workbench.core import keys, vault
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.vault import Key
from workbench.models.vault import HandedShare
from workbench.people import held, helping
from workbench.people.carrying import NOT_YET

NAMES = ("Ana", "Ben", "Cai", "Dee", "Eli")


def asking(desk: Desk) -> None:
    with desk.transaction() as db:
        helping.ask(db, by=desk.me, at=desk.now())


def key_of(desk: Desk) -> str:
    assert desk.key
    return desk.key.id


def handed_on(holder: Desk, person: str, key: str) -> None:
    with holder.transaction() as db:
        helping.hand_on(db, by=holder.me, person=person, key=key, at=holder.now())


def joined(desk: Desk) -> Key:
    with desk.reading() as db:
        return helping.joined(db, by=desk.me)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_so_many_peers_open_the_records_and_one_fewer_never_do(tmp_path_factory, data: st.DataObject):
    circle = Circle(a_store(tmp_path_factory.mktemp("peers")), NAMES)
    chosen = data.draw(st.lists(st.sampled_from(NAMES[1:]), min_size=2, unique=True))
    needed = data.draw(st.integers(2, len(chosen)))
    helping_now: Sequence[str] = data.draw(st.permutations(chosen))[:needed]
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        holders = [circle[name] for name in chosen]
        helping.choose_peers(db, by=ana.me, holders=holders, needed=needed, proof=ana.key, at=ana.now())
    anew, _cookie = sealed_anew(circle, "Ana")
    asking(anew)
    for name in helping_now:
        with pytest.raises(Refused, match="Not enough of your peers"):
            joined(anew)
        handed_on(circle.desk(name), ana.me, key_of(anew))
    assert joined(anew) == ana.key
    circle.store.close()


class TestPeers:
    @pytest.fixture
    def chosen(self, tmp_path) -> Circle:
        circle = Circle(a_store(tmp_path), NAMES)
        ana = circle.desk("Ana")
        with ana.transaction() as db:
            holders = [circle[name] for name in ("Ben", "Cai", "Dee")]
            helping.choose_peers(db, by=ana.me, holders=holders, needed=2, proof=ana.key, at=ana.now())
        return circle

    def asked_of(self, circle: Circle, name: str) -> list[held.Asked]:
        with circle.desk(name).reading() as db:
            return held.asked_to_help(db, asker=circle[name])

    def asked(self, circle: Circle, name: str) -> list[str]:
        return [each.name for each in self.asked_of(circle, name)]

    def test_are_asked_only_after_someone_has_sealed_anew_and_asks(self, chosen: Circle):
        asking(chosen.desk("Ana"))
        assert self.asked(chosen, "Ben") == []
        anew, _cookie = sealed_anew(chosen, "Ana")
        assert self.asked(chosen, "Ben") == []
        asking(anew)
        assert [self.asked(chosen, name) for name in ("Ben", "Dee", "Eli")] == [["Ana"], ["Ana"], []]
        with anew.transaction() as db:
            helping.ask_no_more(db, by=anew.me)
        assert self.asked(chosen, "Ben") == []

    def test_are_asked_no_more_once_they_have_helped(self, chosen: Circle):
        anew, _cookie = sealed_anew(chosen, "Ana")
        asking(anew)
        handed_on(chosen.desk("Ben"), anew.me, key_of(anew))
        with pytest.raises(Refused, match="do not ask for it any more"):
            handed_on(chosen.desk("Ben"), anew.me, key_of(anew))
        assert self.asked(chosen, "Ben") == []

    def test_hand_nothing_on_that_was_not_asked_of_them(self, chosen: Circle):
        anew, _cookie = sealed_anew(chosen, "Ana")
        asking(anew)
        with pytest.raises(Refused):
            handed_on(chosen.desk("Eli"), anew.me, key_of(anew))

    def test_who_have_sealed_anew_themselves_are_told_to_bring_their_own_back_first(self, chosen: Circle):
        anew, _cookie = sealed_anew(chosen, "Ana")
        asking(anew)
        ben, _ = sealed_anew(chosen, "Ben")
        with pytest.raises(Refused, match="Bring your own earlier records back first"):
            handed_on(ben, anew.me, key_of(anew))

    def test_hand_nothing_on_where_somebody_began_anew_after_they_had_read_the_number(self, chosen: Circle):
        anew, _cookie = sealed_anew(chosen, "Ana")
        asking(anew)
        (read,) = self.asked_of(chosen, "Ben")
        assert read.key == key_of(anew)
        intruder, _cookie = sealed_anew(chosen, "Ana")
        asking(intruder)
        with pytest.raises(Refused, match="Nothing was handed on"):
            handed_on(chosen.desk("Ben"), anew.me, read.key)
        with chosen.store.reading() as db:
            assert {row.sealed for row in db.query(HandedShare)} == {NOT_YET}

    def test_hand_nothing_on_to_a_key_that_a_link_alone_opens(self, chosen: Circle):
        anew, _cookie = begun_anew(chosen, "Ana")
        asking(anew)
        with pytest.raises(Refused, match="not chosen a passphrase yet"):
            handed_on(chosen.desk("Ben"), anew.me, key_of(anew))

    def test_hand_nothing_on_to_a_key_of_somebody_else(self, chosen: Circle):
        asking(sealed_anew(chosen, "Ana")[0])
        dee, _cookie = sealed_anew(chosen, "Dee")
        with pytest.raises(Refused, match="Nothing was handed on"):
            handed_on(chosen.desk("Ben"), chosen["Ana"], key_of(dee))

    def test_read_the_same_number_as_the_one_who_asks_and_another_one_after_each_new_key(
        self, chosen: Circle
    ):
        seen = set()
        for _each in range(2):
            anew, cookie = sealed_anew(chosen, "Ana")
            asking(anew)
            assert anew.key
            with anew.reading() as db:
                mine = held.ring(db, asker=anew.me, cookie=cookie, at=anew.now()).number
            (read,) = self.asked_of(chosen, "Ben")
            assert read.number == mine == vault.fingerprint(anew.key.public)
            seen.add(mine)
        assert len(seen) == 2

    def test_are_people_with_a_passphrase_of_their_own(self, chosen: Circle):
        ana = chosen.desk("Ana")
        with chosen.desk("Ben").transaction() as db:
            keys.drop(db, key_id=key_of(chosen.desk("Ben")), kind=keys.PASSPHRASE)
        with ana.transaction() as db:
            known = held.could_help(db, asker=ana.me)
            assert sorted(known.values()) == ["Cai", "Dee", "Eli"]
            with pytest.raises(Refused, match="has no passphrase yet"):
                helping.choose_peers(
                    db,
                    by=ana.me,
                    holders=[chosen["Ben"], chosen["Cai"]],
                    needed=2,
                    proof=ana.key,
                    at=ana.now(),
                )
            found = held.helpers_of(db, asker=ana.me)
        assert found is not None
        assert found.bare == ("Ben",)

    def test_one_part_that_was_spoilt_does_not_spoil_the_others(self, chosen: Circle):
        anew, _cookie = sealed_anew(chosen, "Ana")
        assert anew.key
        asking(anew)
        for name in ("Ben", "Cai", "Dee"):
            handed_on(chosen.desk(name), anew.me, key_of(anew))
        with anew.transaction() as db:
            row = db.query(HandedShare).first()
            assert row
            spoilt = bytes([9]) + bytes(16)
            row.sealed = vault.seal_for(anew.key.public, spoilt, f"handed/{row.share_id}/{anew.key.id}")
        assert joined(anew) == chosen.keys["Ana"]

    @pytest.mark.parametrize(
        ("holders", "needed"), [(("Ben",), 2), (("Ben", "Cai"), 3), (("Ben", "Cai"), 1), (("Ben", "Ana"), 2)]
    )
    def test_are_two_at_least_and_never_oneself(self, chosen: Circle, holders: tuple[str, ...], needed: int):
        ana = chosen.desk("Ana")
        ids = [chosen[name] for name in holders]
        with ana.transaction() as db, pytest.raises(Refused, match="Nothing was changed"):
            helping.choose_peers(db, by=ana.me, holders=ids, needed=needed, proof=ana.key, at=ana.now())

    def test_let_go_hold_nothing_any_more(self, chosen: Circle):
        with chosen.desk("Ana").transaction() as db:
            helping.choose_none(db, by=chosen["Ana"])
        anew, _cookie = sealed_anew(chosen, "Ana")
        asking(anew)
        assert self.asked(chosen, "Ben") == []
