// The page works without this: it says how many pieces a filter leaves, and opens the lookup of officials.
const form = document.querySelector(".filter");

function counted() {
  const shown = [...document.querySelectorAll(".piece")].filter((piece) => piece.checkVisibility()).length;
  const text = shown === 1 ? form.dataset.one : form.dataset.many.replace("{count}", shown);
  form.querySelector(".count").textContent = text;
}

form?.addEventListener("change", counted);
form?.addEventListener("submit", (event) => event.preventDefault());
// The lookup is fetched by whoever goes to it; where it cannot be, the form goes away again.
const lookup = document.querySelector("[data-register] form");
if (lookup) {
  const live = document.documentElement.classList;
  let fetched;
  const ready = () => fetched ??= import("./officials.js").then(
    () => lookup.removeEventListener("submit", early),
    () => live.remove("live"));
  const early = (event) => {
    event.preventDefault();
    ready().then(() => live.contains("live") && lookup.requestSubmit());
  };
  lookup.addEventListener("submit", early);
  lookup.addEventListener("focusin", ready, { once: true });
  live.add("live");
}
