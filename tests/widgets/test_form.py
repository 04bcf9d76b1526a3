from hypothesis import given
from hypothesis import strategies as st

from widgets.fields import LONGEST
from widgets.form import Action, Field, Form, Values, clean

MARKS = (("1", "Not yet"), ("2", "Sometimes"), ("3", "Mostly"))
FIELDS = (
    Field("line", "In one line", "line"),
    Field("text", "In your words", "text"),
    Field("mark", "Where do you stand?", "scale", MARKS),
    Field("one", "Which one?", "choice", MARKS),
    Field("list", "From the list", "select", MARKS),
    Field("some", "Which ones?", "choices", MARKS),
    Field("yes", "Is it so?", "check"),
    Field("day", "On which day?", "date", lo="2026-01-01", hi="2026-12-31"),
)
OFFERED = {"", *dict(MARKS)}

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["1", "2", "9", "2026-02-03"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
names = st.sampled_from([field.name for field in FIELDS]) | st.text()
sent_values = st.dictionaries(names, anything) | anything


def legal(name, value):
    if name in {"line", "text"}:
        return isinstance(value, str) and len(value) <= LONGEST and value.encode("utf-8") is not None
    if name in {"mark", "one", "list"}:
        return value in OFFERED
    if name == "some":
        return isinstance(value, list) and set(value) <= OFFERED - {""} and len(set(value)) == len(value)
    if name == "yes":
        return isinstance(value, bool)
    return value == "" or (
        isinstance(value, str) and "2026-01-01" <= value <= "2026-12-31" and len(value) == 10
    )


@given(sent=sent_values)
def test_whatever_a_browser_sends_only_known_names_with_legal_values_are_kept(sent):
    kept = clean(FIELDS, sent).values
    assert all(legal(name, value) for name, value in kept.items())


@given(
    sent=sent_values,
    state=st.dictionaries(st.sampled_from(Form.class_trait_names()), anything),
    content=anything,
)
def test_a_form_stays_what_we_made_it_whatever_a_browser_sends(sent, state, content):
    form = Form(heading="Ours", fields=FIELDS, actions=[Action("keep", "Keep")])
    form.set_state(dict(state) | {"values": sent})
    form._handle_custom_msg(content, [])
    form._handle_custom_msg({"action": content, "values": sent, "turn": content}, [])
    assert set(form.values) == {field.name for field in FIELDS}
    assert all(legal(name, value) for name, value in form.values.items())
    assert form.heading == "Ours"
    assert [action["name"] for action in form.actions] == ["keep"]
    assert not form.locked


@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_words_are_kept_unchanged(words):
    form = Form(fields=[Field("words", "Words", "text")])
    form.type_in(words=words)
    assert form.values == {"words": words}


def test_a_text_that_is_too_long_is_cut_and_the_form_says_so_at_the_field():
    form = Form(fields=FIELDS)
    form.type_in(text="a" * (LONGEST + 1))
    assert len(form.values["text"]) == LONGEST
    assert "20,000" in form.errors["text"]
    form.type_in(text="short enough")
    assert form.errors == {}


def test_a_day_outside_the_limits_leaves_the_earlier_one_and_says_so():
    form = Form(fields=FIELDS, values={"day": "2026-05-01"})
    form.type_in(day="2031-05-01")
    assert form.values["day"] == "2026-05-01"
    assert "outside" in form.errors["day"]


def test_typing_is_told_once_for_each_change():
    told: list[Values] = []
    form = Form(fields=FIELDS, on_change=told.append)
    form.type_in(line="a")
    form.type_in(line="a")
    form.type_in(mark="2")
    assert [(values["line"], values["mark"]) for values in told] == [("a", ""), ("a", "2")]


def test_a_button_arrives_with_everything_that_was_typed():
    heard = []
    form = Form(
        fields=FIELDS,
        actions=[Action("send", "Send in", "main", confirm="Send it now?")],
        on_action=lambda name, values: heard.append((name, values["line"], values["mark"])),
    )
    form.type_in(mark="3")
    form.press("send", line="last words")
    assert heard == [("send", "last words", "3")]


def test_a_button_that_was_not_offered_does_nothing():
    heard = []
    form = Form(actions=[Action("send", "Send")], on_action=lambda name, values: heard.append(name))
    form.press("erase")
    assert heard == []


def test_a_locked_form_takes_no_words_but_its_buttons_answer():
    heard = []
    form = Form(
        fields=FIELDS,
        values={"line": "as locked"},
        actions=[Action("back", "Step back")],
        on_action=lambda name, values: heard.append((name, values["line"])),
        locked=True,
    )
    form.press("back", line="smuggled")
    form.set_state({"values": {"line": "smuggled"}, "locked": False})
    assert form.values["line"] == "as locked"
    assert form.locked
    assert heard == [("back", "as locked")]


def test_each_field_has_a_value_of_its_kind_before_anybody_typed():
    assert Form(fields=FIELDS).values == {
        "line": "",
        "text": "",
        "mark": "",
        "one": "",
        "list": "",
        "some": [],
        "yes": False,
        "day": "",
    }


def test_a_choice_can_be_taken_back():
    form = Form(fields=FIELDS, values={"mark": "2"})
    form.type_in(mark="")
    assert form.values["mark"] == ""


def test_other_fields_may_come_and_words_in_those_that_stay_are_kept():
    form = Form(fields=FIELDS[:2], values={"line": "stays"})
    form.describe(fields=[FIELDS[0], FIELDS[6]])
    assert form.values == {"line": "stays", "yes": False}
    form.type_in(text="no longer asked for", yes=True)
    assert form.values == {"line": "stays", "yes": True}


def test_the_browser_learns_which_words_have_arrived():
    form = Form(fields=FIELDS)
    form._handle_custom_msg({"values": {"line": "a"}, "turn": 7}, [])
    assert form.received == 7


def test_who_reads_a_field_is_said_at_each_and_shorter_where_it_is_the_same_as_above():
    told = Form(
        fields=[
            Field("one", "One", "text", seen_by="You alone."),
            Field("mark", "Mark", "scale", (("1", "1"),)),
            Field("two", "Two", "text", seen_by="You alone."),
            Field("three", "Three", "text", seen_by="Everyone here."),
        ]
    ).fields
    assert [field.get("seen_again") for field in told] == [False, None, True, False]
    assert all(field["seen_by"] for field in told if field["kind"] == "text")
