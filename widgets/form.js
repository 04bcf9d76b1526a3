// One control for everything that people type or choose. Stands after fields.js in one module.

const TYPED_AFTER = 350; // ms after the last key
const UNSENT_AFTER = 6000; // ms without an answer before the page says so and tries again

// ---------------------------------------------------------------- an action, asked twice when it says so

function button(action, press, words) {
  const node = tag("button", { type: "button", class: `wb-button wb-${action.style}`, text: action.label });
  node.dataset.action = action.name;
  const slot = tag("span", { class: "wb-action" }, node);
  const back = () => {
    slot.replaceChildren(node);
    slot.classList.remove("wb-asking");
    node.focus();
  };
  const ask = () => {
    const id = `wb-${next()}`;
    const yes = tag("button", { type: "button", class: "wb-button wb-main", text: words.yes });
    const no = tag("button", { type: "button", class: "wb-button wb-plain", text: words.not_yet, onclick: back });
    yes.addEventListener("click", () => (back(), press(action.name)));
    const box = tag("span", { role: "group", "aria-labelledby": id, class: "wb-confirm" },
      tag("span", { id, class: "wb-question", text: action.confirm }), yes, no);
    box.addEventListener("keydown", (event) => event.key === "Escape" && back());
    slot.replaceChildren(box);
    slot.classList.add("wb-asking");
    no.focus();
  };
  node.addEventListener("click", () => (action.confirm ? ask() : press(action.name)));
  return slot;
}

// ---------------------------------------------------------------- words not yet answered for

function keeper(model) {
  const place = () => `workbench:unsent:${model.get("key")}`;
  const attempt = (work) => {
    try {
      return model.get("key") ? work() : null;
    } catch {
      return null; // a browser without storage keeps nothing, and the page goes on
    }
  };
  return {
    keep: (values) =>
      attempt(() =>
        Object.keys(values).length
          ? sessionStorage.setItem(place(), JSON.stringify(values))
          : sessionStorage.removeItem(place()),
      ),
    found: () => attempt(() => JSON.parse(sessionStorage.getItem(place()) ?? "null")),
  };
}

function render({ model, el }) {
  const words = model.get("words");
  const parts = new Map();
  const unsent = new Map(); // name -> { value, turn }: typed, and not yet known to have arrived
  const store = keeper(model);
  let turn = Math.max(model.get("received"), Math.floor(Date.now() / 100) % 2 ** 30);
  let soon = null;
  let late = null;
  let overdue = 0; // how often an answer did not come in time

  const head = tag("div", { class: "wb-head" });
  const body = tag("div", { class: "wb-fields" });
  const bar = tag("div", { class: "wb-actions" });
  const saved = tag("p", { class: "wb-saved" });
  const message = tag("p", { class: "wb-message", role: "status" });
  const fold = model.get("folded") ? tag("summary", {}) : null;
  const root = fold
    ? tag("details", { class: "wb-form wb-folding" }, fold, head, body, bar, message, saved)
    : tag("div", { class: "wb-form", role: "group" }, head, body, bar, message, saved);
  el.append(root);

  const waiting = () => Object.fromEntries([...unsent].map(([name, { value }]) => [name, value]));
  const send = (more = {}) => {
    clearTimeout(soon);
    soon = null;
    if (!unsent.size && !more.action) return;
    turn += 1;
    unsent.forEach((entry) => (entry.turn = turn));
    try {
      model.send({ values: waiting(), turn, ...more });
    } catch {
      overdue += 1; // no line now; the words stay here and go out with the next attempt
      tell();
    }
    clearTimeout(late);
    late = setTimeout(() => {
      overdue += 1;
      tell();
      send();
    }, UNSENT_AFTER * 2 ** Math.min(overdue, 4));
  };
  const tell = () => {
    const behind = unsent.size > 0 && overdue > 0;
    saved.textContent = behind ? words.unsent : model.get("saved");
    saved.classList.toggle("wb-unsent", behind);
    unfold(saved.textContent);
  };
  const unfold = (said) => fold && said && (root.open = true);
  const typed = (name, after) => {
    const said = parts.get(name).read();
    if (model.get("locked") || (!unsent.has(name) && same(said, model.get("values")[name]))) return;
    unsent.set(name, { value: said, turn: Infinity });
    store.keep(waiting());
    clearTimeout(soon);
    soon = setTimeout(send, after);
  };
  const press = (name) => send({ action: name });

  const put = () => {
    const values = model.get("values");
    parts.forEach((part, name) => {
      const busy = part.node.contains(document.activeElement);
      if (!busy && !unsent.has(name) && !same(part.read(), values[name])) part.put(values[name]);
    });
  };
  const heard = () => {
    unsent.forEach(({ turn: sent }, name) => sent <= model.get("received") && unsent.delete(name));
    store.keep(waiting());
    if (!unsent.size) {
      clearTimeout(late);
      overdue = 0;
    }
    tell();
    put();
  };
  const fields = () => {
    const values = model.get("values");
    const nodes = model.get("fields").map((field) => {
      const before = parts.get(field.name);
      if (before && before.made === JSON.stringify([field, model.get("locked")])) return before.node;
      const part = control(field, model);
      parts.set(field.name, part);
      part.put(unsent.has(field.name) ? unsent.get(field.name).value : values[field.name]);
      part.node.addEventListener("input", () => typed(field.name, TYPED_AFTER));
      part.node.addEventListener("change", () => typed(field.name, 0));
      part.node.addEventListener("focusout", () => soon && send());
      part.node.addEventListener("focusout", () => setTimeout(put));
      return part.node;
    });
    const names = new Set(model.get("fields").map((field) => field.name));
    [...parts.keys()].filter((name) => !names.has(name)).forEach((name) => parts.delete(name));
    [...body.children].filter((node) => !nodes.includes(node)).forEach((node) => node.remove());
    nodes.forEach((node, at) => body.children[at] !== node && body.insertBefore(node, body.children[at] ?? null));
    root.classList.toggle("wb-locked", model.get("locked"));
    wrong();
  };
  const wrong = () => parts.forEach((part, name) => part.wrong(model.get("errors")[name]));
  const top = () => {
    const id = `wb-${next()}`;
    const level = Math.min(6, Math.max(1, model.get("level")));
    const called = model.get("heading") ? [tag(`h${level}`, { id, text: model.get("heading"), dir: "auto" })] : [];
    fold?.replaceChildren(...called);
    head.replaceChildren(
      ...(fold ? [] : called),
      ...(model.get("intro") ? [tag("p", { class: "wb-intro", text: model.get("intro"), dir: "auto" })] : []),
    );
    if (model.get("heading")) root.setAttribute("aria-labelledby", id);
  };
  const buttons = () => bar.replaceChildren(...model.get("actions").map((action) => button(action, press, words)));
  const say = () => unfold((message.textContent = model.get("message")));

  const leaving = () => send();
  const hiding = () => document.visibilityState === "hidden" && send();
  window.addEventListener("beforeunload", leaving, { capture: true });
  window.addEventListener("pagehide", leaving, { capture: true });
  document.addEventListener("visibilitychange", hiding);
  const on = {
    "change:heading change:intro change:level": top,
    "change:fields change:locked": fields,
    "change:values": put,
    "change:errors": wrong,
    "change:actions": buttons,
    "change:saved": tell,
    "change:message": say,
    "change:received": heard,
  };
  const each = (act) =>
    Object.entries(on).forEach(([names, back]) => names.split(" ").forEach((name) => act.call(model, name, back)));
  each(model.on);

  top();
  fields();
  buttons();
  tell();
  say();
  const left = model.get("locked") ? null : store.found();
  if (left) {
    const back = Object.entries(left).filter(([name, value]) => parts.has(name) && !same(value, model.get("values")[name]));
    back.forEach(([name, value]) => (parts.get(name).put(value), unsent.set(name, { value, turn: Infinity })));
    if (back.length) unfold((message.textContent = words.put_back));
    send();
  }
  return () => {
    clearTimeout(soon);
    clearTimeout(late);
    each(model.off);
    window.removeEventListener("beforeunload", leaving, { capture: true });
    window.removeEventListener("pagehide", leaving, { capture: true });
    document.removeEventListener("visibilitychange", hiding);
  };
}

export default { render };
