// The workshop follows the hands: a moment after typing stops, the server works everything out anew and its answer takes the
// place of the form. Without this script the button “Tính lại” does the same. What is typed meanwhile is never overwritten.
"use strict";

const PAUSE = 400;
const form = document.getElementById("workshop");
let waiting = 0;
let asked = 0;
let composing = false;

const typed = () => String(new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken")));
const say = (text, tone = "") => {
  const state = form.querySelector("[data-state]"); // a new one comes with each answer
  state.textContent = text;
  state.dataset.tone = tone;
};
const later = () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
};

async function ask() {
  clearTimeout(waiting);
  const number = ++asked;
  const sent = typed();
  const body = new URLSearchParams([...new FormData(form), ["try", "1"]]);
  let answer, page;
  say("Đang tính…");
  try {
    answer = await fetch(location.pathname, { method: "POST", body });
    page = await answer.text();
  } catch {
    return say("Chưa tính lại được; những gì đã gõ còn nguyên. Hãy thử lại.", "wrong");
  }
  if (number !== asked) return;
  const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("workshop");
  if (!fresh || answer.redirected) return say("Chưa tính lại được: hãy đăng nhập lại ở một cửa sổ khác rồi gõ tiếp.", "wrong");
  if (composing || typed() !== sent) return later(); // the hands are at it still
  put(fresh);
  say(answer.ok ? "" : "Có chỗ chưa chia được: xem chỗ ghi màu đỏ.", "wrong");
}

// The answer takes the place of the form; focus, caret, open folds and what was scrolled to stay.
function put(fresh) {
  const active = document.activeElement;
  const at = form.contains(active) && active.name ? { name: active.name, from: active.selectionStart, to: active.selectionEnd } : null;
  const folds = new Map([...form.querySelectorAll("[data-keep]")].map((fold) => [fold.dataset.keep, fold.open]));
  const scrolled = [...form.querySelectorAll(".scroll")].map((box) => [box.getAttribute("aria-label"), box.scrollLeft, box.scrollTop]);
  const down = window.scrollY;
  fresh.querySelector("[data-focus]")?.removeAttribute("data-focus");
  form.replaceChildren(...fresh.childNodes);
  for (const fold of form.querySelectorAll("[data-keep]")) fold.open = folds.get(fold.dataset.keep) ?? fold.open;
  for (const [label, left, top] of scrolled) {
    const box = form.querySelector(`.scroll[aria-label="${CSS.escape(label)}"]`);
    box?.scrollTo(left, top);
  }
  if (at) {
    const field = form.elements[at.name];
    field?.focus?.({ preventScroll: true });
    if (field?.setSelectionRange && at.from !== null) field.setSelectionRange(at.from, at.to);
  }
  window.scrollTo(window.scrollX, down);
}

form.addEventListener("input", later);
form.addEventListener("change", later);
form.addEventListener("compositionstart", () => (composing = true));
form.addEventListener("compositionend", () => (composing = false));
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form || event.submitter?.name === "save") {
      clearTimeout(waiting);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask();
  },
  true,
);
