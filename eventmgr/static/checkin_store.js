// What a check-in device keeps: in IndexedDB, each value encrypted with AES-GCM under a key that no script can read out and
// that is deleted with everything else.

const NAME = "eventmgr-checkin";
const STORES = ["keys", "values", "outbox"];

let database = null;
let key = null;

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** Open the store; whether it can be used here. */
export async function open() {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return false;
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store));
  database = await done(request);
  database.onversionchange = () => database.close();
  key = await done(database.transaction("keys").objectStore("keys").get("key"));
  return true;
}

/** Whether anything can be kept or read: there is a key. */
export const hasKey = () => key !== null && key !== undefined;

/** A new key, which cannot be taken out of the browser. */
export async function makeKey() {
  key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction("keys", "readwrite", { durability: "strict" });
  transaction.objectStore("keys").put(key, "key");
  await committed(transaction);
  await navigator.storage?.persist?.().catch(() => false);
}

async function sealed(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

async function unsealed({ iv, box }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, box)));
}

async function put(store, name, value) {
  const box = await sealed(value);
  const transaction = database.transaction(store, "readwrite", { durability: "strict" });
  transaction.objectStore(store).put(box, name);
  await committed(transaction);
}

/** Keep a value under a name. */
export const keep = (name, value) => put("values", name, value);

/** The value of that name, or null. */
export async function read(name) {
  const box = await done(database.transaction("values").objectStore("values").get(name));
  return box && hasKey() ? unsealed(box) : null;
}

/** Keep an act until it is sent; it is on the disk when this ends. */
export const queue = (act) => put("outbox", act.key, act);

/** What is not sent, oldest first. */
export async function waiting() {
  const boxes = await done(database.transaction("outbox").objectStore("outbox").getAll());
  const acts = hasKey() ? await Promise.all(boxes.map(unsealed)) : [];
  return acts.sort((one, other) => one.at - other.at);
}

/** These were taken. */
export async function taken(keys) {
  const transaction = database.transaction("outbox", "readwrite", { durability: "strict" });
  for (const name of keys) transaction.objectStore("outbox").delete(name);
  await committed(transaction);
}

/** Delete the key, and with it everything. */
export async function wipe() {
  key = null;
  const transaction = database.transaction(STORES, "readwrite", { durability: "strict" });
  for (const store of STORES) transaction.objectStore(store).clear();
  await committed(transaction);
}
