// What the script of check-in devices makes of acts: its source and days on the input, for each day what it comes to on the output.

import { readFileSync } from "node:fs";

const { script, days } = JSON.parse(readFileSync(0, "utf8"));
const { Acts } = await import(`data:text/javascript,${encodeURIComponent(script)}`);

const answers = days.map((day) => {
  const acts = new Acts();
  for (const act of day) acts.add(act);
  acts.settle();
  const spots = [...acts.bySpot.keys()].map((spot) => {
    const [list, who] = spot.split(" ");
    const { isIn, since } = acts.presence(Number(list), who);
    return [Number(list), who, isIn, since];
  });
  const lists = [...new Set(day.map((act) => act.list))];
  return { spots, undone: [...acts.undone], counts: lists.map((list) => [list, acts.count(list)]) };
});
process.stdout.write(JSON.stringify(answers));
