"""Links are written with the address by which the room is asked."""

import pytest

from workbench.people.views import room_address


@pytest.mark.parametrize(("told", "address"), [("https://room.example/", "https://room.example"), ("", "")])
def test_a_link_is_written_with_the_address_that_the_room_tells(monkeypatch, told, address):
    monkeypatch.setenv("WORKBENCH_URL", told)
    assert room_address() == address
