// Runs beside watching.js: notes when the line to the kernel is opened, and when something comes on it.
(() => {
  const start = (window.start = { asked: 0, open: 0, first: 0 });
  const note = (name) => (start[name] ||= performance.now());
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      note("asked");
      this.addEventListener("open", () => note("open"));
      this.addEventListener("message", () => note("first"));
    }
  };
  start.told = (until) => {
    const [page] = performance.getEntriesByType("navigation");
    const files = performance.getEntriesByType("resource").filter((each) => each.responseEnd <= until);
    const scripts = files.filter((each) => each.initiatorType === "script" || each.name.includes(".js"));
    return {
      head: page.responseStart,
      whole: page.domInteractive,
      files: files.length + 1,
      scripts: Math.max(0, ...scripts.map((each) => each.responseEnd)),
      asked: start.asked,
      open: start.open,
      first: start.first,
    };
  };
})();
