// The plan editor saves itself: what is typed stays in the browser's own storage from the first letter until the server has
// it. Without this script the buttons of the page do the same. Only the text of plans is ever kept here.
"use strict";

const PAUSE = 800; // after the last letter
const MOST = 1500; // between the first letter that was not sent and its sending, however fast the hands
const AGAIN = 3000; // when the server did not answer
const BEAT = 30000; // a sign of hands, while there are any

const form = document.getElementById("part");
const state = document.querySelector("[data-state]");
const place = `plan-text ${form.dataset.who} ${form.dataset.plan} ${form.dataset.part}`;
const label = form.elements.label.value;
const torn = "torn" in form.dataset; // two texts stand side by side: the person decides, the page does not
const SMALL = 60000;
const JSON_TYPE = "application/json";

const typed = () =>
  [...new FormData(form)].filter(([name]) => name.startsWith("f.")).map(([name, value]) => [name, value.replace(/\r\n/g, "\n")]);
const mark = (fields) => JSON.stringify(fields.filter(([, value]) => value.trim()).map(([name, value]) => [shape(name), value.trim()]));
const shape = (name) => name.replace(/\.n?\d+\w*(?=\.|$)/g, ".#"); // rows are called anew when the page is shown again

let sent = mark(typed()); // what the server has
const lost = []; // saves without an answer
let waiting = 0;
let since = 0; // when the first letter was typed that was not sent
let seen = sent; // what is kept
let clash = false; // somebody else saved this part
let under = null; // the save under way
let hands = true;

function say(text, tone = "") {
  state.textContent = text;
  state.dataset.tone = tone;
}

// --- the browser's own storage -------------------------------------------------------------------------------------

function keep() {
  const kept = { fields: typed(), version: form.elements.version.value, at: Date.now() };
  try {
    localStorage.setItem(place, JSON.stringify(kept));
  } catch {
    say("Trình duyệt này không cho giữ nội dung chưa lưu; hãy bấm Lưu thường xuyên.", "wrong");
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}

const forget = () => localStorage.removeItem(place);

function offerKept(found) {
  const notice = document.createElement("div");
  const time = new Date(found.at).toLocaleTimeString("vi-VN");
  notice.className = "notice notice-warning";
  notice.setAttribute("role", "alert");
  notice.innerHTML = '<div><strong></strong> <p class="both-buttons"><button type="button" class="btn btn-primary">Khôi phục</button> <button type="button" class="btn">Bỏ</button></p></div>';
  notice.querySelector("strong").textContent = `Có nội dung chưa gửi, gõ lúc ${time}.`;
  const [restore, drop] = notice.querySelectorAll("button");
  restore.addEventListener("click", () => showKept(found));
  drop.addEventListener("click", () => {
    forget();
    notice.remove();
    form.focus();
  });
  form.before(notice);
}

// The server draws the form with what was kept, whatever rows it has.
function showKept(found) {
  const again = document.createElement("form");
  again.method = "post";
  again.action = form.getAttribute("action");
  const fields = [["csrfmiddlewaretoken", token()], ["version", found.version], ["show", "1"], ["label", label], ...found.fields];
  for (const [name, value] of fields) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    again.append(field);
  }
  again.hidden = true;
  document.body.append(again);
  again.submit();
}

// --- saving --------------------------------------------------------------------------------------------------------

const token = () => form.elements.csrfmiddlewaretoken.value;
const isDirty = () => mark(typed()) !== sent;

function changed() {
  hands = true;
  const now = mark(typed());
  if (now === seen) return; // leaving a field tells of it once more
  seen = now;
  keep();
  if (torn || clash) return;
  say("Đang gõ…");
  since ||= Date.now();
  clearTimeout(waiting);
  waiting = setTimeout(save, Math.min(PAUSE, Math.max(0, since + MOST - Date.now())));
}

async function save() {
  clearTimeout(waiting);
  if (under) await under;
  if (torn || clash || !isDirty()) return;
  under = post().finally(() => (under = null));
  await under;
}

async function post() {
  const body = new URLSearchParams(new FormData(form));
  const going = mark(typed());
  since = 0;
  const keepalive = String(body).length < SMALL; // so that it arrives though the page is gone
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers: { Accept: JSON_TYPE }, keepalive });
  } catch {
    lost.push(body);
    return later("Chưa gửi được; nội dung đã gõ được giữ trên máy này. Đang thử lại…");
  }
  if (answer.status === 401) return later("Phiên làm việc đã hết. Nội dung đã gõ được giữ trên máy này; đăng nhập lại là gõ tiếp được.", true);
  if (answer.status === 403) {
    await renew();
    return later("Đang thử lại…");
  }
  if (answer.status === 404)
    return say("Chưa lưu được: Kế hoạch này không còn, hoặc bạn không còn xem được. Hãy chép nội dung đã gõ ra chỗ khác.", "wrong");
  if (!(answer.headers.get("Content-Type") || "").startsWith(JSON_TYPE)) {
    lost.push(body);
    return later("Máy chủ đang bận; nội dung đã gõ được giữ trên máy này. Đang thử lại…");
  }
  const told = await answer.json();
  if (told.state === "saved") done(told, going);
  else if (told.state === "faulty") {
    if (mark(typed()) === going) showSaid(told.errors, "Chưa lưu được: xem chỗ ghi màu đỏ."); // a half-typed day is no fault
  }
  else if (told.state === "overtaken") await ownSave() || conflict();
  else say(`Chưa lưu được: ${told.reasons.join(" ")}`, "wrong");
}

// A save that was stored, but whose answer never came, must not look like somebody else's: sent again as it was, the server
// knows it for what it has and tells its version; anything else it refuses.
async function ownSave() {
  for (const body of lost.splice(0).reverse()) {
    body.set("csrfmiddlewaretoken", token());
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: JSON_TYPE } });
      if (!answer.ok) continue;
      form.elements.version.value = (await answer.json()).version;
      clearTimeout(waiting);
      waiting = setTimeout(save, 0);
      return true;
    } catch {
      continue;
    }
  }
  return false;
}

function done(told, going) {
  lost.length = 0;
  form.elements.version.value = told.version;
  sent = going;
  showOthers(told.others);
  if (isDirty()) return; // the hands are at it still
  forget();
  showSaid(told.warnings, "", "note");
  say([`Đã lưu lúc ${told.at}`, ...told.said].join(". "), "good");
  refresh();
}

function later(text, login = false) {
  say(text, "wrong");
  since = 0;
  if (login) {
    const link = document.createElement("a");
    link.href = `/login/?next=${encodeURIComponent(location.pathname)}`;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Đăng nhập lại";
    state.append(" ", link);
  }
  clearTimeout(waiting);
  waiting = setTimeout(save, AGAIN);
}

// After another log-in the form's token is no longer good; the page knows the new one.
async function renew() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html");
    const fresh = page.querySelector("#part [name=csrfmiddlewaretoken]");
    if (fresh) for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh.value;
  } catch {
    return; // the next try tells
  }
}

function conflict() {
  clash = true;
  say("Có người vừa lưu phần này. Bản của bạn còn nguyên. ", "wrong");
  const both = document.createElement("button");
  both.className = "btn btn-small";
  both.setAttribute("form", "part");
  both.textContent = "Xem hai bản";
  state.append(both);
}

function showSaid(said, text, tone = "error") {
  for (const box of document.querySelectorAll("[data-said]")) {
    box.replaceChildren();
    box.closest(".edit-field")?.classList.remove("field-wrong");
  }
  for (const [name, told] of Object.entries(said)) {
    const box = document.querySelector(`[data-said="${CSS.escape(name)}"]`) || document.querySelector("[data-said=f]");
    for (const words of told) {
      const line = document.createElement("p");
      line.className = tone === "note" ? "field-note" : "field-error";
      line.textContent = words[0].toUpperCase() + words.slice(1);
      box.append(line);
    }
    if (tone !== "note") box.closest(".edit-field")?.classList.add("field-wrong");
  }
  if (text) say(text, "wrong");
}

// --- what stands around --------------------------------------------------------------------------------------------

async function refresh() {
  try {
    const answer = await fetch(form.dataset.preview);
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of fresh.querySelectorAll("[data-fresh]")) {
      document.querySelector(`[data-keeps=${part.dataset.fresh}]`).replaceChildren(...part.childNodes);
    }
  } catch {
    return; // the preview waits for the next save
  }
}

function showOthers(others) {
  const notice = document.querySelector("[data-others]");
  notice.hidden = !others.length;
  notice.querySelector("[data-others-names]").textContent = others.join("; ");
}

setInterval(async () => {
  if (!hands) return; // a page left open is nobody's hands, and does not hold the log-in
  hands = false;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(), label });
  try {
    const answer = await fetch(form.dataset.here, { method: "POST", body });
    if (answer.ok && !answer.redirected) showOthers((await answer.json()).others);
  } catch {
    return;
  }
}, BEAT);

// --- begin ---------------------------------------------------------------------------------------------------------

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("rows", changed);
for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, () => (hands = true));

let warned = false; // that something here is not saved

// Whatever leads away first hands over what was typed.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.target || link.hash || torn || !isDirty() || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  await save();
  if (isDirty() && !warned) {
    warned = true;
    return say(`${state.textContent} Bấm lần nữa để rời trang; nội dung đã gõ được giữ trên máy này.`, "wrong");
  }
  location.assign(link.href);
});
document.addEventListener(
  "submit",
  async (event) => {
    if (!event.target.matches("[data-arrange]") || torn || !isDirty()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await save();
    if (!isDirty()) event.target.requestSubmit(event.submitter);
  },
  true,
);
window.addEventListener("pagehide", () => {
  if (!torn && !clash && isDirty()) post();
});

for (const link of document.querySelectorAll("a[href$='?saved=1']")) link.addEventListener("click", forget);
if ("done" in form.dataset) {
  forget();
  history.replaceState(null, "", location.pathname);
}
const before = kept();
if (before && !torn) {
  if (mark(before.fields) === sent && !("dirty" in form.dataset)) forget();
  else if (!("dirty" in form.dataset)) offerKept(before);
}
if ("dirty" in form.dataset) {
  sent = seen = "";
  if (!torn) changed();
}
if (matchMedia("(max-width: 61.99rem)").matches) for (const fold of document.querySelectorAll("[data-fold]")) fold.open = false;

// The preview opens at the section that is being written.
const paper = document.querySelector(".editor-preview");
const heading = form.elements["f.heading"]?.value || form.elements["f.text"]?.value.slice(0, 40);
const shown = heading && [...paper.querySelectorAll("h2, h3, h4, p")].find((line) => line.textContent.includes(heading));
if (shown) paper.scrollTop = shown.offsetTop - paper.offsetTop - 40;
const open = document.querySelector(".outline-list [aria-current]");
if (open) open.closest(".editor-outline").scrollTop = open.offsetTop - 200;
