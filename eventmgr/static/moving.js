// Something is moved: a person to a seat, a room, a vehicle, a group or a batch, or a row within its list. Without this script links, choices and
// buttons of the same page do it.
//
// To another place (`form[data-moves]`):
//   [data-person][data-name]   whom one picks up: a link by a click or Enter, too, anything else by the mouse alone; `data-opens`: picked up again, the
//                              link is followed
//   [data-to]                  a place; `data-words` is said when the keys reach it
//   [data-moves-status]        says who is picked up: `data-held` (with NAME), `data-dropped`
// The form has the fields `person` and `to` and is sent, unless the person has a choice of places: then that is set.

const form = document.querySelector("form[data-moves]");
const status = document.querySelector("[data-moves-status]");
const STEP = 6; // pixels: less is no drag
let held = null;

const places = () => [...document.querySelectorAll("[data-to]")];

function say(text) {
  if (status) status.textContent = text;
}

/** Pick somebody up, or let go of whoever is held (`null`). */
function hold(item) {
  held?.classList.remove("is-held");
  held = item;
  held?.classList.add("is-held");
  document.body.classList.toggle("is-choosing", held !== null);
  say(held ? status?.dataset.held.replace("NAME", held.dataset.name) : status?.dataset.dropped);
}

function put(item, place) {
  const choice = item.querySelector("select");
  if (place.contains(item)) hold(null);
  else if (choice) {
    choice.value = place.dataset.to;
    place.querySelector("tbody").append(item);
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    hold(null);
  } else {
    form.elements.person.value = item.dataset.person;
    form.elements.to.value = place.dataset.to;
    form.requestSubmit(form.querySelector("[type=submit]:not([formaction])"));
  }
}

/** A person or a place was pressed; whether that did something. */
function choose(pressed) {
  if (!held) {
    if (pressed.dataset.person) {
      hold(pressed);
      const free = places().filter((place) => place.matches("a"));
      if (!pressed.dataset.to && free.length) focus(free.find((place) => !place.dataset.person) ?? free[0]);
    } else {
      form.elements.to.value = pressed.dataset.to;
      form.elements.person.focus();
    }
  } else if (pressed === held) {
    if ("opens" in held.dataset) return false;
    hold(null);
  } else if (pressed.dataset.to) put(held, pressed);
  else hold(pressed);
  return true;
}

/** The place that lies next in that direction on the screen. */
function neighbour(from, key) {
  const box = from.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  let best = null;
  let least = Infinity;
  for (const place of places()) {
    if (place.contains(from)) continue;
    const other = place.getBoundingClientRect();
    const [dx, dy] = [other.left + other.width / 2 - x, other.top + other.height / 2 - y];
    const along = { ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy }[key];
    const across = Math.abs(key === "ArrowLeft" || key === "ArrowRight" ? dy : dx);
    const distance = along + 3 * across;
    if (along > STEP && distance < least) [best, least] = [place, distance];
  }
  return best;
}

/** Of the places one at a time is reached by Tab. */
function focus(place) {
  for (const other of places()) other.tabIndex = other === place && other.matches("a") ? 0 : -1;
  place.focus();
  place.scrollIntoView({ block: "nearest" });
  if (held && place.dataset.words) say(place.dataset.words);
}

function reached(from, key) {
  if (key.startsWith("Arrow")) return neighbour(from, key);
  return { Home: places().at(0), End: places().at(-1) }[key];
}

function onKey(event) {
  if (event.key === "Escape" && held) {
    const item = held;
    hold(null);
    item.focus();
    return;
  }
  const pressed = event.target.closest?.("[data-to]:focus, a[data-person]");
  if (!pressed || (!held && !pressed.matches("a"))) return;
  if (event.key === "Enter" || event.key === " ") {
    if (choose(pressed)) event.preventDefault();
  } else if (held || pressed.dataset.to) {
    const next = reached(pressed, event.key);
    if (next) {
      event.preventDefault();
      focus(next);
    }
  }
}

/** Mouse and pen drag; a finger scrolls, and chooses by tapping. */
function onPointerDown(event) {
  const item = event.target.closest?.("[data-person]");
  if (!item || event.button || event.pointerType === "touch" || event.target.closest("button, input, label, select")) return;
  let dragging = false;
  const move = ({ clientX, clientY }) => {
    if (dragging || Math.hypot(clientX - event.clientX, clientY - event.clientY) < STEP) return;
    dragging = true;
    getSelection()?.removeAllRanges();
    hold(item);
  };
  follow(event, move, ({ clientX, clientY, type }) => {
    if (!dragging) return;
    const stop = (click) => click.preventDefault(); // what is let go over a link does not open it
    addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", stop, true));
    const place = type === "pointerup" && document.elementFromPoint(clientX, clientY)?.closest("[data-to]");
    if (place && place !== item) put(item, place);
    else hold(null);
  });
}

/** `move` and then once `end` of the pointer that went down. */
function follow(down, move, end) {
  const away = new AbortController();
  const only = (act) => (event) => event.pointerId === down.pointerId && act(event);
  document.addEventListener("pointermove", only(move), away);
  const ended = only((event) => {
    away.abort();
    end(event);
  });
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, ended, away);
}

function onClick(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  const pressed = event.target.closest?.("a[data-to], a[data-person]");
  if (pressed ? choose(pressed) : held && !event.target.closest("a, button, input, label, select, summary")) {
    event.preventDefault();
    const place = !pressed && event.target.closest("[data-to]");
    if (place) put(held, place);
  }
}

if (form) {
  const moved = document.getElementById(location.hash.slice(1));
  for (const place of places()) place.tabIndex = -1;
  const begin = moved?.matches("[data-to]") ? moved : places().find((place) => place.matches("a"));
  if (begin) begin.tabIndex = 0;
  if (moved?.matches("[data-to], [data-person]")) {
    moved.focus({ preventScroll: true });
    moved.scrollIntoView({ block: "nearest", inline: "center" });
  }
  document.addEventListener("dragstart", (event) => event.target.closest?.("[data-person]") && event.preventDefault());
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onPointerDown);
  document.addEventListener("click", onClick);
}

// Within a list: `[data-row]` of one form, whose numbers (`…-order`) are written anew. `button[name=up]` and `button[name=down]` of a row move it
// and keep the focus; `[data-drag]` is a handle for mouse and finger. `form[data-sends]` is sent when a handle is let go.

function renumber(list) {
  list.querySelectorAll("[data-row]").forEach((row, index) => {
    const number = row.querySelector("input[name$='-order']");
    if (number) number.value = index + 1;
  });
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

function shift(event) {
  const button = event.target.closest?.("[data-row] button[name=up], [data-row] button[name=down]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("[data-row]");
  const rows = [...row.parentElement.querySelectorAll("[data-row]")];
  const other = rows[rows.indexOf(row) + (button.name === "up" ? -1 : 1)];
  if (!other) return;
  if (button.name === "up") other.before(row);
  else other.after(row);
  renumber(row.closest("form"));
  button.focus();
}

/** While a row is held, rows are as small as their first line, which says what they ask; near the edge of the window it scrolls. */
function drag(event) {
  const handle = event.target.closest?.("[data-drag]");
  if (!handle || event.button) return;
  event.preventDefault();
  const row = handle.closest("[data-row]");
  const list = row.closest("form");
  for (const other of list.querySelectorAll("[data-row]")) {
    const text = other.querySelector("[data-drag-label]");
    if (text) text.textContent = [...other.querySelectorAll("input[type=text]")].map((field) => field.value).find(Boolean) ?? "";
  }
  list.classList.add("sorting");
  row.classList.add("dragged");
  scrollBy(0, handle.getBoundingClientRect().top - event.clientY);

  const move = ({ clientX, clientY }) => {
    if (clientY < 60) scrollBy(0, -12);
    if (clientY > innerHeight - 60) scrollBy(0, 12);
    const over = document.elementFromPoint(clientX, clientY)?.closest("[data-row]");
    if (!over || over === row || over.closest("form") !== list) return;
    if (row.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING) over.after(row);
    else over.before(row);
  };
  follow(event, move, () => {
    list.classList.remove("sorting");
    row.classList.remove("dragged");
    renumber(list);
    row.scrollIntoView({ block: "nearest" });
    if ("sends" in list.dataset) list.requestSubmit();
  });
}

document.addEventListener("click", shift);
document.addEventListener("pointerdown", drag);
for (const handle of document.querySelectorAll("[data-drag]")) handle.hidden = false;
