"""Written rows go in one place only, and what has gone lies in no byte of the file."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.builders import Circle
from workbench.core.erasing import erasing, scrub, waits
from workbench.core.store import Store, WrittenOnce
from workbench.models.keeping import Erasing
from workbench.models.people import Standing
from workbench.models.practice import Voice, WholePractice

WORDS = "the-words-that-shall-go-" * 400  # more than a page of the file


def write(circle: Circle, words: str = WORDS, revision: int = 1) -> None:
    ana = circle.desk("Ana")
    with ana.transaction() as db:
        db.add(
            WholePractice(
                entity="e", revision=revision, group_id=circle.group, words=words, by_id=ana.me, at=ana.now()
            )
        )


def erase(circle: Circle) -> None:
    with circle.desk("Ana").transaction() as db, erasing(db):
        db.execute(delete(WholePractice).where(WholePractice.entity == "e"))


def erase_and_go_wrong(db: Session) -> None:
    with erasing(db):
        db.execute(delete(WholePractice))
        raise ZeroDivisionError


def erase_everybody(db: Session) -> None:
    with erasing(db):
        db.execute(text("DELETE FROM people"))


def files(store: Store) -> list[Path]:
    assert store.file is not None
    return sorted(store.file.parent.glob("store.sqlite*"))


def lies_somewhere(store: Store, words: str = "the-words-that-shall-go-") -> list[str]:
    return [file.name for file in files(store) if words.encode() in file.read_bytes()]


def marks(store: Store) -> int:
    with store.reading() as db:
        return len(list(db.scalars(select(Erasing.id))))


def test_inside_of_it_written_rows_may_be_changed_and_removed(circle: Circle) -> None:
    write(circle)
    with circle.desk("Ana").transaction() as db, erasing(db):
        db.execute(update(WholePractice).values(words="other"))
        row = db.scalars(select(WholePractice)).one()
        row.words = "another"
        db.flush()
        db.delete(row)
    with circle.store.reading() as db:
        assert list(db.scalars(select(WholePractice))) == []
    assert marks(circle.store) == 0


@pytest.mark.parametrize("statement", ["UPDATE standings SET standing = 'left'", "DELETE FROM standings"])
def test_after_it_the_database_refuses_again(circle: Circle, statement: str) -> None:
    with circle.store.writing() as db:
        with erasing(db):
            db.execute(delete(Voice))
        with pytest.raises(IntegrityError, match="written once"):
            db.execute(text(statement))


def test_after_it_the_session_refuses_again(circle: Circle) -> None:
    with circle.store.writing() as db:
        with erasing(db):
            db.execute(delete(Voice))
        with pytest.raises(WrittenOnce):
            db.execute(delete(Standing))
        db.delete(db.scalars(select(Standing)).first())
        with pytest.raises(WrittenOnce):
            db.flush()


def test_it_never_stays_on_after_something_went_wrong(circle: Circle) -> None:
    write(circle)
    with circle.store.writing() as db:
        with pytest.raises(ZeroDivisionError):
            erase_and_go_wrong(db)
        with pytest.raises(WrittenOnce):
            db.execute(delete(WholePractice))
        with pytest.raises(IntegrityError, match="written once"):
            db.execute(text("DELETE FROM whole_practices"))
        db.commit()
    assert marks(circle.store) == 0
    with circle.store.reading() as db:
        assert db.scalars(select(WholePractice)).one().words == WORDS


def test_a_row_that_others_need_is_refused_and_everything_stays(circle: Circle) -> None:
    with circle.store.writing() as db:
        with pytest.raises(IntegrityError):
            erase_everybody(db)
        db.rollback()
    assert marks(circle.store) == 0


def test_one_within_another_is_one(circle: Circle) -> None:
    write(circle)
    with circle.desk("Ana").transaction() as db, erasing(db):
        with erasing(db):
            db.execute(delete(Voice))
        db.execute(delete(WholePractice))
    assert marks(circle.store) == 0


def test_nobody_else_sees_it_while_it_lasts(circle: Circle) -> None:
    with circle.desk("Ana").transaction() as db, erasing(db):
        assert marks(circle.store) == 0


def test_a_store_of_which_nothing_was_erased_does_not_wait(circle: Circle) -> None:
    write(circle)
    assert not waits(circle.store)


def test_after_scrubbing_no_byte_lies_in_any_file(circle: Circle) -> None:
    write(circle)
    write(circle, WORDS.upper(), revision=2)
    assert lies_somewhere(circle.store) != []
    erase(circle)
    assert waits(circle.store)
    assert scrub(circle.store)
    assert lies_somewhere(circle.store) == lies_somewhere(circle.store, "THE-WORDS") == []
    assert not waits(circle.store)


def test_what_was_rolled_back_leaves_the_file_as_it_was(circle: Circle) -> None:
    write(circle)
    with circle.store.writing() as db:
        with erasing(db):
            db.execute(delete(WholePractice))
        db.rollback()
    assert not waits(circle.store)


def test_while_another_reads_an_old_state_it_says_so_and_the_next_time_finishes(circle: Circle) -> None:
    write(circle)
    assert circle.store.file is not None
    with closing(sqlite3.connect(circle.store.file, isolation_level=None)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM whole_practices").fetchone() == (1,)
        erase(circle)
        assert not scrub(circle.store)
        assert waits(circle.store)
        assert other.execute("SELECT words FROM whole_practices").fetchone() == (WORDS,)
        other.execute("COMMIT")
        assert scrub(circle.store)
        assert lies_somewhere(circle.store) == []


def test_while_another_writes_it_says_so_and_loses_nothing(circle: Circle) -> None:
    write(circle)
    erase(circle)
    with circle.desk("Ben").transaction() as db:
        db.execute(text("UPDATE people SET name = 'Ben himself' WHERE name = 'Ben'"))
        assert not scrub(circle.store)
    assert scrub(circle.store)
    with circle.store.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM people WHERE name = 'Ben himself'")) == 1


def test_a_reader_that_has_read_and_rests_is_in_nobodys_way(circle: Circle) -> None:
    write(circle)
    assert circle.store.file is not None
    with closing(sqlite3.connect(circle.store.file, isolation_level=None)) as other:
        other.execute("SELECT count(*) FROM whole_practices").fetchone()
        erase(circle)
        assert scrub(circle.store)
        assert other.execute("SELECT count(*) FROM whole_practices").fetchone() == (0,)
        assert lies_somewhere(circle.store) == []


def test_what_is_erased_while_the_file_is_written_anew_still_waits(circle: Circle) -> None:
    write(circle)
    erase(circle)
    threads = [threading.Thread(target=scrub, args=[circle.store]) for _each in range(3)]
    for thread in threads:
        thread.start()
    write(circle, "later")
    erase(circle)
    for thread in threads:
        thread.join()
    scrub(circle.store)
    assert not waits(circle.store)
    assert lies_somewhere(circle.store, "later") == lies_somewhere(circle.store) == []


def test_what_is_removed_is_written_over_on_every_connection(store: Store) -> None:
    with store.reading() as one, store.writing() as other:
        assert one.scalar(text("PRAGMA secure_delete")) == other.scalar(text("PRAGMA secure_delete")) == 1


def test_only_one_place_lets_written_rows_go() -> None:
    code = Path(__file__).resolve().parents[2] / "workbench"
    named = {
        path.relative_to(code).as_posix()
        for path in code.rglob("*.py")
        if "Erasing" in path.read_text("utf-8") and "versions" not in path.parts
    }
    assert named == {"core/erasing.py", "models/keeping.py"}
