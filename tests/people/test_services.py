"""How people come in, and what nobody can do to another by inviting."""

import pytest

from tests.builders import Circle
from workbench.core.rights import Refused
from workbench.people import queries, services


def test_nobody_loses_their_standing_by_being_invited_again(circle: Circle) -> None:
    cai = circle.desk("Cai")
    with cai.transaction() as db:
        services.set_standing(
            db, by=circle["Ana"], group=circle.group, person=cai.me, standing="forming", at=cai.now()
        )
    with cai.transaction() as db, pytest.raises(Refused, match="in the group already"):
        services.invite_known(db, by=cai.me, group=circle.group, person=circle["Ana"], at=cai.now())
    with cai.reading() as db:
        assert queries.standing(db, person=circle["Ana"], group=circle.group) == "member"
