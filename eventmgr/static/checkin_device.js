// The page of a check-in device: works for hours without a network. What is pressed is on the disk before it is shown, and is
// sent until the server has taken it.

import { Camera, hasCamera } from "./checkin_camera.js";
import * as store from "./checkin_store.js";
import * as talk from "./checkin_talk.js";
import { Papers } from "./checkin_papers.js";
import { Acts, People } from "./checkin_people.js";

const EVERY = 8000; // ms between two looks at what others did
const AGAIN = 4000; // ms before the first new try without a network; longer each time
const LONGEST = 60000;
const SHOWN = 30;
const SHOWN_SEVERAL = 300;
const LAST = 20;
const LOOKS = 20; // for the answer of the server before something is printed
const PAUSE = 300; // ms between two of them
const GRACE = 3 * 86400000; // ms behind its end in which a device still sends what it has

const root = document.querySelector("main");
const words = JSON.parse(root.dataset.words);
const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const $ = (name) => root.querySelector(`[data-${name}]`);
const say = (text, ...values) => values.reduce((said, value) => said.replace("{}", value), text);

let meta = null; // {token, device, event, endsAt, lists, reached, extent, skew, last, list, own}
let way = "in";
let tag = null;
let camera = null;
const people = new People();
const acts = new Acts();
const papers = new Papers({
  place: () => $("result").firstElementChild,
  isUp: () => $("line").dataset.up === "true",
  numberOf,
  fetchPaper: (name, number) => talk.paper(meta.token, name, number, lang),
  words,
});

// ---- what is shown

function screen(name) {
  for (const part of root.querySelectorAll("[data-screen]")) part.hidden = part.dataset.screen !== name;
}

function trouble(text) {
  $("trouble").textContent = text ?? "";
  $("trouble").hidden = !text;
}

const timeOf = (at) =>
  new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: meta.event.timezone }).format(at);
const titleOf = (list) => (list.id ? list.title[lang] || list.title.zh || list.title.en : words.lists.arrival);
const theList = () => meta.lists.find((list) => list.id === meta.list) ?? meta.lists[0];

/** Who is expected on the list that is chosen; null: everybody with a place. */
function expectedHere() {
  const numbers = theList()?.expected;
  return numbers ? new Set(numbers) : null;
}

/** What to say of somebody who is not expected there; empty of others. */
function strange(id) {
  if (!expectedHere() || expectedHere().has(id)) return "";
  return theList().kind === "bus" ? words.notOnRide : words.notExpected;
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function stateOf(id) {
  const spot = acts.presence(meta.list, `r${id}`);
  if (!spot.spoken && meta.list === 0 && people.person(id, lang)?.state === "a") return { isIn: true, since: 0 };
  return spot;
}

function lineOf(person) {
  return [person.unit, words.leads[person.leads] ?? person.type, person.last4 && `…${person.last4}`].filter(Boolean).join(" · ");
}

function result(tone, head, person, more) {
  const box = element("div", "", { class: `alert alert-${tone} desk-result` });
  box.append(element("p", head, { class: "desk-word" }));
  if (person) {
    box.append(element("p", person.name || words.restricted, { class: "desk-name" }));
    box.append(element("p", lineOf(person), { class: "desk-line" }));
  }
  if (more) box.append(element("p", more));
  $("result").replaceChildren(box);
  navigator.vibrate?.(tone === "success" ? 80 : [80, 60, 80]);
}

async function refresh() {
  if (!meta?.event) return;
  const waiting = await store.waiting();
  $("name").textContent = meta.device.name;
  $("event").textContent = meta.event.title[lang] || meta.event.title.zh || meta.event.title.en || "";
  $("unsent").textContent = waiting.length ? say(words.unsent, waiting.length) : words.allSent;
  $("unsent").dataset.number = waiting.length;
  const list = theList();
  if (list) {
    meta.list = list.id;
    const options = meta.lists.map((each) => element("option", titleOf(each), { value: each.id }));
    if ($("list").options.length !== options.length || [...$("list").options].some((each, index) => each.text !== options[index].text)) {
      $("list").replaceChildren(...options);
    }
    $("list").value = String(list.id);
    $("direction").hidden = !list.out;
    if (!list.out) way = "in";
    $("count").textContent = say(words.here, acts.count(list.id) + unspoken(list.id), people.expected(expectedHere()));
  }
  $("heard").textContent = meta.sentAt ? say(words.heard, timeOf(meta.sentAt)) : "";
  lastActs();
}

/** Who had arrived before there were acts. */
function unspoken(list) {
  if (list !== 0) return 0;
  let number = 0;
  for (const row of people.rows.values()) number += row[6] === "a" && !acts.presence(0, `r${row[0]}`).spoken ? 1 : 0;
  return number;
}

function nameOf(act) {
  if (act.kind === "substitute") return act.name ?? "";
  if (act.registration) return people.person(act.registration, lang)?.name ?? "";
  return act.name ?? "";
}

function lastActs() {
  const rows = (meta.own ?? []).filter((act) => act.kind !== "undo").slice(-LAST).reverse().map((act) => {
    const row = element("li");
    const what = acts.undone.has(act.key) ? words.undone : act.note || words[act.kind === "out" ? "left" : "arrived"];
    const who = element("div", "", { class: "desk-who" });
    who.append(element("strong", nameOf(act)), ` ${timeOf(act.at)} `, element("span", what, { class: "muted" }));
    const reason = acts.byKey.get(act.key)?.uncounted;
    if (reason) who.append(element("p", say(words.notCounted, words.uncounted[reason]), { class: "error mb-0" }));
    row.append(who);
    if (!acts.undone.has(act.key) && act.kind !== "note") {
      row.append(button(words.note, "btn-outline-secondary", () => note(act)), button(words.undo, "btn-outline-secondary", () => undo(act)));
    }
    return row;
  });
  acts.settle();
  $("acts").replaceChildren(...rows);
}

function button(text, kind, pressed) {
  const made = element("button", text, { type: "button", class: `btn ${kind}` });
  made.addEventListener("click", pressed);
  return made;
}

let shown = [];

function show(ids, more) {
  shown = ids;
  const several = $("several").checked;
  const rows = ids.map((id) => {
    const person = people.person(id, lang);
    const spot = stateOf(id);
    const row = element("li");
    const may = "ya".includes(person.state) && (way === "in") !== spot.isIn;
    const who = element(several && may ? "label" : "div", "", { class: "desk-who" });
    if (several && may) who.append(element("input", "", { type: "checkbox", class: "form-check-input", value: id }), " ");
    who.append(element("strong", person.name));
    if (spot.isIn) who.append(` ${spot.since ? say(words.already, timeOf(spot.since)) : words.arrived}`);
    who.append(element("p", lineOf(person), { class: "desk-line" }));
    if (strange(id)) who.append(element("p", strange(id), { class: "muted mb-0" }));
    if (person.state === "w") who.append(element("p", words.waits, { class: "error mb-0" }));
    row.append(who);
    if (!several && may) row.append(button(words[way === "in" ? "checkIn" : "checkOut"], "btn-primary btn-lg", () => move(id)));
    if (!several && may && way === "in" && mayReplace(person)) row.append(button(words.substitute, "btn-outline-secondary", () => askWho(id)));
    return row;
  });
  if (more) rows.push(element("li", words.more, { class: "muted" }));
  $("found").replaceChildren(...rows);
  count();
}

function count() {
  const number = $("found").querySelectorAll("input:checked").length;
  $("selected").hidden = !$("several").checked;
  $("selected").disabled = number === 0;
  $("selected").textContent = say(words.selected, number);
}

// ---- papers

/** The number of the registration that an act of ours is about, once the server has taken it and it counts; null: it does not. */
async function numberOf(told) {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const known = acts.byKey.get(told.key);
    const isSent = !(await store.waiting()).some((act) => act.key === told.key);
    if (isSent && !known?.uncounted) return known?.registration ?? null;
    if (isSent && !known.uncounted.startsWith("not_")) return null;
    sync();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if ($("line").dataset.up !== "true") return null;
  }
  return null;
}

// ---- acts

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Keep an act on the disk, then show it. */
async function tell(act) {
  meta.last = Math.max(Date.now(), (meta.last ?? 0) + 1);
  const told = { key: newKey(), at: meta.last, skew: meta.skew ?? null, list: meta.list, ...act };
  await store.queue(told);
  remember(told);
  await store.keep("meta", meta);
  await refresh();
  sync();
  return told;
}

/** An act of this device among those that are known; the time is ours until the server says otherwise. */
function remember(told) {
  const who = told.registration ? `r${told.registration}` : told.walk_in ? `w${told.walk_in}` : "";
  const own = { ...told, who, device: meta.device.id, undoes: told.undoes ?? "", uncounted: "", walkIn: told.walk_in ?? "" };
  acts.add(own);
  meta.own = [...(meta.own ?? []), { key: told.key, kind: told.kind, at: told.at, registration: told.registration, walk_in: told.walk_in,
    note: told.note, list: told.list, name: told.said?.name }].slice(-3 * LAST);
}

/** As whom this device knows somebody: the server compares it with who has the place by now. */
const knownAs = (person) => ({ known: person.mark, shown: person.name });

async function move(id, mark) {
  const person = people.person(id, lang);
  if (person.state === "n" || person.state === "w") return result("danger", words[person.state === "w" ? "waits" : "noPlace"], person);
  const spot = stateOf(id);
  if (way === "in" && spot.isIn) return result("warning", spot.since ? say(words.already, timeOf(spot.since)) : words.arrived, person);
  if (way === "out" && !spot.isIn) return result("warning", words.notIn, person);
  const told = await tell({ kind: way, registration: id, ...knownAs(person), ...(mark ? { mark } : {}) });
  result(strange(id) ? "warning" : "success", words[way === "in" ? "arrived" : "left"], person, strange(id));
  if (way === "in") papers.offer(told);
  if (expectedHere()) offer();
  else $("found").replaceChildren();
  if (!$("several").checked) $("find").querySelector("input").value = "";
  return null;
}

async function undo(act) {
  // what has not left the device yet is sent together with its undoing, and nobody is registered
  const isSent = act.kind === "walk_in" && !(await store.waiting()).some((one) => one.key === act.key);
  if (isSent && !window.confirm(words.undoRegistered)) return;
  await tell({ kind: "undo", undoes: act.key, list: act.list });
  result("info", words.undone, act.registration ? people.person(act.registration, lang) : null);
  if (shown.length) show(shown);
}

async function note(act) {
  const text = window.prompt(words.note)?.trim();
  if (!text) return;
  await tell({ kind: "note", note: text.slice(0, 200), list: act.list, ...(act.registration ? { registration: act.registration } : { walk_in: act.walk_in }) });
  result("info", words.noteSaved);
}

/** Without a name typed: who is expected on the list and not in yet, where it is for certain people; a leader's whole delegation. */
function offer() {
  const only = expectedHere();
  if (!only && !meta.device.unit) return show([]);
  const ids = people.everybody(SHOWN_SEVERAL, only);
  return show(only && !meta.device.unit ? ids.filter((id) => (way === "in") !== stateOf(id).isIn) : ids);
}

async function found(text) {
  if (!text.trim()) return offer();
  $("result").replaceChildren();
  const known = await people.recognize(text, meta.event.id);
  if (known.id) return move(known.id, known.mark);
  if (known.void) return result("danger", words.void);
  if (text.trim().length >= 24 && !text.trim().includes(" ")) return result("danger", words.unknown);
  const most = $("several").checked ? SHOWN_SEVERAL : SHOWN;
  const ids = people.find(text, most, expectedHere());
  if (!ids.length) result("info", words.nobody);
  show(ids.slice(0, most), ids.length > most);
  return null;
}

// ---- the server

let syncing = false;
let again = false;
let timer = 0;
let wait = AGAIN;

function line(isUp) {
  $("line").textContent = isUp ? words.online : words.offline;
  $("line").dataset.up = isUp;
}

function took(answer, batch) {
  for (const act of batch) {
    const known = acts.byKey.get(act.key);
    const reason = answer.taken[act.key] ?? "unknown";
    if (known) acts.add({ ...known, uncounted: reason, registration: answer.walk_ins?.[act.walk_in]?.registration ?? known.registration });
  }
  meta.sentAt = Date.now();
}

function head(said) {
  Object.assign(meta, { device: said.device, event: said.event, endsAt: said.ends_at, lists: said.lists });
}

async function fetchPeople(since) {
  const sent = Date.now();
  const said = await talk.people(meta.token, since);
  meta.skew = talk.skewOf(said.now, sent) ?? meta.skew;
  head(said);
  if (since) people.add(said.people);
  else people.load({ rows: said.people, units: said.units, types: said.types });
  meta.changedAt = said.extent.changed_at;
  await store.keep("people", people.dump());
  return said.extent;
}

async function pull() {
  for (;;) {
    const said = await talk.changes(meta.token, meta.reached ?? 0, tag);
    if (said.unchanged) return;
    head(said);
    for (const [, key, kind, list, registration, walkIn, undoes, uncounted, at, device] of said.acts) {
      const who = registration ? `r${registration}` : walkIn ? `w${walkIn}` : "";
      acts.add({ key, kind, list, who, at, undoes, uncounted, device, walkIn, registration });
    }
    const moved = said.acts.length > 0;
    meta.reached = said.reached;
    tag = moved ? null : said.tag;
    if (moved) await store.keep("acts", [...acts.byKey.values()]);
    if (said.extent.changed_at !== meta.changedAt || !people.fits(said.extent)) {
      const extent = await fetchPeople(people.rows.size ? meta.changedAt : 0);
      if (!people.fits(extent)) await fetchPeople(0);
    }
    if (!said.more) return;
  }
}

async function sync() {
  if (!meta?.token) return;
  if (syncing) {
    again = true;
    return;
  }
  syncing = true;
  clearTimeout(timer);
  try {
    if (await isOver()) return;
    await talk.push(meta, took);
    if (Date.now() + (meta.skew ?? 0) < (meta.endsAt ?? Infinity)) await pull();
    await store.keep("meta", meta);
    wait = AGAIN;
    line(true);
    trouble("");
    timer = setTimeout(sync, EVERY);
  } catch (error) {
    if (error instanceof talk.Gone) {
      await end(words.gone);
      return;
    }
    if (error instanceof talk.NotOurs) trouble(words.notOurs);
    else if (error.status && error.status !== 429) trouble(error.message);
    line(false);
    timer = setTimeout(sync, wait);
    wait = Math.min(LONGEST, 2 * wait);
  } finally {
    syncing = false;
    await refresh();
  }
  if (again) {
    again = false;
    sync();
  }
}

/** Behind its end a device forgets the people at once, and everything once it has sent what it had. */
async function isOver() {
  const late = Date.now() + (meta.skew ?? 0) - (meta.endsAt ?? Infinity);
  if (late < 0) return false;
  if (people.rows.size) {
    people.load({ rows: [] });
    await store.keep("people", people.dump());
  }
  const waiting = await store.waiting();
  if (waiting.length && late < GRACE) {
    trouble(words.ended);
    return false;
  }
  await end(words.ended);
  return true;
}

async function end(text) {
  clearTimeout(timer);
  camera?.stop();
  meta = null;
  people.load({ rows: [] });
  for (const name of ["result", "found", "acts"]) $(name).replaceChildren();
  for (const name of ["name", "event", "line", "unsent", "count"]) $(name).textContent = "";
  await store.wipe();
  screen("nothing");
  trouble(text);
}

// ---- buttons

async function pressPair() {
  const token = new URLSearchParams(location.hash.slice(1)).get("pair");
  $("pair").disabled = true;
  try {
    const said = await talk.pair(token);
    const kept = await store.read("meta"); // set up anew: what was not sent is sent by the new link
    if (!store.hasKey()) await store.makeKey();
    meta = { token: said.token, device: { id: said.device, name: said.name }, lists: [], list: 0, own: kept?.own ?? [], last: kept?.last };
    acts.byKey.clear();
    await store.keep("meta", meta);
    history.replaceState(null, "", location.pathname);
    await fetchPeople(0);
    await store.keep("meta", meta);
    await begin();
  } catch (error) {
    trouble(error.message || words.refusedLink);
  } finally {
    $("pair").disabled = false;
  }
}

async function pressSignOut() {
  const waiting = await store.waiting();
  if (!window.confirm(waiting.length ? say(words.signOutUnsent, waiting.length) : words.signOutSure)) return;
  await talk.signOut(meta.token).catch(() => {}); // without a network the organizers shut it out
  await end(words.gone);
}

async function pressWalkIn(event) {
  event.preventDefault();
  const form = event.target;
  if (!form.reportValidity()) return;
  const said = Object.fromEntries(new FormData(form));
  const told = await tell({ kind: "walk_in", list: 0, walk_in: newKey(), said });
  form.reset();
  form.closest("details").open = false;
  result("success", words.walkIn, { name: said.name, unit: said.organization, type: "", last4: "" }, words.walkInKept);
  papers.offer(told);
}

// ---- somebody comes in another's place

const mayReplace = (person) => Boolean(person.name) && meta.lists.some((list) => list.id === 0) && !acts.presence(0, `r${person.id}`).isIn;

function askWho(id) {
  const form = $("substitute");
  form.dataset.registration = id;
  $("instead").textContent = say(words.instead, people.person(id, lang).name);
  form.hidden = false;
  form.scrollIntoView({ block: "nearest" });
  form.elements.name.focus();
}

function closeSubstitute() {
  $("substitute").reset();
  $("substitute").hidden = true;
}

async function pressSubstitute(event) {
  event.preventDefault();
  const form = event.target;
  if (!form.reportValidity()) return;
  const id = Number(form.dataset.registration);
  const person = people.person(id, lang);
  if (!person || !mayReplace(person)) {
    closeSubstitute();
    result("warning", words.arrived, person);
    return;
  }
  const said = Object.fromEntries(new FormData(form));
  const told = await tell({ kind: "substitute", list: 0, registration: id, walk_in: newKey(), ...knownAs(person), said });
  closeSubstitute();
  $("found").replaceChildren();
  $("find").querySelector("input").value = "";
  result("success", say(words.instead, person.name), { ...person, name: said.name, last4: "" }, words.substituteKept);
  papers.offer(told);
}

function connectButtons() {
  $("pair").addEventListener("click", pressPair);
  $("sign-out").addEventListener("click", pressSignOut);
  $("sync").addEventListener("click", sync);
  $("walk-in").addEventListener("submit", pressWalkIn);
  $("substitute").addEventListener("submit", pressSubstitute);
  $("give-up").addEventListener("click", closeSubstitute);
  $("list").addEventListener("change", async () => {
    meta.list = Number($("list").value);
    await store.keep("meta", meta);
    $("result").replaceChildren();
    await refresh();
    offer();
  });
  for (const each of root.querySelectorAll("[data-way]")) {
    each.addEventListener("click", () => {
      way = each.dataset.way;
      for (const other of root.querySelectorAll("[data-way]")) {
        other.setAttribute("aria-pressed", String(other === each));
        other.classList.toggle("active", other === each);
      }
      show(shown);
    });
  }
  $("find").addEventListener("submit", (event) => {
    event.preventDefault();
    found(event.target.querySelector("input").value);
  });
  $("several").addEventListener("change", () => show(shown));
  $("found").addEventListener("change", count);
  $("selected").addEventListener("click", async () => {
    for (const box of $("found").querySelectorAll("input:checked")) {
      const id = Number(box.value);
      await tell({ kind: way, registration: id, ...knownAs(people.person(id, lang)) });
    }
    show(shown);
  });
  if (hasCamera()) {
    $("camera").hidden = false;
    camera = new Camera({
      button: $("camera"),
      video: root.querySelector("video"),
      decoder: root.dataset.decoder,
      words: { start: words.scan, stop: words.stop },
      found,
      denied: (is) => trouble(is ? words.denied : ""),
    });
  }
  window.addEventListener("online", sync);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sync());
}

async function begin() {
  acts.stale = true;
  screen("main");
  if (meta.device.unit) {
    $("several").checked = true;
    for (const option of [...$("walk-unit").options]) if (option.value !== meta.device.unit) option.remove(); // nobody else is registered here
  }
  await refresh();
  offer();
  sync();
}

async function start() {
  connectButtons();
  $("other").href += location.hash;
  navigator.serviceWorker?.register(root.dataset.worker).catch(() => {});
  if (!(await store.open())) {
    trouble(words.noCrypto);
    return;
  }
  meta = await store.read("meta");
  const isLink = new URLSearchParams(location.hash.slice(1)).has("pair");
  if (isLink || !meta) {
    screen(isLink ? "setup" : "nothing");
    return;
  }
  const kept = await store.read("people");
  if (kept) people.load(kept);
  for (const act of (await store.read("acts")) ?? []) acts.add(act);
  for (const act of await store.waiting()) acts.add({ ...act, who: act.registration ? `r${act.registration}` : act.walk_in ? `w${act.walk_in}` : "", undoes: act.undoes ?? "", uncounted: "", walkIn: act.walk_in ?? "" });
  if (meta.event) await begin();
  else screen("nothing");
}

start();
