// Letters for a commune: looked up, and downloaded. The sender's fields stay in this page.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("letters");
  const words = JSON.parse(root.dataset.words);
  const element = (id) => document.getElementById(id);
  if (!element("find")) return;
  let wanted = {commune: "", constituency: 0};

  const day = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text + "T12:00:00").toLocaleDateString(
    document.documentElement.lang, {day: "numeric", month: "long", year: "numeric"}) : text;

  const find = async (commune, constituency = 0) => {
    wanted = {commune, constituency};
    element("says").textContent = words["letters-looking"];
    element("candidates").replaceChildren();
    element("wrong").textContent = "";
    const {status, values} = await ask("/letters/find", wanted);
    element("says").textContent = "";
    element("found").hidden = true;
    if (status !== 200) {
      element("says").textContent = (values.findings || []).map((item) => item.message + (item.hint ? " (" + item.hint + ")" : "")).join(" ");
      return;
    }
    if (values.recipients.length) show(values);
    else {
      element("says").textContent = values.isKnown ? words["letters-which"]
        : fill(words["letters-none"], {text: commune}) + (values.candidates.length ? " " + words["letters-near"] : "");
      element("candidates").replaceChildren(...values.candidates.map((each) => make("li", {},
        make("button", {type: "button", class: "quiet", onclick: () => { element("commune").value = each.name; find(each.insee); }}, each.name))));
    }
  };

  const show = (values) => {
    wanted.commune = values.insee;
    element("found").hidden = false;
    element("found-title").textContent = fill(words["letters-recipients"], {commune: values.commune});
    const several = values.constituencies.length > 1;
    element("constituency-line").hidden = !several;
    element("constituency").replaceChildren(make("option", {value: 0}, words["letters-constituency-choose"]),
      ...values.constituencies.map((number) => make("option", {value: number, selected: number === values.constituency}, String(number))));
    element("findings").replaceChildren(...values.findings.map((item) => findingOf(item, words)));
    element("recipients").replaceChildren(...values.recipients.map(recipient));
    element("all").disabled = !values.canWrite;
  };

  const recipient = (one) => make("li", {class: "card recipient", "data-office": one.office},
    make("h3", {}, `${one.civility} ${one.name}`.trim() || one.title), make("p", {}, one.title + (one.place ? " (" + one.place + ")" : "")),
    make("p", {class: "says"}, one.address.filter(Boolean).join(", ")),
    make("p", {class: "says"}, [one.since ? fill(words["letters-since"], {day: day(one.since)}) : "",
      one.asOf ? fill(words["letters-as-of"], {day: day(one.asOf)}) : ""].filter(Boolean).join(" · ")),
    one.files.length ? make("p", {class: "row"}, ...one.files.map((file) => make("button", {type: "button", "data-file": file,
      onclick: () => download(file)}, fill(words["letters-one"], {name: file})))) : make("p", {class: "says"}, words["letters-no-letter"]));

  const download = async (file) => {
    const sender = Object.fromEntries([...document.querySelectorAll("[data-field]")].map((input) => [input.dataset.field, input.value]));
    element("wrong").textContent = "";
    let answer;
    try {
      answer = await fetch("/letters/word", {method: "POST", headers: {"content-type": "application/json", accept: "application/json"},
        body: JSON.stringify({...wanted, file, sender})});
    } catch { running(false); return; }
    if (!answer.ok) {
      const {findings = []} = await answer.json().catch(() => ({}));
      element("wrong").textContent = findings.map((item) => item.message + (item.hint ? " (" + item.hint + ")" : "")).join(" ");
      return;
    }
    const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") || "")[1];
    const link = make("a", {href: URL.createObjectURL(await answer.blob()), download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    element("says").textContent = fill(words["letters-done"], {name});
  };

  element("find").addEventListener("submit", (event) => {
    event.preventDefault();
    find(element("commune").value);
  });
  element("constituency").addEventListener("change", () => find(wanted.commune, Number(element("constituency").value)));
  element("all").addEventListener("click", () => download(""));
  element("sender").addEventListener("submit", (event) => event.preventDefault());
});
