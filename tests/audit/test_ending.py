"""The end of a cycle: a letter that only its writer reads, and what each says that the group is learning."""

import pytest

from tests.audit.test_showing import on_disk
from tests.practice.builders import Practising
from tests.screens import card, state
from workbench.audit import ending
from workbench.audit.ending_pages import learning, letter
from workbench.core.private import LETTER
from workbench.core.rights import Refused
from workbench.practice import services


class Ends(Practising):
    """A group in its first cycle."""

    first = ""


@pytest.fixture
def ends(store):
    ends = Ends(store)
    ends.first = ends.cycle()
    return ends


def next_cycle(ends):
    with ends.writing() as db:
        services.close_cycle(db, by=ends["Ana"], cycle=ends.first, at=ends.now)
    ends.clock.go_on(days=1)
    return ends.cycle()


def write(ends, name="Ana", kind=LETTER, words="DEAR ME", seen=0):
    with ends.writing(name) as db:
        return ending.write(
            db, by=ends[name], cycle=ends.first, kind=kind, words=words, seen=seen, at=ends.now
        )


class TestALetter:
    def test_is_its_writers_alone_and_lies_sealed(self, ends):
        write(ends)
        assert [e.words for e in ends.read(ending.written, group=ends.group)] == ["DEAR ME"]
        assert ends.read(ending.written, "Ben", group=ends.group) == []
        assert b"DEAR ME" not in on_disk(ends.store)

    def test_stands_on_the_page_again_in_the_next_cycle(self, ends):
        form = card(letter(ends.desk("Ana"), cycle=ends.first).parts.root, "A letter to myself")
        assert "you alone" in str(form.fields)
        form.press("keep", words="DEAR ME")
        assert form.message == "It is kept."
        after = letter(ends.desk("Ana"), cycle=next_cycle(ends)).parts.root
        assert "Earlier letters to myself" in state(after)
        assert "DEAR ME" in state(after)
        assert "DEAR ME" not in state(letter(ends.desk("Ben"), cycle=ends.first).parts.root)

    def test_is_not_overwritten_from_a_page_that_has_not_seen_it(self, ends):
        write(ends)
        with pytest.raises(Refused, match="Nothing was overwritten"):
            write(ends, words="Other")


class TestWhatWeLearn:
    def test_stays_side_by_side_by_name(self, ends):
        write(ends, "Ana", "learning", "That we judge silence by the clock")
        write(ends, "Ben", "learning", "I see it differently: by what comes after it")
        told = state(learning(ends.desk("Cai"), cycle=ends.first).parts.root)
        assert "That we judge silence by the clock" in told
        assert "I see it differently" in told
        assert "Ana, cycle 1" in told
        assert "Ben, cycle 1" in told

    def test_needs_words_and_somebody_who_takes_part(self, ends):
        with pytest.raises(Refused, match="no words yet"):
            write(ends, "Ana", "learning", " ")
        ends.standing("Cai", "left", by="Cai")
        with pytest.raises(Refused):
            write(ends, "Cai", "learning", "From outside")
        with pytest.raises(Refused, match="not here"):
            write(ends, "Ana", "verdict", "No such kind")
