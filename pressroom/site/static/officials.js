// The lookup: finds a commune in the register, lists its officials, and fills in their letters.
import { Register } from "./register.js";
import { fill } from "./word.js";

const section = document.querySelector(".officials[data-register]");
if (section) {
  const answer = await fetch(section.dataset.lookup, { credentials: "omit" });
  begin(section, await answer.json());
}

function begin(section, letters) {
  const words = letters.words;
  const register = new Register(section.dataset.register), up = section.dataset.up;
  const results = section.querySelector(".found"), form = section.querySelector("form");
  const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  const show = (...nodes) => results.replaceChildren(...nodes);

  // Only the latest request shows its answer; an earlier one may take longer.
  let latest = 0;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = form.elements.place.value.slice(0, 80), own = ++latest;
    if (!text.trim()) return;
    show(element("p", say("searching")));
    try {
      const communes = await register.find(text);
      if (own === latest) choose(communes);
    } catch {
      if (own === latest) show(element("p", say("failed")));
    }
  });

  function choose(communes) {
    if (!communes.length) show(element("p", say("nothing")));
    else if (communes.length === 1) constituency(communes[0]);
    else show(element("p", say("choose-commune")), options(communes, described, constituency));
  }

  function constituency(commune) {
    const numbers = commune.constituencies;
    if (numbers.length < 2) return showOfficials(commune, numbers[0] ?? 0);
    return show(element("p", say("choose-constituency")),
      options(numbers, (number) => say("constituency", { number }), (number) => showOfficials(commune, number)));
  }

  async function showOfficials(commune, number) {
    try {
      const index = await register.index(), { people, missing } = await register.officials(commune, number);
      const list = element("ul");
      for (const one of people) list.append(line(one, index.dates[one.office]));
      for (const office of missing) {
        const item = element("li", say("unknown"));
        if (letters.offices[office]) item.prepend(element("b", letters.offices[office].words[""]));
        list.append(item);
      }
      for (const [office, of] of Object.entries(letters.offices)) if (of.holder) list.append(minister(office, of));
      show(element("h3", say("found", { commune: commune.part || commune.name })), list);
    } catch {
      show(element("p", say("failed")));
    }
  }

  function line(one, day) {
    const of = letters.offices[one.office], item = element("li");
    item.append(element("b", named(of, one)), element("span", of ? title(of, one) : one.office));
    if (day) item.append(element("small", say("as-of", { day: letters.days?.[day] ?? day })));
    const files = letters.files.filter((letter) => letter.office === one.office);
    for (const letter of files) item.append(button(letter, of, one));
    if (!files.length) item.append(element("small", say("no-letter")));
    return item;
  }

  function minister(office, of) {
    const item = element("li");
    item.append(element("b", of.holder), element("span", (of.words[of.civility] ?? of.words[""]).replaceAll("'", "’")));
    for (const letter of letters.files.filter((one) => one.office === office)) {
      const link = element("a", say("write-to", { name: of.holder }));
      link.href = up + letter.file;
      link.download = "";
      item.append(link);
    }
    return item;
  }

  function button(letter, of, one) {
    const press = element("button", say("write-to", { name: named(of, one) }));
    press.type = "button";
    press.addEventListener("click", async () => {
      try {
        const answer = await fetch(up + letter.file, { credentials: "omit" });
        if (!answer.ok) throw new Error(letter.file);
        save(await fill(new Uint8Array(await answer.arrayBuffer()), values(letter, of, one)),
          `${letter.name}-${plain(named(of, one))}.docx`);
      } catch {
        const link = element("a", letter.title);
        link.href = up + letter.file;
        link.download = "";
        const [before, after] = say("generic", { file: "\0" }).split("\0");
        press.replaceWith(element("p", before, link, after ?? ""));
      }
    });
    return press;
  }

  // The texts of a letter's controls for one official, as in pressroom/letters/address.py.
  function values(letter, of, one) {
    const form = letter.forms[one.civility] ?? letter.forms.unknown;
    return {
      "recipient-civility": letter.civilities[one.civility] ?? "", "recipient-name": one.name,
      "recipient-office": title(of, one, letter.line), "recipient-address": one.town ? letter.townhall : of.address,
      "recipient-postcode": one.town ? one.postcode : of.postcode, "recipient-town": one.town ?? of.town,
      greeting: letter.greeting.replaceAll("{form}", form), close: letter.close.replaceAll("{form}", form),
      date: today(letter.months, letter.first),
    };
  }
}

// The name of an office-holder, or the office where the register cannot read the name: the letter leaves it blank.
function named(of, one) { return one.name || (of ? title(of, one) : one.office); }

function title(of, one, line) {
  const office = of.words[one.civility] ?? of.words[""];
  const number = one.constituency ? `${one.constituency}${one.constituency === 1 ? "re" : "e"}` : "";
  const known = { office, "of-commune": ofPlace(one.place, one.article), department: one.place, constituency: number };
  const names = [...(line ?? "{office}").matchAll(/\{([a-z-]+)\}/g)].map((match) => match[1]);
  return names.every((name) => known[name])
    ? (line ?? "{office}").replace(/\{([a-z-]+)\}/g, (whole, name) => known[name] ?? whole).trim() : office;
}

const ARTICLES = [["le ", "du "], ["les ", "des "], ["la ", "de La "], ["l’", "de L’"], ["l'", "de L'"]];
// By the INSEE's TNCC: the article of a commune's name, and « de » with it.
const BY_TNCC = [["", "de "], ["", "d’"], ["le ", "du "], ["la ", "de La "], ["les ", "des "], ["l’", "de L’"],
  ["aux ", "des "], ["las ", "de Las "], ["los ", "de Los "]];

// « de » and a commune's name, as in pressroom/letters/address.py: du Mans, de La Rochelle, d’Hirson, de Nice.
export function ofPlace(name, tncc = "") {
  const [own, said] = BY_TNCC[tncc || -1] ?? ["?", ""], lower = name.toLowerCase();
  if (name && lower.startsWith(own) && (own || !ARTICLES.some(([article]) => lower.startsWith(article)))) {
    return said + name.slice(own.length);
  }
  for (const [article, joined] of ARTICLES) {
    if (name.toLowerCase().startsWith(article)) return joined + name.slice(article.length);
  }
  if (!name) return "";
  return "aeiouyœæ".includes(name[0].toLowerCase().normalize("NFKD")[0]) ? `d’${name}` : `de ${name}`;
}

function today(months, first) {
  const day = new Date(), number = day.getDate();
  return `${number}${number === 1 ? first : ""} ${months[day.getMonth()]} ${day.getFullYear()}`;
}

function described(commune) {
  const name = commune.part ? `${commune.part}, ${commune.name}` : commune.name;
  return `${name} (${[commune.insee, commune.department[1] || commune.department[0],
    commune.postcodes.slice(0, 3).join(", ")].filter(Boolean).join(", ")})`;
}

function options(list, text, pick) {
  const all = element("ul");
  for (const one of list.slice(0, 60)) {
    const press = element("button", text(one)), item = element("li");
    press.type = "button";
    press.addEventListener("click", () => pick(one));
    item.append(press);
    all.append(item);
  }
  return all;
}

// Strings become text nodes, so that a name is never markup.
function element(tag, ...texts) {
  const node = document.createElement(tag);
  node.append(...texts);
  return node;
}

const plain = (name) => name.replace(/[œŒ]/g, "oe").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "x";

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
