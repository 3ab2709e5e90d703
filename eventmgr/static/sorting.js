// Rows of a list are put into order by buttons; without this script the buttons ask the server.

/** `[data-row]` of one form, in the order of the page; their numbers are written anew. */
function renumber(form) {
  form.querySelectorAll("[data-row]").forEach((row, index) => {
    const number = row.querySelector("input[name$='-order']");
    if (number) number.value = index + 1;
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** `button[name=up]` and `button[name=down]` of a row move it and keep the focus. */
function step(event) {
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

document.addEventListener("click", step);

/** `[data-drag]` in a row is a handle for mouse and finger; `form[data-sends]` is sent when one is let go. While one is held, rows are as small as their first line, which says
    what they ask; a row that is dragged near the edge of the window scrolls it. */
function drag(event) {
  const handle = event.target.closest?.("[data-drag]");
  if (!handle || event.button) return;
  event.preventDefault();
  const row = handle.closest("[data-row]");
  const form = row.closest("form");
  for (const other of form.querySelectorAll("[data-row]")) {
    const text = other.querySelector("[data-drag-label]");
    if (text) text.textContent = [...other.querySelectorAll("input[type=text]")].map((field) => field.value).find(Boolean) ?? "";
  }
  form.classList.add("sorting");
  row.classList.add("dragged");
  window.scrollBy(0, handle.getBoundingClientRect().top - event.clientY);

  const move = ({ clientX, clientY, pointerId }) => {
    if (pointerId !== event.pointerId) return;
    if (clientY < 60) window.scrollBy(0, -12);
    if (clientY > window.innerHeight - 60) window.scrollBy(0, 12);
    const over = document.elementFromPoint(clientX, clientY)?.closest("[data-row]");
    if (!over || over === row || over.closest("form") !== form) return;
    if (row.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING) over.after(row);
    else over.before(row);
  };
  const end = ({ pointerId }) => {
    if (pointerId !== event.pointerId) return;
    document.removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, end);
    form.classList.remove("sorting");
    row.classList.remove("dragged");
    renumber(form);
    row.scrollIntoView({ block: "nearest" });
    if ("sends" in form.dataset) form.requestSubmit();
  };
  document.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end);
}

document.addEventListener("pointerdown", drag);
for (const handle of document.querySelectorAll("[data-drag]")) handle.hidden = false;
