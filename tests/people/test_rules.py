"""What may be true of people and their links, as pure questions."""

import pytest

from workbench.people.rules import may_be_scanned


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8866", "https://127.0.0.1", "http://127.8.8.8:1", "http://[::1]:8866",
        "http://[::ffff:127.0.0.1]:8866", "http://0.0.0.0:8866", "http://[::]:8866", "http://localhost:8866",
        "http://LOCALHOST.", "http://room.localhost:8866", "http://:8866",
    ],
)  # fmt: skip
def test_an_address_of_this_machine_alone_is_of_no_use_to_a_phone(address):
    assert "on this machine only" in str(may_be_scanned(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.5:8000", "https://room.example", "http://laptop.local:8866", "http://10.0.0.7",
        "https://[fd00::5]:8866", "http://laptop:8866", "https://localhost.example",
    ],
)  # fmt: skip
def test_an_address_in_the_network_can_be_scanned(address):
    assert may_be_scanned(address) is True
