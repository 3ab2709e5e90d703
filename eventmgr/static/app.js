// Small comforts; every page works without them.

/** A form is sent once: the button rests until the answer comes. */
function sendOnce(event) {
  const form = event.target;
  if (!form.matches("form[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
}

/** A form whose page is the same for everybody gets its one-time id here, so that sent twice it is one. */
function giveIds() {
  for (const field of document.querySelectorAll("input[data-own-id]")) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    field.value ||= Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

/** Back in the history: forms may be sent again. */
function rearm() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  showCounts();
}

/** `data-confirm="…"` on a form or on the pressed button asks first. */
function askFirst(event) {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
}

/** `form[data-auto]`: a changed choice sends the filters; typed text waits for Enter, boxes with `data-later` for a button. */
function sendOnChange(event) {
  const form = event.target.form;
  if (form?.matches("form[data-auto]") && event.target.matches("select, input[type=checkbox]:not([data-later]), input[type=date]")) {
    form.requestSubmit();
  }
}

/** `input[data-all="name"]` ticks all boxes of that name in its form; `[data-count="name"]` shows how many are ticked. */
function tickAll(event) {
  const box = event.target;
  if (box.matches?.("input[data-all]")) {
    for (const other of document.querySelectorAll(`input[type=checkbox][name="${box.dataset.all}"]`)) {
      other.checked = box.checked;
    }
  }
  showCounts();
}

/** `input[data-suggest="/address"]`: known answers that fit what is typed go into its list, 0.3 s after the last key. */
function suggest(event) {
  const field = event.target;
  if (!field.dataset?.suggest || !field.list) return;
  clearTimeout(suggest.waiting);
  suggest.waiting = setTimeout(async () => {
    const typed = field.value;
    const answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ [field.name]: typed })}`).catch(() => null);
    const options = answer?.ok ? await answer.text() : "";
    if (field.value === typed) field.list.innerHTML = options;
  }, 300);
}

function showCounts() {
  for (const place of document.querySelectorAll("[data-count]")) {
    place.textContent = document.querySelectorAll(`input[name="${place.dataset.count}"]:checked`).length;
    place.closest(".chosen-count")?.removeAttribute("hidden");
  }
}

/** What is folded on a screen is printed whole; browsers that know `::details-content` need no help. */
function unfold() {
  for (const part of document.querySelectorAll(".agenda-day")) part.open = true;
}

/** `iframe[data-whole]` is as high as what it shows. */
function showWhole() {
  for (const frame of document.querySelectorAll("iframe[data-whole]")) {
    const fit = () => {
      const page = frame.contentDocument?.documentElement;
      if (page?.scrollHeight) frame.height = 0, frame.height = page.scrollHeight + 8;
    };
    frame.addEventListener("load", fit);
    fit();
  }
}

/** Who is signed in, as a cookie without secret says, reads the way to their events; the page is the same for all. */
function nameOwnEvents() {
  if (!/(?:^|; )eventmgr_signed_in=1/.test(document.cookie)) return;
  for (const link of document.querySelectorAll("a[data-signed-in]")) link.textContent = link.dataset.signedIn;
}

/** The zone beside a time is shown where the reader's clock differs from the event's; lists stay terse. */
function showZones() {
  for (const note of document.querySelectorAll("[data-zone][hidden]:not(.list *)")) {
    const at = new Date(note.dataset.at);
    if (clock(at, note.dataset.zone) !== clock(at)) note.hidden = false;
  }
}

/** On a phone tabs are one row that scrolls: bring the present one into it. */
function showCurrentEntry() {
  for (const entry of document.querySelectorAll(".tabs .on")) {
    const row = entry.closest(".tabs");
    row.scrollLeft = entry.offsetLeft - row.offsetLeft - 48;
  }
}

/** `[data-stands-for="id"]` shows while that element is out of sight. */
function standIn() {
  for (const bar of document.querySelectorAll("[data-stands-for]")) {
    const stood = document.getElementById(bar.dataset.standsFor);
    if (stood) new IntersectionObserver(([seen]) => bar.classList.toggle("out", seen.isIntersecting)).observe(stood);
  }
}

/** `details[data-open-wide]` is folded on phones alone; newer browsers do this by style. */
function openWide() {
  if (!matchMedia("(min-width: 46rem)").matches) return;
  for (const folded of document.querySelectorAll("details[data-open-wide]")) folded.open = true;
}

/** `[data-script]`, a form whose draft is kept or the page that answers it: its script comes when there is something to keep,
    to show again or to forget. */
function fetchDraft() {
  const place = document.querySelector("[data-script]");
  if (!place) return;
  const come = () => import(place.dataset.script);
  if (localStorage.length + sessionStorage.length || "typed" in place.dataset) come();
  else place.addEventListener("input", come, { once: true });
}

function clock(at, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short", timeZone }).format(at);
}

/** `[data-print]` prints; `[data-copy="text"]` copies. Both are hidden until a script runs. */
function press(event) {
  const button = event.target.closest?.("[data-print], [data-copy]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  else navigator.clipboard?.writeText(button.dataset.copy).then(() => { button.textContent = button.dataset.done ?? "✓"; });
}

/** `[data-in-words]` says what a box of a date was set to, which it no longer is once it is changed. */
function forgetWords(event) {
  const words = event.target.closest?.(".field")?.querySelector("[data-in-words]");
  if (words) words.hidden = true;
}

/** An open menu closes on Escape or a press elsewhere. */
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.type === "click" && !menu.contains(event.target)) menu.open = false;
  }
}

document.addEventListener("submit", askFirst);
document.addEventListener("submit", sendOnce);
document.addEventListener("change", sendOnChange);
document.addEventListener("change", tickAll);
document.addEventListener("input", suggest);
document.addEventListener("input", forgetWords);
document.addEventListener("click", press);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
window.addEventListener("pageshow", rearm);
window.addEventListener("beforeprint", unfold);
for (const button of document.querySelectorAll("[data-print][hidden], [data-copy][hidden]")) button.hidden = false;
giveIds();
showCounts();
showZones();
showWhole();
nameOwnEvents();
showCurrentEntry();
standIn();
openWide();
try { fetchDraft(); } catch { /* the browser keeps nothing for this site */ }
