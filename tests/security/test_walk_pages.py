"""
A whole assessment, step by step: what the rules let someone read is on their pages, and nothing else is.

The rules are asked at each step; the pages are read as a browser could read them, with all state of every
widget, and with everything that came over the line in between.
"""

import nbformat
from nbformat import v4

from tests.security.checker import Page, look_at, planted_in
from tests.security.walking import Walked


def test_nobody_is_ever_told_what_the_rules_do_not_let_them_read(walk: Walked):
    assert walk.wrong == []


def test_everybody_finds_what_the_rules_let_them_read(walk: Walked):
    assert walk.missing() == []
    assert sum(map(len, walk.found.values())) > 100


def test_each_private_word_is_found_by_its_owner(walk: Walked):
    opened = {page.person for page in walk.pages}
    lost = [s for s in walk.walk.secrets if s.owner in opened and s.words not in walk.found[s.owner]]
    assert [(s.owner, s.kind) for s in lost] == [("Cai", "notedoubtold")], "a doubt that has faded, for all"


def test_a_page_of_anothers_is_refused_without_a_word(walk: Walked):
    refused = [answer for _name, page, answer in walk.answers if "'s " in page]
    assert len(refused) > 40
    assert {answer.status for answer in refused} == {403}
    assert len({answer.body for answer in refused}) == 1


LEAKY = [
    "# What the page needs\nimport sqlite3, os, ipywidgets as w\nfrom workbench.core.desk import open_desk",
    "# Reads past the rules\ndesk = open_desk()\n"
    "rows = sqlite3.connect(desk.store.file).execute('SELECT words FROM judgements').fetchall()",
    "# Shows one thing, and hides the rest where a browser can still read it\n"
    "w.Stack([w.Label('Nothing here'), w.Text(' '.join(words for words, in rows), disabled=True)],"
    " selected_index=0)",
]


def test_a_page_that_hid_anothers_words_would_be_caught(walk: Walked):
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in LEAKY])
    nbformat.write(notebook, walk.walk.workspace.notebooks / "pages" / "leaky.ipynb")
    page = look_at(walk.visitors["Hal"], "Hal", "leaky", "pages/leaky.ipynb")
    assert isinstance(page, Page)
    page.join()
    found = planted_in(page.everything()) - walk.walk.allowed("Hal")
    assert len([words for words in found if words.startswith("zzview")]) >= 6
    page.line.close()
