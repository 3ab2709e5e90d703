// The desk: scanning with the camera, and answers without a new page. Everything here has a way without scripts:
// the field takes what a hand-held scanner or a person types.

const PAUSE = 250; // ms between two looks at the picture
const SAME = 3000; // ms in which the same code is one showing, not two
const WIDEST = 720; // px: enough for a code at arm's length, little enough for an old phone

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

/** A function from the video to the text of a code in it, or null: the browser's own reader, else ours. */
async function makeReader() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  await loadDecoder();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async () => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    const width = (canvas.width = Math.round(video.videoWidth * scale));
    const height = (canvas.height = Math.round(video.videoHeight * scale));
    context.drawImage(video, 0, 0, width, height);
    const picture = context.getImageData(0, 0, width, height);
    return window.jsQR(picture.data, width, height, { inversionAttempts: "dontInvert" })?.data || null;
  };
}

/** The decoder is large, so it comes only with the first press of the button. */
function loadDecoder() {
  if (window.jsQR) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = camera.dataset.decoder;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

let stream = null;
let last = { text: "", at: 0 };

async function start() {
  trouble.hidden = true;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    const read = await makeReader();
    video.srcObject = stream;
    video.hidden = false;
    button.textContent = button.dataset.stop;
    await video.play();
    look(read, stream);
  } catch {
    stop();
    trouble.textContent = trouble.dataset.denied;
    trouble.hidden = false;
  }
}

function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  last = { text: "", at: 0 };
  video.srcObject = null;
  video.hidden = true;
  button.textContent = button.dataset.start;
}

async function look(read, mine) {
  while (stream === mine) {
    const text = video.videoWidth ? await read().catch(() => null) : null;
    const now = Date.now();
    if (text && (text !== last.text || now - last.at > SAME)) {
      field.value = text;
      await send(form, new FormData(form));
    }
    if (text) last = { text, at: Date.now() };
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

if (navigator.mediaDevices?.getUserMedia) {
  camera.hidden = false;
  button.addEventListener("click", () => (stream ? stop() : start()));
  window.addEventListener("pagehide", stop);
}
