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
    button.textContent = button.dataset.busy || "Đang gửi…";
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

// On a phone the chosen tab or chip may lie beyond the edge of its row.
for (const row of document.querySelectorAll(".tabs, .filters, .chips-alone")) {
  const chosen = row.querySelector("[aria-current]");
  if (chosen) row.scrollLeft = chosen.offsetLeft - row.offsetLeft - (row.clientWidth - chosen.offsetWidth) / 2;
}

// Long lists of boxes: how many are chosen, and all or none at one press.
const MANY = 5;
for (const group of document.querySelectorAll("fieldset:not(.edit-rows, .edit-group)")) {
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  if (boxes.length < MANY) continue;
  const bar = document.createElement("div");
  const words = document.createElement("span");
  const button = document.createElement("button");
  bar.className = "chosen-bar";
  words.setAttribute("role", "status");
  button.type = "button";
  button.className = "btn btn-small";
  bar.append(words, button);
  const chosen = () => boxes.filter((box) => box.checked).length;
  const count = () => {
    words.textContent = `Đã chọn ${chosen()} / ${boxes.length}`;
    button.textContent = chosen() === boxes.length ? "Bỏ chọn tất cả" : "Chọn tất cả";
  };
  button.addEventListener("click", () => {
    const all = chosen() < boxes.length;
    for (const box of boxes) box.checked = all;
    group.dispatchEvent(new Event("input", { bubbles: true }));
  });
  group.addEventListener("input", count);
  group.querySelector(".form-check").before(bar);
  count();
}
