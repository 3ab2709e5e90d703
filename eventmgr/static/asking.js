// Questions that are asked only after some answers. Without this script they all stand there; the server judges alone.

/** `[data-if]` is shown while its condition holds, in the order of the page: what is not shown counts as not answered. */
function showAsked() {
  for (const place of document.querySelectorAll("[data-if]")) {
    place.hidden = !holds(JSON.parse(place.dataset.if), place.closest("form"));
  }
}

/** `{"all": […]}`, `{"any": […]}`, or [test, field, value] with a test of `TESTS`. */
function holds(condition, form) {
  if (condition.all) return condition.all.every((part) => holds(part, form));
  if (condition.any) return condition.any.some((part) => holds(part, form));
  const [test, name, value] = condition;
  return TESTS[test](answersOf(form, name), value);
}

const TESTS = {
  empty: (given) => !given.length,
  filled: (given) => given.length > 0,
  equals: (given, value) => given.length === 1 && given[0] === value,
  differs: (given, value) => !(given.length === 1 && given[0] === value),
  says: (given, value) => given.some((one) => one.includes(value)),
  contains: (given, value) => given.some((one) => one === value),
};

/** What stands in the fields of that name; two or more of a list that is ticked. Of a file it counts that there is one: chosen now,
    or kept (`name-id`) and not to be removed. */
function answersOf(form, name) {
  const fields = [...form.querySelectorAll(`[name="${name}"],[name="${name}-id"],[data-part="${name}"]`)].filter((field) => !field.closest("[data-if][hidden]"));
  const given = fields.flatMap((field) => {
    if (["checkbox", "radio"].includes(field.type)) return field.checked ? [field.value] : [];
    if (field.name !== name && form.querySelector(`[name="${name}-remove"]`)?.checked) return [];
    if (field.type === "number") return Number.isNaN(field.valueAsNumber) ? [] : [String(field.valueAsNumber)];
    return field.selectedOptions ? [...field.selectedOptions].map((option) => option.value) : [field.value];
  });
  return given.map((text) => text.normalize("NFKC").trim()).filter(Boolean);
}

document.addEventListener("input", showAsked);
document.addEventListener("change", showAsked);
window.addEventListener("pageshow", showAsked);
showAsked();
