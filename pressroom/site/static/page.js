// The page works without this: it says how many pieces a filter leaves, and opens the lookup of officials.
const form = document.querySelector(".filter");

function counted() {
  const shown = [...document.querySelectorAll(".piece")].filter((piece) => piece.checkVisibility()).length;
  const text = shown === 1 ? form.dataset.one : form.dataset.many.replace("{count}", shown);
  form.querySelector(".count").textContent = text;
}

form?.addEventListener("change", counted);
form?.addEventListener("submit", (event) => event.preventDefault());
// The lookup is shown once it works.
if (document.querySelector("[data-register]")) {
  import("./officials.js").then(() => document.documentElement.classList.add("live"));
}
