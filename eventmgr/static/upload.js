// A file is sent as soon as it is chosen, so that neither a fault in another field nor a broken line loses it. Without this
// script it goes with the form.

/** `[data-upload="address"]`, beside the address of the page: a place with a field for a file, a hidden one that says what is kept, and words for the reader. */
function place(of) {
  const input = of.querySelector("input[type=file]");
  const [kept, id] = [of.querySelector(".kept-file"), of.querySelector("input[type=hidden]")];
  const says = of.querySelector("[data-upload-says]");
  const show = () => {
    of.querySelector("[data-file-name]").textContent = id.value.slice(id.value.indexOf(" ") + 1);
    kept.hidden = !id.value;
  };
  const send = async (file) => {
    const body = new FormData();
    body.append(input.name, file);
    says.textContent = says.dataset.busy;
    try {
      const answer = await fetch(of.dataset.upload, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (input.files[0] !== file) return;
      says.textContent = told.message ?? says.dataset.done;
      if (!told.id) return;
      id.value = told.id;
      input.value = "";
      of.querySelector("input[type=checkbox]").checked = false;
      show();
      id.dispatchEvent(new Event("input", { bubbles: true }));
    } catch {
      if (input.files[0] === file) says.textContent = says.dataset.failed;
    }
  };
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    if (input.files[0]) send(input.files[0]);
  });
  window.addEventListener("online", () => { if (input.files[0]) send(input.files[0]); });
  input.form.addEventListener("change", show);
  show();
}

for (const of of document.querySelectorAll("[data-upload]")) place(of);
