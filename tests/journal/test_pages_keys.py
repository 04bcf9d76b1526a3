"""The journal's pages where somebody else began anew in the reader's name."""

from tests.journal.test_pages import forms, log, text
from tests.people.holding import begun_anew, sealed_for


def test_an_open_log_keeps_neither_draft_nor_entry_and_says_why(writing):
    (form,) = forms(log(writing))
    intruder, _cookie = begun_anew(writing, "Ana")
    form.type_in(words="for myself alone")
    assert "Your name was begun anew on 2 Mar 2026" in form.message
    assert form.saved == ""
    form.press("send")
    assert "Your name was begun anew on 2 Mar 2026" in form.message
    assert form.values["words"] == "for myself alone"
    assert sealed_for(intruder) == 0


def test_a_log_that_is_opened_after_it_shows_what_was_kept_and_says_why_nothing_is_added(writing):
    writing.write(words="kept before")
    begun_anew(writing, "Ana")
    page = log(writing)
    assert forms(page) == []
    assert "Your name was begun anew on 2 Mar 2026" in text(page)
    assert "kept before" in text(page)
