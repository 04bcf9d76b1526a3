"""Chosen peers: so many of them open someone's earlier records for them again, and fewer never do."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Circle, a_store
from tests.people.holding import begun_anew
from workbench.core import vault
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.core.vault import Key
from workbench.models.vault import HandedShare
from workbench.people import held, helping

NAMES = ("Ana", "Ben", "Cai", "Dee", "Eli")


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
    anew, _cookie = begun_anew(circle, "Ana")
    with anew.transaction() as db:
        helping.ask(db, by=anew.me, at=anew.now())
    for name in helping_now:
        with pytest.raises(Refused, match="Not enough of your peers"):
            joined(anew)
        with circle.desk(name).transaction() as db:
            helping.hand_on(db, by=circle[name], person=ana.me, at=circle.clock())
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

    def asked(self, circle: Circle, name: str) -> list[str]:
        with circle.desk(name).reading() as db:
            return [each.name for each in held.asked_to_help(db, asker=circle[name])]

    def test_are_asked_only_after_someone_has_begun_anew_and_asks(self, chosen: Circle):
        with chosen.desk("Ana").transaction() as db:
            helping.ask(db, by=chosen["Ana"], at=chosen.clock())
        assert self.asked(chosen, "Ben") == []
        anew, _cookie = begun_anew(chosen, "Ana")
        assert self.asked(chosen, "Ben") == []
        with anew.transaction() as db:
            helping.ask(db, by=anew.me, at=anew.now())
        assert [self.asked(chosen, name) for name in ("Ben", "Dee", "Eli")] == [["Ana"], ["Ana"], []]
        with anew.transaction() as db:
            helping.ask_no_more(db, by=anew.me)
        assert self.asked(chosen, "Ben") == []

    def test_are_asked_no_more_once_they_have_helped(self, chosen: Circle):
        anew, _cookie = begun_anew(chosen, "Ana")
        with anew.transaction() as db:
            helping.ask(db, by=anew.me, at=anew.now())
        with chosen.desk("Ben").transaction() as db:
            helping.hand_on(db, by=chosen["Ben"], person=anew.me, at=anew.now())
            with pytest.raises(Refused, match="do not ask for it any more"):
                helping.hand_on(db, by=chosen["Ben"], person=anew.me, at=anew.now())
        assert self.asked(chosen, "Ben") == []

    def test_hand_nothing_on_that_was_not_asked_of_them(self, chosen: Circle):
        anew, _cookie = begun_anew(chosen, "Ana")
        with anew.transaction() as db:
            helping.ask(db, by=anew.me, at=anew.now())
        with chosen.desk("Eli").transaction() as db, pytest.raises(Refused):
            helping.hand_on(db, by=chosen["Eli"], person=anew.me, at=anew.now())

    def test_who_have_begun_anew_themselves_are_told_to_bring_their_own_back_first(self, chosen: Circle):
        anew, _cookie = begun_anew(chosen, "Ana")
        with anew.transaction() as db:
            helping.ask(db, by=anew.me, at=anew.now())
        ben, _ = begun_anew(chosen, "Ben")
        with (
            ben.transaction() as db,
            pytest.raises(Refused, match="Bring your own earlier records back first"),
        ):
            helping.hand_on(db, by=ben.me, person=anew.me, at=ben.now())

    def test_one_part_that_was_spoilt_does_not_spoil_the_others(self, chosen: Circle):
        anew, _cookie = begun_anew(chosen, "Ana")
        assert anew.key
        with anew.transaction() as db:
            helping.ask(db, by=anew.me, at=anew.now())
        for name in ("Ben", "Cai", "Dee"):
            with chosen.desk(name).transaction() as db:
                helping.hand_on(db, by=chosen[name], person=anew.me, at=anew.now())
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
        anew, _cookie = begun_anew(chosen, "Ana")
        with anew.transaction() as db:
            helping.ask(db, by=anew.me, at=anew.now())
        assert self.asked(chosen, "Ben") == []
