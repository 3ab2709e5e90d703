// Solves the puzzle of a form that is one of a crowd (web/rate_limits/proof_of_work.py), then sends it.

const form = document.querySelector("form[data-puzzle]");
const bytes = (text) => new TextEncoder().encode(text);

/** The first number whose PBKDF2 with the puzzle begins with a byte of nought. */
async function solve(puzzle, iterations) {
  for (let number = 0; ; number++) {
    const key = await crypto.subtle.importKey("raw", bytes(`${puzzle}:${number}`), "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(puzzle), iterations };
    if (new Uint8Array(await crypto.subtle.deriveBits(how, key, 256))[0] === 0) return number;
  }
}

/** Without crypto.subtle (plain HTTP) the reader waits and presses the button. */
async function work() {
  if (!form || !globalThis.crypto?.subtle) return;
  form.elements.solution.value = await solve(form.dataset.puzzle, Number(form.dataset.rounds));
  form.requestSubmit();
}

work();
