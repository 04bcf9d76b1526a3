"""What a browser says to a kernel is read whole, or not at all."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.opened import v1
from workbench.server.messages import NotUnderstood, Said, let_through, read_old, read_v1

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = st.dictionaries(
    st.sampled_from(
        ["msg_type", "msg_id", "session", "subshell_id", "comm_id", "target_name", "data", "version"]
    ),
    JSON | st.sampled_from(["execute_request", "comm_open", "comm_msg", "jupyter.widget.control"]),
)
KNOWN = {"comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request"}


@given(st.binary(max_size=400))
def test_any_bytes_are_understood_or_refused_and_nothing_else_happens(message: bytes):
    for read in (read_v1, read_old):
        try:
            said = read(message)
        except NotUnderstood:
            continue
        assert isinstance(said, Said)


@given(st.text(max_size=200) | JSON.map(json.dumps))
def test_any_text_is_understood_or_refused(message: str):
    with suppress(NotUnderstood):
        read_old(message)


@given(channel=JSON | st.just("shell"), header=FIELDS, metadata=FIELDS, content=FIELDS)
def test_only_comms_and_questions_come_out_and_only_what_belongs_to_them(channel, header, metadata, content):
    try:
        message = let_through(Said(channel, header, metadata, content))
    except NotUnderstood:
        return
    assert channel == "shell"
    assert message["header"]["msg_type"] in KNOWN
    assert set(message["header"]) == {"msg_id", "msg_type", "session", "username"}
    assert set(message["content"]) <= {"comm_id", "data", "target_name"}
    assert set(message["metadata"]) <= {"version"}


@pytest.mark.parametrize("count", [0, 1, 5, 513, 2**31, 2**62])
def test_a_false_number_of_parts_costs_nothing(count: int):
    with pytest.raises(NotUnderstood):
        read_v1(count.to_bytes(8, "little") + b"\0" * 64)
    with pytest.raises(NotUnderstood):
        read_old((count % 2**32).to_bytes(4, "big") + b"\0" * 2)


def test_a_comm_message_arrives_as_it_was_said():
    said = read_v1(
        v1("shell", "comm_msg", {"comm_id": "c", "data": {"method": "update"}, "code": "x"}, msg_id="m")
    )
    message = let_through(said)
    assert message["content"] == {"comm_id": "c", "data": {"method": "update"}}
    assert message["header"]["msg_id"] == "m"


def test_of_two_keys_the_one_that_was_checked_is_the_one_that_goes_on():
    header = '{"msg_id": "m", "session": "s", "msg_type": "execute_request", "msg_type": "comm_info_request"}'
    assert (
        let_through(read_v1(v1("shell", "", {}, header=header)))["header"]["msg_type"] == "comm_info_request"
    )


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1e999", "[" * 100_000, "1" * 5000])
def test_what_could_not_be_said_again_is_not_understood(value: str):
    content = f'{{"comm_id": "c", "data": {{"values": {value}}}}}'
    with pytest.raises(NotUnderstood):
        read_v1(v1("shell", "comm_msg", content))
    with pytest.raises(NotUnderstood):
        read_old(f'{{"channel": "shell", "header": {{}}, "content": {content}}}')


def test_half_a_character_does_not_cut_the_line():
    said = read_v1(v1("shell", "comm_msg", r'{"comm_id": "c", "data": {"words": "a \ud800 b \ud83d\ude42"}}'))
    assert said.content["data"]["words"] == "a ? b 🙂"
    assert json.dumps(said.content, ensure_ascii=False).encode()
