// Fields of a stock are dragged on its picture and nudged by arrow keys; the numbers in the form follow. Without this script
// the numbers are typed and "Xem thử" shows them. htmx draws the picture anew while somebody types or moves.
"use strict";

const STEP = 0.5; // millimetres
const form = document.querySelector("[data-stock]");
const picture = () => document.querySelector("[data-picture] svg");
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

const inputs = (name) => (name === "code" ? ["code_x", "code_y"] : [`${name}-x`, `${name}-y`]).map((key) => form.elements[key]);
const ENDS = ["pointerup", "pointercancel"];
let dragging = false;
const rounded = (value) => Math.round(value / STEP) * STEP;

function move(group, right, down) {
  const [x, y] = inputs(group.dataset.field);
  const to = [Math.max(0, rounded(Number(x.value) + right)), Math.max(0, rounded(Number(y.value) + down))];
  const before = (group.dataset.moved || "0 0").split(" ").map(Number);
  const by = [before[0] + to[0] - Number(x.value), before[1] + to[1] - Number(y.value)];
  x.value = to[0];
  y.value = to[1];
  group.dataset.moved = by.join(" ");
  group.setAttribute("transform", `translate(${by.join(" ")})`);
}

function moved(group) {
  inputs(group.dataset.field)[0].dispatchEvent(new Event("input", { bubbles: true }));
}

function label(name) {
  return document.querySelector(`[data-for="${name}"] summary`).textContent;
}

function prepare() {
  for (const group of picture().querySelectorAll("[data-field]")) {
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    group.setAttribute("aria-label", `Ô ${label(group.dataset.field)}: bấm mũi tên để dời`);
    group.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      move(group, ...step);
      moved(group);
    });
    group.addEventListener("pointerdown", (event) => drag(group, event));
  }
  picture().setAttribute("role", "group");
  picture().setAttribute("data-ready", "");
}

function drag(group, start) {
  start.preventDefault();
  group.focus();
  const scale = 1 / picture().getScreenCTM().a; // millimetres of a pixel
  let done = [0, 0];
  const follow = (event) => {
    const whole = [rounded((event.clientX - start.clientX) * scale), rounded((event.clientY - start.clientY) * scale)];
    move(group, whole[0] - done[0], whole[1] - done[1]);
    done = whole;
  };
  const end = () => {
    removeEventListener("pointermove", follow);
    for (const name of ENDS) removeEventListener(name, end);
    dragging = false;
    moved(group); // also where an answer came meanwhile and was not drawn
  };
  dragging = true;
  addEventListener("pointermove", follow);
  for (const name of ENDS) addEventListener(name, end);
}

// What is held is not taken out of the hand, and what had the focus has it again.
let focused = null;
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (dragging) event.detail.shouldSwap = false;
  const group = document.activeElement.closest("[data-field]");
  focused = group && group.dataset.field;
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (!picture().hasAttribute("data-ready")) prepare();
  if (form.elements.sent_before.value) form.elements.file.value = ""; // kept by the portal: it need not be sent again
  if (focused) picture().querySelector(`[data-field="${focused}"]`)?.focus();
});

prepare();
