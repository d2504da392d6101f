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

// A filter that was changed is answered by the same address as without this script: its list takes the place of ours.
let asked = 0;
let shown = location.pathname + location.search;
const show = async (form) => {
  const turn = (asked += 1);
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [ours, theirs] = [document, page].map((each) => each.getElementById("list"));
  if (turn !== asked) return;
  if (!ours || !theirs) return location.assign(address);
  const focused = document.activeElement.id;
  const open = [...ours.querySelectorAll("details[open]")].map((each) => each.dataset.name);
  for (const each of theirs.querySelectorAll("details")) each.open ||= open.includes(each.dataset.name);
  ours.replaceWith(theirs);
  history.pushState({}, "", answer.url);
  shown = location.pathname + location.search;
  document.getElementById(focused)?.focus();
  document.getElementById("told").textContent = document.getElementById("results").textContent;
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
