// A question in a dialog, and what the project says when the answer cannot be carried out.
"use strict";

/** A finding as a line of a list. */
function findingLine(item) {
  return make("li", {class: item.severity.replace(" ", "-")}, make("p", {}, make("strong", {}, item.weight), " " + item.message),
    item.hint ? make("p", {class: "hint"}, item.hint) : "");
}

/** Ask; `carryOut` gets the form's values, and returns the answer of a request: on success the dialog closes. */
function askFirst(title, body, carryOut, done) {
  const dialog = document.getElementById("dialog");
  document.getElementById("dialog-title").textContent = title;
  document.getElementById("dialog-body").replaceChildren(...body);
  document.getElementById("dialog-findings").replaceChildren();
  document.getElementById("dialog-cancel").onclick = () => dialog.close();
  document.getElementById("asking").onsubmit = async (event) => {
    event.preventDefault();
    const {status, values} = await carryOut(new FormData(event.target));
    if (status === 200) { dialog.close(); done(values); }
    else document.getElementById("dialog-findings").replaceChildren(...(values.findings || []).map(findingLine));
  };
  dialog.showModal();
}

/** A short name for files from whatever somebody calls a thing. */
const shortName = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae")
  .replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);

/** A field of such a question. */
function askedField(label, name, value = "") {
  const id = "asked-" + name;
  return make("p", {}, make("label", {for: id}, label), make("input", {id, name, value, required: true, autocomplete: "off"}));
}
