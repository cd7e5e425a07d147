// The page works without this: it says how many pieces a filter leaves, and opens the lookup of officials.
const form = document.querySelector(".filter");
document.documentElement.classList.add("live");

function counted() {
  const shown = [...document.querySelectorAll(".piece")].filter((piece) => piece.checkVisibility()).length;
  const text = shown === 1 ? form.dataset.one : form.dataset.many.replace("{count}", shown);
  form.querySelector(".count").textContent = text;
}

form?.addEventListener("change", counted);
form?.addEventListener("submit", (event) => event.preventDefault());
if (document.querySelector("[data-register]")) import("./officials.js");
