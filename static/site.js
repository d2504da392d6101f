// Adds to pages that work without it: suggestions while a search is typed, and the same filters in place.
const field = document.getElementById("site-q");
const list = document.getElementById("suggestions");

if (field && list) {
  let waiting;
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

// A filter that was changed is shown by the list itself; its new count is read out, and open panels stay open.
let open = [];
document.addEventListener("htmx:beforeSwap", () => {
  open = [...document.querySelectorAll("#list details[open]")].map((each) => each.dataset.name);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const each of document.querySelectorAll("#list details")) each.open = each.open || open.includes(each.dataset.name);
  const told = document.getElementById("told");
  const count = document.getElementById("results");
  if (told && count) told.textContent = count.textContent;
});
