// A step of a dossier saves itself through htmx; here is only what people are told, and that a save ends the question on leaving.
// Nothing about people is kept in the browser.
"use strict";

const step = document.querySelector("[data-saves-itself]");

function say(text) {
  const beside = document.getElementById("beside");
  let line = beside.querySelector(".saved-word");
  if (!line) {
    line = document.createElement("p");
    line.className = "saved-word";
    beside.prepend(line);
  }
  line.dataset.tone = "wrong";
  line.textContent = text;
}

// The button waits for a save under way, and none begins after it: an older text must not arrive behind the newer one.
let under = false;
let pressed = false;
let typed = false; // since the last save went off
let renewed = false;

// After logging in again in another tab the form's token is no longer good; the page as it is now knows the new one.
async function renew() {
  renewed = true;
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#step [name=csrfmiddlewaretoken]");
  if (!fresh) return;
  step.querySelector("[name=csrfmiddlewaretoken]").value = fresh.value;
  step.dispatchEvent(new Event("change"));
}

if (step) {
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (pressed) return event.preventDefault();
    under = true;
    typed = false;
  });
  step.addEventListener("input", () => (typed = true));
  window.addEventListener("pageshow", () => (pressed = false)); // back from the next page
  step.addEventListener(
    "submit",
    (event) => {
      pressed = true;
      if (!under) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      document.body.addEventListener("htmx:afterRequest", () => step.requestSubmit(button), { once: true });
    },
    true,
  );
  document.body.addEventListener("htmx:afterRequest", () => (under = false));
  const lost = "Chưa lưu: máy chủ chưa trả lời. Chữ đã gõ còn trên trang; hãy bấm Lưu khi có mạng.";
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.body.addEventListener(name, () => say(lost));
  // A log-in that has ended would take the page away: the words stay, the button shows them again after logging in.
  document.body.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.status === 403 && !renewed) renew();
    if (event.detail.xhr.status !== 401) return;
    event.preventDefault();
    say("Chưa lưu: phiên làm việc đã hết. Chữ đã gõ còn trên trang; hãy đăng nhập ở một thẻ khác, rồi gõ tiếp ở đây.");
  });
  document.body.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.xhr.status !== 200) return;
    renewed = false;
    if (!typed) unsaved.delete(step);
  });
}
