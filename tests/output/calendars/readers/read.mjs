// Reads a calendar with one of two libraries and prints its entries as JSON: node read.mjs <ical.js|node-ical> <file.ics>
import { readFileSync } from "node:fs";

const [library, path] = process.argv.slice(2);
const text = readFileSync(path, "utf8");

function textOf(value) {
  return value === undefined || value === null ? "" : String(value.val ?? value);
}

function dayOf(moment) {
  const two = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

async function withIcalJs() {
  const { default: ICAL } = await import("ical.js");
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      summary: textOf(event.summary),
      description: textOf(event.description),
      location: textOf(event.location),
      url: textOf(component.getFirstPropertyValue("url")),
      ...(event.startDate.isDate
        ? { starts: 0, ends: 0, days: `${event.startDate}/${event.endDate}` }
        : { starts: event.startDate.toUnixTime(), ends: event.endDate.toUnixTime() }),
    };
  });
}

async function withNodeIcal() {
  const { default: ical } = await import("node-ical");
  return Object.values(ical.sync.parseICS(text))
    .filter((entry) => entry.type === "VEVENT")
    .map((entry) => ({
      uid: entry.uid,
      sequence: Number(entry.sequence),
      status: entry.status,
      summary: textOf(entry.summary),
      description: textOf(entry.description),
      location: textOf(entry.location),
      url: textOf(entry.url),
      ...(entry.datetype === "date"
        ? { starts: 0, ends: 0, days: `${dayOf(entry.start)}/${dayOf(entry.end)}` }
        : { starts: entry.start.getTime() / 1000, ends: entry.end.getTime() / 1000 }),
    }));
}

const entries = library === "ical.js" ? await withIcalJs() : await withNodeIcal();
console.log(JSON.stringify(entries));
