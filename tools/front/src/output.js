// Results of cells as the page shows them: HTML, pictures, text. Scripts inside do not run.

import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";

const PICTURES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"];
const VIEW = "application/vnd.jupyter.widget-view+json";
const whole = (text) => (Array.isArray(text) ? text.join("") : (text ?? ""));

function node(name, props) {
  return Object.assign(document.createElement(name), props);
}

export function shown(output) {
  if (output.output_type === "stream") return node("pre", { className: "wb-text", textContent: whole(output.text) });
  const data = output.data ?? {};
  if (VIEW in data) return node("div", { className: "wb-mount" });
  if ("text/html" in data) return node("div", { className: "wb-html", innerHTML: whole(data["text/html"]) });
  const picture = PICTURES.find((kind) => kind in data);
  if (picture) {
    const told = whole(data[picture]);
    const packed = picture === "image/svg+xml" ? `,${encodeURIComponent(told)}` : `;base64,${told.trim()}`;
    return node("img", { src: `data:${picture}${packed}`, alt: whole(data["text/plain"]) });
  }
  return node("pre", { className: "wb-text", textContent: whole(data["text/plain"]) });
}

export class OutputModel extends DOMWidgetModel {
  defaults() {
    return {
      ...super.defaults(),
      _model_module: "@jupyter-widgets/output",
      _model_name: "OutputModel",
      _view_module: "@jupyter-widgets/output",
      _view_name: "OutputView",
      msg_id: "",
      outputs: [],
    };
  }

  // Take in what a kernel shows while it stands in this output; say whether it belongs here.
  take({ header, parent_header, content }) {
    if (!this.get("msg_id") || this.get("msg_id") !== parent_header.msg_id) return false;
    const before = this.get("outputs");
    if (header.msg_type === "clear_output") this.set("outputs", []);
    else if (header.msg_type === "stream") this.set("outputs", [...before, { output_type: "stream", ...content }]);
    else this.set("outputs", [...before, { output_type: "display_data", data: content.data, metadata: content.metadata }]);
    this.save_changes();
    return true;
  }
}

export class OutputView extends DOMWidgetView {
  render() {
    this.el.classList.add("jupyter-widgets", "widget-output");
    this.listenTo(this.model, "change:outputs", this.update);
    this.update();
  }

  update() {
    const outputs = this.model.get("outputs");
    if (outputs === this.before) return;
    this.before = outputs;
    const nodes = outputs.map((output) => [output, shown(output)]);
    this.el.replaceChildren(...nodes.map(([, each]) => each));
    for (const [output, each] of nodes)
      if (output.data?.[VIEW]) this.model.widget_manager.show(output.data[VIEW].model_id, each);
  }
}
