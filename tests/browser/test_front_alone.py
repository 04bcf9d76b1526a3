"""Our front end by itself: a page whose widgets came with it, and controls loaded by their address."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import ipywidgets as w
import pytest
from ipywidgets.embed import embed_data
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from playwright.sync_api import Browser, Page, Route, WebSocketRoute, expect

from widgets import prose
from widgets.plot import Plot
from workbench.content import content
from workbench.server.messages import Said, let_through, read_v1

ROOM = "http://room.test"
STATIC = content("templates", "voila", "workbench", "static")
KERNEL = "00000000-0000-4000-8000-000000000000"
COUNTING = """
window.made = (window.made ?? 0) + 1;
export default {
  initialize({ model }) {
    window.begun = (window.begun ?? 0) + 1;
    model.on("change:value", () => (window.seen = model.get("value")));
    return () => (window.ended = (window.ended ?? 0) + 1);
  },
  render({ model, el }) {
    const button = document.createElement("button");
    button.textContent = `so far ${model.get("value")}`;
    button.addEventListener("click", () => {
      model.set("value", model.get("value") + 1);
      model.save_changes();
    });
    model.on("change:value", () => (button.textContent = `so far ${model.get("value")}`));
    model.on("msg:custom", (said, [bytes]) => {
      const turned = new Uint8Array([bytes.getUint8(1), bytes.getUint8(0)]);
      model.send({ said }, undefined, [turned, new ArrayBuffer(3)]);
    });
    el.append(button);
    return () => (window.off = (window.off ?? 0) + 1);
  },
};
"""


def anywidget(value: int, esm: str, css: str) -> dict[str, Any]:
    state = {
        "_model_module": "anywidget",
        "_model_name": "AnyModel",
        "_model_module_version": "~0.11.*",
        "_view_module": "anywidget",
        "_view_name": "AnyView",
        "_view_module_version": "~0.11.*",
        "_esm": esm,
        "_css": css,
        "value": value,
    }
    return {
        "model_module": "anywidget",
        "model_name": "AnyModel",
        "model_module_version": "~0.11.*",
        "state": state,
    }


def framed(shown: list[str], models: dict[str, Any]) -> str:
    """Return a page as the template writes it, with the state of its widgets."""
    told = {"version_major": 2, "version_minor": 0, "state": models}
    written = json.dumps(told).replace("<", "\\u003c")
    facts = {"base": "/", "kernel": KERNEL, "plotly": "/plotly.js"}
    view, state = (f"application/vnd.jupyter.widget-{kind}+json" for kind in ("view", "state"))
    places = "".join(f'<script type="{view}">{{"model_id": "{each}"}}</script>' for each in shown)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Alone</title>
        <link rel="stylesheet" href="/page.css"><script type="module" async src="/page.js"></script></head>
        <body class="wb-page"><div id="wb-strip" data-lost="lost" data-gone="gone" data-reload="Reload"></div>
        <main><div id="loading">loading</div>
        <script id="wb-page" type="application/json">{json.dumps(facts)}</script>{places}
        <script type="{state}">{written}</script></main></body></html>"""


@pytest.fixture
def alone(browser: Browser) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    page = browser.new_page()
    asked: list[str] = []

    def _alone(
        html: str,
        line: Callable[[WebSocketRoute], None] = lambda line: None,
        *,
        stopped: bool = False,
        **files: str,
    ) -> tuple[Page, list[str]]:
        def answer(route: Route) -> None:
            name = route.request.url.removeprefix(f"{ROOM}/").partition("?")[0]
            asked.append(name)
            if name == "page":
                route.fulfill(body=html, content_type="text/html")
            elif name in {"page.js", "page.css"}:
                route.fulfill(path=STATIC / name)
            elif (key := name.replace(".", "_")) in files:
                kind = "text/javascript" if name.endswith("js") else "text/css"
                route.fulfill(body=files[key], content_type=kind)
            else:
                route.abort()

        page.route(f"{ROOM}/**", answer)
        page.route_web_socket("**/channels*", line)  # by default it opens, and nobody answers
        if stopped:
            page.clock.install(time=0)
            page.clock.pause_at(1_000)
        page.goto(f"{ROOM}/page")
        return page, asked

    yield _alone
    page.close()


def test_a_page_whose_widgets_came_with_it_stands_before_its_line_does(alone: Callable[..., Any]) -> None:
    root = w.VBox([prose.show(prose.title("Here at once")), w.IntSlider(value=7, description="So many")])
    models = embed_data(views=[root])["manager_state"]["state"]
    page, _asked = alone(framed([root.model_id], models))
    expect(page.get_by_role("heading", name="Here at once")).to_be_visible()
    expect(page.locator(".widget-readout")).to_have_text("7")
    expect(page.locator(".wb-ready")).to_be_visible()
    expect(page.locator("#loading")).to_have_count(0)
    root.close()


@pytest.mark.parametrize("answered", [True, False])
def test_a_picture_waits_for_an_answer_but_not_for_ever(alone: Callable[..., Any], answered: bool) -> None:
    lines: list[WebSocketRoute] = []
    points = {"type": "scatter", "x": ["one"], "y": [1], "customdata": [0]}
    drawn = Plot({"data": [points], "layout": {}}, [{"line": "one"}], [("line", "Line")], caption="A point")
    models = embed_data(views=[drawn], drop_defaults=False)["manager_state"]["state"]
    html = framed([drawn.model_id], models)
    page, asked = alone(html, lambda line: lines.append(line), stopped=True, plotly_js="")
    expect(page.locator(".wb-caption")).to_have_text("A point")
    page.clock.run_for(5_000)
    assert "plotly.js" not in asked
    with page.expect_response("**/plotly.js"):
        if answered:
            lines[0].send(said_by_kernel("status", {"execution_state": "idle"}))
            page.clock.resume()
        else:
            page.clock.run_for(6_000)
    drawn.close()


@pytest.mark.parametrize("by_address", [True, False])
def test_a_controls_script_and_style_are_loaded_once_for_the_page(
    alone: Callable[..., Any], by_address: bool
) -> None:
    css = "button { color: rgb(1, 2, 3) }"
    esm, style = ("/counting.js", "/counting.css") if by_address else (COUNTING, css)
    models = {"a": anywidget(1, esm, style), "b": anywidget(5, esm, style)}
    page, asked = alone(framed(["a", "b"], models), counting_js=COUNTING, counting_css=css)
    first = page.get_by_role("button", name="so far 1")
    expect(first).to_have_css("color", "rgb(1, 2, 3)")
    first.click()
    expect(page.get_by_role("button", name="so far 2")).to_be_visible()
    expect(page.get_by_role("button", name="so far 5")).to_be_visible()
    assert page.evaluate("[made, begun, seen]") == [1, 2, 2]
    assert [asked.count(name) for name in ("counting.js", "counting.css")] == [by_address, by_address]


def said_by_kernel(kind: str, content: dict[str, Any], *buffers: bytes) -> bytes:
    """Return a message as the room sends it."""
    header = {"msg_id": uuid4().hex, "msg_type": kind, "session": "k", "username": "", "version": "5.3"}
    parts = [json.dumps(part).encode() for part in (header, {}, {"version": "2.1.0"}, content)]
    return bytes(serialize_msg_to_ws_v1([*parts, *buffers], "iopub"))


def test_bytes_travel_both_ways_and_what_is_closed_is_taken_off_whole(alone: Callable[..., Any]) -> None:
    lines: list[WebSocketRoute] = []
    heard: list[Said] = []

    def line(route: WebSocketRoute) -> None:
        lines.append(route)
        route.on_message(lambda frame: heard.append(read_v1(frame if isinstance(frame, bytes) else b"")))

    models = {"a": anywidget(1, COUNTING, ""), "b": anywidget(5, COUNTING, "")}
    page, _asked = alone(framed(["a", "b"], models), line)
    expect(page.get_by_role("button", name="so far 5")).to_be_visible()
    custom = {"comm_id": "a", "data": {"method": "custom", "content": "hello"}}
    lines[0].send(said_by_kernel("comm_msg", custom, b"\x07\x08"))
    state = {"comm_id": "a", "data": {"method": "update", "state": {"value": 9}, "buffer_paths": []}}
    lines[0].send(said_by_kernel("comm_msg", state))
    expect(page.get_by_role("button", name="so far 9")).to_be_visible()
    assert [let_through(each) for each in heard], "everything that a page says is let through"
    (answer,) = [each for each in heard if each.content.get("data", {}).get("method") == "custom"]
    assert answer.content["data"]["content"] == {"said": "hello"}
    assert answer.buffers == [b"\x08\x07", bytes(3)]
    lines[0].send(said_by_kernel("comm_close", {"comm_id": "a", "data": {}}))
    expect(page.get_by_role("button", name="so far 9")).to_have_count(0)
    page.wait_for_function("window.off === 1 && window.ended === 1")
    expect(page.get_by_role("button", name="so far 5")).to_be_visible()


GROWING = """
export default {
  render({ model, el }) {
    const button = document.createElement("button");
    button.textContent = "press";
    button.addEventListener("click", () => (window.pressed = (window.pressed ?? 0) + 1));
    model.on("change:value", () => {
      const grown = document.createElement("p");
      Object.assign(grown, { textContent: "grown" });
      grown.style.height = "300px";
      el.prepend(grown);
    });
    el.append(button);
  },
};
"""


def test_nothing_moves_under_a_finger_that_presses(alone: Callable[..., Any]) -> None:
    lines: list[WebSocketRoute] = []
    page, _asked = alone(framed(["a"], {"a": anywidget(1, GROWING, "")}), lambda line: lines.append(line))
    button = page.get_by_role("button", name="press")
    expect(button).to_be_visible()
    for number in range(2, 12):
        box = button.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        state = {"comm_id": "a", "data": {"method": "update", "state": {"value": number}, "buffer_paths": []}}
        lines[0].send(said_by_kernel("comm_msg", state))
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.mouse.up()
        expect(page.get_by_text("grown")).to_have_count(number - 1)
        button.scroll_into_view_if_needed()
    assert page.evaluate("window.pressed") == 10


def test_a_finger_that_rests_holds_nothing_back(alone: Callable[..., Any]) -> None:
    lines: list[WebSocketRoute] = []
    page, _asked = alone(framed(["a"], {"a": anywidget(1, GROWING, "")}), lambda line: lines.append(line))
    page.get_by_role("button", name="press").hover()
    page.mouse.down()
    state = {"comm_id": "a", "data": {"method": "update", "state": {"value": 2}, "buffer_paths": []}}
    lines[0].send(said_by_kernel("comm_msg", state))
    expect(page.get_by_text("grown")).to_be_visible()
    page.mouse.up()
