// People are moved between rooms, and between vehicles, by mouse, finger and keyboard; without this script each has a page with a form.

const board = document.querySelector("#mover");
const said = document.querySelector("#mover-said");
let chosen = null; // the link of the person who is being moved

function say(words) {
  if (said) said.textContent = words;
}

const targets = () => [...board.querySelectorAll("[data-to]")];

function clear() {
  for (const target of targets()) {
    target.classList.remove("free", "below");
    target.removeAttribute("tabindex");
  }
  chosen?.classList.remove("chosen");
  chosen = null;
}

function choose(link) {
  clear();
  chosen = link;
  link.classList.add("chosen");
  for (const target of targets()) {
    if (target.contains(link)) continue;
    target.classList.add("free");
    target.tabIndex = -1;
  }
  say(board.dataset.hint.replace("{name}", link.dataset.name));
}

async function move(target) {
  if (!chosen || !target?.classList.contains("free")) return;
  const person = chosen.dataset.person;
  const body = new URLSearchParams(board.dataset.more ?? "");
  for (const [name, value] of Object.entries({ csrf_token: board.dataset.token, person, to: target.dataset.to })) body.set(name, value);
  const answer = await fetch(board.dataset.move, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  const result = await answer?.json().catch(() => null);
  if (answer?.ok) {
    location.hash = `p${person}`;
    location.reload();
  } else say(result?.refused ?? board.dataset.failed);
}

function step(forward) {
  const all = targets().filter((target) => target.classList.contains("free"));
  const here = all.indexOf(document.activeElement.closest("[data-to].free"));
  const from = here >= 0 ? here : all.findIndex((target) => chosen.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING) - (forward ? 1 : 0);
  const next = all[(from + (forward ? 1 : -1) + all.length) % all.length];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  if (next) say(next.dataset.words);
}

function press(event) {
  if (!chosen) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    step(event.key === "ArrowDown" || event.key === "ArrowRight");
  } else if (event.key === "Escape") {
    const link = chosen;
    clear();
    say("");
    link.focus();
  } else if (event.key === "Enter" && document.activeElement?.matches("[data-to].free")) {
    event.preventDefault();
    move(document.activeElement);
  }
}

function click(event) {
  const link = event.target.closest("a[data-person]");
  if (link && link !== chosen && link.draggable && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    link.focus();
    choose(link);
  } else if (!link && chosen && !event.target.closest("button, a, summary")) move(event.target.closest("[data-to]"));
}

function over(event) {
  const target = event.target.closest?.("[data-to]");
  for (const other of board.querySelectorAll(".below")) if (other !== target) other.classList.remove("below");
  if (chosen && target?.classList.contains("free")) {
    event.preventDefault();
    target.classList.add("below");
  }
}

if (board) {
  board.addEventListener("click", click);
  board.addEventListener("keydown", press);
  board.addEventListener("dragstart", (event) => {
    const link = event.target.closest?.("a[data-person]");
    if (link) choose(link);
  });
  board.addEventListener("dragover", over);
  board.addEventListener("drop", (event) => {
    event.preventDefault();
    move(event.target.closest("[data-to]"));
  });
  board.addEventListener("dragend", () => board.querySelector(".below")?.classList.remove("below"));
  if (location.hash.startsWith("#p")) document.getElementById(location.hash.slice(1))?.focus();
}
