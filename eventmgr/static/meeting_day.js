// The day of meetings on a bad line: what is tapped or typed is kept on the device under a number of its own and sent again until it
// is answered; the server does what bears one number once. What was typed and is refused is put back into its form. And countdowns, and pages that renew themselves. Without scripts
// the same forms are sent as they are, with the number that the page gave them.

const STORE = "eventmgr-meeting-day";
const REFUSED = "eventmgr-meeting-day-refused"; // what was typed and not taken: {url, body, said}
const AGAIN = 4000; // ms between two tries while the line is down
const EVERY = 15000; // ms between two looks at a page that renews itself
const LONGEST = 12 * 3600 * 1000; // ms that an entry waits for its sender to sign in again; the server counts no older time either

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? [];
  } catch {
    return [];
  }
}

function write(name, entries) {
  try {
    localStorage.setItem(name, JSON.stringify(entries));
    return true;
  } catch {
    return false; // no room, or storage is forbidden
  }
}

/** What waits to be sent, oldest first: {key, at, url, body, typed, account}; `account` is who had signed in, if somebody had. */
const waiting = () => read(STORE);
const keep = (entries) => write(STORE, entries);

/** Say how much waits, on every page that has a place for it. */
function show() {
  const count = waiting().length;
  for (const place of document.querySelectorAll("[data-queue]")) {
    place.hidden = count === 0;
    place.textContent = count === 1 ? place.dataset.one : place.dataset.many.replace("{}", count);
  }
}

function refuse(words) {
  for (const place of document.querySelectorAll("[data-queue-refused]")) {
    place.hidden = false;
    place.textContent = words;
    place.scrollIntoView({ block: "center" });
  }
}

/** A UUID; `randomUUID` itself is missing where the address is not https. */
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

let sending = false;
let timer = 0;
let typedHere = {}; // the form of this page that was sent last, and where one goes once it is taken

/** What was refused of other forms than that of this address. */
const refused = (url) => read(REFUSED).filter((one) => one.url !== url);

/** Put what was typed and not taken back into its form, with why. */
function putBack() {
  for (const form of document.querySelectorAll("[data-queued][data-then]")) {
    const found = read(REFUSED).find((one) => one.url === form.action);
    if (!found) continue;
    const typed = new URLSearchParams(found.body);
    for (const field of form.querySelectorAll("input, select, textarea")) {
      if (field.type === "radio") field.checked = typed.get(field.name) === field.value;
      else if (field.type !== "hidden") field.value = typed.get(field.name) ?? "";
    }
    refuse(found.said);
  }
}

/** The body of an entry: with the token of this page, since that of the page it was tapped on may be of a session that is over. */
function bodyOf(entry) {
  const body = new URLSearchParams(entry.body);
  const token = entry.account && document.querySelector(`form[data-account="${entry.account}"] [name=csrf_token]`)?.value;
  if (token) body.set("csrf_token", token);
  return body;
}

/** Send what waits, one after the other; what is answered, even with a refusal, waits no more, but where its sender has to sign in
    or to load the page anew. */
async function send() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  let sent = 0;
  const held = new Set(); // keys of entries that wait for their sender
  const next = () => waiting().find((entry) => !held.has(entry.key));
  try {
    for (let entry = next(); entry; entry = next()) {
      const answer = await fetch(entry.url, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: bodyOf(entry),
        cache: "no-store",
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error("later");
      const told = answer.ok ? {} : await answer.json().catch(() => ({}));
      const said = answer.ok ? "" : told.said ?? answer.statusText;
      if (said) refuse(said);
      if (told.again && Date.now() - entry.at < LONGEST) {
        held.add(entry.key);
        continue;
      }
      if (said && entry.typed) write(REFUSED, [...refused(entry.url), { url: entry.url, body: entry.body, said }]);
      keep(waiting().filter((other) => other.key !== entry.key));
      sent += 1;
      show();
      if (!said && entry.key === typedHere.key) window.location.assign(typedHere.then);
    }
  } catch {
    if (typedHere.key) document.querySelector("[data-queue]")?.scrollIntoView({ block: "center" });
    timer = setTimeout(send, AGAIN);
  } finally {
    sending = false;
  }
  if (sent && !waiting().length) renew();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-queued]")) return;
  const data = new FormData(form);
  if (event.submitter?.name) data.set(event.submitter.name, event.submitter.value);
  const entry = { key: newKey(), at: Date.now(), url: form.action };
  data.set("key", entry.key);
  data.set("at", String(entry.at));
  entry.body = new URLSearchParams(data).toString();
  entry.typed = "then" in form.dataset;
  entry.account = form.dataset.account;
  if (entry.typed) typedHere = { key: entry.key, then: form.dataset.then };
  if (entry.typed) write(REFUSED, refused(entry.url));
  if (!keep([...waiting(), entry])) return; // then the browser sends it
  event.preventDefault();
  event.stopImmediatePropagation();
  press(event.submitter);
  show();
  send();
}, { capture: true });

/** The button that was tapped looks pressed at once, its neighbours do not. */
function press(button) {
  const group = button?.closest("[role=group]");
  if (!group) return;
  for (const other of group.querySelectorAll("button")) {
    other.setAttribute("aria-pressed", String(other === button));
    other.classList.toggle("btn-primary", other === button);
    other.classList.toggle("btn-outline-secondary", other !== button);
  }
}

// ---- countdowns by the server's time

const day = document.querySelector("[data-day]");
let drift = Date.parse(day?.dataset.now) - Date.now() || 0;

function count() {
  const now = Date.now() + drift;
  for (const place of document.querySelectorAll("[data-until]")) {
    const minutes = Math.ceil((Date.parse(place.dataset.until) - now) / 60000);
    place.hidden = minutes < 0 || minutes > 120;
    place.textContent = place.dataset.minutes.replace("{}", Math.max(minutes, 0));
  }
}

// ---- pages that renew themselves: parts of the page are put in anew, with what a 304 spares

let tag = null;

/** Put the parts that have changed into this page; nothing where somebody is typing or the line is down. */
async function renew() {
  if (!day || waiting().length || document.activeElement?.matches("input, select, textarea")) return;
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(day.dataset.from ?? window.location.href, { headers, cache: "no-store" });
    drift = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
    if (answer.status !== 304 && !answer.ok) throw new Error(answer.statusText);
    document.querySelector("[data-day-offline]")?.setAttribute("hidden", "");
    if (answer.status === 304) return; // as it is
    tag = answer.headers.get("ETag");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-day-part]")) {
      const fresh = page.querySelector(`[data-day-part="${part.dataset.dayPart}"]`);
      if (fresh) part.replaceWith(fresh);
    }
    count();
  } catch {
    document.querySelector("[data-day-offline]")?.removeAttribute("hidden");
  }
}

show();
putBack();
count();
send();
setInterval(count, 1000);
if (day) setInterval(renew, EVERY);
if (day?.dataset.from) renew();
window.addEventListener("online", send);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    send();
    renew();
  }
});
