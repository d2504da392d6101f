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
