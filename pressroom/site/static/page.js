// Shows how many pieces the filter leaves, and loads the lookup of officials. The page works without this script.
const form = document.querySelector(".filter");

function showCount() {
  const visible = [...document.querySelectorAll(".piece")].filter((piece) => piece.checkVisibility()).length;
  const text = visible === 1 ? form.dataset.one : form.dataset.many.replace("{count}", visible);
  form.querySelector(".count").textContent = text;
}

form?.addEventListener("change", showCount);
form?.addEventListener("submit", (event) => event.preventDefault());
// The lookup is loaded when its form gets the focus; if loading fails, the form is hidden again.
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
