// The page's watch: it says when the page is ready, when the line is lost, and when it is back.
(() => {
  const BLANK_AFTER = 25_000;
  const SAY_AFTER = 2_500; // a short break needs no words
  const RELOAD_AFTER = 15_000; // the server answers again, but this page's own line stays closed

  const now = () => performance.now();
  let open = false; // is this page's line to its kernel open?
  let ever = false;
  let gone = false; // the kernel behind the page has ended
  let leaving = false;
  let closedAt = 0;
  let answeredAt = 0; // since when the server answers while the line is closed
  let hiddenAt = 0;

  const kernel = () => window.jupyterapp?.widgetManager?.kernel;
  const strip = () => document.getElementById("wb-strip");

  function say(kind) {
    const node = strip();
    if (!node || node.dataset.kind === kind) return;
    node.dataset.kind = kind;
    node.replaceChildren();
    if (!kind) return;
    const text = document.createElement("p");
    text.textContent = node.dataset[kind];
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = node.dataset.reload;
    button.addEventListener("click", () => location.reload());
    node.append(text, button);
  }

  // ---- the line: every kernel channel is watched from its first moment
  const Plain = window.WebSocket;
  const ENDED = /"execution_state":\s*"(dead|restarting|autorestarting)"/;
  function ended(data) {
    if (typeof data === "string") return data.length < 5_000 && ENDED.test(data);
    if (!(data instanceof ArrayBuffer) || data.byteLength > 5_000) return false;
    return ENDED.test(new TextDecoder().decode(data));
  }
  window.WebSocket = class extends Plain {
    constructor(...parts) {
      super(...parts);
      if (!String(parts[0]).includes("/channels")) return;
      // A line is open when something comes through it: a socket that opens and falls shut is none.
      this.addEventListener("message", (event) => {
        if (ended(event.data)) gone = true;
        if (open) return;
        open = ever = true;
        answeredAt = 0;
        look();
      });
      this.addEventListener("close", () => {
        if (open) closedAt = now();
        open = false;
      });
    }
  };

  // ---- the page: is anything there?
  function filled() {
    const cells = document.getElementById("rendered_cells");
    if (!cells) return false;
    const awaited = [...cells.querySelectorAll('script[type^="application/vnd.voila"]')].some((script) =>
      script.textContent.includes("widget-view+json"),
    );
    return awaited
      ? Boolean(cells.querySelector(".jupyter-widgets:not(:empty)"))
      : document.readyState === "complete" && Boolean(window.jupyterapp);
  }
  // Voila's shell takes the cells out of the page's main part and stands beside it: put both together again.
  function settle() {
    const shell = document.getElementById("main");
    const page = document.getElementById("page");
    if (shell && page && shell.parentElement !== page) page.append(shell);
  }
  function ready() {
    settle();
    if (!filled()) return false;
    document.getElementById("loading")?.remove();
    document.body.classList.add("wb-ready");
    return true;
  }

  async function ask() {
    try {
      const there = await fetch(location.pathname.replace(/voila\/.*/, "voila/templates/workbench/static/frame.js"), {
        cache: "no-store",
      });
      if (!there.ok) throw new Error("no answer");
      if (!open && ever) {
        answeredAt ||= now();
        kernel()?.reconnect?.().catch(() => {});
      }
    } catch {
      answeredAt = 0;
    }
  }

  function writing() {
    return Boolean(document.activeElement?.closest("input, textarea, select, [role=group]")) || Boolean(document.querySelector(".wb-unsent"));
  }

  // By itself the page reloads at most once a minute, so that a kernel that cannot start makes no circle.
  function mayReload() {
    const last = Number(sessionStorage.getItem("workbench:reloaded") ?? 0);
    if (Date.now() - last < 60_000) return false;
    sessionStorage.setItem("workbench:reloaded", String(Date.now()));
    return true;
  }

  function look() {
    if (leaving) return;
    const there = ready();
    const lost = ever && !open && now() - closedAt > SAY_AFTER;
    if (gone) say("gone");
    else if (lost || !navigator.onLine) say("lost");
    else if (!there && now() > BLANK_AFTER) say("blank");
    else say("");
    if ((gone || (lost && answeredAt && now() - answeredAt > RELOAD_AFTER)) && !writing() && mayReload()) {
      leaving = true;
      location.reload();
    }
  }

  async function awake() {
    if (document.visibilityState === "hidden") return void (hiddenAt = now());
    if (hiddenAt && now() - hiddenAt > 20_000 && open && kernel()) {
      const late = new Promise((_done, failed) => setTimeout(failed, 6_000, new Error("late")));
      await Promise.race([kernel().requestKernelInfo(), late]).catch(() => kernel()?.reconnect?.().catch(() => {}));
    }
    if (!open) ask();
  }

  function keep(link, group) {
    const ours = link?.origin === location.origin && link.pathname.includes("/voila/render/");
    if (ours && !link.search) link.search = new URLSearchParams({ group });
  }

  window.addEventListener("beforeunload", () => (leaving = true));
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  window.addEventListener("online", () => ask().then(look));
  window.addEventListener("offline", look);
  document.addEventListener("visibilitychange", awake);
  setInterval(look, 500);
  setInterval(() => ever && !open && !leaving && ask(), 3_000);

  document.addEventListener("DOMContentLoaded", () => {
    // the group that was chosen stays chosen on the way to the next page
    const group = new URLSearchParams(location.search).get("group");
    if (group) document.querySelectorAll(".wb-nav a").forEach((a) => keep(a, group));
    if (group) document.addEventListener("click", (event) => keep(event.target.closest?.("a[href]"), group), true);
    document.querySelector(".wb-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    new MutationObserver((_changes, watch) => ready() && watch.disconnect()).observe(document.body, {
      childList: true,
      subtree: true,
    });
  });
})();
