"""One reading sees the store at one moment, and asks it for nothing twice."""

from pathlib import Path

from sqlalchemy import event

from tests.builders import Circle, a_store
from workbench.core.desk import Desk
from workbench.people import queries, services
from workbench.people.rules import LEFT


def counted(desk: Desk) -> list[str]:
    """Return the list in which every question to the store is written from now on."""
    asked: list[str] = []
    event.listen(
        desk.store.engine,
        "before_cursor_execute",
        lambda _c, _cursor, words, *_more: asked.append(words) if words.startswith("SELECT") else None,
    )
    return asked


def test_what_is_read_twice_in_a_reading_is_asked_once(tmp_path: Path) -> None:
    circle = Circle(a_store(tmp_path), ["Ana", "Ben"], passphrases=False)
    desk = circle.desk("Ana")
    asked = counted(desk)
    with desk.reading() as db:
        queries.group(db, asker=desk.me, group=circle.group)
        first = len(asked)
        with desk.reading() as within:
            assert within is db
            queries.group(within, asker=desk.me, group=circle.group)
        assert len(asked) == first == 2
    with desk.reading() as db:
        queries.group(db, asker=desk.me, group=circle.group)
    assert len(asked) == 2 * first


def test_a_reading_sees_one_moment_and_the_next_one_the_present(tmp_path: Path) -> None:
    circle = Circle(a_store(tmp_path), ["Ana", "Ben"], passphrases=False)
    ana, ben = circle.desk("Ana"), circle.desk("Ben")

    def standing() -> str | None:
        with ana.reading() as db:
            return queries.standing(db, person=ben.me, group=circle.group)

    with ana.reading():
        before = standing()
        with ben.transaction() as db:
            services.set_standing(
                db, by=ben.me, group=circle.group, person=ben.me, standing=LEFT, at=ben.now()
            )
        assert standing() == before
    assert standing() != before


def test_a_transaction_remembers_nothing(tmp_path: Path) -> None:
    circle = Circle(a_store(tmp_path), ["Ana", "Ben"], passphrases=False)
    ben = circle.desk("Ben")
    with ben.transaction() as db:
        before = queries.standing(db, person=ben.me, group=circle.group)
        services.set_standing(db, by=ben.me, group=circle.group, person=ben.me, standing=LEFT, at=ben.now())
        assert queries.standing(db, person=ben.me, group=circle.group) != before


def test_a_reading_that_fails_leaves_the_next_one_free(tmp_path: Path) -> None:
    circle = Circle(a_store(tmp_path), ["Ana", "Ben"], passphrases=False)
    desk = circle.desk("Ana")
    try:
        with desk.reading() as db, desk.reading():
            raise RuntimeError
    except RuntimeError:
        pass
    with desk.reading() as after:
        assert after is not db
        assert queries.standing(after, person=desk.me, group=circle.group)
