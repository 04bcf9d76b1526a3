import json
import re
from time import monotonic

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.standalone import Line, served

NOTEBOOK = """# The page with its controls
from tests.browser.controls_page import page
page()"""


TOO_SMALL = """[...document.querySelectorAll('button, summary, .wb-option, .wb-nav a, .wb-input')]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 43.9)
  .map((node) => node.outerHTML)"""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    with served(
        tmp_path_factory.mktemp("voila"), source=NOTEBOOK, title="Practice · Practice workbench"
    ) as room:
        yield room


@pytest.fixture
def visit(browser, room):
    contexts = []

    def _visit(*, width=1280, height=900, scheme="light", drawing=True, line=None):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("console", lambda said: page.trouble.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("request", lambda asked: page.trouble.append(asked.url) if foreign(asked.url) else None)
        if not drawing:
            page.route("**/plotly.js*", lambda route: route.abort())
        if line:
            page.route_web_socket(re.compile("/channels"), line.connect)
        page.goto(f"{room[0]}?group=g1", wait_until="commit")
        expect(page.locator(".wb-form").first).to_be_visible(timeout=60_000)
        expect(page.locator("#loading")).to_have_count(0)
        return page

    yield _visit
    for context in contexts:
        context.close()


def foreign(url):
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def received(page):
    return json.loads(page.locator(".received").text_content() or "{}")


def expect_received(page, **values):
    for name, value in values.items():
        pair = json.dumps({name: value})[1:-1]
        expect(page.locator(".received")).to_contain_text(pair)


LOOKS = [(width, scheme) for width in (1280, 360) for scheme in ("light", "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_page_is_readable_for_everyone_and_asks_no_other_host(visit, width, scheme):
    page = visit(width=width, scheme=scheme)
    page.get_by_role("radio", name="Mostly").check()
    page.get_by_role("button", name="Lock").click()
    page.locator(".wb-plot").scroll_into_view_if_needed()
    expect(page.locator(".wb-plot .main-svg").first).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.locator(".wb-rows")).to_contain_text("I waited for Ilse.")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.trouble == []
    assert page.evaluate(TOO_SMALL) == []
    assert page.title() == "Practice · Practice workbench"
    assert page.locator(".wb-nav [aria-current=page]").text_content() == "Practice"
    assert page.locator(".wb-nav a").first.get_attribute("href").endswith("/home.ipynb?group=g1")


def test_everything_that_can_be_typed_or_chosen_arrives(visit):
    page = visit()
    page.get_by_label("What speaks for it?").fill("I waited\nas long as it took.")
    page.get_by_label("Where was this?").fill("‏مرحبا <b>")
    page.get_by_role("radio", name="Reliably").check()
    page.get_by_role("radio", name="Notes").check()
    page.get_by_role("checkbox", name="Group").check()
    page.get_by_role("checkbox", name="I looked at").check()
    page.get_by_label("Component").select_option("here")
    page.get_by_label("On which day?").fill("2026-03-12")
    page.keyboard.press("Tab")
    expect_received(
        page,
        mark="4",
        words="I waited\nas long as it took.",
        line="‏مرحبا <b>",
        some=["group"],
        list="here",
        day="2026-03-12",
        both=True,
    )
    assert received(page)["from"] == "notes"
    expect(page.locator(".wb-saved").first).to_have_text("Saved 10:42")
    page.get_by_role("button", name="Clear the choice").first.click()
    expect_received(page, mark="")


def test_a_button_takes_the_last_key_along(visit):
    page = visit()
    page.get_by_label("What speaks for it?").press_sequentially("to the last letter")
    page.get_by_role("button", name="Send in").dispatch_event("click")
    expect(page.get_by_text("send: to the last letter")).to_be_visible()


def test_what_cannot_be_undone_is_asked_twice_in_place(visit):
    page = visit()
    page.get_by_role("button", name="Lock").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="After this the wording stays. Lock it now?")).to_be_visible()
    expect(page.get_by_role("button", name="Not yet")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Lock")).to_be_focused()
    assert page.locator(".wb-message").first.text_content() == ""
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Yes").click()
    expect(page.locator(".wb-message").first).to_have_text("lock: ")


def test_the_field_that_someone_is_typing_in_is_left_alone(visit):
    page = visit()
    words = page.get_by_label("What speaks for it?")
    words.press_sequentially("still typing #")
    expect(page.get_by_label("Where was this?")).to_have_value("set by us")
    assert words.input_value() == "still typing #"
    assert words.evaluate("node => node === document.activeElement && node.selectionStart === 14")


def test_words_that_were_lost_on_the_way_are_sent_again(visit):
    line = Line()
    page = visit(line=line)
    line.cut = True
    page.get_by_label("What speaks for it?").press_sequentially("not lost")
    expect(page.locator(".wb-unsent")).to_contain_text("Not saved yet", timeout=15_000)
    line.cut = False
    expect(page.locator(".received")).to_contain_text("not lost", timeout=30_000)
    expect(page.locator(".wb-unsent")).to_have_count(0)


def test_words_that_were_not_sent_survive_a_reload(visit):
    line = Line()
    page = visit(line=line)
    line.cut = True
    page.get_by_label("What speaks for it?").press_sequentially("in mid-sent")
    page.reload(wait_until="commit")
    line.cut = False
    expect(page.get_by_label("What speaks for it?")).to_have_value("in mid-sent", timeout=60_000)
    expect(page.locator(".wb-message").first).to_contain_text("were put back")
    expect_received(page, words="in mid-sent")


def test_a_lost_line_is_said_and_the_sentence_goes_when_it_is_back(visit):
    line = Line()
    page = visit(line=line)
    line.close()
    expect(page.locator(".wb-strip")).to_contain_text("interrupted", timeout=15_000)
    expect(page.locator(".wb-strip button")).to_have_text("Reload")
    page.get_by_label("Where was this?").fill("still here")
    line.closed = False
    expect(page.locator(".wb-strip")).to_be_empty(timeout=30_000)
    expect_received(page, line="still here")


def test_a_page_whose_kernel_has_ended_says_so_and_comes_back_when_nobody_is_writing(visit, room):
    page = visit()
    page.get_by_label("Where was this?").focus()
    kernel = json.loads(page.locator("#wb-page").text_content() or "{}")["kernel"]
    for process in psutil.Process(room[1]).children(recursive=True):
        if any(kernel in part for part in process.cmdline()):
            process.kill()
    expect(page.locator(".wb-strip")).to_contain_text("has lost its place", timeout=15_000)
    with page.expect_navigation(timeout=15_000):
        page.get_by_label("Where was this?").blur()
    expect(page.get_by_label("Where was this?")).to_be_visible(timeout=60_000)


def test_a_page_whose_script_does_not_come_says_so_without_it(browser, room):
    page = browser.new_page()
    page.route("**/page.js*", lambda route: route.abort())
    page.goto(room[0])
    expect(page.get_by_text("The page is being set out.")).to_be_visible()
    late = page.get_by_text("longer than it should")
    expect(late).to_be_hidden()
    page.evaluate("document.querySelector('.wb-late').getAnimations().forEach((each) => each.finish())")
    expect(late).to_be_visible()
    page.close()


def test_a_page_that_stays_blank_says_so_and_offers_to_reload(browser, room):
    page = browser.new_page()
    page.clock.install()
    page.route_web_socket(re.compile("/channels"), lambda line: None)  # it opens, and nobody answers
    page.goto(room[0])
    expect(page.get_by_text("The page is being set out.")).to_be_visible()
    page.clock.fast_forward(26_000)
    expect(page.locator(".wb-strip")).to_contain_text("longer than it should")
    expect(page.locator(".wb-strip button")).to_have_text("Reload")
    page.close()


def test_a_point_says_its_words_to_a_finger_and_to_the_keyboard(visit):
    page = visit()
    page.locator(".wb-plot").scroll_into_view_if_needed()
    expect(page.locator(".wb-plot .main-svg").first).to_be_visible()
    page.locator(".wb-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".wb-words")).to_have_text("I waited for Ilse.")
    box = page.locator(".wb-plot .points path").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    patience = monotonic() + 30  # a point answers once the picture has seen the pointer on it
    while page.locator(".wb-words").inner_text().strip() != "I waited once." and monotonic() < patience:
        page.mouse.move(x, y - 2)
        page.mouse.click(x, y)
    expect(page.locator(".wb-words")).to_have_text("I waited once.")


def test_where_a_picture_cannot_be_drawn_its_table_opens(visit):
    page = visit(drawing=False)
    page.locator(".wb-plot").scroll_into_view_if_needed()
    expect(page.get_by_text("The picture could not be drawn.")).to_be_visible()
    expect(page.get_by_role("cell", name="I waited for Ilse.").first).to_be_visible()
