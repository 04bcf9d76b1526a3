// A soft timer: whole minutes in words, a bar that fades, no seconds and no alarm. It can be folded away.
// All words are placed as text, never as HTML.

function render({ model, el }) {
  const words = model.get("words");
  const came = performance.now(); // the phone's own clock may be wrong: only what passes since now counts
  const box = document.createElement("section");
  box.className = "wb-timer";
  box.classList.toggle("wb-timer-large", model.get("large"));
  box.setAttribute("aria-label", words.name);
  const said = document.createElement("p");
  said.className = "wb-timer-said";
  const bar = document.createElement("div");
  bar.className = "wb-timer-bar";
  bar.setAttribute("aria-hidden", "true");
  bar.append(document.createElement("i"));
  const heard = document.createElement("p");
  heard.className = "wb-timer-heard";
  heard.setAttribute("aria-live", "polite");
  const fold = document.createElement("button");
  fold.type = "button";
  box.append(said, bar, heard, fold);
  el.append(box);

  const key = `workbench:timer:${model.get("key")}`;
  const kept = () => {
    try {
      return sessionStorage.getItem(key) === "folded";
    } catch {
      return false; // storage is closed to us: it is only not remembered
    }
  };
  let folded = kept();
  fold.addEventListener("click", () => {
    folded = !folded;
    try {
      sessionStorage.setItem(key, folded ? "folded" : "");
    } catch {
      // not remembered
    }
    show();
  });

  let before;
  const step = (left, whole) => (left <= 0 ? "up" : left <= 60_000 ? "last" : left <= whole / 2 ? "half" : "begun");
  const text = (name, left) => words[name].replace("#", String(Math.max(1, Math.ceil(left / 60_000))));

  function show() {
    const paused = model.get("left") >= 0;
    const until = model.get("until");
    const whole = model.get("whole");
    const left = paused ? model.get("left") : until - model.get("now") - (performance.now() - came);
    box.hidden = !paused && !until;
    const now = step(left, whole);
    said.textContent = paused ? text("paused", left) : now === "up" || now === "last" ? words[now] : text("minutes", left);
    bar.firstChild.style.inlineSize = `${Math.round(100 * Math.min(1, Math.max(0, left / (whole || 1))))}%`;
    box.dataset.step = paused ? "paused" : now;
    if (before !== undefined && before !== now && !paused && now !== "begun" && !folded) heard.textContent = words[now];
    before = now;
    said.hidden = bar.hidden = folded;
    fold.textContent = folded ? words.unfold : words.fold;
    fold.setAttribute("aria-expanded", String(!folded));
  }

  show();
  const ticking = setInterval(show, 1000);
  return () => clearInterval(ticking);
}

export default { render };
