// Meetings of a grid are moved by mouse, finger and keyboard; without this script each has a page with a form.

const grid = document.querySelector("#grid");
const said = document.querySelector("#grid-said");
let chosen = null; // the link of the meeting that is being moved
let cells = new Map(); // instant → what the server says of that slot
let sides = [];
let below = null; // the cell below what is dragged

function say(words) {
  if (said) said.textContent = words;
}

function clear() {
  for (const cell of grid.querySelectorAll(".free, .taken")) {
    cell.classList.remove("free", "taken");
    cell.removeAttribute("tabindex");
    if ("was" in cell.dataset) cell.title = cell.dataset.was;
    delete cell.dataset.was;
  }
  chosen?.classList.remove("chosen");
  chosen = null;
}

/** What the server says of a cell of this grid: rows of parties take part where the party is in the meeting, rows of tables where the table will do;
    where the meeting stands already nothing is to be said. */
function verdict(cell) {
  const told = cells.get(cell.dataset.at);
  const key = Number(cell.closest("tr").dataset.rowKey);
  if (!told || cell.querySelector(`a.m[data-request="${chosen.dataset.request}"]`)) return null;
  if (grid.dataset.by === "party") return sides.includes(key) ? told : null;
  return told.free && !told.tables.includes(key) ? null : told;
}

/** Green where the meeting can go, red with the reason elsewhere. */
async function choose(link) {
  clear();
  chosen = link;
  link.classList.add("chosen");
  const answer = await fetch(`${grid.dataset.cells}?request=${link.dataset.request}`).catch(() => null);
  if (!answer?.ok) return say(grid.dataset.failed);
  const told = await answer.json();
  if (chosen !== link) return;
  cells = new Map(told.cells.map((one) => [one.at, one]));
  sides = told.parties;
  grid.dataset.revision = told.revision;
  for (const cell of grid.querySelectorAll("td[data-at]")) {
    const one = verdict(cell);
    if (!one) continue;
    cell.classList.add(one.free ? "free" : "taken");
    cell.tabIndex = -1;
    cell.dataset.was = cell.title;
    cell.title = one.why;
  }
  say(grid.dataset.hint);
}

async function move(cell) {
  const told = cell && verdict(cell);
  if (!chosen || !told) return;
  if (!told.free) return say(told.why);
  const body = new URLSearchParams({ csrf_token: grid.dataset.token, request: chosen.dataset.request, revision: grid.dataset.revision, starts_at: cell.dataset.at });
  if (grid.dataset.by === "table") body.set("table", cell.closest("tr").dataset.rowKey);
  const id = `m${chosen.dataset.request}-${cell.closest("tr").dataset.rowKey}`;
  const answer = await fetch(grid.dataset.move, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  const result = await answer?.json().catch(() => null);
  if (answer?.ok) {
    location.hash = id;
    location.reload();
  } else say(result?.refused ?? grid.dataset.failed);
}

/** The neighbour of a cell, or of the cell that holds the focused meeting, in a direction. */
function neighbour(from, key) {
  const row = from.closest("tr");
  const at = [...row.children].indexOf(from);
  if (key === "ArrowLeft" || key === "ArrowRight") return row.children[at + (key === "ArrowRight" ? 1 : -1)];
  const rows = [...grid.querySelectorAll("tbody tr")];
  const next = rows[rows.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
  return next?.children[at];
}

function step(event) {
  const here = document.activeElement?.closest("td[data-at]");
  if (!here || !grid.contains(here)) return;
  let cell = neighbour(here, event.key);
  if (!cell?.matches("td[data-at]")) return;
  event.preventDefault();
  const link = !chosen && cell.querySelector("a.m");
  if (link) return link.focus();
  cell.tabIndex = -1;
  cell.focus();
  const told = chosen && verdict(cell);
  if (told) say(told.free ? grid.dataset.hint : told.why);
}

function press(event) {
  if (event.key.startsWith("Arrow")) step(event);
  else if (event.key === "Escape" && chosen) {
    const link = chosen;
    clear();
    say("");
    link.focus();
  } else if (event.key === "Enter" && chosen && document.activeElement?.matches("td[data-at]")) {
    event.preventDefault();
    move(document.activeElement);
  }
}

function click(event) {
  const link = event.target.closest("a.m");
  if (link && link !== chosen && link.draggable && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    link.focus();
    choose(link);
  } else if (!link && chosen) move(event.target.closest("td[data-at]"));
}

function over(event) {
  const cell = event.target.closest("td[data-at]");
  const told = chosen && cell && verdict(cell);
  if (told?.free) event.preventDefault();
  if (cell === below) return;
  below = cell;
  if (told) say(told.free ? grid.dataset.hint : told.why);
}

if (grid) {
  grid.addEventListener("click", click);
  grid.addEventListener("keydown", press);
  grid.addEventListener("dragstart", (event) => event.target.matches?.("a.m[draggable=true]") && choose(event.target));
  grid.addEventListener("dragover", over);
  grid.addEventListener("drop", (event) => {
    event.preventDefault();
    move(event.target.closest("td[data-at]"));
  });
  if (location.hash.startsWith("#m")) document.getElementById(location.hash.slice(1))?.focus();
}
