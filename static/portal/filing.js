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

if (step) {
  const lost = "Chưa lưu: máy chủ chưa trả lời. Chữ đã gõ còn trên trang; hãy bấm Lưu khi có mạng.";
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.body.addEventListener(name, () => say(lost));
  // A log-in that has ended would take the page away: the words stay, the button shows them again after logging in.
  document.body.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.status !== 401) return;
    event.preventDefault();
    say("Chưa lưu: phiên làm việc đã hết. Chữ đã gõ còn trên trang; hãy đăng nhập ở một thẻ khác, rồi gõ tiếp ở đây.");
  });
  document.body.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.xhr.status === 200) unsaved.delete(step);
  });
}
