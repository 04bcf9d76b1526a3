"""Reminders through a real mail server on this machine: for those who asked, when something is due, once."""

import logging
import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given
from hypothesis import strategies as st

from tests.practice.builders import Practising
from tests.screens import card
from workbench.core.rights import Refused
from workbench.cycles import reminding
from workbench.cycles.pages import home
from workbench.cycles.reminding import DAILY, NEVER, WEEKLY, may_be_reminded
from workbench.server.mailing import Post, post, remind


class Box:
    """What a mail server took in."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd calls it so
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 kept"


@pytest.fixture
def mail(monkeypatch):
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("WORKBENCH_SMTP", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("WORKBENCH_MAIL_FROM", "room@example.org")
    yield box
    server.stop()


class Reminding(Practising):
    """A group whose cycle has just begun: its next phase is in a week."""

    def __init__(self, store):
        super().__init__(store)
        self.cycle()

    def ask(self, name="Ana", often=WEEKLY, address="ana@example.org", seen=0):
        with self.writing(name) as db:
            reminding.ask(db, by=self[name], often=often, address=address, seen=seen, at=self.now)

    def send(self):
        through = post()
        assert through
        return remind(self.store, through)


@pytest.fixture
def circle(store):
    return Reminding(store)


def test_goes_to_whoever_asked_and_names_days_and_nothing_that_was_written(circle, mail):
    circle.criterion("Ana", "WRITTEN BY ANA")
    circle.ask()
    assert circle.send() == 1
    ((to, told),) = mail.mails
    assert to == ["ana@example.org"]
    assert told["From"] == "room@example.org"
    assert "9 Mar 2026: Cycle 1: act, and write down · Tuesday group" in told.get_content()
    assert "WRITTEN" not in told.as_string()


def test_goes_once_and_again_when_the_time_is_round(circle, mail):
    circle.ask(often=DAILY)
    circle.clock.go_on(days=6)
    assert circle.send() == 1
    circle.clock.go_on(hours=5)
    assert circle.send() == 0
    circle.clock.go_on(hours=19)
    assert circle.send() == 1


def test_nobody_is_written_to_who_has_nothing_due_or_never_asked(circle, mail):
    circle.clock.go_on(days=2)
    circle.ask(often=DAILY)  # the next phase is five days away
    assert circle.send() == 0
    circle.ask("Ben", often=NEVER, address="")
    circle.clock.go_on(days=4)
    circle.ask("Ana", often=NEVER, address="", seen=1)
    assert circle.send() == 0
    assert mail.mails == []


def test_asking_ends_after_a_year_with_no_one_acting(circle):
    circle.ask()
    with circle.store.reading() as db:
        assert reminding.asked(db, asker=circle["Ana"], at=circle.now).often == WEEKLY
        later = circle.now + timedelta(days=366)
        assert reminding.asked(db, asker=circle["Ana"], at=later).often == NEVER


def test_what_could_not_be_sent_is_told_in_the_log_and_tried_again(circle, caplog):
    circle.ask()
    nowhere = Post("smtp", "127.0.0.1", 9, "", "", "room@example.org")
    with caplog.at_level(logging.ERROR):
        assert remind(circle.store, nowhere) == 0
    assert "was not sent" in caplog.text
    assert "ana@example.org" not in caplog.text
    with circle.store.reading() as db:
        assert len(reminding.due(db, at=circle.now)) == 1


def test_without_a_named_server_there_is_none(monkeypatch):
    monkeypatch.delenv("WORKBENCH_SMTP", raising=False)
    assert post() is None
    monkeypatch.setenv("WORKBENCH_SMTP", "smtps://me:p%40ss@mail.example.org")
    monkeypatch.setenv("WORKBENCH_MAIL_FROM", "room@example.org")
    assert post() == Post("smtps", "mail.example.org", 465, "me", "p@ss", "room@example.org")


@pytest.mark.parametrize(
    "address",
    ["", "ana", "ana@", "@x.org", "a b@x.org", "ana@x.org\nBcc: ben@x.org", "ana@x.org, ben@x.org",
     "<ana@x.org>", "a" * 300 + "@x.org"],
)  # fmt: skip
def test_an_address_that_could_carry_something_else_is_refused(circle, address):
    with pytest.raises(Refused, match="no mail address"):
        circle.ask(address=address)


@given(st.text(max_size=80))
def test_no_address_that_is_taken_has_room_for_a_second_line_or_a_second_one(text):
    if may_be_reminded(often=WEEKLY, address=text) is True:
        assert text.count("@") == 1
        assert not set(text) & set('\r\n\t ,;<>"')


def test_it_is_chosen_on_the_home_page(circle):
    page = home(circle.desk("Ben"))
    form = card(page.parts.root, "Remind me by mail")
    form.press("remind", often=WEEKLY, address="ben@example.org")
    with circle.store.reading() as db:
        wanted = reminding.asked(db, asker=circle["Ben"], at=circle.now)
    assert (wanted.often, wanted.address) == (WEEKLY, "ben@example.org")
