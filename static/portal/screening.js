// The desk by keyboard: a key presses the control that names it in `aria-keyshortcuts`. Without this script links, buttons and
// forms do the same.
"use strict";

const overlay = document.getElementById("keys");
const opener = document.querySelector("[data-keys]");
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

const control = (key) => [...document.querySelectorAll(`[aria-keyshortcuts~="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility());

// Into a field the hands go; a panel is opened first.
function press(one) {
  if (one.matches(TYPING)) {
    one.focus();
    one.select();
    return;
  }
  one.click();
  if (one.matches("summary")) one.parentElement.querySelector("textarea")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return; // a key held down does it once
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  if (event.shiftKey && event.key !== "?") return;
  if (overlay.open) {
    if (event.key === "?") overlay.close();
    return;
  }
  const one = event.key.length === 1 && control(event.key.toLowerCase());
  if (!one) return;
  event.preventDefault(); // the letter is not typed into what gets the focus
  press(one);
});

opener.hidden = false;
opener.addEventListener("click", () => overlay.showModal());

// The queue: how many of it are chosen, and the whole page of it at one press.
const choosing = document.querySelector("[data-choosing]");
if (choosing) {
  const boxes = [...choosing.querySelectorAll("input[name=one]")];
  const words = choosing.querySelector("[data-count]");
  const all = document.createElement("button");
  all.type = "button";
  all.className = "btn btn-small";
  words.after(all);
  const chosen = () => boxes.filter((box) => box.checked).length;
  const count = () => {
    words.textContent = `Đã chọn ${chosen()} / ${Number(choosing.dataset.total).toLocaleString("vi-VN")}`;
    all.textContent = chosen() === boxes.length ? "Bỏ chọn cả trang" : `Chọn cả trang (${boxes.length})`;
  };
  all.addEventListener("click", () => {
    const wanted = chosen() < boxes.length;
    for (const box of boxes) box.checked = wanted;
    count();
  });
  choosing.addEventListener("change", count);
  window.addEventListener("pageshow", count); // the browser brings ticks back
  count();
}
