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
function tell(answer, title = words.title) {
  const dialog = document.getElementById("told");
  const list = document.createElement("ul");
  list.append(...(answer.mistakes || []).map(entry), ...(answer.notes || []).map((line) => element("li", line)));
  document.getElementById("told-title").textContent = title;
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
  if (answer.status === 422 || answer.status === 409) {
    await tell(await answer.clone().json(), asked.action === "deleteFiles" ? words.undeleted : words.title);
  }
  if (answer.ok && asked.action === "getEntry") saved.delete(JSON.parse((await answer.clone().json()).data).seen);
  return answer;
};

// What Word, web pages and Zalo copy, as the editor of texts can take it: a picture would bring the whole page down, and
// a table would become one word. Pictures have a field of their own.
const UNSHOWN = "img, picture, svg, video, audio, object, embed, iframe, canvas, style, script, meta, link, title, [style*='mso-list:Ignore']";

function renamed(old, name) {
  const made = document.createElement(name);
  made.append(...old.childNodes);
  old.replaceWith(made);
}

/** Paragraphs that Word shows as entries of a list become entries of one. */
function listed(paragraph) {
  const name = /^\s*\w+[.)]/.test(paragraph.querySelector("[style*='mso-list:Ignore']")?.textContent ?? "") ? "OL" : "UL";
  const before = paragraph.previousElementSibling;
  const list = before?.nodeName === name ? before : document.createElement(name);
  if (list !== before) paragraph.before(list);
  list.append(paragraph);
  renamed(paragraph, "li");
}

function rows(table) {
  const list = document.createElement("ul");
  for (const row of table.rows) {
    const cells = [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim());
    if (cells.some(Boolean)) list.append(element("li", cells.join(" | ")));
  }
  table.replaceWith(list);
}

function cleaned(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  body.querySelectorAll("p[class*='MsoList'], p[style*='mso-list']").forEach(listed);
  body.querySelectorAll(UNSHOWN).forEach((each) => each.remove());
  body.querySelectorAll("table").forEach(rows);
  body.querySelectorAll("h1").forEach((each) => renamed(each, "h2"));
  body.querySelectorAll("h4, h5, h6").forEach((each) => renamed(each, "h3"));
  body.querySelectorAll("p, h2, h3, li").forEach((each) => each.textContent.trim() || each.remove());
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(/\u00a0/g, " ").replace(/[\u00ad\u200b\u2060\ufeff]/g, "");
  }
  return body.textContent.trim() ? body.innerHTML : "";
}

const inText = (event) => event.target instanceof Element && event.target.closest("[data-slate-editor]");
const copiedHere = (html) => html.includes("data-slate-fragment");

addEventListener(
  "paste",
  (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!inText(event) || !html || copiedHere(html)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new DataTransfer();
    data.setData("text/html", cleaned(html));
    const about = { inputType: "insertFromPaste", dataTransfer: data, bubbles: true, cancelable: true };
    if (data.getData("text/html")) event.target.dispatchEvent(new InputEvent("beforeinput", about));
  },
  true,
);

// A field of one line has no room for the line that Word broke: its words would stand glued together.
addEventListener(
  "paste",
  (event) => {
    const text = event.target instanceof HTMLInputElement ? event.clipboardData.getData("text/plain") : "";
    if (!/[\v\x85\u2028\u2029]/.test(text)) return;
    event.preventDefault();
    document.execCommand("insertText", false, text.replace(/[\s\x85]+/g, " "));
  },
  true,
);

// What is dragged in from elsewhere, a picture above all, goes by no way that could be cleaned.
addEventListener(
  "drop",
  (event) => {
    if (!inText(event) || copiedHere(event.dataTransfer.getData("text/html"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

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
