// What is typed into a form survives a dropped page and a change of language; nothing of it leaves the device.

/** `form[data-draft="name"]`: what is typed stays on this device until it is sent, three days at most; fields whose names begin as
    `data-draft-tab` says only as long as the tab, those of `data-draft-never` and hidden ones not at all. `data-typed`: the page
    shows what was sent, which is newer than any draft. What comes back stands there as in a form that was left open: with the
    digest of the values it was opened with (`seen`), so that what others have changed since is still asked about. */
function keepDraft() {
  const form = document.querySelector("form[data-draft]");
  forgetDrafts();
  if (!form) return;
  const key = `draft:${form.dataset.draft}`;
  const begins = (starts, name) => (starts ?? "").split(" ").some((start) => start && name.startsWith(start));
  const isKept = ({ name, type }) => name && !begins(form.dataset.draftNever, name) && (type === "hidden"
    ? name === "seen" || name.endsWith("-id") : !["password", "file", "submit", "button"].includes(type));
  const isTick = (field) => ["checkbox", "radio"].includes(field.type);
  const fields = () => [...form.elements].filter(isKept);
  let changed = "typed" in form.dataset
    || fields().some((field) => field === document.activeElement && field.value && field.value !== field.defaultValue);

  const save = () => {
    if (!changed) return;
    for (const [store, inTab] of [[localStorage, false], [sessionStorage, true]]) {
      const typed = {};
      for (const field of fields()) {
        if (begins(form.dataset.draftTab, field.name) !== inTab) continue;
        typed[field.name] ??= [];
        if (!isTick(field) || field.checked) typed[field.name].push(field.value);
      }
      if (Object.keys(typed).length) store.setItem(key, JSON.stringify({ at: Date.now(), typed }));
      else store.removeItem(key);
    }
  };
  const restore = () => {
    const typed = { ...readDraft(sessionStorage, key), ...readDraft(localStorage, key) };
    const asked = new URLSearchParams(location.search);
    addRows(form, Object.keys(typed));
    for (const field of fields()) {
      const values = typed[field.name];
      if (!values || asked.get(field.name)) continue;
      const before = isTick(field) ? field.checked : field.value;
      if (isTick(field)) field.checked = values.includes(field.value);
      else if (!field.options || [...field.options].some((option) => option.value === values[0])) field.value = values[0];
      if (field.type !== "hidden" && before !== (isTick(field) ? field.checked : field.value)) changed = true;
    }
    return changed;
  };

  const restored = form.querySelector("[data-draft-restored]");
  if (!changed && restore()) restored.hidden = false;
  form.dispatchEvent(new Event("change", { bubbles: true }));
  let waiting;
  form.addEventListener("input", () => { changed = true; clearTimeout(waiting); waiting = setTimeout(save, 300); });
  form.addEventListener("submit", () => { save(); sessionStorage.setItem("draft-sent", key); });
  window.addEventListener("pagehide", save);
  window.addEventListener("pageshow", (event) => { if (event.persisted && !localStorage.getItem(key)) changed = false; });
  form.addEventListener("click", (event) => {
    const way = event.target.closest("[data-draft-clear]");
    if (!way) return;
    changed = false;
    clearTimeout(waiting);
    for (const store of [localStorage, sessionStorage]) store.removeItem(key);
    if (way.href) return;
    form.reset(); // else the browser may fill in again what stood there
    location.assign(location.href);
  });
  save();
}

/** Rows of a list that the page of now lacks, made from the empty one at its end. */
function addRows(form, names) {
  for (const name of names) {
    const [, list, number] = /^(\w+)-(\d+)-id$/.exec(name) ?? [];
    const last = form.elements[`${list}-${number - 1}-id`];
    if (!last || form.elements[name] || last.value) continue;
    const row = last.closest("fieldset");
    row.insertAdjacentHTML("afterend", row.outerHTML.replaceAll(`${list}-${number - 1}-`, `${list}-${number}-`));
  }
}

/** A draft goes when a page opens that says that it was sent (`data-sent`), and after three days. */
function forgetDrafts() {
  const sent = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  if (sent && document.querySelector("[data-sent]")) {
    for (const store of [localStorage, sessionStorage]) store.removeItem(sent);
  }
  for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) readDraft(localStorage, key);
}

function readDraft(store, key) {
  try {
    const kept = JSON.parse(store.getItem(key));
    if (Date.now() - kept.at < 3 * 86400_000) return kept.typed;
  } catch { /* none, or not ours */ }
  store.removeItem(key);
  return {};
}

try { keepDraft(); } catch { /* the browser keeps nothing for this site */ }
