// A long act goes on by itself, a part at a time; without this its page has a button.
document.querySelector("form[data-goes-on]")?.requestSubmit();

// What select2 draws has no name: it gets that of the select that it stands for.
function nameSearches() {
  const drawn = [".select2-search__field", ".select2-selection--single", ".select2-selection__rendered[role=textbox]"];
  for (const field of document.querySelectorAll(drawn.map((each) => `.select2 ${each}:not([aria-label])`).join())) {
    const select = field.closest(".select2-container").previousElementSibling;
    const label = document.querySelector(`label[for="${select?.id}"]`)?.textContent ?? select?.getAttribute("aria-label");
    field.setAttribute("aria-label", (label ?? "").replace(/:\s*$/, "").trim());
  }
}
if (document.querySelector("select.admin-autocomplete")) {
  new MutationObserver(nameSearches).observe(document.body, { childList: true, subtree: true });
  nameSearches();
}

// The head of the column that names each line is empty.
for (const head of document.querySelectorAll("th.original:empty")) {
  head.innerHTML = '<span class="visually-hidden">Line</span>';
}

// A title that another record has, or nearly, is said while it is typed.
const title = document.querySelector("form[id$=_form] input[name=title]");
if (title) {
  const told = document.createElement("p");
  told.className = "help similar";
  told.setAttribute("role", "status");
  title.after(told);
  let waiting;
  title.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(tellSimilar, 400);
  });
  const [list, own] = location.pathname.split(/(?:add|(\d+)\/change)\/$/);
  async function tellSimilar() {
    const answer = await fetch(`${list}similar/?${new URLSearchParams({ title: title.value })}`);
    const found = answer.ok ? (await answer.json()).similar.filter((each) => String(each.key) !== own) : [];
    told.replaceChildren(...(found.length ? ["There is: ", ...found.flatMap(linked)] : []));
  }
}
function linked({ title, address }, place) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = title;
  return place ? ["; ", link] : [link];
}
