// The register of elected officials as static JSON, in the format of pressroom/officials/departments.py, which also
// defines the key of a name. A lookup fetches only the files it needs, named by a department or by the first letters of
// a name, so that the text typed into the page never leaves it. It answers as pressroom/officials/register.py does.
const VERSION = 2;
const CODE = /^(?:\d{5}|\d{2} \d{3}|2[AB]\d{3})$/i;
const WITH_CODE = /^(\d{5}|2[AB]\d{3})[\s,]+(\D.*)$|^(\D.*?)[\s,(]+(\d{5}|2[AB]\d{3})\)?$/i;
const IN_DEPARTMENT = /^(.+?)\s*[,(]\s*(\d{1,3}|2[AB]|\p{L}[^,()]*?)\s*\)?$/iu;

const ARTICLES = ["le", "la", "les", "l"];

export class Register {
  constructor(base) { this.base = base; this.cache = new Map(); }

  async part(path) {
    if (!this.cache.has(path)) {
      const answer = await fetch(this.base + path, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (!answer.ok) throw new Error(path);
      this.cache.set(path, await answer.json());
    }
    return this.cache.get(path);
  }

  async index() {
    const index = await this.part("index.json");
    if (index.version !== VERSION) throw new Error("version");
    return index;
  }

  // All communes that match the text: {insee, name, article, department, postcodes, constituencies, mayors, part, hall};
  // hall has the postal codes at which the town hall may be.
  async find(text) {
    const hits = await this.hits(text.split(/\s+/).filter(Boolean).join(" ").slice(0, 200)), communes = [];
    for (const hit of hits.sort((a, b) => (a.insee < b.insee ? -1 : 1))) {
      const commune = await this.commune(hit);
      if (commune) communes.push(commune);
    }
    return communes;
  }

  // The matching communes, each with the part or the place that matched: {insee, part, name, postcodes}.
  async hits(text) {
    if (CODE.test(text)) return this.byCode(text.replace(" ", "").toUpperCase());
    const both = WITH_CODE.exec(text);
    if (both) {
      const byCode = await this.byCode((both[1] ?? both[4]).toUpperCase()), byName = await this.byName(both[2] ?? both[3]);
      return byName.length ? byName.filter((hit) => byCode.some((one) => one.insee === hit.insee)) : byCode;
    }
    const inside = IN_DEPARTMENT.exec(text), department = inside && await this.department(inside[2]);
    return department ? (await this.byName(inside[1])).filter((hit) => departmentOf(hit.insee) === department)
      : this.byName(text);
  }

  // The code of a department or collectivity, given by its code or its name.
  async department(text) {
    const code = text.toUpperCase().padStart(2, "0"), { departments } = await this.index();
    if (departments.some(([known]) => known === code)) return code;
    if (/^\d/.test(text)) return code.length === 3 && code.startsWith("0") ? code.slice(1) : code;
    const key = keyOf(text);
    return key && (departments.find(([, name]) => keyOf(name) === key) ?? [""])[0];
  }

  async byCode(code) {
    const index = await this.index(), hits = [];
    const departments = new Set([...(index.postcodes[code.slice(0, 3)] ?? [code.slice(0, 2)]), departmentOf(code)]);
    for (const department of departments) {
      if (!index.departments.some(([known]) => known === department)) continue;
      for (const [insee, , postcodes, , , parts] of (await this.part(`${department}.json`)).communes) {
        if (insee === code || postcodes.includes(code)) hits.push({ insee, part: "" });
        for (const [part, , own] of parts) if (part === code || own.includes(code)) hits.push({ insee, part });
      }
    }
    return merged(hits);
  }

  async byName(text) {
    const exact = wholeKeyOf(text), loose = keyOf(text), rows = [];
    const keys = [exact, loose, ...ARTICLES.filter((one) => exact.startsWith(one)).map((one) => exact.slice(one.length))];
    for (const file of new Set(await Promise.all(keys.map((key) => this.fileOf(key))))) {
      if (file !== undefined) rows.push(...(await this.part(`names/${file}.json`)));
    }
    const same = rows.filter(([name]) => exact && wholeKeyOf(name) === exact), alike = exact === loose || !same.length
      ? rows.filter(([name]) => loose && keyOf(name) === loose) : [];
    return merged([...same, ...alike].map(([name, insee, part = "", postcodes = []]) => (
      { insee, part, name: postcodes.length ? name : "", postcodes })));
  }

  // The file of the names with this key.
  async fileOf(key) {
    const { names } = await this.index();
    return names.filter((letters) => key && key.startsWith(letters)).sort((a, b) => b.length - a.length)[0];
  }

  async commune({ insee, part, name: place = "", postcodes: own = [] }) {
    const page = await this.part(`${departmentOf(insee)}.json`), row = page.communes.find(([code]) => code === insee);
    if (!row) return null;
    const [, name, postcodes, numbers, mayors, parts, article] = row;
    const match = parts.find(([code]) => code === part), every = all([postcodes, ...parts.map((each) => each[2])]);
    const narrow = all([own, ...(match ? [match[2], match[4]] : [])]);
    const constituencies = match?.[3].length ? match[3] : all([numbers, ...parts.map((each) => each[3])]);
    const found = { insee, name, article, mayors, department: page.department, constituencies,
      postcodes: narrow.length ? narrow : every, part: place || (match ? match[1] : "") };
    return { ...found, hall: found.part && !isDistrict(part) ? found.postcodes : every };
  }

  // The officials of a commune, {office, civility, name, since, place, article, constituency, town, postcode}, and the
  // offices without a certain holder.
  async officials(commune, constituency) {
    const page = await this.part(`${commune.department[0]}.json`), name = commune.department[1] || commune.department[0];
    const alone = commune.hall.length === 1 ? commune.hall[0] : "";
    const mayor = { place: commune.name, article: commune.article, town: commune.name, postcode: alone };
    const holders = (office, list, rest) => (office === "senateur" ? list : list.length === 1 ? list : [])
      .map(([civility, first, last, since]) => ({ office, civility, name: `${first} ${last}`.trim(), since, ...rest }));
    const deputies = page.deputies[String(constituency)] ?? [];
    const people = [...holders("maire", commune.mayors, mayor),
      ...holders("depute", deputies, { place: name, constituency }), ...holders("senateur", page.senators, { place: name })];
    const missing = ["maire", "depute", "senateur"].filter((office) => !people.some((one) => one.office === office));
    return { people, missing };
  }
}

// One hit a commune; with its part or place, if exactly one matched.
function merged(hits) {
  const communes = new Map();
  for (const hit of hits) {
    const others = communes.get(hit.insee) ?? [], same = (one) => one.part === hit.part && (one.name ?? "") === (hit.name ?? "");
    communes.set(hit.insee, others.some(same) ? others : [...others, hit]);
  }
  return [...communes].map(([insee, of]) => (of.length === 1 ? of[0] : { insee, part: "" }));
}

const all = (lists) => [...new Set(lists.flat())].sort((a, b) => (typeof a === "number" ? a - b : a < b ? -1 : 1));

// The arrondissements of Paris, Lyon and Marseille, in none of which the mayor of the city has the town hall.
const isDistrict = (code = "") => [["75101", "75120"], ["69381", "69389"], ["13201", "13216"]]
  .some(([first, last]) => first <= code && code <= last);

export function departmentOf(insee) { return /^9[78]/.test(insee) ? insee.slice(0, 3) : insee.slice(0, 2); }

const SHORT = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes" };

// The key of a name, without its article.
export function keyOf(name) {
  const words = wordsOf(name);
  return (words.length > 1 && ARTICLES.includes(words[0]) ? words.slice(1) : words).join("");
}

const wholeKeyOf = (name) => wordsOf(name).join("");

function wordsOf(name) {
  const plain = name.replace(/[œŒ]/g, "oe").replace(/[æÆ]/g, "ae").replace(/ß/g, "ss").replace(/[øØ]/g, "o")
    .replace(/[łŁ]/g, "l").replace(/[đĐ]/g, "d").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replaceAll("s/", "sur ");
  let words = (plain.match(/[a-z0-9]+/g) ?? []).filter((word) => word !== "arrondissement" && word !== "cedex")
    .map((word) => SHORT[word] ?? (/^0*(\d+)(?:er|ere|e|eme|ieme|nd|nde)?$/.exec(word)?.[1] ?? word));
  if (words.length > 1 && name.trimEnd().endsWith(")") && ARTICLES.includes(words.at(-1))) {
    words = [words.at(-1), ...words.slice(0, -1)];
  }
  return words;
}
