"""The way to a meeting by its code: it opens nothing, tells nothing, and cannot be guessed."""

from collections.abc import Iterator

import pytest

from tests.server.opened import Opened, opened
from workbench.core.clock import system_clock
from workbench.people import services as people
from workbench.practice import services as practice
from workbench.sessions import codes, holding

LIMIT = 40  # many more than anybody types by mistake, few enough for a test


class Meetings:
    """A room in which the circle meets, and so does another group that Ana alone is in."""

    def __init__(self, room: Opened) -> None:
        self.room = room
        self.cycles: list[str] = []
        self.code, self.meeting = self.open(room.circle.group)

    def open(self, group: str) -> tuple[str, str]:
        ana = self.room.circle.desk("Ana")
        with ana.transaction() as db:
            at = system_clock()
            cycle = practice.open_cycle(db, by=ana.me, group=group, at=at)
            meeting = holding.open_meeting(db, by=ana.me, cycle=cycle, at=at)
            code = codes.code_of(db, meeting=meeting, at=at)
        assert code is not None
        self.cycles.append(cycle)
        return code, meeting


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meetings]:
    with opened(tmp_path_factory.mktemp("meet")) as room:
        yield Meetings(room)


def test_it_leads_members_on_and_tells_others_nothing(met: Meetings) -> None:
    ben, stranger = met.room.guest("Ben"), met.room.visitor()
    for typed in (met.code, met.code.lower(), f"{met.code[:3]}-{met.code[3:]}"):
        answer = ben.ask(f"/meet/{typed}")
        assert (answer.status, met.cycles[0] in answer.headers["Location"]) == (302, True)
    right, wrong = stranger.ask(f"/meet/{met.code}"), met.room.visitor().ask("/meet/AAAAAA")
    assert right.status == wrong.status == 200, "a stranger learns nothing of which codes there are"
    assert right.text == wrong.text
    assert met.cycles[0] not in right.text
    assert stranger.ask(f"/voila/render/cycles/{met.cycles[0]}/assessment-meeting.ipynb").status != 200


def test_the_code_of_another_group_is_no_code(met: Meetings) -> None:
    ana, ben = met.room.circle.desk("Ana"), met.room.guest("Ben")
    with ana.transaction() as db:
        other = people.found_group(db, by=ana.me, name="Another", zone="Europe/London", at=system_clock())
    theirs, _meeting = met.open(other)
    answers = [ben.ask(f"/meet/{code}") for code in (theirs, "AAAAAA")]
    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].text == answers[1].text
    assert met.room.guest("Ana").ask(f"/meet/{theirs}").status == 302


@pytest.mark.parametrize(
    "typed", ["AAAAA", "AAAAAAA", "%00%00%00", "..%2f..%2fetc", "A" * 5000, "%F0%9F%99%82", "<script>"]
)
def test_what_is_no_code_is_answered_plainly(met: Meetings, typed: str) -> None:
    answer = met.room.guest("Ben").ask(f"/meet/{typed}".replace("<", "%3C").replace(">", "%3E"))
    assert answer.status in {404, 414}
    assert "<script>alert" not in answer.text
    assert "Traceback" not in answer.text


def test_a_code_that_has_run_out_leads_nowhere(met: Meetings) -> None:
    ana = met.room.circle.desk("Ana")
    with ana.transaction() as db:
        later = codes.give_code(db, meeting=met.meeting, at=system_clock() - codes.LASTS)
    assert met.room.guest("Ben").ask(f"/meet/{later}").status == 404


def test_whoever_guesses_waits_also_by_head_and_the_others_do_not(met: Meetings) -> None:
    ben = met.room.guest("Ben")
    methods = ("GET", "HEAD", "POST", "PUT", "DELETE")
    found = {method: ben.ask(f"/meet/{met.code}", method).status for method in methods}
    assert found.pop("GET") == 302
    assert all(status in {302, 403, 404, 405} for status in found.values()), found
    tried = [ben.ask(f"/meet/{'A' * 4}{chr(66 + n % 6)}{chr(66 + n // 6)}").status for n in range(LIMIT)]
    assert 429 in tried, "it is slowed"
    assert ben.ask(f"/meet/{met.code}").status == 429, "the right one then too"
