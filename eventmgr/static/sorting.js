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
