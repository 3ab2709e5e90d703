// What is typed without an account is kept on the server too, for browsers that keep nothing; see `draft.js` for the device.

/** `form[data-server-draft="address"]`: saved there some seconds after the last key, and asked for once where neither the page
    nor the device has anything. The server says which fields it keeps. */
async function keepOnServer(form) {
  const address = form.dataset.serverDraft;
  const isKept = ({ name, type }) => name && (type === "hidden" ? name.endsWith("-id")
    : !["password", "file", "submit", "button"].includes(type));
  const isTick = (field) => ["checkbox", "radio"].includes(field.type);
  const fields = () => [...form.elements].filter(isKept);
  let waiting;
  const save = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const body = new URLSearchParams();
    for (const field of fields()) if (field.value && (!isTick(field) || field.checked)) body.append(field.name, field.value);
    fetch(address, { method: "POST", body, keepalive: true }).catch(() => {});
  };
  const stop = () => { clearTimeout(waiting); waiting = undefined; };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(save, 2000); });
  form.addEventListener("submit", stop);
  document.addEventListener("visibilitychange", () => { if (document.hidden && waiting) save(); });
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-draft-clear]")) return;
    stop();
    fetch(address, { method: "POST", body: new URLSearchParams({ clear: "1" }), keepalive: true }).catch(() => {});
  }, { capture: true });  // before the page is opened anew

  // this script comes with the first key that is pressed
  if (fields().some((field) => !isTick(field) && field.type !== "hidden" && !field.options && field.value !== field.defaultValue)) waiting = setTimeout(save, 2000);
  if (waiting || "typed" in form.dataset || isOnDevice(`draft:${form.dataset.draft}`)) return;
  const answer = await fetch(address);
  const { typed } = await answer.json();
  let changed = false;
  for (const field of fields()) {
    const values = typed[field.name];
    if (!values || waiting) continue;
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (!field.options || [...field.options].some((option) => option.value === values[0])) field.value = values[0];
    changed = true;
  }
  if (!changed) return;
  form.querySelector("[data-draft-restored]").hidden = false;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function isOnDevice(key) {
  try { return localStorage.getItem(key) !== null; } catch { return false; }
}

const form = document.querySelector("form[data-server-draft]");
if (form) keepOnServer(form).catch(() => {});
