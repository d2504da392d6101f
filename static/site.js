// Adds to pages that work without it: suggestions while a search is typed, and the same filters in place.
const list = document.getElementById("suggestions");
let waiting;
for (const field of document.querySelectorAll("input[data-suggest]")) {
  field.setAttribute("list", "suggestions");
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (field.value.trim().length < 2) return;
      const answer = await fetch(`${list.dataset.from}?q=${encodeURIComponent(field.value)}`);
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map((text) => Object.assign(document.createElement("option"), { value: text })));
    }, 200);
  });
}

// A page that refuses something says so first: whoever reads it by ear begins there.
document.getElementById("error-summary")?.focus();

// A page that takes the place of the one shown: what was open stays open.
const openNames = () => [...document.querySelectorAll("details[open][data-name]")].map((each) => each.dataset.name);
const reopen = (page, names) => page.querySelectorAll("details[data-name]").forEach((each) => (each.open = names.includes(each.dataset.name)));
const say = (text) => (document.getElementById("told").textContent = text);
const fetched = async (address) => {
  const answer = await fetch(address);
  return [new DOMParser().parseFromString(await answer.text(), "text/html"), answer.url];
};
let shown = location.pathname + location.search;
const moveTo = (address) => {
  history.pushState({}, "", address);
  shown = location.pathname + location.search;
};
const take = (page, selector) => {
  const [ours, theirs] = [document, page].map((each) => each.querySelector(selector));
  if (ours && theirs) ours.replaceWith(theirs);
};

// A filter that was changed is answered by the same address as without this script. Only the results are replaced: in
// the panel the numbers change and every option stays where it is, so that nothing moves under a finger.
const option = (box) => box.closest(".option");
const recount = (box, page) => {
  const theirs = page.getElementById(box.id);
  option(box).querySelector(".number").firstChild.data = theirs ? option(theirs).querySelector(".number").firstChild.data : "0";
  option(box).querySelector("rect").setAttribute("width", theirs ? option(theirs).querySelector("rect").getAttribute("width") : 0);
  box.disabled = !theirs && !box.checked && box !== document.activeElement;
};
const panel = (page) => {
  document.querySelectorAll("#list .option input").forEach((box) => recount(box, page));
  for (const theirs of page.querySelectorAll("#list .option input")) {
    const group = document.getElementById(theirs.closest(".facet").id);
    if (group && !document.getElementById(theirs.id)) group.querySelector("fieldset").append(option(theirs));
  }
  page.querySelectorAll("#list .facet > summary").forEach((each) => take(page, `#${each.id}`));
};
let asked = 0;
const show = async (form) => {
  const turn = (asked += 1);
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  try {
    const [page, url] = await fetched(address);
    if (turn !== asked) return;
    if (page.querySelector("#list .filters")) panel(page);
    take(page, "#list > section");
    take(page, ".page-head");
    document.title = page.title;
    const told = document.getElementById("error-summary") || document.getElementById("results");
    if (told.id === "error-summary") told.focus();
    say(told.textContent);
    moveTo(url);
  } catch {
    location.assign(address);
  }
};
const filters = (event) => event.target.closest("#list form.filters");
// A text is answered on Enter, not when somebody leaves its field.
document.addEventListener("change", (event) => filters(event) && event.target.type !== "search" && show(filters(event)));
document.addEventListener("submit", (event) => {
  if (!filters(event)) return;
  event.preventDefault();
  show(filters(event));
});

// A record that is added to the brief: the reader stays where they are, and is told.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-add]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const line = link.parentElement.id;
  try {
    const [page, url] = await fetched(link.href);
    reopen(page, openNames());
    for (const part of [".site-header", "#main", ".site-footer"]) take(page, part);
    moveTo(url.split("#")[0]);
    document.getElementById(line).focus();
    say(`${link.textContent.trim()}: ${document.getElementById("my-brief").textContent.trim()}`);
    keep();
  } catch {
    location.assign(link.href);
  }
});

// The brief stands in the address. A copy stays in this browser, so that it is still there after Back or a bookmark.
const CARRIED = ["brief", "brief_title", "brief_sector", "brief_organisation"];
function keep() {
  try {
    const here = new URLSearchParams(location.search);
    const carried = new URLSearchParams(CARRIED.filter((name) => here.get(name)).map((name) => [name, here.get(name)]));
    const readable = document.querySelector("#my-brief .badge");
    if (here.get("brief")) return readable ? localStorage.setItem("brief", carried) : undefined;
    const before = document.referrer ? new URL(document.referrer) : location;
    const emptied = location.pathname === "/brief/" && before.origin === location.origin && new URLSearchParams(before.search).get("brief");
    if (emptied) return localStorage.removeItem("brief");
    const kept = localStorage.getItem("brief");
    if (kept) location.replace(`${location.pathname}${location.search ? `${location.search}&` : "?"}${kept}${location.hash}`);
  } catch {
    // A browser that keeps nothing for us: the address still holds it all.
  }
}
addEventListener("pageshow", keep);

// Back and forward between lists; a jump within the page is none of that.
addEventListener("popstate", () => shown === location.pathname + location.search || location.reload());
