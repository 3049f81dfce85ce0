// Starts Decap CMS with the settings made from the record types, and says in a dialog why a record was not saved.
"use strict";

window.CMS_MANUAL_INIT = true;
// There is nobody to log in: who has this page was given its key.
localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));

let words = {};

function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function entry(mistake) {
  const made = document.createElement("li");
  made.append(element("p", mistake.sentence));
  if (mistake.lines.length) made.append(element("pre", mistake.lines.join("\n")));
  if (mistake.hint) made.append(element("p", mistake.hint, "hint"));
  made.append(element("small", mistake.place));
  return made;
}

/** Shows what an answer says; gives whether the officer wants to go on all the same. */
function tell(answer) {
  const dialog = document.getElementById("told");
  const list = document.createElement("ul");
  list.append(...(answer.mistakes || []).map(entry), ...(answer.notes || []).map((line) => element("li", line)));
  document.getElementById("told-title").textContent = words.title;
  document.getElementById("told-list").replaceChildren(element("p", answer.error), list);
  document.getElementById("told-back").textContent = words.back;
  const yes = document.getElementById("told-yes");
  yes.textContent = words.ask;
  yes.hidden = !answer.notes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

const send = window.fetch.bind(window);
// By the stamp that a form began with: that of what this tab has saved in it since. A stamp that is given again is new.
const saved = new Map();

/** Sends what a form holds. It keeps the stamp it began with; what this tab saved itself is no change by others. */
async function save(address, request, asked) {
  const [file] = asked.params.dataFiles;
  const values = JSON.parse(file.raw);
  const began = values.seen;
  if (saved.has(began)) file.raw = JSON.stringify({ ...values, seen: saved.get(began) });
  let answer = await send(address, { ...request, body: JSON.stringify(asked) });
  if (answer.status === 409 || answer.status === 422) {
    if (!(await tell(await answer.clone().json()))) return answer;
    answer = await send(address, { ...request, body: JSON.stringify({ ...asked, agreed: true }) });
  }
  if (answer.ok && began) saved.set(began, (await answer.clone().json()).seen);
  return answer;
}

window.fetch = async (address, request) => {
  const asked = typeof request?.body === "string" ? JSON.parse(request.body) : {};
  if (asked.action === "persistEntry") return save(address, request, asked);
  const answer = await send(address, request);
  if (answer.status === 422 || answer.status === 409) await tell(await answer.clone().json());
  if (answer.ok && asked.action === "getEntry") saved.delete(JSON.parse((await answer.clone().json()).data).seen);
  return answer;
};

addEventListener("DOMContentLoaded", async () => {
  const settings = await (await send("/settings")).json();
  words = settings.words;
  const { config, phrases } = settings;
  const locale = structuredClone(window.CMS.getLocale(config.locale));
  for (const [way, phrase] of Object.entries(phrases)) {
    const steps = way.split(".");
    const last = steps.pop();
    steps.reduce((part, step) => (part[step] ??= {}), locale)[last] = phrase;
  }
  window.CMS.registerLocale(config.locale, locale);
  window.CMS.init({ config });
});
