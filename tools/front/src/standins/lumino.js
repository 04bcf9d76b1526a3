// What ipywidgets' views ask of Lumino: a node that knows its parent and is told when it stands on the page.
// Nothing on our pages is sized by script, so the messages that say so are not sent.

export class Widget {
  constructor({ node } = {}) {
    this.node = node ?? document.createElement("div");
    this.node.classList.add("lm-Widget");
    this.parent = null;
    this.isAttached = false;
    this.isDisposed = false;
  }

  addClass(name) {
    this.node.classList.add(name);
  }

  removeClass(name) {
    this.node.classList.remove(name);
  }

  hasClass(name) {
    return this.node.classList.contains(name);
  }

  toggleClass(name, on) {
    return this.node.classList.toggle(name, on);
  }

  processMessage({ type }) {
    if (type === "after-attach") this.isAttached = true;
    if (type === "before-detach") this.isAttached = false;
  }

  leave() {
    if (this.isAttached) this.processMessage({ type: "before-detach" });
    this.node.remove();
    this.parent?.widgets.splice(this.parent.widgets.indexOf(this), 1);
    this.parent = null;
  }

  dispose() {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.leave();
  }

  static attach(widget, host) {
    host.append(widget.node);
    widget.processMessage({ type: "after-attach" });
  }
}

Widget.ResizeMessage = { UnknownSize: null };

export class Panel extends Widget {
  constructor(options) {
    super(options);
    this.addClass("lm-Panel");
    this.widgets = [];
  }

  addWidget(widget) {
    this.insertWidget(this.widgets.length, widget);
  }

  insertWidget(at, widget) {
    if (widget.parent) widget.leave();
    this.node.insertBefore(widget.node, this.widgets[at]?.node ?? null);
    this.widgets.splice(at, 0, widget);
    widget.parent = this;
    if (this.isAttached) widget.processMessage({ type: "after-attach" });
  }

  processMessage(message) {
    super.processMessage(message);
    for (const widget of [...this.widgets]) if (widget.isAttached !== this.isAttached) widget.processMessage(message);
  }

  dispose() {
    if (this.isDisposed) return;
    super.dispose();
    for (const widget of [...this.widgets]) widget.dispose();
  }
}

export const MessageLoop = { postMessage() {}, sendMessage: (widget, message) => widget.processMessage(message) };

export const ArrayExt = { firstIndexOf: (list, value) => list.indexOf(value) };
