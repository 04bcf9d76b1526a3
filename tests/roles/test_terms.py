"""Since when a role is held: a charter that shrinks goes on, and what is only proposed changes nothing."""

from tests.builders import Circle, Clock
from tests.decisions.deciding import chartered
from tests.roles.held import charter, seen, taken_up
from workbench.roles import services


def test_a_further_term_that_is_only_proposed_does_not_change_since_when_the_role_is_held(
    circle: Circle, clock: Clock
) -> None:
    role = taken_up(circle, charter(circle))
    begun = seen(circle).held.since  # type: ignore[union-attr]
    clock.go_on(days=10)
    chartered(circle, "Ben", charter(circle, extension="Not yet"), days=200, role=seen(circle).entry.topic)
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        services.hand_on(db, by=ana.me, role=role, thing="where it lies", to="by", words="", at=ana.now())
    assert seen(circle).held.since == begun  # type: ignore[union-attr]
