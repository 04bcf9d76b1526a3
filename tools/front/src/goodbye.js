// When a page is left its kernel is not needed any more. Whoever comes back to it gets a new one.

export function goodBye({ base, kernel }) {
  const guard = () => document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
  const giveBack = () => {
    const said = new URLSearchParams({ _xsrf: decodeURIComponent(guard()) });
    navigator.sendBeacon(`${base}voila/api/shutdown/${kernel}`, said);
  };
  addEventListener("pagehide", giveBack);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  return giveBack;
}
