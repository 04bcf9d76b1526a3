"""The journal's pages, driven as a browser drives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.form import Form
from workbench.core import keys
from workbench.core.drafts import draft, keep_draft
from workbench.journal import queries
from workbench.journal.pages import journal, practice_log
from workbench.journal.views import short
from workbench.people import services as people


def widgets_in(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from widgets_in(child)


def forms(page) -> list[Form]:
    found = [widget for widget in widgets_in(page) if isinstance(widget, Form)]
    return [form for form in found if form.heading != "I sat in on somebody's work"]


def text(page) -> str:
    return "\n".join(str(getattr(widget, "value", "")) for widget in widgets_in(page))


def names(form) -> list[str]:
    return [field["name"] for field in form.fields]


def mine(writing, name="Ana"):
    with writing.desk(name).reading() as db:
        return queries.my_entries(db, asker=writing[name], group=writing.group)


def log(writing, name="Ana"):
    return practice_log(writing.desk(name), cycle=writing.cycle)


class TestTheTwoMinutePage:
    def test_shows_the_way_to_a_passphrase_instead_of_the_form_to_who_has_none(self, writing, monkeypatch):
        monkeypatch.setenv("WORKBENCH_URL", "http://127.0.0.1:8866")
        with writing.desk("Ana").transaction() as db:
            keys.drop(db, key_id=writing.keys["Ana"].id, kind=keys.PASSPHRASE)
        page = log(writing)
        assert forms(page) == []
        assert "Entries are sealed with a passphrase of your own" in text(page)
        assert 'href="/keys"' in text(page)

    def test_keeps_an_entry_of_which_only_the_day_is_given(self, writing):
        page = log(writing)
        (form,) = forms(page)
        assert form.values["day"] == "2026-03-02"
        form.press("send")
        assert form.message == "Your entry is kept. Only you can read it."
        assert len(mine(writing)) == 1

    def test_offers_a_mark_only_where_the_criterion_has_labels(self, writing):
        marked, _ = writing.criterion("Listens", labels=("no", "partly", "yes"))
        worded, _ = writing.criterion("Waits")
        (form,) = forms(log(writing))
        assert "mark" not in names(form)
        form.type_in(criterion=marked)
        assert "mark" in names(form)
        form.type_in(mark="partly")
        form.press("send", evidence_for="I waited", context="telephone")
        (entry,) = mine(writing)
        assert (entry.mark, entry.evidence_for, entry.context) == ("partly", "I waited", "telephone")
        form.type_in(criterion=worded)
        assert "mark" not in names(form)

    def test_saves_what_is_typed_and_says_when(self, writing):
        (form,) = forms(log(writing))
        form.type_in(words="half a sen")
        assert form.saved == "Saved 18:30"
        (again,) = forms(log(writing))
        assert again.values["words"] == "half a sen"
        assert again.saved == "Saved 18:30"
        assert mine(writing) == []

    def test_keeps_a_draft_to_its_author(self, writing):
        (form,) = forms(log(writing))
        form.type_in(words="half a sen")
        (other,) = forms(log(writing, "Ben"))
        assert other.values["words"] == ""

    def test_says_so_when_the_same_is_written_in_two_tabs(self, writing):
        (one,), (two,) = forms(log(writing)), forms(log(writing))
        one.type_in(words="from the first")
        two.type_in(words="from the second")
        assert "another page" in two.message
        assert two.values["words"] == "from the second"
        with writing.desk("Ana").reading() as db:
            kept = draft(db, author=writing["Ana"], place=f"log:{writing.cycle}")
        assert kept.values["words"] == "from the first"

    def test_drops_the_draft_when_the_entry_is_sent(self, writing):
        (form,) = forms(log(writing))
        form.type_in(words="done")
        form.press("send")
        assert (form.saved, form.values["words"]) == ("", "")
        (again,) = forms(log(writing))
        assert again.values["words"] == ""
        form.type_in(words="the next one")
        assert form.saved == "Saved 18:30"

    def test_keeps_the_draft_when_the_wording_was_replaced_meanwhile(self, writing):
        old, entity = writing.criterion("Listens")
        (form,) = forms(log(writing))
        form.type_in(criterion=old, words="I waited")
        writing.criterion("Listens to silence", entity=entity, revision=2)
        form.press("send")
        assert "was replaced" in form.message
        assert form.values["words"] == "I waited"
        (again,) = forms(log(writing))
        assert again.values["words"] == "I waited"
        assert mine(writing) == []

    def test_warns_until_the_first_entry_is_written(self, writing):
        page = log(writing)
        assert "a court may ask you" in text(page)
        forms(page)[0].press("send")
        assert "a court may ask you" not in text(page)

    def test_asks_at_the_field_who_could_recognise_this(self, writing):
        (form,) = forms(log(writing))
        hints = {field["name"]: field["hint"] for field in form.fields}
        for name in ("words", "evidence_for", "evidence_against"):
            assert "Who could recognise this?" in hints[name]
        seen = {field["name"]: field["seen_by"] for field in form.fields}
        assert seen["words"] == "Only you can read this, until you release it to a meeting."

    def test_is_not_shown_to_a_stranger(self, writing):
        with writing.desk("Ana").transaction() as db:
            writing.people["Zed"] = people.add_person(db, name="Zed", at=writing.now)
        page = log(writing, "Zed")
        assert forms(page) == []
        assert "You are not in this group" in text(page)

    def test_of_a_cycle_that_does_not_exist_says_so(self, writing):
        assert "no such cycle" in text(practice_log(writing.desk("Ana"), cycle="nothing"))

    def test_lets_an_observer_read_and_not_write(self, writing):
        with writing.desk("Ana").transaction() as db:
            people.set_standing(
                db, by=writing["Ana"], group=writing.group, person=writing["Cai"], standing="observer",
                at=writing.now,
            )  # fmt: skip
        assert forms(log(writing, "Cai")) == []


class TestTheStandingPage:
    def choose(self, writing, action, entry, name="Ana"):
        page = journal(writing.desk(name))
        forms(page)[0].press(action, entry=entry)
        return page

    def test_changes_an_entry_and_keeps_the_draft_of_the_change(self, writing):
        entity = writing.write(words="first")
        page = self.choose(writing, "change", entity)
        forms(page)[1].type_in(words="half of the sec")
        page = self.choose(writing, "change", entity)
        assert forms(page)[1].values["words"] == "half of the sec"
        forms(page)[1].press("send", words="second")
        assert "The change is kept" in text(page)
        assert [e.words for e in mine(writing)] == ["second"]
        assert "second" in text(page)

    def test_says_who_would_read_before_an_entry_is_released(self, writing):
        page = self.choose(writing, "release", writing.write())
        seen = forms(page)[1].fields[1]["seen_by"]
        assert "Ben, Cai, until 1 Apr 2026, 23:59 (Europe/London)" in seen

    def test_releases_an_entry_and_takes_it_back(self, writing):
        entity = writing.write(words="what I learned")
        page = self.choose(writing, "release", entity)
        forms(page)[1].press("send", purpose="my turn", end="2026-03-09")
        assert "Besides you, these people can read this: Ben, Cai, until 9 Mar 2026" in text(page)
        assert "what I learned" in text(journal(writing.desk("Ben")))
        assert "(Europe/London), for: my turn" in text(journal(writing.desk("Ben")))
        page = self.choose(writing, "take_back", entity)
        forms(page)[1].press("send")
        assert "Only you can read this" in text(page)
        assert "what I learned" not in text(journal(writing.desk("Ben")))

    def test_releases_an_entry_to_those_it_names_and_to_nobody_else(self, writing):
        page = self.choose(writing, "release", writing.write(words="what I learned"))
        forms(page)[1].press("send", purpose="my turn", readers=[writing["Cai"]])
        assert "Besides you, these people can read this: Cai, until" in text(page)
        assert "what I learned" in text(journal(writing.desk("Cai")))
        assert "what I learned" not in text(journal(writing.desk("Ben")))

    def test_refuses_a_release_without_a_purpose(self, writing):
        page = self.choose(writing, "release", writing.write())
        forms(page)[1].press("send", purpose=" ")
        assert "what you release it for" in forms(page)[1].message

    def test_takes_no_entry_of_somebody_else(self, writing):
        theirs = writing.write("Ben")
        writing.write("Ana")
        page = self.choose(writing, "change", theirs)
        assert len(forms(page)) == 1
        assert forms(page)[0].message == "Choose one of the entries first."

    def test_holds_nothing_of_others_in_any_widget(self, writing):
        writing.write("Ben", words="private to Ben")
        page = journal(writing.desk("Ana"))
        assert "private to Ben" not in repr(
            [w.get_state() for w in widgets_in(page) if hasattr(w, "get_state")]
        )

    def test_with_no_entries_is_calm(self, writing):
        assert "You have no entries in this group yet" in text(journal(writing.desk("Ana")))

    def test_escapes_what_people_wrote(self, writing):
        writing.write(words="<script>alert(1)</script>")
        page = journal(writing.desk("Ana"))
        assert "<script>" not in text(page)
        assert "&lt;script&gt;" in text(page)


@given(st.text())
def test_a_text_in_a_list_is_one_line_of_bearable_length(words):
    assert len(short(words)) <= 91
    assert "\n" not in short(words)


def test_a_draft_of_another_time_that_does_not_fit_any_more_is_harmless(writing):
    with writing.desk("Ana").transaction() as db:
        keep_draft(
            db, author=writing["Ana"], place=f"log:{writing.cycle}", at=writing.now, seen=0,
            values={"criterion": "gone", "mark": "7", "words": "still here", "unknown": ["x"]},
        )  # fmt: skip
    (form,) = forms(log(writing))
    assert form.values["words"] == "still here"
    form.press("send")
    assert len(mine(writing)) == 1


@pytest.mark.parametrize("words", ["ﷺ\u202eabc", "'; DROP TABLE entries; --", "👩‍👩‍👧‍👦"])
def test_words_of_any_script_come_back_unchanged(writing, words):
    (form,) = forms(log(writing))
    form.press("send", words=words)
    assert [e.words for e in mine(writing)] == [words]
