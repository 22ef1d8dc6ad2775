// The desk's own script: news as it comes, drafts that survive, keys, and forms tried again.
"use strict";

// --- drafts: what is half typed is kept in this browser until it was taken --------------------
const draftKey = (field) => `draft:${document.body.dataset.person}:${field.dataset.draft}`;
function restoreDrafts() {
  for (const field of document.querySelectorAll("[data-draft]")) {
    const kept = localStorage.getItem(draftKey(field));
    if (field.type === "radio") { if (kept === field.value) field.checked = true; continue; }
    if (kept !== null && (!field.value || wasOf(field))) field.value = kept;
  }
}
// a value that stands there, and what it was before it was changed
const wasOf = (field) => field.name?.startsWith("value.") &&
  document.querySelector(`[name="${CSS.escape(field.name.replace("value.", "was."))}"]`);
document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-draft]");
  if (!field) return;
  if (field.value) localStorage.setItem(draftKey(field), field.value);
  else localStorage.removeItem(draftKey(field));
});
function forget(form) {
  for (const field of form.elements) {
    if (!("draft" in field.dataset)) continue;
    localStorage.removeItem(draftKey(field));
    if (field.type === "radio") field.checked = false;
    else if (!wasOf(field)) field.value = "";
  }
}

// --- news: one stream of numbers of the ledger; what is looked at is made again ---------------
let soon = null, busy = 0;
function changed() {
  clearTimeout(soon);
  // a form that waits for its answer stays where it is: the answer finds its place through it
  soon = setTimeout(() => busy ? changed() : htmx.trigger(document.body, "changed"), 200);
}
// what somebody opened or shut stays so: a page made again knows nothing of it
Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, at) => !(name === "open" && at.tagName === "DETAILS");
function listen() {
  if (!document.querySelector(".top")) return;
  const news = new EventSource("/stream?since=" + document.body.dataset.head);
  // a page on which one chooses something is left alone but for the time and what is stopped
  news.addEventListener("facts", () => document.querySelector(".desk, [data-news]") ? changed() : htmx.trigger(document.body, "news"));
  news.addEventListener("open", () => { offline(false); });
  news.addEventListener("error", () => {
    offline(true);
    // a line that was refused is not tried again by itself
    if (news.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
}
function offline(is) {
  const line = document.getElementById("line-down");
  if (line && line.hidden === is) { line.hidden = !is; if (!is) changed(); }
}

// --- forms: one that did not reach the server is sent again until it does ---------------------
// What was pressed is sent again as it was pressed: on another proposal it is not sent at all.
const pressed = new Map();
const place = (form) => form.getAttribute("hx-post");
const seen = (form) => form.querySelector("[name=seen]")?.value || "";
document.addEventListener("htmx:sendError", (event) => {
  const form = retried(event);
  offline(true);
  if (form) setTimeout(() => again(form), 1500);
});
function again(form) {
  const was = pressed.get(place(form));
  if (!was) return;
  // news may have made another form in its place, or one that asks something else
  if (!form.isConnected || was.seen !== seen(form)) {
    pressed.delete(place(form));
    tell("The proposal has moved on: what you pressed was not sent. Look at it again.");
    return;
  }
  const button = was.verb && form.querySelector(`button[value="${CSS.escape(was.verb)}"]`);
  if (button) button.click(); else form.requestSubmit();
}
// what was asked too often is asked again when there is room; what was typed stands as it is
document.addEventListener("htmx:responseError", (event) => {
  const wait = Number(event.detail.xhr.getResponseHeader("Retry-After"));
  if (wait && !retried(event)) setTimeout(changed, wait * 1000);
  if (event.detail.xhr.status === 503) tell(event.detail.xhr.responseText);
});
function tell(said) {
  const line = document.createElement("p");
  line.className = "notice bad";
  line.setAttribute("role", "alert");
  line.textContent = said;
  document.getElementById("notices")?.prepend(line);
}
const retried = (event) => event.detail.elt.closest?.("form[data-retry]");
const enable = (form, is) => { for (const one of form.querySelectorAll("button")) one.disabled = !is; };
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-retry]")) return;
  const verb = event.submitter?.name === "verb" ? event.submitter.value : "";
  pressed.set(place(event.target), { verb, seen: seen(event.target) });
}, true);
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = retried(event);
  if (!form) return;
  busy += 1;
  enable(form, false);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = retried(event);
  if (!form) return;
  busy -= 1;
  enable(form, true);
  if (!event.detail.successful) return;
  pressed.delete(place(form));
  forget(form);
  offline(false);
  if ("once" in form.dataset) { form.closest(".asked-turn").remove(); keepAnswers(); }
});

// --- a typed wish: the open card is filled in, and waits to be pressed --------------------------
document.addEventListener("open-card", (event) => {
  const card = document.getElementById("card"), told = event.detail;
  if (!card) return;
  const fill = (name, value) => {
    const field = card.querySelector(`[name="${CSS.escape(name)}"]`);
    if (!field || !value) return;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  fill("reason", told.reason);
  fill("slot.option", told.option);
  for (const [slot, value] of Object.entries(told.slots || {})) fill("slot." + slot, value);
  for (const [name, words] of Object.entries(told.values || {})) fill("value." + name, words);
  card.scrollIntoView({ block: "end" });
  const whose = document.getElementById("not-yours");
  if (whose) tell(whose.textContent.trim());
  card.querySelector(`button[value="${CSS.escape(told.verb)}"]`)?.focus();
});

// --- answers: each claim with its citation, as it is found --------------------------------------
function answer(turn) {
  const list = turn.querySelector(".lines"), looking = turn.querySelector(".looking");
  const asked = new EventSource(turn.dataset.answer);
  delete turn.dataset.answer;
  const on = (kind, done) => asked.addEventListener(kind, (event) => done(JSON.parse(event.data)));
  on("looking", (at) => { looking.textContent = at; });
  on("again", () => list.replaceChildren());
  on("claims", (lines) => { list.hidden = false; list.insertAdjacentHTML("beforeend", lines); });
  on("done", (end) => {
    asked.close();
    looking.remove();
    turn.insertAdjacentHTML("beforeend", end);
    turn.removeAttribute("aria-busy");
    turn.scrollIntoView({ block: "nearest" });
    keepAnswers();
  });
  // a line that broke is taken up again where it was; one that was refused is not
  asked.addEventListener("error", () => {
    looking.textContent = asked.readyState === EventSource.CLOSED
      ? "not answered: ask again" : "the line broke; it goes on by itself …";
  });
}

// --- answers stand as long as the window does: also after a click on what they cite, and Back ----
const MOST_ANSWERS = 10;
const answersKey = () => `answers:${document.body.dataset.person}:${document.querySelector(".desk")?.dataset.case}`;
const halfTyped = (turn) => [...turn.querySelectorAll("form[data-once] [data-draft]")]
  .some((field) => localStorage.getItem(draftKey(field)) !== null);
document.addEventListener("input", (event) => { if (event.target.closest?.("#asked form[data-once]")) keepAnswers(); });
function keepAnswers() {
  // a card is not kept: what it acts on may have gone on; but that of a deed, which stands for
  // itself, as soon as something is typed in it
  const turns = [...document.querySelectorAll("#asked > .asked-turn")]
    .filter((one) => halfTyped(one) || (one.querySelector(".answer:not([aria-busy])") && !one.querySelector("form")));
  const kept = turns.slice(-MOST_ANSWERS).map((one) => ({ html: one.outerHTML, head: one.dataset.head || document.body.dataset.head }));
  try { sessionStorage.setItem(answersKey(), JSON.stringify(kept)); } catch { /* no room: they are asked again */ }
}
function restoreAnswers() {
  const place = document.getElementById("asked");
  if (!place) return false;
  for (const one of JSON.parse(sessionStorage.getItem(answersKey()) || "[]")) {
    place.insertAdjacentHTML("beforeend", one.html);
    const turn = place.lastElementChild;
    turn.dataset.head = one.head;
    if (turn.querySelector("form")) {
      for (const field of turn.querySelectorAll("[data-draft]")) field.value = localStorage.getItem(draftKey(field)) ?? field.value;
      htmx.process(turn);
      continue;
    }
    if (one.head === document.body.dataset.head || turn.querySelector(".before-news")) continue;
    const note = document.createElement("p");
    note.className = "quiet before-news";
    note.textContent = "Answered before the newest facts: ask again to be sure.";
    turn.append(note);
  }
  return place.childElementCount > 0;
}
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") === "/sign-out") sessionStorage.clear();
}, true);

// --- time left ------------------------------------------------------------------------------
const began = Date.now();
function span(ms) {
  const minutes = Math.floor(ms / 60000), days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days) return days < 10 ? `${days} d ${hours} h` : `${days} d`;
  return hours ? `${hours} h ${minutes % 60} min` : `${minutes % 60} min`;
}
function tick() {
  if (document.body.dataset.replay || !document.body.dataset.now) return;
  const now = Date.parse(document.body.dataset.now) + Date.now() - began;
  const clock = document.getElementById("clock");
  if (clock) clock.textContent = new Date(now).toUTCString().slice(5, 22);
  for (const one of document.querySelectorAll("[data-until]")) {
    const rest = Date.parse(one.dataset.until) - now;
    if (!isNaN(rest)) one.textContent = rest > 0 ? `in ${span(rest)}` : `${span(-rest)} late`;
  }
}

// --- keys -----------------------------------------------------------------------------------
const typing = (at) => at.closest?.("input, textarea, select, [contenteditable]");
function move(step) {
  const rows = [...document.querySelectorAll("#inbox .row")].filter((one) => one.offsetParent);
  const at = rows.indexOf(document.activeElement);
  const from = at >= 0 ? at : rows.findIndex((one) => one.classList.contains("open"));
  rows[Math.max(0, Math.min(rows.length - 1, from + step))]?.focus();
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.id === "words" && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.key === "Escape") { document.activeElement.blur?.(); return; }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "j") move(1);
  else if (key === "k") move(-1);
  else if (key === "/") { event.preventDefault(); document.getElementById("words")?.focus(); }
  else if (key === "?") location.href = "/help";
  else if ("aerx".includes(key)) {
    const button = document.querySelector(`#card button[data-key="${key}"]`);
    if (!button) return;
    event.preventDefault();
    const needs = { e: ["select[name='slot.option']", "[name=reason]"], x: ["[name=reason]"], r: ["fieldset input"] }[key] || [];
    const missing = needs.map((one) => document.querySelector(`#card ${one}`))
      .find((field) => field && !filled(field) && !(field.matches("select") && anyChanged()));
    (missing || button).focus();
  }
});
const anyChanged = () => [...document.querySelectorAll("#card [name^='value.']")]
  .some((one) => one.value !== wasOf(one)?.value);
const filled = (field) => field.type === "radio"
  ? !!field.form.querySelector("fieldset input:checked") : !!field.value;

// --- splits of the inbox ----------------------------------------------------------------------
function split() {
  const buttons = [...document.querySelectorAll("[data-split]")], flow = sessionStorage.getItem("flow") || "";
  let kind = sessionStorage.getItem("split") || "";
  // a split that has nothing any more has no button either, by which one could leave it
  if (!buttons.some((one) => one.dataset.split === kind)) kind = "";
  for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.split === kind));
  document.getElementById("notify")?.classList.toggle("elsewhere", !!kind && kind !== "notify");
  const chosen = document.querySelector("[data-split-flow]");
  if (chosen) chosen.value = flow;
  for (const one of document.querySelectorAll("#inbox .mine > li"))
    one.classList.toggle("elsewhere", (kind && one.dataset.kind !== kind) || (chosen && flow && one.dataset.flow !== flow));
}
function splitOthers() {
  const wanted = sessionStorage.getItem("function") || "", chosen = document.querySelector("[data-split-function]");
  if (chosen) chosen.value = wanted;
  for (const one of document.querySelectorAll("#others > li"))
    one.classList.toggle("elsewhere", !!(chosen && wanted) && !one.dataset.functions.split("|").includes(wanted));
}
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-split-function]")) { sessionStorage.setItem("function", event.target.value); splitOthers(); }
  if (event.target.matches?.("[data-split-flow]")) { sessionStorage.setItem("flow", event.target.value); split(); }
});

// --- parts of the page ------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const gone = event.target.closest?.("[data-dismiss]");
  if (gone) gone.closest(".notice").remove();
  const part = event.target.closest?.("[data-split]");
  if (part) { sessionStorage.setItem("split", part.dataset.split); split(); }
  if (event.target.closest?.("[data-forget]")) { pressed.clear(); document.getElementById("line-down").hidden = true; }
  const close = event.target.closest?.("[data-close]");
  if (close) { close.closest(".asked-turn").remove(); keepAnswers(); }
  const tab = event.target.closest?.(".tabs a");
  if (tab) { event.preventDefault(); show(tab.getAttribute("href").slice(1)); }
});
function show(part) {
  const desk = document.querySelector(".desk");
  if (!desk) return;
  desk.dataset.show = part;
  for (const one of document.querySelectorAll(".tabs a"))
    one.getAttribute("href") === "#" + part ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current");
}
// "and the second one?" goes on from what was asked before it
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "say") return;
  const asked = [...document.querySelectorAll("#asked > [data-question]")];
  event.detail.parameters.before = asked.at(-1)?.dataset.question || "";
});
document.addEventListener("htmx:afterSwap", (event) => {
  ready();
  if (event.detail.target?.id === "asked") {
    const last = event.detail.target.lastElementChild;
    for (const turn of event.detail.target.querySelectorAll("[data-answer]")) answer(turn);
    last?.scrollIntoView({ block: "nearest" });
    last?.querySelector("form input:not([type=hidden]), form textarea, form button.main")?.focus();
  }
});
function ready() { restoreDrafts(); tick(); split(); splitOthers(); }
// a page that the browser kept for Back shows what was typed, and not what has been since
window.addEventListener("pageshow", (event) => { if (event.persisted) { restoreDrafts(); changed(); } });
document.addEventListener("DOMContentLoaded", () => {
  ready();
  listen();
  setInterval(tick, 30000);
  show(document.querySelector(".desk")?.dataset.case ? "middle" : "inbox");
  const came = performance.getEntriesByType("navigation")[0]?.type, again = restoreAnswers();
  restoreDrafts();
  if (again && came === "back_forward") {
    document.getElementById("asked").lastElementChild.scrollIntoView({ block: "nearest" });
    return;
  }
  // mails come in after the page: the card is brought into view once they stand
  const card = document.getElementById("card");
  if (card && !location.hash) {
    const view = () => card.scrollIntoView({ block: "start" });
    view();
    document.addEventListener("htmx:load", view);
    setTimeout(() => document.removeEventListener("htmx:load", view), 2500);
  }
});
