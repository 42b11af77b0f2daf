// Rows of the plan editor: added, removed and moved without asking the server; sections dragged; facts put into the text.
// Each button works without this script too.
"use strict";

const parts = document.getElementById("part");
let count = 0;

const tell = () => parts.dispatchEvent(new Event("rows"));
const rowOf = (element) => element.closest("[data-row]");

function press(button) {
  const [verb] = button.value.split(":");
  if (verb === "add") return add(button);
  const row = rowOf(button);
  if (verb === "remove") {
    const next = row.nextElementSibling || row.previousElementSibling || row.closest("[data-rows]");
    row.remove();
    next.querySelector("input, textarea, select, button")?.focus();
  } else {
    move(row, verb);
    button.focus();
  }
  tell();
}

function add(button) {
  const rows = button.closest("[data-rows]");
  count += 1;
  const blank = rows.querySelector(":scope > template").innerHTML;
  const holder = document.createElement("template"); // anything else drops the tags of a table's row
  holder.innerHTML = blank.replaceAll("NEWROW", `n${count}`);
  const row = holder.content.firstElementChild;
  const list = rows.querySelector("[data-list]"); // its own comes before those inside its rows
  list.append(row);
  name(list);
  row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  tell();
}

function move(row, verb) {
  const other = verb === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (verb === "up") other.before(row);
  else other.after(row);
  name(row.parentElement);
}

// "Thời hạn 2": rows are called by their place.
function name(list) {
  [...list.children].forEach((row, place) => {
    const words = row.querySelector(".edit-row-name");
    words.textContent = words.textContent.replace(/ ?\d*$/, "") + ` ${place + 1}`;
  });
}

parts.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  if (button) {
    event.preventDefault();
    press(button);
  }
});

parts.addEventListener("keydown", (event) => {
  const row = event.altKey && rowOf(event.target);
  if (!row || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const field = event.target;
  move(row, event.key === "ArrowUp" ? "up" : "down");
  field.focus();
  tell();
});

// --- dragging ------------------------------------------------------------------------------------------------------

let dragged = null;

parts.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (grip) rowOf(grip).draggable = true; // only by its handle: text in the fields must stay selectable
});
parts.addEventListener("dragstart", (event) => {
  dragged = event.target.matches?.("[data-row]") ? event.target : null;
});
parts.addEventListener("dragover", (event) => {
  const row = dragged && rowOf(event.target);
  if (!row || row === dragged || row.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const below = event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
  if (below) row.after(dragged);
  else row.before(dragged);
});
parts.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.draggable = false;
  name(dragged.parentElement);
  dragged = null;
  tell();
});

// Sections of the outline: dropped on another, a section comes to stand before it; Alt with the arrow keys moves it.
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };
let section = null;

function arrange(fields) {
  const form = document.querySelector("[data-sections] + form").cloneNode(true);
  form.querySelector("button").remove();
  for (const [key, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = key;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.requestSubmit();
}

document.addEventListener("dragstart", (event) => {
  section = event.target.closest?.("[data-sections] li")?.dataset.pk ?? null;
});
document.addEventListener("dragover", (event) => {
  const over = section && event.target.closest?.("[data-sections] li");
  if (over && over.dataset.pk !== section) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const over = section && event.target.closest?.("[data-sections] li");
  if (!over) return;
  event.preventDefault();
  arrange({ do: "before", pk: section, target: over.dataset.pk });
});
document.addEventListener("keydown", (event) => {
  const line = event.altKey && KEYS[event.key] && event.target.closest("[data-sections] li");
  if (!line) return;
  event.preventDefault();
  sessionStorage.setItem("moved", line.dataset.pk);
  arrange({ do: KEYS[event.key], pk: line.dataset.pk });
});

// Whoever moved a section by keys goes on from its line, which now stands elsewhere.
const moved = sessionStorage.getItem("moved");
sessionStorage.removeItem("moved");
if (moved) document.querySelector(`[data-sections] li[data-pk="${CSS.escape(moved)}"] a`)?.focus();

// --- facts, and fields that grow -----------------------------------------------------------------------------------

let text = null;
parts.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea, input:not([type=checkbox]):not([type=hidden])")) text = event.target;
});
parts.addEventListener("click", (event) => {
  const fact = event.target.closest("[data-insert]");
  const field = fact && (text ?? parts.querySelector("textarea"));
  if (!field) return;
  field.setRangeText(fact.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// Where the browser cannot let a field grow with its text by itself.
if (!CSS.supports("field-sizing", "content")) {
  const grow = (area) => {
    for (area.rows = 3; area.scrollHeight > area.clientHeight && area.rows < 28; ) area.rows += 1;
  };
  for (const area of parts.querySelectorAll("[data-grows]")) grow(area);
  parts.addEventListener("input", (event) => {
    if (event.target.matches("[data-grows]")) grow(event.target);
  });
}
