// The line to the page's kernel: one socket, which comes back by itself for as long as the kernel is there.
//
// What is said while there is no line waits and goes out first when it is back. A change of a widget's state
// that was on its way when the line broke is said once more; any other message is not, since it may have
// arrived and must not be done twice.

import { pack, PROTOCOL, unpack } from "./wire.js";

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;
const LATE = 6_000; // a kernel that is there answers a question within this

const now = () => performance.now();
const isChange = (message) => message.content.data?.method === "update";

export class Line extends EventTarget {
  constructor(base, kernel) {
    super();
    this.address = new URL(`${base}api/kernels/${kernel}`, location.href);
    this.session = crypto.randomUUID?.() ?? `${Math.random()}`.slice(2);
    this.number = 0;
    this.up = false; // something comes through
    this.ever = false;
    this.gone = false; // the kernel has ended
    this.closedAt = 0;
    this.answeredAt = 0; // since when the server answers while the line is closed
    this.pause = FIRST_PAUSE;
    this.waiting = []; // not said yet
    this.said = new Map(); // message id -> message whose answer is not there yet
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  // ---- coming and going

  connect() {
    if (this.socket || this.gone) return;
    clearTimeout(this.later);
    const way = new URL(`${this.address}/channels?session_id=${this.session}`);
    way.protocol = way.protocol.replace("http", "ws");
    const socket = new WebSocket(way, [PROTOCOL]);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => socket === this.socket && this.begin());
    socket.addEventListener("message", ({ data }) => socket === this.socket && this.hear(data));
    socket.addEventListener("close", () => socket === this.socket && this.lost());
    this.socket = socket;
  }

  begin() {
    const again = [...this.said.values()].filter(isChange).map((message) => ({ ...message, answered: null }));
    const waiting = this.waiting.map((message) => ({ ...message, answered: null }));
    this.said.clear();
    this.waiting = [];
    this.open = true;
    for (const message of [...again, ...waiting]) this.put(message);
    this.tell("open");
  }

  lost() {
    this.socket = null;
    if (this.up || !this.closedAt) this.closedAt = now();
    this.up = this.open = false;
    this.tell("lost");
    clearTimeout(this.later);
    this.later = setTimeout(() => this.again(), this.pause);
    this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
  }

  // Come back, unless the kernel has ended: a server that cannot be reached says nothing about that.
  async again() {
    clearTimeout(this.later);
    if (this.socket || this.gone) return;
    try {
      const there = await fetch(this.address, { cache: "no-store", redirect: "manual" });
      if ([401, 403, 404].includes(there.status) || there.type === "opaqueredirect") return this.end();
      this.answeredAt ||= now();
    } catch {
      this.answeredAt = 0;
      return void (this.socket || this.lost());
    }
    this.connect();
  }

  end() {
    this.gone = true;
    this.up = this.open = false;
    this.tell("gone");
  }

  // Let go for good, without a word: nobody looks at the page.
  rest() {
    const socket = this.socket;
    clearTimeout(this.later);
    this.socket = null;
    this.gone = true;
    this.up = this.open = false;
    socket?.close();
  }

  drop() {
    const socket = this.socket;
    if (!socket) return void this.again();
    this.lost();
    socket.close();
    this.pause = FIRST_PAUSE;
    this.again();
  }

  // Ask whether anybody is still there, after a sleep in which the line may have broken unnoticed.
  check() {
    if (!this.up) return void this.again();
    const answered = () => clearTimeout(late);
    const late = setTimeout(() => this.drop(), LATE);
    this.send("kernel_info_request", {}, { answered });
  }

  // ---- speaking and hearing

  send(kind, content, { metadata, buffers, answered } = {}) {
    const header = {
      msg_id: `${this.session}-${(this.number += 1)}`,
      msg_type: kind,
      session: this.session,
      username: "guest",
      version: "5.4",
      date: new Date().toISOString(),
    };
    const message = { channel: "shell", header, metadata, content, buffers, answered };
    if (this.open) this.put(message);
    else this.waiting.push(message);
    return header.msg_id;
  }

  put(message) {
    this.said.set(message.header.msg_id, message);
    this.socket.send(pack(message));
  }

  hear(data) {
    if (!(data instanceof ArrayBuffer)) return;
    const message = unpack(data);
    if (!this.up) {
      this.up = this.ever = true;
      this.closedAt = this.answeredAt = 0;
      this.pause = FIRST_PAUSE;
      this.tell("up");
    }
    if (message.header.msg_type === "status") this.status(message);
    this.tell("message", message);
  }

  status({ content, parent_header }) {
    const state = content.execution_state;
    if (["dead", "restarting", "autorestarting"].includes(state)) return this.end();
    if (state !== "idle") return;
    const message = this.said.get(parent_header.msg_id);
    this.said.delete(parent_header.msg_id);
    message?.answered?.();
  }
}
