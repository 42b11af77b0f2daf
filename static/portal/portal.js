// Comfort only: every page works without this file. No library; the policy forbids scripts in pages.
"use strict";

const SLOW = 1000; // under a second nothing is said

// One panel at a time; a press beside it or Escape closes it.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.menu[open], details.move[open]")) {
    if (!open.contains(event.target) && !isTyped(open)) open.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details.menu[open], details.move[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
const isTyped = (panel) => [...panel.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value);

// A second press of the same form does nothing while the first is under way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  leaving = true;
  const button = event.submitter;
  setTimeout(() => {
    if (!button || !form.dataset.sent) return;
    button.setAttribute("aria-busy", "true");
    button.textContent = "Đang gửi…";
  }, SLOW);
});

// Leaving with unsaved words asks.
let leaving = false;
const unsaved = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) unsaved.add(form);
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved.size && !leaving) event.preventDefault();
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  leaving = false;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A summary of errors is read first, and each of its lines leads into the field itself.
document.querySelector("[data-focus]")?.focus();
document.addEventListener("click", (event) => {
  const link = event.target.closest(".errors a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "start" });
  field.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
