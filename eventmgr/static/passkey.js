// The two ceremonies of passkeys (accounts/passkeys): the browser is asked, its answer is sent as a form.

const form = document.querySelector("form[data-ceremony]");
const box = (name) => document.querySelector(`[data-${name}]`);

async function answer() {
  const asked = JSON.parse(form.dataset.asked);
  const known = globalThis.PublicKeyCredential;
  const made = form.dataset.ceremony === "create"
    ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(asked) })
    : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(asked) });
  return JSON.stringify(made.toJSON());
}

form.addEventListener("submit", async (event) => {
  if (form.elements.answer.value) return;
  event.preventDefault();
  box("refused").hidden = true;
  if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    box("unknown").hidden = false;
    return;
  }
  try {
    form.elements.answer.value = await answer();
    form.submit();
  } catch {
    box("refused").hidden = false;
  }
});
