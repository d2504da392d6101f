// What is typed into the form of a record is not lost: not by leaving, not by a session that has ended, not by a crash.
const form = document.querySelector("form[id$=_form]:not(#changelist-form):not(#step_form)");
const marks = form?.querySelector("[data-alive]")?.dataset;
// Of one account: whoever signs in next at this machine is not offered what somebody else typed.
const key = `typed:${marks?.account}:${location.pathname}`;
const SECRETS = ["csrfmiddlewaretoken", "password", "password1", "password2", "code"];

// [name, value, and what a select calls that value, for what it was searched for is not among its options later].
function typed() {
  const called = new Map();
  for (const select of form.querySelectorAll("select")) {
    for (const option of select.selectedOptions) called.set(`${select.name} ${option.value}`, option.text);
  }
  const entries = [...new FormData(form)].filter(([name, value]) => !SECRETS.includes(name) && typeof value === "string");
  return JSON.stringify(entries.map(([name, value]) => [name, value, called.get(`${name} ${value}`)]));
}

function say(text, ...buttons) {
  const told = document.createElement("p");
  told.className = "warning";
  told.setAttribute("role", "status");
  told.append(text, ...buttons);
  form.before(told);
  return told;
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// Lines that were added by a click are drawn again by clicks.
function drawLines(entries) {
  for (const [name, value] of entries.filter(([name]) => name.endsWith("-TOTAL_FORMS"))) {
    const count = form.elements[name];
    const more = document.getElementById(`${name.slice(0, -"-TOTAL_FORMS".length)}-group`)?.querySelector(".add-row a");
    for (let before = -1; more && count.value > before && count.value < Number(value);) {
      before = Number(count.value);
      more.click();
    }
  }
}

function choose(select, found) {
  for (const [, value, called] of found) {
    if (![...select.options].some((option) => option.value === value)) select.append(new Option(called ?? value, value));
  }
  for (const option of select.options) option.selected = found.some(([, value]) => value === option.value);
}

function putBack(entries) {
  drawLines(entries);
  const values = Map.groupBy ? Map.groupBy(entries, ([name]) => name) : new Map(entries.map((each) => [each[0], [each]]));
  for (const [name, found] of values) {
    const wanted = found.map(([, value]) => value);
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden])`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
      else if (field.tagName === "SELECT") choose(field, found);
      else field.value = wanted[0];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

async function isSignedIn() {
  try {
    const answer = await fetch(marks.alive, { redirect: "manual", headers: { Accept: "application/json" } });
    return answer.type !== "opaqueredirect" && answer.status !== 403;
  } catch {
    // Nothing answers: the browser says so itself.
    return true;
  }
}

async function tokenOf(address) {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  return page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
}

// Sends what was typed to a page that signs in; true once that page sends the browser on.
async function sent(address, entries) {
  const data = new FormData();
  for (const [name, value] of entries) data.set(name, value);
  data.set("csrfmiddlewaretoken", await tokenOf(address));
  const answer = await fetch(address, { method: "POST", body: data, redirect: "manual" });
  return answer.type === "opaqueredirect";
}

// Asks for name and password in a dialog, and for a code if the account has a second factor; resolves once somebody is
// signed in again and the form has a token of theirs.
function signInHere() {
  const dialog = document.querySelector("#sign-in-again");
  const fields = dialog.querySelector("form");
  const told = dialog.querySelector("[role=alert]");
  const code = fields.elements.code;
  dialog.showModal();
  return new Promise((resolve) => {
    fields.onsubmit = async (event) => {
      event.preventDefault();
      const isCode = !code.disabled;
      const entries = [...new FormData(fields)].filter(([name]) => (name === "code") === isCode);
      if (!(await sent(isCode ? marks.code : marks.login, entries))) {
        told.textContent = "That was not right. Try again.";
        return;
      }
      if (!isCode && !(await isSignedIn())) {
        told.textContent = "And now the code that your telephone shows, or a recovery code.";
        for (const each of fields.querySelectorAll("[data-code-row]")) each.hidden = false;
        code.disabled = false;
        code.focus();
        return;
      }
      form.elements.csrfmiddlewaretoken.value = await tokenOf(location.href);
      dialog.close();
      resolve();
    };
  });
}

if (marks) {
  let isSure = false;
  const first = typed();
  const kept = localStorage.getItem(key);
  if (document.querySelector(".messagelist .success")) localStorage.removeItem(key);
  else if (kept && kept !== first && !document.querySelector(".errornote")) {
    const told = say(
      "What you typed here the last time was not saved. ",
      button("Put it back", () => { putBack(JSON.parse(kept)); told.remove(); }),
      " ",
      button("Forget it", () => { localStorage.removeItem(key); told.remove(); }),
    );
  }
  form.addEventListener("input", () => {
    try {
      localStorage.setItem(key, typed());
    } catch {
      // The browser has no room left: the form itself still has it.
    }
  });
  form.addEventListener("submit", async (event) => {
    if (isSure) return;
    event.preventDefault();
    const pressed = event.submitter;
    if (!(await isSignedIn())) await signInHere();
    isSure = true;
    form.requestSubmit(pressed);
  });
  addEventListener("beforeunload", (event) => {
    if (!isSure && typed() !== first) event.preventDefault();
  });
}
// Somewhere else: what was saved is no longer kept.
if (!form && document.querySelector(".messagelist .success")) {
  for (const name of Object.keys(localStorage)) if (name.startsWith("typed:")) localStorage.removeItem(name);
}
