// Seats are exchanged on the map: by dragging with a mouse, by choosing a name and then a seat, or by arrow keys and Enter. What was
// chosen is written into the form of the page and sent; without this script the links of the map fill in that form.

const form = document.querySelector("[data-seat-form]");
const map = document.querySelector("[data-seats]");
const status = document.querySelector("[data-seat-status]");
const HELD = "is-held";
const STEP = 6;
let held = null;

const seats = () => [...map.querySelectorAll("[data-place]")];
const holders = () => document.querySelectorAll("[data-person]");

function say(text) {
  status.textContent = text;
}

/** Pick somebody up, or let go of whoever is held (`null`). */
function hold(element) {
  held?.classList.remove(HELD);
  held = element;
  held?.classList.add(HELD);
  map.classList.toggle("is-choosing", held !== null);
  say(held ? status.dataset.held.replace("NAME", held.dataset.name) : status.dataset.dropped);
}

function send(person, place) {
  form.elements.person.value = person;
  form.elements.to.value = place;
  form.requestSubmit(form.querySelector("[type=submit]:not([formaction])"));
}

/** A name is picked up; the next seat takes it. The same name again lets it go. */
function choose(element) {
  if (!held) {
    if (element.dataset.person) hold(element);
    else {
      form.elements.to.value = element.dataset.place;
      form.elements.person.focus();
    }
  } else if (element === held) hold(null);
  else if (element.dataset.place) send(held.dataset.person, element.dataset.place);
  else hold(element);
}

/** The seat that lies next in that direction on the screen. */
function neighbour(from, key) {
  const box = from.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  let best = null;
  let least = Infinity;
  for (const seat of seats()) {
    const other = seat.getBoundingClientRect();
    const [dx, dy] = [other.left + other.width / 2 - x, other.top + other.height / 2 - y];
    const along = { ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy }[key];
    const across = Math.abs(key === "ArrowLeft" || key === "ArrowRight" ? dy : dx);
    const distance = along + 3 * across;
    if (along > STEP && distance < least) [best, least] = [seat, distance];
  }
  return best;
}

function focus(seat) {
  for (const other of seats()) other.tabIndex = other === seat ? 0 : -1;
  seat.focus();
}

function onKey(event) {
  if (event.key === "Escape" && held) {
    hold(null);
    return;
  }
  const element = event.target.closest?.("[data-place], [data-person]");
  if (!element) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(element);
    if (held === element && !element.dataset.place) focus(seats().find((seat) => seat.classList.contains("is-free")) ?? seats()[0]);
  } else if (event.key.startsWith("Arrow") && element.dataset.place) {
    const next = neighbour(element, event.key);
    if (next) {
      event.preventDefault();
      focus(next);
    }
  }
}

/** Mouse and pen drag; a finger scrolls, and chooses by tapping. */
function onPointerDown(event) {
  const source = event.target.closest?.("[data-person]");
  if (!source || event.button || event.pointerType === "touch") return;
  const [fromX, fromY] = [event.clientX, event.clientY];
  let dragging = false;
  const move = ({ clientX, clientY }) => {
    if (dragging || Math.hypot(clientX - fromX, clientY - fromY) < STEP) return;
    dragging = true;
    hold(source);
  };
  const end = ({ clientX, clientY, type }) => {
    document.removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, end);
    if (!dragging) return;
    document.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    const target = type === "pointerup" && document.elementFromPoint(clientX, clientY)?.closest("[data-place], [data-drop]");
    if (target && target !== source) send(source.dataset.person, target.dataset.place ?? target.dataset.drop);
    else hold(null);
  };
  document.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end);
}

if (form && map) {
  const first = seats().find((seat) => location.hash === `#${seat.id}`);
  for (const seat of seats()) seat.tabIndex = -1;
  const begin = first ?? seats()[0];
  if (begin) begin.tabIndex = 0;
  first?.focus({ preventScroll: true });
  first?.scrollIntoView({ block: "nearest", inline: "center" });
  for (const element of holders()) element.addEventListener("dragstart", (event) => event.preventDefault());
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onPointerDown);
  document.addEventListener("click", (event) => {
    const element = event.target.closest?.("[data-place], [data-person]");
    if (!element || event.defaultPrevented) return;
    event.preventDefault();
    choose(element);
  });
}
