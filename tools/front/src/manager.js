// The page's widgets: as many as the kernel has, each as the kernel knows it.
//
// Nothing depends on having heard every message: on each opening of the line the kernel is asked for the
// state of all its widgets at once, and the page becomes what that says.

import { put_buffers, uuid } from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";
import { known } from "./controls.js";
import { OutputModel } from "./output.js";
import { Press } from "./press.js";

const CONTROL = "jupyter.widget.control";
const SHOWN = new Set(["display_data", "execute_result", "stream", "clear_output"]);

// One widget's channel to its kernel.
class Comm {
  constructor(manager, id) {
    Object.assign(this, { manager, comm_id: id, early: [] });
  }

  // What is said of a widget while it is still being made is kept for it.
  hear(message) {
    if (this.heard) this.heard(message);
    else this.early.push(message);
  }

  on_msg(act) {
    this.heard = act;
    queueMicrotask(() => this.early.splice(0).forEach(act));
  }

  on_close(act) {
    this.closed = act;
  }

  send(data, callbacks, metadata, buffers) {
    this.manager.said(this.comm_id, data);
    const answered = () => callbacks?.iopub?.status?.({ content: { execution_state: "idle" } });
    return this.manager.line.send("comm_msg", { comm_id: this.comm_id, data }, { metadata, buffers, answered });
  }

  close(data = {}) {
    this.manager.comms.delete(this.comm_id);
    return this.manager.line.send("comm_close", { comm_id: this.comm_id, data });
  }
}

export class Manager extends ManagerBase {
  constructor(line) {
    super();
    this.line = line;
    this.comms = new Map();
    this.changed = new Map(); // widget id -> names of what was changed here since the state was asked for
    this.asking = null;
    const press = new Press((message) => this.hear(message));
    line.addEventListener("message", ({ detail }) => press.take(detail));
  }

  loadClass(name, module) {
    return Promise.resolve().then(() => known(name, module));
  }

  async _create_comm(_target, id) {
    return this.comm(id);
  }

  async _get_comm_info() {
    return {};
  }

  comm(id) {
    if (!this.comms.has(id)) this.comms.set(id, new Comm(this, id));
    return this.comms.get(id);
  }

  said(id, { method, state }) {
    if (method !== "update") return;
    this.changed.set(id, new Set([...(this.changed.get(id) ?? []), ...Object.keys(state)]));
  }

  // ---- what the kernel says, in the order in which it says it

  hear(message) {
    const { msg_type: kind } = message.header;
    const id = message.content.comm_id;
    if (kind === "comm_open") this.opened(id, message);
    else if (kind === "comm_msg" && id === this.asking) this.answered(message);
    else if (kind === "comm_msg") this.comms.get(id)?.hear(message);
    else if (kind === "comm_close") this.ended(id, message);
    else if (SHOWN.has(kind)) this.taken(message);
  }

  opened(id, message) {
    if (message.content.target_name !== this.comm_target_name || this.has_model(id)) return;
    this.handle_comm_open(this.comm(id), message).catch((error) => console.error(error));
  }

  ended(id, message) {
    const comm = this.comms.get(id);
    this.comms.delete(id);
    comm?.closed?.(message);
  }

  async taken(message) {
    for (const { value: model } of await Promise.allSettled(Object.values(this._models)))
      if (model instanceof OutputModel && model.take(message)) return;
  }

  // ---- the whole state

  // Ask for it. What was changed here and has not been said yet is said before.
  async ask() {
    const models = await Promise.allSettled(Object.values(this._models));
    for (const { value: model } of models) {
      model?._expectedEchoMsgIds?.clear();
      if (!(model?._pending_msgs > 0)) continue;
      model._pending_msgs = 1;
      model._handle_status({ content: { execution_state: "idle" } });
    }
    this.changed.clear();
    this.asking = uuid();
    const said = { metadata: { version: "1.0.0" } };
    const comm_id = this.asking;
    this.line.send("comm_open", { comm_id, target_name: CONTROL, data: {} }, said);
    this.line.send("comm_msg", { comm_id, data: { method: "request_states" } }, said);
  }

  answered({ content, buffers }) {
    const { method, states, buffer_paths = [] } = content.data;
    if (method !== "update_states") return;
    this.line.send("comm_close", { comm_id: this.asking, data: {} });
    this.asking = null;
    buffer_paths.forEach(([id, ...path], at) => put_buffers(states[id].state, [path], [buffers[at]]));
    this.take(states);
  }

  // Become what a whole state says. All new ones are known by name before any of them is made, since they
  // may contain one another; the same holds for `new_model` itself.
  take(states) {
    for (const id of Object.keys(this._models)) if (!Object.hasOwn(states, id)) this.ended(id, {});
    const making = Object.entries(states).map(([id, { state, model_name, model_module, model_module_version }]) => {
      if (this.has_model(id)) return this.renew(id, state);
      return this.new_model({ model_id: id, model_name, model_module, model_module_version, comm: this.comm(id) }, state);
    });
    const done = Promise.allSettled(making);
    done.then(() => this.line.tell("state"));
    return done;
  }

  async renew(id, state) {
    const model = await this._models[id];
    const turn = model.state_change.then(async () => {
      const theirs = { ...state };
      for (const name of [...(this.changed.get(id) ?? []), ...Object.keys(model._msg_buffer ?? {})]) delete theirs[name];
      model.set_state(await model.constructor._deserialize_state(theirs, this));
    });
    model.state_change = turn.catch((error) => console.error(error));
    await model.state_change;
  }

  // The state that came with the page, as nbconvert writes it.
  restore({ state }) {
    for (const each of Object.values(state))
      for (const { path, data, encoding } of each.buffers ?? [])
        if (encoding === "base64") put_buffers(each.state, [path], [new DataView(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)).buffer)]);
    return this.take(state);
  }

  // ---- showing

  async show(id, host) {
    const view = await this.create_view(await this.get_model(id));
    host.replaceChildren();
    Widget.attach(view.luminoWidget, host);
    return view;
  }
}
