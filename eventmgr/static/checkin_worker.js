// The service worker of check-in devices: the page and what it is made of, kept; what is about people is never kept here. `KEPT`
// stands above, written by the server.

const CACHE = `checkin-${KEPT.version}`;
const PATIENCE = 3000; // ms for a fresh page before the kept one is shown

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([...KEPT.pages, ...KEPT.files].map((address) => new Request(address, { cache: "reload" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("checkin-") && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function page(request) {
  const address = new URL(request.url).pathname;
  const kept = KEPT.pages.includes(address) ? address : KEPT.pages[0];
  const fresh = fetch(request).then((answer) => (answer.ok ? answer : Promise.reject(new Error(answer.status))));
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("late")));
  try {
    return await Promise.race([fresh, late]);
  } catch {
    fresh.catch(() => {});
    return (await caches.match(kept, { cacheName: CACHE })) ?? fetch(request);
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (KEPT.files.includes(address.pathname)) {
    event.respondWith(
      caches.match(address.pathname, { cacheName: CACHE }).then((kept) => kept ?? fetch(event.request)),
    );
  }
});
