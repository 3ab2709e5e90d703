/* Batches of a stop: a row that is drawn to another batch gets that batch's number in its choice. Saved with the form. */
const form = document.querySelector("form[data-batches]");
let drawn = null;

function place(row, section) {
  const choice = row.querySelector("select");
  if (!choice || choice.value === section.dataset.batch) return;
  choice.value = section.dataset.batch;
  section.querySelector("tbody").append(row);
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}

form?.addEventListener("dragstart", (event) => {
  drawn = event.target.closest?.("tr[draggable]");
  if (drawn) event.dataTransfer.effectAllowed = "move";
});
form?.addEventListener("dragover", (event) => {
  if (drawn && event.target.closest?.("[data-batch]")) event.preventDefault();
});
form?.addEventListener("drop", (event) => {
  const section = event.target.closest?.("[data-batch]");
  if (!drawn || !section) return;
  event.preventDefault();
  place(drawn, section);
  drawn = null;
});
