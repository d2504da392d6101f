// A long act goes on by itself, a part at a time; without this its page has a button.
document.querySelector("form[data-goes-on]")?.requestSubmit();
