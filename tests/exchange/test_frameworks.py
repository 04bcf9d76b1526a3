"""Published frameworks: read whole from their own files, laid before a group, and never adopted by that."""

import csv
import json

import pytest

from tests.cli.commands import GROUP, a_workspace
from tests.exchange.sheets import DATA
from tests.practice.builders import Practising, page
from tests.screens import state
from workbench.cli.place import opened
from workbench.core.desk import Desk
from workbench.core.rights import Refused
from workbench.exchange.frameworks import framework
from workbench.exchange.offering import offer
from workbench.models.practice import Criterion, Offer
from workbench.practice import queries

CASE = {
    "CFDocument": {"title": "Listening", "creator": "Invented board", "licenseURI": {"title": "CC0"}},
    "CFItems": [
        {"identifier": "a", "fullStatement": "Beginning"}, {"identifier": "b", "fullStatement": "Asks first"},
    ],
    "CFAssociations": [
        {"associationType": "isChildOf", "originNodeURI": {"identifier": "b"},
         "destinationNodeURI": {"identifier": "a"}},
    ],
}  # fmt: skip
MATRIX = {
    "framework": {
        "name": "Teaching (invented)", "standards": [{"standardid": 1, "name": "Learners"}],
        "standardelements": [
            {"standardid": 1, "name": "Knows <b>names</b>", "description": "<p>By week two &amp; on</p>"},
        ],
    }
}  # fmt: skip
PLAIN = "component,wording,lack,origin,licence\nEndings,I end on time,I run over,Our neighbours,CC BY 4.0\n"
SHAPES = {
    "case.json": (json.dumps(CASE), ("Listening", "Invented board", "CC0"), ("Beginning", "Asks first")),
    "matrix.json": (json.dumps(MATRIX), ("Teaching (invented)", "SmartEvidence", ""),
                    ("Learners", "Knows names\nBy week two & on")),
    "plain.csv": (PLAIN, ("plain", "Our neighbours", "CC BY 4.0"), ("Endings", "I end on time")),
    "case.csv": ("Identifier,fullStatement,Human Coding Scheme,Is Child Of\na,Top,T,\nb,Under,T.1,T\n",
                 ("case", "CASE", ""), ("Top", "Under")),
}  # fmt: skip
REAL = {
    "b_frameworks/esco_v1.1.1_helping_occupations.csv": 9,
    "b_frameworks/esco_v1.1.1_skill_groups_T_S1_S3.csv": 156,
    "b_frameworks/lifecomp_2020.json": 9,
    "b_frameworks/mahara_nz_teaching_standards_english.matrix.json": 6,
    "b_frameworks/mahara_nz_teaching_standards_te_reo_maori.matrix.json": 6,
    "b_frameworks/mahara_smartevidence_format_example.matrix.json": 31,
    "b_frameworks/onet18_level_scale_anchors.csv": 327,
    "b_frameworks/onet18_occupations.csv": 4,
    "b_frameworks/onet18_tasks.csv": 78,
    "b_frameworks/onet18_work_styles_importance.csv": 16,
    "d_formats/case/sample_case.csv": 10,
    "d_formats/case/spreadsheet_import_sample.xlsx": 4,
    "d_formats/osmt/Skills-Import.csv": 2,
}
"""How many different items each holds."""


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_says_its_title_origin_licence_and_items(tmp_path, name):
    text, about, last = SHAPES[name]
    (tmp_path / name).write_text(text, "utf-8")
    told = framework(tmp_path / name)
    assert (told.title, told.origin, told.licence) == about
    assert (told.items[-1].part, told.items[-1].wording) == last


@pytest.mark.parametrize("name", REAL)
def test_what_others_have_published_comes_in_whole(tmp_path, name):
    path = DATA / name
    if not path.exists():
        pytest.skip("Published by others and not ours to ship; read where it lies beside the checkout.")
    told = framework(path)
    assert len(told.items) == REAL[name]
    typed = a_workspace(tmp_path)
    with opened(typed.folder) as (_place, store):
        desk = Desk(store, "")
        dry = offer(desk, path, group=GROUP, origin="its file", dry_run=True)
        assert (dry.read, dry.added, dry.written) == (REAL[name], REAL[name], False)
        done = offer(desk, path, group=GROUP, origin="its file")
        again = offer(desk, path, group=GROUP, origin="its file")
        assert (done.added, again.added) == (REAL[name], 0)
        with desk.reading() as db:
            kept = db.query(Offer).order_by(Offer.place).all()
            assert db.query(Criterion).count() == 0
        assert [row.wording for row in kept] == [item.wording for item in told.items]


def test_columns_of_a_table_are_told_word_for_word(tmp_path):
    path = DATA / "b_frameworks" / "onet18_tasks.csv"
    if not path.exists():
        pytest.skip("Published by others and not ours to ship; read where it lies beside the checkout.")
    with path.open(encoding="utf-8", newline="") as file:
        theirs = [row["Task"] for row in csv.DictReader(file)]
    assert [item.wording for item in framework(path).items] == theirs


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("odd.csv", "colour,shape\nred,round\n", "not of a shape that is known"),
        ("odd.json", '{"a": 1}', "not of a shape that is known"),
        ("broken.json", '{"a": ', "not whole JSON"),
        ("half.json", '{"CFDocument": {}, "CFItems": []}', "not of a shape"),
        ("empty.csv", "wording,lack\n", "not of a shape|holds no items"),
        ("hole.csv", "wording,lack\nFirst,\n ,No words\n", r"these items have no words.*: 3"),
        ("long.csv", f"wording\n{'x' * 20_001}\n", "more than 20,000"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason_and_nothing_is_written(tmp_path, name, text, said):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(Refused, match=said):
        framework(tmp_path / name)


class TestTheCommand:
    def test_lays_it_before_a_group_and_says_that_nothing_is_adopted(self, tmp_path):
        typed = a_workspace(tmp_path)
        (tmp_path / "plain.csv").write_text(PLAIN, "utf-8")
        said = typed("import", "framework", tmp_path / "plain.csv", "--group", GROUP)
        assert "1 items were read, 1 are new" in said
        assert "Nothing was proposed or adopted" in said

    def test_wants_a_group_and_an_origin(self, tmp_path):
        typed = a_workspace(tmp_path)
        (tmp_path / "own.csv").write_text("wording\nI end on time\n", "utf-8")
        assert "Name it by --group" in typed("import", "framework", tmp_path / "own.csv", status=1)
        assert "--origin" in typed("import", "framework", tmp_path / "own.csv", "--group", GROUP, status=1)


class TestThePracticePage:
    @pytest.fixture
    def offered(self, store, tmp_path):
        practising = Practising(store)
        (tmp_path / "plain.csv").write_text(PLAIN, "utf-8")
        offer(Desk(practising.store, ""), tmp_path / "plain.csv", group="Tuesday group")
        return practising

    def test_is_closed_before_an_own_try(self, offered):
        assert "I run over" not in state(page(offered).follower.parts.root)

    def test_puts_an_item_into_a_form_with_its_origin_and_writes_nothing(self, offered):
        offered.criterion("Ana", "My own first")
        made = page(offered)
        form = made.examples.form
        assert form
        form.press("examples", which="framework:plain")
        assert "Our neighbours" in state(made.follower.parts.root)
        key = next(field for field in form.fields if field["name"] == "example")["options"][0]
        form.press("take", example=key[0] if isinstance(key, list | tuple) else key["value"])
        assert made.criterion.form
        draft = made.criterion.form.values
        assert (draft["wording"], draft["lack"]) == ("I end on time", "I run over")
        assert "Our neighbours" in draft["reason"]
        assert "CC BY 4.0" in draft["reason"]
        assert [v.wording for v in offered.read(queries.criteria, group=offered.group)] == ["My own first"]
