"""What a meeting did not get to stands first in the next, until it is asked for again."""

import pytest

from tests.builders import Circle
from tests.screens import card, state
from tests.sessions.holding import Gathering
from workbench.sessions import held
from workbench.sessions.pages import meeting as page_of


@pytest.fixture
def gathering(circle: Circle) -> Gathering:
    gathering = Gathering(circle)
    for name in ("Ana", "Ben", "Cai"):
        gathering.come(name)
    return gathering


def missed(gathering: Gathering) -> list[tuple[str, str]]:
    ana = gathering.desk("Ana")
    with ana.reading() as db:
        found = held.not_reached(db, asker=ana.me, group=gathering.circle.group, besides=gathering.meeting)
    return [(each.person, each.kind) for each in found]


def test_it_is_carried_over_and_goes_when_it_is_asked_for_again(gathering: Gathering) -> None:
    turn = gathering.begin("Ana", gathering.want("Ben"))
    gathering.want("Cai", "review", 30)
    gathering.end(turn)
    gathering.end(gathering.meeting)
    gathering.meeting = gathering.open("Ana")
    assert missed(gathering) == [(gathering.circle["Cai"], "review")]
    gathering.come("Cai")
    gathering.come("Ana")
    gathering.go("agenda")
    cai = page_of(gathering.desk("Cai"), cycle=gathering.cycle).parts.root
    assert "Not reached last time" in state(cai)
    form = card(cai, "Time for me")
    assert (form.values["kind"], form.values["minutes"]) == ("review", "30")
    form.press("want")
    assert "Not reached last time" not in state(cai)
    assert "Not reached last time" not in state(
        page_of(gathering.desk("Ana"), cycle=gathering.cycle).parts.root
    )


def test_there_is_nothing_to_carry_over_into_a_first_meeting(gathering: Gathering) -> None:
    gathering.want("Ben")
    assert missed(gathering) == []
