// The page's watch: it says when the page is ready, when the line is lost, and when it is back.

const BLANK_AFTER = 25_000;
const SAY_AFTER = 2_500; // a short break needs no words
const RELOAD_AFTER = 15_000; // the server answers again, but this page's own line stays closed
const SLEPT = 20_000;
const REST_AFTER = 90_000; // a page that nobody looks at gives its kernel back, and loads again when looked at

const now = () => performance.now();
const WRITING = "input, textarea, select, [role=group]";

// By itself the page reloads at most once a minute, so that a kernel that cannot start makes no circle.
function mayReload() {
  const last = Number(sessionStorage.getItem("workbench:reloaded") ?? 0);
  if (Date.now() - last < 60_000) return false;
  sessionStorage.setItem("workbench:reloaded", String(Date.now()));
  return true;
}

const writing = () =>
  Boolean(document.activeElement?.closest(WRITING)) || Boolean(document.querySelector(".wb-unsent"));

export class Watch {
  constructor() {
    this.line = null;
    this.there = false;
    this.leaving = false;
    this.hiddenAt = 0;
    this.resting = null;
    this.asleep = false;
    addEventListener("beforeunload", () => (this.leaving = true));
    addEventListener("online", () => (this.line?.check(), this.look()));
    addEventListener("offline", () => this.look());
    document.addEventListener("visibilitychange", () => this.awake());
    setInterval(() => this.look(), 500);
  }

  follow(line, giveBack) {
    this.line = line;
    this.giveBack = giveBack;
    for (const kind of ["up", "lost", "gone"]) line.addEventListener(kind, () => this.look());
  }

  drawn() {
    this.there = true;
    document.getElementById("loading")?.remove();
    document.body.classList.add("wb-ready");
    this.look();
  }

  say(kind) {
    const strip = document.getElementById("wb-strip");
    if (!strip || (strip.dataset.kind ?? "") === kind) return;
    strip.dataset.kind = kind;
    strip.replaceChildren();
    if (!kind) return;
    const text = document.createElement("p");
    text.textContent = strip.dataset[kind];
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = strip.dataset.reload;
    button.addEventListener("click", () => location.reload());
    strip.append(text, button);
  }

  look() {
    if (this.leaving || this.asleep) return;
    const { gone = false, up = false, ever = false, closedAt = 0, answeredAt = 0 } = this.line ?? {};
    const lost = ever && !up && closedAt > 0 && now() - closedAt > SAY_AFTER;
    if (gone) this.say("gone");
    else if (lost || !navigator.onLine) this.say("lost");
    else if (!this.there && now() > BLANK_AFTER) this.say("blank");
    else this.say("");
    const stuck = lost && answeredAt > 0 && now() - answeredAt > RELOAD_AFTER;
    if ((gone || stuck) && !writing() && mayReload()) {
      this.leaving = true;
      location.reload();
    }
  }

  // What was typed is kept before this; words that are not, or a field that is in use, keep the page awake.
  rest() {
    if (!this.line || this.leaving || writing()) return;
    this.asleep = true;
    this.line.rest();
    this.giveBack();
  }

  awake() {
    clearTimeout(this.resting);
    if (document.visibilityState === "hidden") {
      this.hiddenAt = now();
      this.resting = setTimeout(() => this.rest(), REST_AFTER);
      return;
    }
    if (this.asleep) return void location.reload();
    const slept = this.hiddenAt && now() - this.hiddenAt > SLEPT;
    if (slept || !this.line?.up) this.line?.check();
  }
}
