"""In the example community nobody reads what is another's, and each comes in by their own link."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select, text

from tests.exchange.community import TODAY, Community
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.cycles.gate import may_open
from workbench.cycles.queries import my_notebooks
from workbench.journal import queries as journal
from workbench.journal.pages import practice_log
from workbench.models.sessions import Session
from workbench.people import queries as people
from workbench.people import services as joining
from workbench.practice import queries as practice
from workbench.sessions.statements import statements


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    made = Community(tmp_path_factory.mktemp("example") / "one")
    yield made
    made.store.close()


def test_entries_come_to_their_owner_and_to_those_they_were_released_to(community: Community) -> None:
    released = 0
    for guest in community.guests:
        with community.store.reading() as db:
            for group in people.groups(db, asker=guest.person):
                for entry in journal.my_entries(db, asker=guest.person, group=group.id):
                    assert journal.owner_of(db, entry.entity) == guest.person
            for session in db.scalars(select(Session)):
                try:
                    shown = journal.released_entries(db, asker=guest.person, session=session.id, at=TODAY)
                except Refused:
                    continue
                open_releases = {
                    row[0]
                    for row in db.execute(
                        text("SELECT entry FROM releases WHERE session_id = :id"), {"id": session.id}
                    )
                }
                assert {entry.entity for entry in shown} <= open_releases
                released += len(shown)
    assert released


def test_nobody_is_given_a_statement_that_was_said_about_someone_elses_work(community: Community) -> None:
    for reader in community.guests:
        for about in community.guests:
            for group in community.groups:
                with community.store.reading() as db:
                    try:
                        rows = statements(
                            db, asker=reader.person, group=group.id, practitioner=about.person, at=TODAY
                        )
                    except Refused:
                        continue
                if reader.person != about.person:
                    assert {row["assessor"] for row in rows} <= {reader.person}


def test_each_opens_their_own_notebooks_of_all_four_cycles_and_nobody_elses(community: Community) -> None:
    seen: dict[str, set[str]] = {}
    with community.store.reading() as db:
        for guest in community.guests:
            paths: set[str] = set()
            for group in people.groups(db, asker=guest.person):
                mine = my_notebooks(db, asker=guest.person, group=group.id)
                assert {each.number for each in mine} == {1, 2, 3, 4}
                paths |= {each.path for each in mine}
            seen[guest.person] = paths
        shelf = community.workspace.notebooks
        every = {str(file.relative_to(shelf)) for file in shelf.rglob("*.ipynb")}
        assert every == set().union(*seen.values())
        for person, paths in seen.items():
            assert {path for path in every if may_open(db, person=person, path=path) is True} == paths


def test_each_personal_link_signs_its_person_in(community: Community) -> None:
    for guest in community.guests:
        with Desk(community.store, "").transaction() as db:
            cookie = joining.sign_in(db, token=guest.token, at=TODAY)
        with community.store.reading() as db:
            waits = people.person_by_cookie(db, cookie=cookie, at=TODAY, waiting=True)
        assert waits == guest.person  # for the passphrase that everyone in the example has


def shown(widget: Any) -> str:
    """Return the text of all prose in a page."""
    own = unescape(widget.value) if isinstance(getattr(widget, "value", None), str) else ""
    return " ".join([own, *(shown(child) for child in getattr(widget, "children", ()))])


def test_a_practice_log_shows_ones_own_words_whole_and_nobody_elses(community: Community) -> None:
    for group in community.groups:
        with community.store.reading() as db:
            every = [
                (fellow.id, entry)
                for fellow in people.fellows_of(db, group.id)
                for entry in journal.my_entries(db, asker=fellow.id, group=group.id)
            ]
            cycles = practice.cycles(db, asker=every[0][0], group=group.id)
        for guest in (each for each in community.guests if group.name in each.groups):
            for cycle in cycles:
                page = shown(practice_log(Desk(community.store, guest.person), cycle=cycle.id))
                for owner, entry in every:
                    here = owner == guest.person and entry.cycle == cycle.id
                    for words in (entry.words, entry.evidence_for, entry.evidence_against):
                        assert not words or (words in page) == here
