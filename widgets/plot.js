// A picture with its words and its table. Plotly is loaded once for the page, from our own server,
// when the first picture comes into view. All words are placed as text, never as HTML.

// Each control on a page is a module of its own: the numbers are counted on the page.
const next = () => (window.workbenchMade = (window.workbenchMade ?? 0) + 1);

function tag(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key === "text") node.textContent = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

// Where our own server keeps the drawing program: a page of ours says it, in JupyterLab its settings do.
function address() {
  const read = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");
  const lab = read("jupyter-config-data").baseUrl || "/";
  return read("wb-page").plotly ?? `${lab.replace(/\/?$/, "/")}workbench/static/plotly.js`;
}

function plotly() {
  window.workbenchPlotly ??= new Promise((done, failed) => {
    if (window.Plotly?.newPlot) return done(window.Plotly);
    const script = tag("script", { src: address() });
    script.addEventListener("load", () => (window.Plotly?.newPlot ? done(window.Plotly) : failed(new Error("no plotly"))));
    script.addEventListener("error", () => {
      window.workbenchPlotly = undefined; // a later picture may try again
      failed(new Error("no plotly"));
    });
    document.head.append(script);
  });
  return window.workbenchPlotly;
}

// What is pressed comes first: a page of ours says when it answers, and its hands are free.
const free = () => new Promise((done) => (window.requestIdleCallback ? requestIdleCallback(done, { timeout: 200 }) : setTimeout(done)));
const calm = () => (window.workbenchCalm ?? Promise.resolve()).then(free);

// Colours are the page's: paper, ink and lines follow its custom properties in light and dark.
function inOurColours(layout, root) {
  const style = getComputedStyle(root);
  const colour = (name) => style.getPropertyValue(name).trim();
  const family = style.fontFamily;
  const ours = structuredClone(layout);
  Object.assign(ours, { paper_bgcolor: colour("--sheet"), plot_bgcolor: colour("--sheet"), autosize: true, dragmode: false });
  delete ours.width;
  ours.margin = { t: 16, r: 16, b: 48, l: 16, ...ours.margin };
  ours.font = { ...ours.font, color: colour("--ink"), family, size: Math.max(13, ours.font?.size ?? 14) };
  ours.hoverlabel = { ...ours.hoverlabel, bgcolor: colour("--ink"), font: { color: colour("--sheet"), family } };
  ours.legend = { orientation: "h", y: -0.2, ...ours.legend };
  ours.legend.font = { ...ours.legend.font, color: colour("--ink") };
  for (const key of new Set([...Object.keys(ours).filter((name) => /^[xy]axis\d*$/.test(name)), "xaxis", "yaxis"]))
    ours[key] = {
      ...ours[key],
      fixedrange: true,
      automargin: true,
      gridcolor: colour("--line"),
      linecolor: colour("--line"),
      zerolinecolor: colour("--line"),
      tickfont: { ...ours[key]?.tickfont, color: colour("--ink") },
    };
  for (const note of ours.annotations ?? []) note.font = { ...note.font, color: colour("--ink") };
  return ours;
}

// A table comes with each text in it once; here its rows are put together again.
function unpooled({ columns = [], texts = [], cells = [] }) {
  return { columns, rows: cells.map((row) => row.map((text) => texts[text] ?? "")) };
}

// The lines of a row: who, how and when first, then each further cell with its heading.
const APART = new Set(["criterion", "wording", "date", "cycle", "who", "how"]);
function linesOf({ columns, rows }, number) {
  const cell = Object.fromEntries(columns.map(([key], at) => [key, rows[number]?.[at] ?? ""]));
  const head = ["who", "how", "date"].map((key) => cell[key]).filter(Boolean).join(", ");
  const rest = columns.filter(([key]) => !APART.has(key) && cell[key]);
  return [head, ...rest.map(([key, label]) => `${label}: ${cell[key]}`)];
}

// Plotly reads a little HTML: what people wrote is written out for it, in short lines, signs as signs.
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", $: "&#36;" };
function lettered(text) {
  const letters = Array.from(text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, " "));
  if (letters.length > 240) letters.splice(239, letters.length, "…");
  const lines = [""];
  for (const word of letters.join("").split(/\s+/)) {
    for (const part of word.match(/.{1,42}/gu) ?? []) {
      if (lines.at(-1) && lines.at(-1).length + part.length >= 42) lines.push("");
      lines.push(`${lines.pop()} ${part}`.trim());
    }
  }
  return lines.map((line) => line.replace(/[&<>$]/g, (sign) => SIGNS[sign])).join("<br>");
}

// A point that names a row of the table opens on that row, also under the finger.
function opened(data, told) {
  for (const trace of data.filter((each) => each.customdata?.some?.(Number.isInteger))) {
    trace.hovertext = trace.customdata.map((point, at) =>
      trace.hovertext?.[at] || (Number.isInteger(point) ? linesOf(told, point).map(lettered).join("<br>") : ""));
  }
  return data;
}

function wordsOf(point, told) {
  if (Number.isInteger(point?.customdata)) return linesOf(told, point.customdata);
  const lines = Array.isArray(point?.customdata) ? point.customdata.flat(2) : [point?.customdata];
  return lines.filter((line) => line !== null && line !== undefined && line !== "").map(String);
}

function table({ columns, rows }, caption) {
  const head = tag("tr", { role: "row" }, ...columns.map(([, label]) =>
    tag("th", { role: "columnheader", scope: "col", text: label, dir: "auto" })));
  const body = rows.map((row) =>
    tag("tr", { role: "row" }, ...columns.map(([, label], at) =>
      tag("td", { role: "cell", "data-label": label, text: row[at], dir: "auto" }))));
  return tag("table", { class: "wb-table", role: "table", "aria-label": caption },
    tag("thead", { role: "rowgroup" }, head), tag("tbody", { role: "rowgroup" }, ...body));
}

function render({ model, el }) {
  const words = model.get("words");
  const id = `wb-plot-${next()}`;
  const caption = tag("figcaption", { id, class: "wb-caption", dir: "auto" });
  const key = tag("p", { class: "wb-key", dir: "auto" });
  const how = tag("p", { class: "wb-how", id: `${id}-how`, text: words.open });
  const canvas = tag("div", { class: "wb-canvas", tabindex: "0", role: "group", "aria-labelledby": id, "aria-describedby": how.id });
  const said = tag("div", { class: "wb-words", role: "status" });
  const trouble = tag("p", { class: "wb-trouble", role: "status" });
  const rows = tag("details", { class: "wb-rows" });
  const pane = tag("div", { class: "wb-pane", dir: "ltr" }, canvas);
  const root = tag("figure", { class: "wb-plot" }, caption, key, pane, how, said, trouble, rows);
  el.append(root);
  let library = null;
  let told = unpooled({});
  let at = -1;

  const say = (point) => {
    const lines = wordsOf(point, told);
    said.replaceChildren(...(lines.length ? lines : [words.no_words]).map((line) => tag("p", { text: line, dir: "auto" })));
  };
  const points = () =>
    (canvas.data ?? []).flatMap((trace, curveNumber) =>
      trace.hoverinfo === "skip" || trace.customdata === undefined ? [] : Array.from(trace.customdata, (customdata, pointNumber) =>
        ({ customdata, curveNumber, pointNumber, there: (trace.y ?? trace.x)?.[pointNumber] !== null })).filter((point) => point.there));
  const step = (event) => {
    const ahead = { ArrowRight: 1, ArrowLeft: -1, Enter: 0 }[event.key];
    const all = points();
    if (ahead === undefined || !all.length) return;
    event.preventDefault();
    at = Math.min(all.length - 1, Math.max(0, at + ahead));
    say(all[at]);
    library.Fx.hover(canvas, [{ curveNumber: all[at].curveNumber, pointNumber: all[at].pointNumber }]);
    const trace = canvas.data[all[at].curveNumber];
    const axis = canvas._fullLayout[(trace.xaxis ?? "x").replace("x", "xaxis")];
    pane.scrollTo({ left: axis._offset + axis.c2p(axis.d2c(trace.x[all[at].pointNumber])) - pane.clientWidth / 2 });
  };
  let panned = false; // whoever looks for the first time sees the present; then where they have gone
  const widen = (wide) => {
    canvas.style.minWidth = wide > pane.clientWidth ? `${wide}px` : "";
    if (!panned && wide) pane.scrollLeft = pane.scrollWidth;
    panned ||= Boolean(wide);
  };
  const draw = async () => {
    if (!library || !told.rows.length) return;
    const figure = structuredClone(model.get("figure"));
    widen(figure.layout?.meta?.wide ?? 0);
    canvas.style.minHeight = `${figure.layout?.height ?? 336}px`;
    await library.react(canvas, opened(figure.data ?? [], told), inOurColours(figure.layout ?? {}, root), { displayModeBar: false, responsive: true });
    canvas.removeAllListeners?.("plotly_click");
    canvas.on("plotly_click", (event) => say(event.points[0]));
  };
  const failed = () => {
    root.classList.add("wb-undrawn");
    trouble.textContent = words.not_drawn;
    rows.open = true;
  };
  const show = () => {
    told = unpooled(model.get("table"));
    const some = told.rows.length > 0;
    caption.textContent = model.get("caption");
    key.textContent = model.get("key");
    root.classList.toggle("wb-empty", !some);
    said.replaceChildren(...(some ? [] : [tag("p", { text: model.get("empty") || words.nothing, dir: "auto" })]));
    rows.replaceChildren(tag("summary", { text: words.table }), table(told, model.get("caption")));
    at = -1;
    draw().catch(failed);
  };
  canvas.addEventListener("keydown", step);
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting) || !told.rows.length) return;
    seen.disconnect();
    calm().then(plotly).then((loaded) => ((library = loaded), draw())).catch(failed);
  }, { rootMargin: "200px" });
  const restart = () => (show(), library || (seen.disconnect(), seen.observe(root)));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const recolour = () => draw().catch(failed);
  dark.addEventListener("change", recolour);
  const names = ["figure", "table", "caption", "empty", "key"];
  let soon = null;
  const changed = () => (clearTimeout(soon), (soon = setTimeout(restart)));
  names.forEach((name) => model.on(`change:${name}`, changed));
  show();
  seen.observe(root);
  return () => {
    clearTimeout(soon);
    names.forEach((name) => model.off(`change:${name}`, changed));
    dark.removeEventListener("change", recolour);
    seen.disconnect();
    library?.purge(canvas);
  };
}

export default { render };
