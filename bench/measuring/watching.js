// Runs in each page before anything of its own: notes when the page's parts are there and what it answers.
(() => {
  const roots = [document];
  const bench = (window.bench = { sliders: 0, plot: 0, told: [], key: 0, sent: 0, received: 0 });
  const waiting = [];
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const shown = (selector) => all(selector).filter((each) => each.checkVisibility({ visibilityProperty: true }));
  const handles = () => [shown("[role=slider]"), shown("input[type=range]")].find((found) => found.length) ?? [];

  function settle() {
    for (const each of [...waiting]) {
      const found = each.look();
      if (found) waiting.splice(waiting.indexOf(each), 1), each.done(found);
    }
  }

  let planned = false;
  function look() {
    planned = false;
    const now = performance.now();
    if (!bench.sliders && handles().length >= 12) bench.sliders = now;
    if (!bench.plot && all(".scatterlayer .trace").length >= 8) bench.plot = now;
    settle();
  }

  // The label's words are noted in the very moment in which they change; the rest is looked at after it.
  function heard(text) {
    const found = /First slider: (\d+)/.exec(text ?? "");
    if (found && found[1] !== bench.told.at(-1)?.value) {
      bench.told.push({ value: found[1], at: performance.now(), on: Date.now() });
      settle();
    }
  }
  const watcher = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") heard(change.target.data);
      for (const node of change.addedNodes) heard(node.textContent);
    }
    if (!planned) planned = true, setTimeout(look, 0);
  });
  const watch = (root) =>
    watcher.observe(root, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["style", "class", "role", "hidden"],
    });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...given) {
    const root = attach.apply(this, given);
    roots.push(root);
    watch(root);
    return root;
  };
  watch(document);
  addEventListener("keydown", (event) => (bench.key = event.timeStamp), true);

  const until = (found) => new Promise((done) => (waiting.push({ look: found, done }), settle()));
  const answers = () => new Set(bench.told.map((each) => each.value)).size > 1;
  bench.first = () => until(() => handles().length > 0);
  bench.answered = () => answers();
  bench.interactive = () => until(() => answers() && bench.told.at(-1));
  bench.drawn = () => until(() => bench.plot);
  bench.complete = () => until(() => bench.sliders);
  // The first slider is the one that stands highest; it is looked for anew, since pages redraw.
  bench.focus = () => {
    const top = (each) => each.getBoundingClientRect().top;
    const found = handles().sort((one, other) => top(one) - top(other))[0];
    found?.focus();
    return !!found;
  };
  bench.mark = () => (bench.focus(), (bench.marked = bench.told.length));
  bench.trip = (limit) =>
    Promise.race([
      until(() => bench.told.length > bench.marked && bench.told[bench.marked].at - bench.key),
      new Promise((done) => setTimeout(done, limit, null)),
    ]);
})();
