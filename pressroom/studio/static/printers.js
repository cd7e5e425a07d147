// All printers; a new one begins with the requirements of another.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const words = JSON.parse(document.getElementById("printers").dataset.words);
  const known = [...document.querySelectorAll(".tiles > li")].map((each) => each.dataset);
  document.getElementById("new").addEventListener("click", () => {
    const base = make("select", {id: "asked-base", name: "base"}, ...known.map((each) => make("option", {value: each.name, selected: "first" in each}, each.title)));
    askFirst(words["printers-new"], [askedField(words["printers-name"], "name"),
      make("p", {}, make("label", {for: "asked-base"}, words["printers-from"]), base)],
    (form) => ask("/printers", {name: form.get("name"), base: form.get("base")}), (values) => { location.href = "/printers/" + values.name; });
  });
});
