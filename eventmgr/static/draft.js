// What is typed into a registration form survives a dropped page and a change of language; nothing of it leaves the device.

/** `form[data-draft="name"]`: what is typed stays on this device until it is sent, three days at most; fields named in
    `data-draft-tab` only as long as the tab, those in `data-draft-never` and hidden ones not at all. `data-typed`: the page
    shows what was sent, which is newer than any draft. */
function keepDraft() {
  const form = document.querySelector("form[data-draft]");
  forgetDrafts(form);
  if (!form) return;
  const key = `draft:${form.dataset.draft}`;
  const [tab, never] = [form.dataset.draftTab, form.dataset.draftNever].map((names) => (names ?? "").split(" "));
  const fields = [...form.elements].filter((field) => field.name && !never.includes(field.name)
    && !["hidden", "password", "file", "submit", "button"].includes(field.type));
  const isTick = (field) => ["checkbox", "radio"].includes(field.type);
  let changed = "typed" in form.dataset || fields.some((field) => field === document.activeElement && field.value);

  const save = () => {
    if (!changed) return;
    for (const [store, inTab] of [[localStorage, false], [sessionStorage, true]]) {
      const typed = {};
      for (const field of fields) {
        const value = isTick(field) ? field.checked && field.value : field.value;
        if (value && tab.includes(field.name) === inTab) (typed[field.name] ??= []).push(value);
      }
      if (Object.keys(typed).length) store.setItem(key, JSON.stringify({ at: Date.now(), typed }));
      else store.removeItem(key);
    }
  };
  const restore = () => {
    const typed = { ...readDraft(sessionStorage, key), ...readDraft(localStorage, key) };
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const values = typed[field.name];
      if (!values || asked.get(field.name)) continue;
      if (isTick(field)) field.checked = values.includes(field.value);
      else if (!field.options || [...field.options].some((option) => option.value === values[0])) field.value = values[0];
      changed = true;
    }
    return changed;
  };

  const restored = form.querySelector("[data-draft-restored]");
  if (!changed && restore()) restored.hidden = false;
  let waiting;
  form.addEventListener("input", () => { changed = true; clearTimeout(waiting); waiting = setTimeout(save, 300); });
  form.addEventListener("submit", () => { save(); sessionStorage.setItem("draft-sent", key); });
  window.addEventListener("pagehide", save);
  window.addEventListener("pageshow", (event) => { if (event.persisted && !localStorage.getItem(key)) changed = false; });
  restored.querySelector("[data-draft-clear]").addEventListener("click", () => {
    changed = false;
    clearTimeout(waiting);
    for (const store of [localStorage, sessionStorage]) store.removeItem(key);
    location.assign(location.href);
  });
  save();
}

/** A draft goes when the page opens that answers a sent form, and after three days. */
function forgetDrafts(form) {
  const sent = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  if (sent && !form && document.querySelector("main[data-status]")) {
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
