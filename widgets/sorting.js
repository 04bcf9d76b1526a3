// One field, a button for each heading, and what stands under each. All words are placed as text.

function render({ model, el }) {
  const words = model.get("words");
  const id = `wb-sorting-${(window.workbenchMade = (window.workbenchMade ?? 0) + 1)}`;
  const field = node("textarea", { id, class: "wb-input", rows: "2", dir: "auto", "aria-describedby": `${id}-about` });
  const about = node("p", { id: `${id}-about`, class: "wb-seen", dir: "auto" });
  const buttons = node("div", { class: "wb-sorting-put" });
  const saved = node("p", { class: "wb-saved" });
  const said = node("p", { class: "wb-message", role: "status", dir: "auto" });
  const lists = node("div", { class: "wb-sorting-lists" });
  const title = node("h3", { dir: "auto" });
  el.append(node("section", { class: "wb-sorting" }, title, node("label", { for: id, text: words.field }), field, about, buttons, saved, said, lists));

  const grow = () => {
    field.style.blockSize = "auto";
    field.style.blockSize = `${field.scrollHeight + 2}px`;
  };
  let waiting;
  const draft = () => {
    clearTimeout(waiting);
    waiting = undefined;
    model.send({ action: "draft", text: field.value });
  };
  field.addEventListener("input", () => {
    grow();
    clearTimeout(waiting);
    waiting = setTimeout(draft, 400);
  });
  field.addEventListener("change", () => waiting !== undefined && draft());
  const put = (list) => {
    clearTimeout(waiting);
    waiting = undefined;
    model.send({ action: "put", list, text: field.value });
    field.focus();
  };

  function tell() {
    title.textContent = model.get("heading");
    about.textContent = model.get("readers");
    about.hidden = !about.textContent;
    saved.textContent = model.get("saved");
    said.textContent = model.get("message");
  }

  // The buttons stay while things are said and saved: whoever has come to one by Tab keeps the focus.
  function offer() {
    buttons.replaceChildren();
    for (const [key, label] of model.get("lists")) {
      const button = node("button", { type: "button", class: "wb-button", text: words.put.replace("#", () => label) });
      button.addEventListener("click", () => put(key));
      buttons.append(button);
    }
  }

  function show() {
    lists.replaceChildren();
    for (const [key, label] of model.get("lists")) {
      const items = model.get("items").filter((item) => item[1] === key);
      const under = node("ul");
      for (const [item, , text] of items) {
        const back = node("button", { type: "button", class: "wb-sorting-back", text: words.back, "aria-label": `${words.back}: ${text}` });
        back.addEventListener("click", () => model.send({ action: "back", id: item }));
        under.append(node("li", {}, node("p", { dir: "auto", text }), back));
      }
      lists.append(node("section", { "aria-label": label }, node("h4", { dir: "auto", text: label }), items.length ? under : node("p", { class: "wb-sorting-empty", text: words.empty })));
    }
  }

  const fill = () => {
    field.value = model.get("draft");
    grow();
  };
  tell();
  offer();
  show();
  fill();
  for (const name of ["heading", "readers", "saved", "message"]) model.on(`change:${name}`, tell);
  model.on("change:lists", offer);
  for (const name of ["lists", "items"]) model.on(`change:${name}`, show);
  model.on("change:turn", fill); // only when it was emptied or filled here: whoever types is left alone
  return () => clearTimeout(waiting);
}

export default { render };
