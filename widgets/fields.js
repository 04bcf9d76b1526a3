// The single fields of a form. All words are placed as text, never as HTML. Stands before form.js in one module.

// Each control on a page is a module of its own: the numbers are counted on the page.
const next = () => (window.workbenchMade = (window.workbenchMade ?? 0) + 1);

function tag(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key === "text") node.textContent = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

const same = (a, b) => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");

// ---------------------------------------------------------------- one field: { node, read, put, quiet }

function typing(field, id, told) {
  const props = { id, class: "wb-input", dir: "auto", "aria-describedby": told };
  const input =
    field.kind === "text"
      ? tag("textarea", { ...props, rows: field.rows, style: `--rows:${Number(field.rows) || 3}` })
      : tag("input", { ...props, type: field.kind === "date" ? "date" : "text", autocomplete: "off" });
  if (field.kind === "date") {
    input.dir = "ltr";
    if (field.lo) input.min = field.lo;
    if (field.hi) input.max = field.hi;
  }
  const grow = () => {
    if (field.kind !== "text" || CSS.supports("field-sizing", "content")) return;
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight + 4}px`;
  };
  input.addEventListener("input", grow);
  requestAnimationFrame(grow);
  return {
    node: input,
    read: () => input.value,
    put: (value) => {
      if (input.value !== (value ?? "")) input.value = value ?? "";
      grow();
    },
  };
}

function choosing(field, id, told, words) {
  if (field.kind === "select") {
    const select = tag("select", { id, class: "wb-input", "aria-describedby": told });
    for (const [value, label] of [["", words.choose], ...field.options])
      select.append(tag("option", { value, text: label, dir: "auto" }));
    return { node: select, read: () => select.value, put: (value) => (select.value = value ?? "") };
  }
  const many = field.kind === "choices";
  const inputs = field.options.map(([value], at) =>
    tag("input", { type: many ? "checkbox" : "radio", name: id, id: `${id}-${at}`, value }),
  );
  const length = field.options.reduce((sum, [, label]) => sum + label.length + 6, 0);
  const row = field.kind === "scale" && length < 84 ? "wb-row" : "wb-stack";
  const box = tag("div", { class: `wb-options ${row}` });
  field.options.forEach(([, label], at) =>
    box.append(tag("label", { class: "wb-option" }, inputs[at], tag("span", { text: label, dir: "auto" }))),
  );
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const clear = tag("button", { type: "button", class: "wb-clear", text: words.clear, hidden: "" });
  const show = () => (clear.hidden = many || !chosen().length);
  clear.addEventListener("click", () => {
    inputs.forEach((input) => (input.checked = false));
    show();
    inputs[0]?.focus();
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  box.addEventListener("change", show);
  return {
    node: tag("div", { class: "wb-choice" }, box, many ? null : clear),
    read: () => (many ? chosen() : (chosen()[0] ?? "")),
    put: (value) => {
      inputs.forEach((input) => (input.checked = many ? (value ?? []).includes(input.value) : input.value === value));
      show();
    },
  };
}

function checking(field, id, told) {
  const input = tag("input", { type: "checkbox", id, "aria-describedby": told });
  return {
    node: tag("label", { class: "wb-option wb-check" }, input, tag("span", { text: field.label, dir: "auto" })),
    read: () => input.checked,
    put: (value) => (input.checked = value === true),
  };
}

function spoken(field, value) {
  const label = (key) => (field.options.find(([option]) => option === key) ?? [key, key])[1];
  if (field.kind === "choices") return (value ?? []).map(label).join(" · ");
  if (["scale", "choice", "select"].includes(field.kind)) return value ? label(value) : "";
  return value ?? "";
}

function reading(field, words) {
  const said = tag("p", { class: "wb-said", dir: "auto" });
  let now = "";
  return {
    node: said,
    read: () => now,
    put: (value) => {
      now = value;
      const text = field.kind === "check" ? (value ? words.yes : words.no) : spoken(field, value);
      said.textContent = text || words.nothing;
      said.classList.toggle("wb-none", !text);
    },
  };
}

function control(field, model) {
  const id = `wb-${next()}`;
  const words = model.get("words");
  const locked = model.get("locked");
  const told = [field.hint && `${id}-hint`, field.seen_by && `${id}-seen`, `${id}-error`].filter(Boolean).join(" ");
  const grouped = ["scale", "choice", "choices"].includes(field.kind);
  const part = locked
    ? reading(field, words)
    : field.kind === "check"
      ? checking(field, id, told)
      : grouped || field.kind === "select"
        ? choosing(field, id, told, words)
        : typing(field, id, told);
  const hint = field.hint ? tag("p", { class: "wb-hint", id: `${id}-hint`, text: field.hint }) : null;
  const readers = field.seen_again ? words.same_readers : field.seen_by;
  const seen = readers ? tag("p", { class: "wb-seen", id: `${id}-seen`, text: readers }) : null;
  const error = tag("p", { class: "wb-error", id: `${id}-error`, hidden: "" });
  const node = grouped && !locked
    ? tag("fieldset", { class: "wb-field", "aria-describedby": told },
        tag("legend", { text: field.label, dir: "auto" }), hint, part.node, error, seen)
    : tag("div", { class: "wb-field" },
        field.kind === "check" && !locked ? null
          : tag(locked ? "p" : "label", { class: "wb-label", text: field.label, dir: "auto", for: locked ? null : id }),
        hint, part.node, error, seen);
  node.dataset.field = field.name;
  const wrong = (text) => {
    error.textContent = text ?? "";
    error.hidden = !text;
    const input = node.querySelector(".wb-input");
    if (input) input.setAttribute("aria-invalid", text ? "true" : "false");
  };
  return { ...part, node, wrong, made: JSON.stringify([field, locked]) };
}
