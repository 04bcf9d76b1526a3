// Who speaks in a round, in their order, and whose word it is. All words are placed as text.

function render({ model, el }) {
  const words = model.get("words");
  const id = `wb-round-${(window.workbenchMade = (window.workbenchMade ?? 0) + 1)}`;
  const list = node("ol");
  const heard = node("p", { class: "wb-round-heard", "aria-live": "polite", dir: "auto" });
  const buttons = node("div", { class: "wb-round-do" });
  const said = node("p", { class: "wb-message", role: "status", dir: "auto" });
  const about = node("p", { class: "wb-round-order", text: words.order });
  about.hidden = model.get("large"); // the room reads it from far: only who speaks
  el.append(
    node("section", { class: model.get("large") ? "wb-round wb-round-large" : "wb-round", "aria-labelledby": id }, node("h3", { id, text: words.heading }), heard, list, buttons, said, about),
  );

  // A button keeps its place in the page while its words change, so that whoever has the focus keeps it.
  const made = [0, 1].map(() => {
    const button = node("button", { type: "button", class: "wb-button" });
    button.addEventListener("click", () => model.send({ action: "mark", person: button.person, mark: button.mark }));
    buttons.append(button);
    return button;
  });

  function show() {
    const speakers = model.get("speakers");
    const me = model.get("me");
    const may = model.get("may");
    const now = speakers.find(([, , mark]) => mark === "");
    list.replaceChildren(
      ...speakers.map((each) => {
        const [person, name, mark] = each;
        const state = each === now ? "now" : mark || "yet";
        const item = node("li", { class: `wb-round-${state}`, ...(each === now ? { "aria-current": "step" } : {}) });
        item.append(node("span", { dir: "auto", text: name }), " ", node("span", { class: "wb-round-state", text: words[state] }));
        return item;
      }),
    );
    const tell = now ? (now[0] === me ? words.mine : words.heard.replace("#", () => now[1])) : words.over;
    if (heard.textContent !== tell) heard.textContent = tell; // said once, not at every change
    // One's own buttons come first; for others they are there only when it is their word.
    const mine = speakers.find(([person]) => person === me && may.includes(person));
    const other = now && now[0] !== me && may.includes(now[0]) ? now : undefined;
    const offered = [];
    const both = ([person, name], who) => {
      const say = (word) => words[`${who}-${word}`].replace("#", () => name);
      offered.push([person, "spoken", say("spoke")], [person, "passed", say("pass")]);
    };
    if (mine && mine === now) both(mine, "i");
    else if (other) both(other, "they");
    else if (mine && mine[2] !== "") offered.push([mine[0], "", words["i-yet"]]);
    else if (mine) both(mine, "i");
    made.forEach((button, at) => {
      button.hidden = at >= offered.length;
      if (!button.hidden) [button.person, button.mark, button.textContent] = offered[at];
    });
    buttons.hidden = !offered.length;
    said.textContent = model.get("message");
  }

  show();
  for (const name of ["speakers", "me", "may", "message"]) model.on(`change:${name}`, show);
}

export default { render };
