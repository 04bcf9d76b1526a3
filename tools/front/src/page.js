// A page: what the server knew when it sent it, the line to its kernel, its widgets, and its watch.

import { goodBye } from "./goodbye.js";
import { Line } from "./line.js";
import { keepGroup } from "./links.js";
import { Manager } from "./manager.js";
import { Watch } from "./watch.js";

const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';
const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]';

const read = (node) => {
  try {
    return JSON.parse(node.textContent);
  } catch {
    return null; // not all of it is there yet
  }
};
const whole = new Promise((done) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => done());
  else done();
});

// The page comes in pieces: its kernel is named as soon as it is known, long before the end.
const facts = new Promise((done) => {
  const look = () => {
    const node = document.getElementById("wb-page");
    const found = node && read(node);
    if (found) done(found);
    return Boolean(found);
  };
  if (look()) return;
  const watch = new MutationObserver(() => look() && watch.disconnect());
  watch.observe(document, { childList: true, subtree: true });
  whole.then(() => {
    watch.disconnect();
    look() || done(null);
  });
});

// Each place for a widget is filled once its widget is known.
function places(manager) {
  const open = new Map();
  const fill = async (place) => {
    const host = document.createElement("div");
    host.className = "wb-mount";
    open.set(place, host);
    await manager.show(read(place).model_id, host);
    place.replaceWith(host);
    open.delete(place);
  };
  return async () => {
    const ready = [...document.querySelectorAll(VIEW)].filter(
      (place) => !open.has(place) && manager.has_model(read(place)?.model_id),
    );
    await Promise.allSettled(ready.map(fill));
    return !document.querySelector(VIEW);
  };
}

// Pictures are drawn once the page answers. Where that took long (a slow phone, many at once), others wait
// for the same hands: pictures then stand back a while longer. Without a line they are drawn all the same.
const ANSWER_BY = 10_000;
const LONGEST_CALM = 2_000;
const pause = (time) => new Promise((done) => setTimeout(done, time));
function calm(line) {
  const up = new Promise((done) => line.addEventListener("up", done, { once: true }));
  return Promise.race([up.then(() => pause(Math.min(LONGEST_CALM, performance.now() / 4))), pause(ANSWER_BY)]);
}

window.voila_heartbeat ??= () => {}; // what Voila says now and then while a cell takes its time
keepGroup(whole);
const watch = new Watch();
const known = await facts;
if (known) {
  const line = new Line(known.base, known.kernel);
  const manager = new Manager(line);
  const fill = places(manager);
  window.workbenchCalm = calm(line);
  watch.follow(line, goodBye(known));
  await whole; // a line that opens while cells run hears every widget twice: as it is made, and in the state
  line.addEventListener("state", async () => (await fill()) && watch.drawn());
  line.addEventListener("open", () => manager.ask());
  line.connect();
  const sent = document.querySelector(STATE);
  if (sent) await manager.restore(read(sent));
  if (await fill()) watch.drawn();
} else {
  watch.drawn();
}
