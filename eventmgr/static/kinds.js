// Fields of the kind that is chosen alone; without this script each kind has a fold of its own.
const chosen = document.querySelector("select[data-kinds]");
const folds = document.querySelectorAll("[data-kind]");

function show(isChange) {
  for (const fold of folds) {
    fold.hidden = fold.dataset.kind !== chosen.value;
    if (isChange) fold.open = !fold.hidden;
  }
}

if (chosen) {
  chosen.addEventListener("change", () => show(true));
  show(false);
}
