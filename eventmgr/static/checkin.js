// The desk: scanning with the camera, and answers without a new page. Everything here has a way without scripts:
// the field takes what a hand-held scanner or a person types.

import { Camera, hasCamera } from "./checkin_camera.js";

const form = document.querySelector("#desk-form");
const field = document.querySelector("#desk-code");
const camera = document.querySelector("#desk-camera");
const button = camera.querySelector("button");
const video = camera.querySelector("video");
const trouble = camera.querySelector("p");
const offline = document.querySelector("#desk-offline");

/** Send a form and put what the answer says into this page; the camera goes on. */
async function send(target, data) {
  let page;
  try {
    const answer = await fetch(target.action, { method: "POST", body: new URLSearchParams(data), cache: "no-store" });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    offline.hidden = false;
    return;
  }
  if (!page.querySelector("#desk-form")) {
    window.location.reload(); // signed out, or a page of another kind
    return;
  }
  offline.hidden = true;
  for (const id of ["desk-result", "desk-found", "desk-counts"]) {
    document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  }
  const outcome = document.querySelector("[data-outcome]")?.dataset.outcome;
  if (outcome) navigator.vibrate?.(outcome === "arrived" ? 80 : [80, 60, 80]);
  field.value = page.querySelector("#desk-code").value;
  if (video.hidden) field.select();
}

document.addEventListener("submit", (event) => {
  const target = event.target;
  if (target !== form && !target.matches(".desk-mark")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const data = new FormData(target);
  if (event.submitter?.name) data.set(event.submitter.name, event.submitter.value);
  send(target, data);
}, { capture: true });

if (hasCamera()) {
  camera.hidden = false;
  new Camera({
    button,
    video,
    decoder: camera.dataset.decoder,
    words: button.dataset,
    found(text) {
      field.value = text;
      return send(form, new FormData(form));
    },
    denied(is) {
      trouble.textContent = trouble.dataset.denied;
      trouble.hidden = !is;
    },
  });
}
