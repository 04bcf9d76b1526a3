import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.sheets import a_csv, bring, fresh, judged
from workbench.core.rights import Refused
from workbench.exchange.letters import decoded
from workbench.exchange.plain import delimiter

NAMES = "group,name\nNord,Zoë Jürgens\nNord,Renée\n"
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@given(st.text(min_size=1, max_size=200))
def test_clean_utf8_is_never_taken_for_anything_else(text):
    data = text.encode()
    if not data.startswith(MARKS) and "\0" not in text:
        assert decoded(data, "file") == (text, "utf-8")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_western_names_are_read_in_every_usual_encoding(encoding):
    assert decoded(NAMES.encode(encoding), "file")[0] == NAMES


def test_typographic_signs_of_western_windows_are_read():
    text = "group,words\nG,“Ça va” – naïve…\nG,Æble\n"  # noqa: RUF001 - meant
    assert decoded(text.encode("cp1252"), "file")[0] == text


def test_polish_and_russian_are_not_taken_for_western():
    polish, russian = "name\nŁódź, Wałęsa, żółć\n", "имя\nАнна Каренина\nБорис Годунов\n"  # noqa: RUF001 - meant
    assert decoded(polish.encode("cp1250"), "file")[0] == polish
    assert decoded(russian.encode("cp1251"), "file")[0] == russian


def test_an_encoding_that_is_named_is_believed():
    assert decoded("å".encode("cp437"), "file", "cp437") == ("å", "cp437")


@pytest.mark.parametrize("named", ["nonsense", "ascii"])
def test_an_encoding_that_does_not_fit_is_refused_in_a_sentence(named):
    with pytest.raises(Refused, match="Nothing was changed"):
        decoded("é".encode(), "file", named)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_the_header_uses(tmp_path, mark):
    row = judged(words="one; two, three | four\tfive")
    desk = fresh(tmp_path)
    outcome = bring(desk, a_csv(tmp_path, [row], delimiter=mark))
    assert (outcome.added, outcome.refused) == (1, [])


def test_the_line_by_which_spreadsheets_name_their_delimiter_is_understood(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("sep=;\ngroup;criterion;practitioner;assessor;words\nG;c;A;;x\n", "utf-8")
    assert [number for number, _why in bring(fresh(tmp_path), path).refused] == [2]


def test_a_comma_in_a_header_of_semicolons_does_not_mislead():
    assert delimiter("group;name, as called;standing\na;b;c\n", {"group", "name", "standing"}) == ";"
