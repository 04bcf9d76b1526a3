"""How a piece of work came to be written about, and the plain word where only good days are."""

import pytest

from tests.journal.builders import Writing
from workbench.core.rights import Refused
from workbench.journal import queries, sampling
from workbench.journal.sampling import CAME, HARD, RANDOM


@pytest.fixture
def writing(store):
    return Writing(store)


def test_an_entry_says_how_it_was_chosen(writing):
    writing.write("Ana", words="Went well", chosen=RANDOM)
    desk = writing.desk("Ana")
    with desk.reading() as db:
        (entry,) = queries.my_entries(db, asker=desk.me, group=writing.group)
    assert entry.chosen == RANDOM


def test_another_way_is_refused(writing):
    with pytest.raises(Refused, match="way of choosing"):
        writing.write("Ana", words="Went well", chosen="by mood")


@pytest.mark.parametrize(
    ("ways", "only"),
    [([], False), ([CAME, "", ""], True), ([""], True), ([CAME, HARD], False), ([RANDOM], False)],
)
def test_only_good_days_are_seen_as_such(ways, only):
    assert sampling.only_good_days(ways) is only
