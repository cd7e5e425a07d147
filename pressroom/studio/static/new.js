// A new piece from a layout.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const words = JSON.parse(document.getElementById("new").dataset.words);
  for (const button of document.querySelectorAll("[data-layout]")) {
    button.addEventListener("click", () => askFirst(words["new-begin"], [askedField(words["new-name"], "name")],
      (form) => ask("/new", {name: shortName(form.get("name")), layout: button.dataset.layout}),
      (values) => { location.href = "/piece/" + values.name; }));
  }
});
