// A description is text. Where a widget allows HTML in it, its words are shown and its markup is not.
const SAFE = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export default function plain(html) {
  const text = new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
  return text.replace(/[&<>"]/g, (sign) => SAFE[sign]);
}
