"""The pictures of how a group governs itself can be carried out by whoever is in it, each with its table."""

import json

import pytest

from tests.builders import PASSPHRASE, Circle
from tests.decisions.deciding import Decision, chartered, proposed
from tests.roles.held import charter, taken_up
from tests.sessions.holding import Gathering
from workbench.audit import statement
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.exchange.drawings import picture
from workbench.exchange.governing import GOVERNING
from workbench.forms import agreed
from workbench.forms.ways import Way
from workbench.models.forms import GroupForm
from workbench.sessions import services


@pytest.fixture
def told(circle: Circle) -> Circle:
    gathering = Gathering(circle)
    for name in ("Ana", "Ben"):
        gathering.come(name)
    gathering.begin("Ben", gathering.want("Ben"))
    ben = gathering.desk("Ben")
    with ben.transaction() as db:
        services.take_role(db, by=ben.me, session=gathering.meeting, role="host", holder=ben.me, at=ben.now())
        services.take_role(
            db, by=ben.me, session=gathering.meeting, role="timekeeper", holder=circle["Ana"], at=ben.now()
        )
    form = proposed(circle, "Ana", Way("Money", text="Each gives what they can."))
    with ben.transaction() as db:
        entity = db.get_one(GroupForm, form).entity
        agreed.review(db, by=ben.me, form=entity, answers={"autonomy": "It leaves me free"}, at=ben.now())
    with ben.transaction() as db:
        statement.write(
            db, by=ben.me, group=circle.group, section="J", words="Quiet", rests=("own",), told="", seen=0,
            at=ben.now(),
        )  # fmt: skip
    taken_up(circle, charter(circle))
    chartered(circle, "Ben", charter(circle, "Ben", title="Another", power=""))
    decision = Decision(circle)
    decision.set_out()
    option = decision.add("Ana", "option", "At Ben's")
    for name in ("Ana", "Ben", "Cai"):
        decision.dots(name, {option: "fine"})
    decision.show()
    return circle


def drawn(circle: Circle, name: str, who: str | None) -> dict[str, object]:
    got: dict[str, object] = json.loads(
        picture(
            Desk(circle.store, ""), name, group="Tuesday group", practitioner=None, form="json",
            link=circle.tokens[who] if who else None, passphrase=lambda: PASSPHRASE,
        )
    )  # fmt: skip
    return got


@pytest.mark.parametrize("name", GOVERNING)
def test_each_has_points_and_a_table_for_somebody_in_the_group_and_for_nobody_else(
    told: Circle, name: str
) -> None:
    got = drawn(told, name, "Ben")
    assert got["table"]
    assert any(trace["x"] for trace in got["figure"]["data"])  # type: ignore[index]
    with pytest.raises(Refused, match="Add --link"):
        drawn(told, name, None)


def test_one_s_own_time_is_told_to_oneself_alone(told: Circle) -> None:
    own = str(drawn(told, "air-and-agenda", "Ben")["table"])
    assert "I hosted" in own
    assert "I hosted" not in str(drawn(told, "air-and-agenda", "Ana")["table"])
    with pytest.raises(Refused, match="nothing here"):
        drawn(told, "air-and-agenda", "Cai")


def test_who_did_what_counts_nobody(told: Circle) -> None:
    table = drawn(told, "rotation", "Cai")["table"]
    assert {(row["role"], row["who"]) for row in table} == {  # type: ignore[attr-defined]
        ("Host, who moves the steps", "Ben"), ("Timekeeper", "Ana"),
    }  # fmt: skip
    assert not any(digit in str([row["who"] for row in table]) for digit in "0123456789")  # type: ignore[attr-defined]
