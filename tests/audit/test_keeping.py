"""The page on how long things are kept: read by all, set by any member, with their name to it."""

from datetime import timedelta

import pytest

from tests.audit.searching import told
from tests.builders import Circle, Clock
from tests.screens import card, form, state
from workbench.audit.keeping import keeping
from workbench.core.drafts import drafts, keep_draft
from workbench.people import services as people

WRITE = "Keep something longer or shorter"
OWN = "What I have not sent in"


def root(circle: Circle, name: str):
    return keeping(circle.desk(name)).parts.root


def draft(circle: Circle, name: str, words: str) -> None:
    desk = circle.desk(name)
    with desk.transaction() as db:
        keep_draft(db, author=desk.me, place="anywhere", values={"words": words}, seen=0, at=desk.now())


def test_every_kind_stands_there_with_its_days_marked_as_a_guess(circle: Circle) -> None:
    page = state(root(circle, "Ana"))
    assert "An entry in the practice log, from its last change" in page
    assert "3 years" in page
    assert "nobody; a guess" in page
    assert "does not lapse" in page
    assert "A backup or a copy made earlier still holds them" in page


def test_what_one_member_sets_all_see_with_their_name(circle: Circle) -> None:
    page = root(circle, "Ben")
    form(page, "days").press("days", kind="note", days="60")
    assert "A shorter time holds in two weeks" in form(page, "days").message
    seen = state(root(circle, "Cai"))
    assert "60 days; until two weeks after it was set: 2 years" in seen
    assert "Ben, 2 Mar 2026" in seen
    form(page, "days").press("days", kind="note", never=True)
    assert form(page, "days").message.startswith("It is written down.")


@pytest.mark.parametrize("days", ["", "many", "-3", "1.5", "٣٣٣٣٣٣"])
def test_what_is_no_number_of_days_is_refused(circle: Circle, days: str) -> None:
    page = root(circle, "Ben")
    form(page, "days").press("days", kind="note", days=days)
    assert "Nothing was changed" in form(page, "days").message
    assert "nobody; a guess" in state(page)


def test_an_observer_reads_and_sets_nothing(circle: Circle) -> None:
    with circle.desk("Ana").transaction() as db:
        people.set_standing(
            db, by=circle["Ana"], group=circle.group, person=circle["Cai"], standing="observer",
            at=circle.clock(),
        )  # fmt: skip
    page = root(circle, "Cai")
    assert "3 years" in state(page)
    with pytest.raises(AssertionError, match="offers"):
        form(page, "days")


def test_ones_own_draft_is_deleted_there_and_nobody_elses_is_seen(circle: Circle) -> None:
    draft(circle, "Ana", "half a sentence of Ana")
    draft(circle, "Ben", "half a sentence of Ben")
    page = root(circle, "Ana")
    assert "half a sentence of Ana" in state(page)
    assert "half a sentence of Ben" not in state(page)
    card(page, OWN).press("delete_draft", place="")
    assert "Choose one" in card(page, OWN).message
    card(page, OWN).press("delete_draft", place="anywhere")
    assert "half a sentence" not in state(page)
    for name, kept in (("Ana", 0), ("Ben", 1)):
        with circle.desk(name).reading() as db:
            assert len(drafts(db, author=circle[name])) == kept


def test_what_of_ones_own_lapses_within_two_weeks_is_told(circle: Circle, clock: Clock) -> None:
    draft(circle, "Ana", "half a sentence")
    assert "lapse within two weeks" not in state(root(circle, "Ana"))
    clock.now += timedelta(days=170)
    assert "Some of your words lapse within two weeks." in state(root(circle, "Ana"))
    assert "lapse within two weeks" not in state(root(circle, "Ben"))
    assert "half a sentence" not in told(circle.store)  # it is sealed


def test_someone_in_no_group_is_told_so(circle: Circle) -> None:
    with circle.desk("Cai").transaction() as db:
        people.set_standing(
            db, by=circle["Cai"], group=circle.group, person=circle["Cai"], standing="left",
            at=circle.clock(),
        )  # fmt: skip
    assert "You are in no group yet" in state(root(circle, "Cai"))
