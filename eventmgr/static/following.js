// `[data-follows="field field"]`: a part of a form that says what follows from these fields. Its button makes it anew on the server; with this
// script it is pressed by itself when one of them is changed, and the rest of the page stays as it is.
const part = document.querySelector("[data-follows]");
const form = part?.closest("form");
let asked = 0; // answers may come in another order: the last question counts

async function renew(event) {
  if (event.target !== form && !part.dataset.follows.split(" ").includes(event.target.name)) return; // the form itself: its draft is here again
  const button = part.querySelector("button");
  const number = ++asked;
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  const answer = await fetch(location.href, { method: "POST", body }).catch(() => null);
  if (!answer) return;
  const text = await answer.text();
  if (number !== asked) return;
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-follows]");
  if (!fresh) return;
  const isOpen = part.querySelector("details")?.open;
  part.replaceChildren(...fresh.childNodes);
  const fold = part.querySelector("details");
  if (fold) fold.open = isOpen;
  part.querySelector("button").hidden = true;
}

form?.addEventListener("change", renew);
if (part) part.querySelector("button").hidden = true;
