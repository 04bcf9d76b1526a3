import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.guards import escaped, guarded, unescaped, unguarded

TRICKY = st.text(st.sampled_from("'=+-@\t\r\n1.,a_x0041F\x01\ufffe\uff1d"), max_size=14)
ANY = st.text(max_size=40) | TRICKY


@given(ANY)
def test_what_is_guarded_in_a_csv_cell_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text


@given(ANY)
def test_what_is_escaped_in_a_spreadsheet_cell_comes_back_as_it_was(text):
    assert unescaped(escaped(text)) == text


@given(ANY, ANY)
def test_two_texts_never_look_the_same_once_they_are_guarded_or_escaped(one, other):
    assert (guarded(one) == guarded(other)) == (one == other)
    assert (escaped(one) == escaped(other)) == (one == other)


@given(ANY)
def test_no_guarded_cell_begins_as_a_formula_does_unless_it_is_a_plain_number(text):
    cell = guarded(text)
    assert cell[:1] not in set("=@\t\r\n\uff1d\uff0b\uff0d\uff20")
    if cell[:1] in {"+", "-"}:
        assert cell[1:].replace(",", ".", 1).replace(".", "", 1).isdecimal()


@given(st.text(max_size=60))
def test_an_escaped_text_holds_only_what_xml_can_hold(text):
    bad = {chr(code) for code in range(32)} - {"\t", "\n"} | {"\ufffe", "\uffff"}
    assert not bad & set(escaped(text))


def test_a_plain_number_stays_a_number():
    assert [guarded(text) for text in ("-1", "+2.5", "-3,5")] == ["-1", "+2.5", "-3,5"]


def test_a_formula_is_written_with_one_apostrophe_before_it():
    written = io.StringIO()
    csv.writer(written).writerow([guarded("=HYPERLINK(1)"), guarded("'=1"), guarded("-1+1")])
    assert written.getvalue() == "'=HYPERLINK(1),''=1,'-1+1\r\n"
