// Values that were changed here and elsewhere: both are shown, and one is chosen for each.
"use strict";

/** A value as one reads it. */
function readable(value, words) {
  if (value === null || value === undefined || value === "") return words.empty;
  if (Array.isArray(value)) return value.map((each) => readable(each, words)).join(", ");
  if (typeof value === "object") return Object.entries(value).map(([key, each]) => `${key}: ${readable(each, words)}`).join("; ");
  return String(value);
}

/** Where a value stands, by the names that its fields have. */
function placeInWords(location, words) {
  const parts = location.length > 1 && location[0] === "words" ? location.slice(1) : location;
  return parts.map((part) => words["field-" + part] || words["set-" + part] || words[part] || part).join(", ");
}

/** The question, for a dialog. */
function conflictQuestion(conflicts, words) {
  const choice = (number, which, value) => make("label", {class: "choice wide"}, make("input", {type: "radio", name: "keep" + number,
    value: which, checked: which === "ours"}), make("span", {}, make("strong", {}, words["conflict-" + which] + " "), readable(value, words)));
  return [make("p", {}, words["conflict-lead"]), ...conflicts.map((each, number) => make("fieldset", {class: "choices"},
    make("legend", {}, placeInWords(each.location, words)),
    choice(number, "ours", each.ours), choice(number, "theirs", each.theirs)))];
}

/** What was chosen: of each place which stays, and what the other side had. */
function conflictAnswer(conflicts) {
  const chosen = (number) => document.querySelector(`#dialog input[name=keep${number}]:checked`).value;
  return conflicts.map((each, number) => ({location: each.location, keep: chosen(number), theirs: each.theirs, ours: each.ours}));
}
