// Controls that bring their own script and style (anywidget), each loaded once for the page however many
// there are of it. Both may be a text, or an address of our own that begins with "/".

import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";

const ADDRESS = /^\/(?![/*])\S+$/;
const STARTING = {}; // the listener that "initialize" registers with

const scripts = new Map();
const styles = new Map();

function load(script) {
  if (!scripts.has(script)) scripts.set(script, ADDRESS.test(script) ? import(script) : fromText(script));
  return scripts.get(script);
}

async function fromText(script) {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function dress(style) {
  if (!styles.has(style)) styles.set(style, dressed(style));
  return styles.get(style);
}

function dressed(style) {
  const linked = ADDRESS.test(style);
  const node = document.createElement(linked ? "link" : "style");
  if (linked) Object.assign(node, { rel: "stylesheet", href: style });
  else node.textContent = style;
  document.head.append(node);
  return linked ? new Promise((done) => (node.onload = node.onerror = done)) : null;
}

async function definition(script) {
  const module = await load(script);
  const found = module.default ?? { render: module.render };
  return typeof found === "function" ? found() : found;
}

function toward(model, listener) {
  return {
    get: model.get.bind(model),
    set: model.set.bind(model),
    save_changes: model.save_changes.bind(model),
    send: model.send.bind(model),
    on: (name, act) => void model.on(name, act, listener),
    off: (name = null, act = null) => void model.off(name, act, listener),
    widget_manager: model.widget_manager,
  };
}

async function undo(act) {
  try {
    const done = await act;
    if (typeof done === "function") await done();
  } catch (error) {
    console.warn("A control could not be taken off whole.", error);
  }
}

export class AnyModel extends DOMWidgetModel {
  defaults() {
    return { ...super.defaults(), _model_module: "anywidget", _model_name: "AnyModel", _view_name: "AnyView" };
  }

  initialize(attributes, options) {
    super.initialize(attributes, options);
    const style = this.get("_css");
    const ended = new AbortController();
    this.ready = Promise.all([definition(this.get("_esm")), style && dress(style)]).then(async ([found]) => {
      const begun = found.initialize?.({ model: toward(this, STARTING), signal: ended.signal });
      this.once("destroy", () => {
        ended.abort();
        this.off(null, null, STARTING);
        undo(begun);
      });
      await begun;
      return found;
    });
    this.ready.catch(() => {}); // the view says so
  }
}

export class AnyView extends DOMWidgetView {
  async render() {
    const ended = new AbortController();
    let begun = null;
    this.once("remove", () => {
      ended.abort();
      this.model.off(null, null, this);
      undo(begun);
    });
    const { render } = await this.model.ready;
    if (!ended.signal.aborted)
      begun = render?.({ model: toward(this.model, this), el: this.el, signal: ended.signal });
  }
}
