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

// A filter that was changed is answered by the same address as without this script: its list takes the place of ours.
let asked = 0;
let shown = location.pathname + location.search;
const put = (page) => {
  const [ours, theirs] = [document, page].map((each) => each.getElementById("list"));
  const focused = document.activeElement.id;
  const open = [...ours.querySelectorAll("details[open]")].map((each) => each.dataset.name);
  for (const each of theirs.querySelectorAll("details")) each.open ||= open.includes(each.dataset.name);
  ours.replaceWith(theirs);
  document.title = page.title;
  const told = document.getElementById("error-summary") || document.getElementById("results");
  (document.getElementById(focused) || told).focus();
  document.getElementById("told").textContent = told.textContent;
};
const show = async (form) => {
  const turn = (asked += 1);
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return;
    put(page);
    history.pushState({}, "", answer.url);
    shown = location.pathname + location.search;
  } catch {
    location.assign(address);
  }
};
const filters = (event) => event.target.closest("#list form.filters");
document.addEventListener("change", (event) => filters(event) && show(filters(event)));
document.addEventListener("submit", (event) => {
  if (!filters(event)) return;
  event.preventDefault();
  show(filters(event));
});
// Back and forward between lists; a jump within the page is none of that.
addEventListener("popstate", () => shown === location.pathname + location.search || location.reload());
