// Fields of a stock are dragged on its picture and nudged by arrow keys; the numbers in the form follow. Without this script
// the numbers are typed and "Xem thử" shows them.
"use strict";

const STEP = 0.5; // millimetres
const form = document.querySelector("[data-stock]");
const place = document.querySelector("[data-picture]");
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

const inputs = (name) => (name === "code" ? ["code_x", "code_y"] : [`${name}-x`, `${name}-y`]).map((key) => form.elements[key]);
const rounded = (value) => Math.round(value / STEP) * STEP;

function move(group, right, down) {
  const [x, y] = inputs(group.dataset.field);
  const to = [Math.max(0, rounded(Number(x.value) + right)), Math.max(0, rounded(Number(y.value) + down))];
  const moved = (group.dataset.moved || "0 0").split(" ").map(Number);
  const by = [moved[0] + to[0] - Number(x.value), moved[1] + to[1] - Number(y.value)];
  x.value = to[0];
  y.value = to[1];
  group.dataset.moved = by.join(" ");
  group.setAttribute("transform", `translate(${by.join(" ")})`);
  x.dispatchEvent(new Event("input", { bubbles: true }));
}

function label(name) {
  return document.querySelector(`[data-for="${name}"] summary`).textContent;
}

function prepare() {
  for (const group of place.querySelectorAll("[data-field]")) {
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    group.setAttribute("aria-label", `Ô ${label(group.dataset.field)}: bấm mũi tên để dời`);
    group.addEventListener("keydown", (event) => {
      const step = ARROWS[event.key];
      if (!step) return;
      event.preventDefault();
      move(group, ...step);
    });
    group.addEventListener("pointerdown", (event) => drag(group, event));
  }
  place.querySelector("svg").setAttribute("role", "group");
}

function drag(group, start) {
  start.preventDefault();
  group.focus();
  const scale = 1 / place.querySelector("svg").getScreenCTM().a; // millimetres of a pixel
  let done = [0, 0];
  const follow = (event) => {
    const whole = [rounded((event.clientX - start.clientX) * scale), rounded((event.clientY - start.clientY) * scale)];
    move(group, whole[0] - done[0], whole[1] - done[1]);
    done = whole;
  };
  const end = () => {
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", end);
  };
  addEventListener("pointermove", follow);
  addEventListener("pointerup", end);
}

prepare();
