"""One's own text about the whole, deleted with all that stood there before."""

from tests.audit.searching import traces
from tests.builders import Circle
from tests.screens import form, state
from workbench.practice import queries, services
from workbench.practice.pages import practice

FIRST, SECOND, THIRD = (f"{word}-text-about-the-whole-of-a-practice" for word in ("first", "second", "third"))


def test_it_is_gone_with_all_earlier_ones_and_the_next_begins_anew(circle: Circle, tmp_path) -> None:
    ana, ben = circle.desk("Ana"), circle.desk("Ben")
    with ana.transaction() as db:
        for seen, words in enumerate((FIRST, SECOND)):
            services.write_whole(db, by=ana.me, group=circle.group, words=words, seen=seen, at=ana.now())
    with ben.transaction() as db:
        services.write_whole(db, by=ben.me, group=circle.group, words="Ben's own", seen=0, at=ben.now())
    page = practice(ana)
    form(page, "keep_whole").type_in(words=THIRD)
    form(page, "delete_whole").press("delete_whole")
    assert traces(tmp_path, [FIRST, SECOND, THIRD]) == {}
    assert SECOND not in state(page)
    form(page, "keep_whole").press("keep_whole", words="anew")
    with ana.reading() as db:
        assert [w.words for w in queries.wholes(db, asker=ana.me, group=circle.group)] == ["anew"]
    with ben.reading() as db:
        assert [w.words for w in queries.wholes(db, asker=ben.me, group=circle.group)] == ["Ben's own"]
