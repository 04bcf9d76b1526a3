"""A notebook as a page: it knows whose it is, and tells nothing of itself when it fails."""

import re
import stat

from tests.server.opened import PROBE, Opened, widgets

FILES = "/voila/templates/workbench/static"


def test_a_page_knows_whom_it_was_opened_for(room: Opened):
    for name in ("Ben", "Cai"):
        guest = room.guest(name)
        kernel = guest.open_probe()
        line = guest.line(kernel)
        assert f"me={room.circle[name]} " in widgets(line)
        line.close()


def test_a_kernel_inherits_none_of_the_servers_secrets(room: Opened):
    guest = room.guest("Ben")
    line = guest.line(guest.open_probe())
    names = widgets(line)
    line.close()
    assert "WORKBENCH_STORE" in names
    assert "WORKBENCH_URL" in names
    assert "SOME_SECRET" not in names
    assert "WORKBENCH_TICKET" not in names


def test_a_page_that_fails_says_so_and_shows_nothing_of_the_code(room: Opened):
    page = room.guest("Ben").ask("/voila/render/pages/failing.ipynb").text
    assert "This page could not be shown to its end. What you typed before is kept." in page
    for inside in ("ValueError", "somebody-wrote-this", "Traceback", "show_tracebacks", "raise "):
        assert inside not in page
    assert "somebody-wrote-this" not in room.log.read_text()


def test_a_refusal_is_shown_in_its_own_words_and_escaped(room: Opened):
    page = room.guest("Ben").ask("/voila/render/pages/refusing.ipynb").text
    assert re.search(r"Not (\\u0026|&)lt;now(\\u0026|&)gt;\.", page)


def test_a_page_is_not_kept_by_the_browser(room: Opened):
    assert "no-store" in room.guest("Ben").ask(PROBE).headers["Cache-Control"]


def test_the_first_words_of_a_page_come_before_its_kernel_is_named(room: Opened):
    page = room.guest("Ben").ask("/voila/render/pages/home.ipynb").text
    assert 0 < page.index("<h1") < page.index("is being set out") < page.index('id="wb-page"')


def test_the_only_script_that_a_page_runs_is_a_file_of_ours(room: Opened):
    answer = room.guest("Ben").ask(PROBE)
    scripts = re.findall(r"<script ([^>]*)>", answer.text)
    run = [each for each in scripts if 'type="application/' not in each]
    address = re.fullmatch(rf'type="module" async src="({FILES}/page.js\?v=\w+)"', run[0])
    assert address
    assert len(run) == 1
    assert "script-src 'self' blob:;" in answer.headers["Content-Security-Policy"]
    script = room.visitor().ask(address[1], Accept_Encoding="gzip")
    assert "immutable" in script.headers["Cache-Control"]
    assert len(script.body) < 100_000


def test_an_address_cannot_choose_another_template(room: Opened):
    guest = room.guest("Ben")
    assert 'class="wb-page"' in guest.ask(f"{PROBE}?template=lab&theme=dark").text


def test_the_standing_pages_lie_in_the_workspace(room: Opened):
    assert (room.folder / "notebooks" / "pages" / "home.ipynb").is_file()


def test_the_secret_of_the_cookies_is_the_owners_alone(room: Opened):
    secret = room.folder / "cookie.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
