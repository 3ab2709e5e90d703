// How a check-in device talks with the server: what it has is sent until it is taken, what others did is fetched.

import * as store from "./checkin_store.js";

const ROOT = "/checkin/device/";
const AT_ONCE = 100;
const PATIENCE = 20000; // ms for an answer

export class Gone extends Error {}
export class NotOurs extends Error {}

async function ask(path, token, { body, tag } = {}) {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  if (tag) headers["If-None-Match"] = tag;
  const answer = await fetch(ROOT + path, {
    method: body ? "POST" : "GET",
    headers,
    body: body && JSON.stringify(body),
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status === 304) return { unchanged: true };
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 410) throw new Gone(said.said);
  if (answer.status === 401) throw new NotOurs(said.said);
  if (!answer.ok) throw Object.assign(new Error(said.said ?? answer.statusText), { status: answer.status });
  return { ...said, tag: answer.headers.get("ETag") };
}

/** Pair this device with the token of a link. */
export const pair = (token) => ask("pair", null, { body: { token } });

export const signOut = (token) => ask("sign-out", token, { body: {} });

/** Everybody, or who was changed since then (milliseconds). */
export const people = (token, since) => ask(`people${since ? `?since=${Math.floor(since / 1000)}` : ""}`, token);

export const changes = (token, after, tag) => ask(`changes?after=${after}`, token, { tag });

/** A paper of one person, as PDF. */
export async function paper(token, name, number, lang) {
  const answer = await fetch(`${ROOT}papers/${name}.pdf?only=${number}&lang=${lang}`, {
    headers: { Authorization: `Bearer ${token}` },
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw Object.assign(new Error((await answer.json().catch(() => ({}))).said ?? answer.statusText), { status: answer.status });
  return answer.blob();
}

/** Send what waits; `took(answer, acts)` is told of each batch. What the server takes is forgotten here. */
export async function push(meta, took) {
  for (;;) {
    const acts = await store.waiting();
    if (!acts.length) return;
    const batch = acts.slice(0, AT_ONCE);
    const sent = Date.now();
    const answer = await ask("acts", meta.token, { body: { acts: batch, clock: sent, waiting: acts.length - batch.length } });
    meta.skew = skewOf(answer.now, sent) ?? meta.skew;
    const gone = batch.filter((act) => act.key in answer.taken || answer.bad.includes(act.key));
    await store.taken(gone.map((act) => act.key));
    took(answer, gone);
    if (!gone.length) return;
  }
}

/** By how much our clock is behind the server's; null where the answer took too long to know. */
export function skewOf(now, sent) {
  const took = Date.now() - sent;
  return now && took < 5000 ? Math.round(now - (sent + took / 2)) : null;
}
