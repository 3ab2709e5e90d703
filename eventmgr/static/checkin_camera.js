// Scanning with the camera, for the desk and for check-in devices: the browser's own reader of codes where there is one, else the
// decoder that is kept with the product.

const PAUSE = 250; // ms between two looks at the picture
const SAME = 3000; // ms in which the same code is one showing, not two
const WIDEST = 720; // px: enough for a code at arm's length, little enough for an old phone

export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** The decoder is large, so it comes only with the first press of the button. */
function loadDecoder(address) {
  if (window.jsQR) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

/** A function to the text of a code in the video, or null. */
async function makeReader(video, decoder) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  await loadDecoder(decoder);
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

/**
 * A button that starts and stops the camera. `found(text)` is told of each code once while it is held there; `denied(is)` whether
 * the browser refuses the picture.
 */
export class Camera {
  constructor({ button, video, decoder, words, found, denied }) {
    Object.assign(this, { button, video, decoder, words, found, denied });
    this.stream = null;
    this.last = { text: "", at: 0 };
    button.addEventListener("click", () => (this.stream ? this.stop() : this.start()));
    window.addEventListener("pagehide", () => this.stop());
  }

  async start() {
    this.denied(false);
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const read = await makeReader(this.video, this.decoder);
      this.video.srcObject = this.stream;
      this.video.hidden = false;
      this.button.textContent = this.words.stop;
      await this.video.play();
      this.look(read, this.stream);
    } catch {
      this.stop();
      this.denied(true);
    }
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.last = { text: "", at: 0 };
    this.video.srcObject = null;
    this.video.hidden = true;
    this.button.textContent = this.words.start;
  }

  async look(read, mine) {
    while (this.stream === mine) {
      const text = this.video.videoWidth ? await read().catch(() => null) : null;
      const isNew = text && (text !== this.last.text || Date.now() - this.last.at > SAME);
      if (isNew) await this.found(text);
      if (text) this.last = { text, at: Date.now() };
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
