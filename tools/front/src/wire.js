// Kernel messages as they travel: "v1.kernel.websocket.jupyter.org", binary frames with offsets in front.
//
//   count, offset of each part and of the end (64 bits each, little endian), then
//   channel, header, parent header, metadata, content, buffers

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const LONG = 8;
const written = new TextEncoder();
const read = new TextDecoder();

const bytes = (view) =>
  view instanceof ArrayBuffer ? new Uint8Array(view) : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

export function pack({ channel, header, parent_header = {}, metadata = {}, content = {}, buffers = [] }) {
  const told = [header, parent_header, metadata, content].map((part) => written.encode(JSON.stringify(part)));
  const parts = [written.encode(channel), ...told, ...buffers.map(bytes)];
  const count = parts.length + 1;
  let at = LONG * (1 + count);
  const frame = new Uint8Array(at + parts.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(frame.buffer);
  view.setBigUint64(0, BigInt(count), true);
  parts.forEach((part, number) => {
    view.setBigUint64(LONG * (number + 1), BigInt(at), true);
    frame.set(part, at);
    at += part.length;
  });
  view.setBigUint64(LONG * count, BigInt(at), true);
  return frame.buffer;
}

export function unpack(frame) {
  const view = new DataView(frame);
  const count = Number(view.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, number) => Number(view.getBigUint64(LONG * (number + 1), true)));
  const part = (number) => new DataView(frame, offsets[number], offsets[number + 1] - offsets[number]);
  const json = (number) => JSON.parse(read.decode(part(number)));
  return {
    channel: read.decode(part(0)),
    header: json(1),
    parent_header: json(2),
    metadata: json(3),
    content: json(4),
    buffers: offsets.slice(5, -1).map((_, number) => part(number + 5)),
  };
}
