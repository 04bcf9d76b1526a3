// The group that was chosen stays chosen on the way to the next page.

function keep(link, group) {
  const ours = link?.origin === location.origin && link.pathname.includes("/voila/render/");
  if (ours && !link.search) link.search = new URLSearchParams({ group });
}

export async function keepGroup(whole) {
  const group = new URLSearchParams(location.search).get("group");
  if (group) document.addEventListener("click", (event) => keep(event.target.closest?.("a[href]"), group), true);
  await whole;
  if (group) document.querySelectorAll(".wb-nav a").forEach((link) => keep(link, group));
  document.querySelector(".wb-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}
