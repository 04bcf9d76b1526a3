"""The room's log in a file: bounded, its owner's alone, without what opens doors; the screen stays calm."""

import logging
import sys
import warnings

import pytest

from workbench.server.logbook import MOST_BYTES, OLDER, kept, log_file


@pytest.fixture
def log(capsys):
    made = logging.Logger("a room", logging.DEBUG)
    made.addHandler(logging.StreamHandler(sys.stderr))
    return made


def test_warnings_go_to_the_file_and_the_screen_stays_as_it_was(log, tmp_path, capsys):
    file = log_file(tmp_path)
    with kept(log, file):
        log.warning("403 POST /join/%s to /login?token=%s", "a-secret", "another")
        log.info("200 GET /")
        logging.getLogger("asyncio").error("Never retrieved: /join/a-third")
        warnings.warn("A library is old", stacklevel=1)
    written = file.read_text("utf-8")
    assert "WARNING" in written
    assert "403 POST /join/... to /login?token=..." in written
    assert "Never retrieved: /join/..." in written
    assert "A library is old" in written
    assert "200 GET" not in written
    for secret in ("a-secret", "another", "a-third"):
        assert secret not in written
    assert "403" not in capsys.readouterr().err


def test_a_traceback_in_the_file_holds_nothing_that_opens_doors(log, tmp_path):
    with kept(log, log_file(tmp_path)):
        try:
            raise ValueError("/join/a-secret")
        except ValueError:
            log.exception("It stopped")
    written = log_file(tmp_path).read_text("utf-8")
    assert "ValueError: /join/..." in written
    assert "a-secret" not in written


def test_the_first_error_is_told_with_the_file_and_what_ends_the_room_each_time(log, tmp_path, capsys):
    with kept(log, log_file(tmp_path)):
        log.error("One\nof many lines")
        log.error("Two")
        log.critical("The room cannot go on: /join/a-secret")
    first, second = capsys.readouterr().err.splitlines()
    assert str(log_file(tmp_path)) in first
    assert second == "The room cannot go on: /join/..."


def test_the_file_is_of_a_bounded_size_and_its_owners_alone(log, tmp_path):
    file = log_file(tmp_path)
    file.write_text("", "utf-8")
    file.chmod(0o644)
    with kept(log, file):
        for _line in range(45):
            log.warning("x" * (MOST_BYTES // 10))
    files = sorted(tmp_path.iterdir())
    assert [each.name for each in files] == ["room.log", *(f"room.log.{n + 1}" for n in range(OLDER))]
    assert all(each.stat().st_size <= MOST_BYTES for each in files)
    if sys.platform != "win32":
        assert {each.stat().st_mode & 0o777 for each in files} == {0o600}


def test_a_log_that_cannot_be_written_is_told_once(log, tmp_path, capsys):
    with kept(log, log_file(tmp_path)):
        log.handlers[0].acquire()
        log.handlers[0].stream.close()
        log.handlers[0].release()
        log.warning("One")
        log.warning("Two")
    assert capsys.readouterr().err.count("\n") == 1


def test_afterwards_and_without_a_file_everything_is_as_before(log, tmp_path, capsys):
    before, root = list(log.handlers), list(logging.getLogger().handlers)
    with kept(log, log_file(tmp_path)):
        assert log.handlers != before
    assert (log.handlers, logging.getLogger().handlers) == (before, root)
    with kept(log, None):
        log.warning("On the screen")
    assert "On the screen" in capsys.readouterr().err
    assert "On the screen" not in log_file(tmp_path).read_text("utf-8")
