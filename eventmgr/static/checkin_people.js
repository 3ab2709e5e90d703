// Who is on the list of a check-in device, how they are found, and what acts come to: as `eventmgr/programme/checkin/acts/merge.py` has it.

const [ID, NAME, INITIALS, UNIT, LAST4, TYPE, STATE, VERSION, MARKS, VOID, LEADS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const MOVES = ["in", "out", "walk_in", "substitute"];

export class People {
  constructor() {
    this.rows = new Map();
    this.marks = new Map();
    this.void = new Map();
    this.units = {};
    this.types = {};
  }

  /** Put rows in, in place of what was known of the same people. */
  add(rows) {
    for (const row of rows) {
      this.rows.set(row[ID], row);
      for (const mark of row[MARKS]) this.marks.set(mark, row[ID]);
      for (const mark of row[VOID]) {
        this.marks.delete(mark);
        this.void.set(mark, row[ID]);
      }
    }
  }

  /** Whether these are all people of the list, with the codes that they have now. */
  fits(extent) {
    let versions = 0;
    for (const row of this.rows.values()) versions += row[VERSION];
    return this.rows.size === extent.number && versions === extent.versions;
  }

  dump() {
    return { rows: [...this.rows.values()], units: this.units, types: this.types };
  }

  load({ rows, units, types }) {
    this.rows.clear();
    this.marks.clear();
    this.void.clear();
    this.units = units ?? this.units;
    this.types = types ?? this.types;
    this.add(rows);
  }

  person(id, lang) {
    const row = this.rows.get(id);
    if (!row) return null;
    return {
      id,
      name: row[NAME],
      unit: this.units[row[UNIT]]?.[lang] ?? "",
      last4: row[LAST4],
      type: this.types[row[TYPE]]?.[lang] ?? "",
      leads: row[LEADS] ?? "",
      state: row[STATE],
      mark: row[MARKS][0],
    };
  }

  /**
   * Numbers of those whom `text` may mean: name, initials, delegation, last four digits; by pinyin as far as it is known; those of
   * `first` before all others.
   */
  find(text, most, first = null) {
    const typed = text.normalize("NFKC").trim().toLowerCase();
    const found = [];
    if (!typed) return found;
    for (const row of this.ordered(first)) {
      if (row[STATE] === "n") continue;
      const unit = this.units[row[UNIT]] ?? {};
      const fits =
        (/^\d{4}$/.test(typed) && row[LAST4] === typed) ||
        row[NAME].toLowerCase().includes(typed) ||
        row[INITIALS].startsWith(typed.replaceAll(" ", "")) ||
        Object.values(unit).some((name) => name.toLowerCase().startsWith(typed));
      if (fits) found.push(row[ID]);
      if (found.length > most) break;
    }
    return found;
  }

  ordered(first) {
    const rows = [...this.rows.values()];
    return first ? [...rows.filter((row) => first.has(row[ID])), ...rows.filter((row) => !first.has(row[ID]))] : rows;
  }

  /** Everybody with a place, for the phone of a delegation's leader; or those of `only`. */
  everybody(most, only = null) {
    const rows = [...this.rows.values()].filter((row) => "ya".includes(row[STATE]) && (!only || only.has(row[ID])));
    return rows.slice(0, most).map((row) => row[ID]);
  }

  /** {id} of who shows a code, {void: true}, or {}. */
  async recognize(text, eventId) {
    const code = text.normalize("NFKC").toUpperCase().replace(/[\s\-‐‑‒–—―−]/g, "");
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`check-in ${eventId} ${code}`));
    const bytes = String.fromCharCode(...new Uint8Array(digest).slice(0, 16));
    const mark = btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    if (this.marks.has(mark)) return { id: this.marks.get(mark), mark };
    return this.void.has(mark) ? { void: true } : {};
  }

  /** How many hold a place; of `only`. */
  expected(only = null) {
    return this.everybody(Infinity, only).length;
  }
}

export class Acts {
  constructor() {
    this.byKey = new Map();
    this.bySpot = new Map();
    this.undone = new Set();
    this.walkIns = new Map();
  }

  /** Put an act in; one that is known is replaced: it may count now. {key, kind, list, who, at, undoes, uncounted}. */
  add(act) {
    if (act.walkIn && act.registration) this.walkIns.set(`w${act.walkIn}`, `r${act.registration}`);
    this.byKey.set(act.key, act);
    this.stale = true;
  }

  settle() {
    if (!this.stale) return;
    this.stale = false;
    this.bySpot.clear();
    this.undone = undoneOf(this.byKey);
    for (const act of this.byKey.values()) {
      if (act.uncounted || this.undone.has(act.key) || !MOVES.includes(act.kind)) continue;
      const spot = `${act.list} ${this.walkIns.get(act.who) ?? act.who}`;
      if (!this.bySpot.has(spot)) this.bySpot.set(spot, []);
      this.bySpot.get(spot).push(act);
    }
    for (const acts of this.bySpot.values()) acts.sort((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1));
  }

  /** {isIn, since} of somebody on a list. */
  presence(list, who) {
    this.settle();
    const acts = this.bySpot.get(`${list} ${this.walkIns.get(who) ?? who}`) ?? [];
    let [isIn, since] = [false, acts[0]?.at ?? 0];
    for (const act of acts) {
      const enters = act.kind !== "out";
      if (enters !== isIn) [isIn, since] = [enters, act.at];
    }
    return { isIn, since, spoken: acts.length > 0 };
  }

  /** How many are in on a list. */
  count(list) {
    this.settle();
    let number = 0;
    for (const spot of this.bySpot.keys()) {
      const [of, who] = spot.split(" ");
      number += of === String(list) && this.presence(list, who).isIn ? 1 : 0;
    }
    return number;
  }
}

function undoneOf(byKey) {
  const undos = new Map();
  for (const act of byKey.values()) if (act.kind === "undo" && !act.uncounted) undos.set(act.key, act.undoes);
  const waits = new Map([...undos.keys()].map((key) => [key, 0]));
  for (const target of undos.values()) if (waits.has(target)) waits.set(target, waits.get(target) + 1);
  const undone = new Set();
  const ready = [...undos.keys()].filter((key) => !waits.get(key));
  while (ready.length) {
    const key = ready.pop();
    const target = undos.get(key);
    if (!undone.has(key)) undone.add(target);
    if (waits.has(target)) {
      waits.set(target, waits.get(target) - 1);
      if (!waits.get(target)) ready.push(target);
    }
  }
  return undone;
}
