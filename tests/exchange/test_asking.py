"""With which key a desk of one's own is opened at a terminal."""

import pytest

from tests.builders import PASSPHRASE, Circle, a_store
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.exchange.asking import desk_by_name, no_passphrase


class TestSomeoneWithAPassphrase:
    def test_opens_it_by_the_passphrase_with_or_without_their_link(self, circle: Circle):
        for link in (None, circle.tokens["Ana"]):
            desk = desk_by_name(Desk(circle.store, circle["Ana"]), link, lambda: PASSPHRASE)
            assert desk.key == circle.keys["Ana"]

    def test_is_refused_with_another_one_and_where_nobody_can_be_asked(self, circle: Circle):
        for asked in (lambda: "seven loud herons", no_passphrase):
            with pytest.raises(Refused, match="Nothing was"):
                desk_by_name(Desk(circle.store, circle["Ana"]), None, asked)


class TestSomeoneWithALinkOnly:
    @pytest.fixture
    def bare(self, tmp_path) -> Circle:
        return Circle(a_store(tmp_path), passphrases=False)

    def test_opens_it_by_the_link_and_is_asked_for_nothing(self, bare: Circle):
        desk = desk_by_name(Desk(bare.store, bare["Ana"]), bare.tokens["Ana"], no_passphrase)
        assert desk.key == bare.keys["Ana"]

    def test_works_without_it_while_what_is_sealed_stays_closed(self, bare: Circle):
        assert desk_by_name(Desk(bare.store, bare["Ana"]), None, no_passphrase).key is None

    def test_cannot_use_the_link_of_somebody_else(self, bare: Circle):
        with pytest.raises(Refused, match="somebody else's"):
            desk_by_name(Desk(bare.store, bare["Ana"]), bare.tokens["Ben"], no_passphrase)
