// While something is being pressed, nothing moves under the finger: what comes in waits until the press is over.
// A page that shifts between down and up would give the press to nobody, or to what stands there by then.

const PRESSED = "button, summary, label, a, [role=button], [type=radio], [type=checkbox]";
const LONGEST = 1_000; // a finger that rests is no press
const CLICK_AFTER = 60; // a tap's click comes a moment after the finger has left

export class Press {
  constructor(act) {
    this.act = act; // what is done with each thing that comes in
    this.waiting = null;
    addEventListener("pointerdown", ({ target }) => target.closest?.(PRESSED) && this.hold(), { capture: true });
    addEventListener("click", () => this.over(0), { capture: true });
    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => this.over(CLICK_AFTER), { capture: true });
  }

  take(what) {
    if (this.waiting) this.waiting.push(what);
    else this.act(what);
  }

  hold() {
    this.waiting ??= [];
    this.over(LONGEST);
  }

  over(after) {
    clearTimeout(this.later);
    if (this.waiting) this.later = setTimeout(() => this.release(), after);
  }

  release() {
    const come = this.waiting ?? [];
    this.waiting = null;
    for (const each of come) queueMicrotask(() => this.act(each)); // in their order, and each for itself
  }
}
