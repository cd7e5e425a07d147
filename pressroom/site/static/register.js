// The register of elected officials as static JSON, in the format of pressroom/officials/departments.py, which also
// defines the key of a name. A lookup fetches only the files it needs, named by a department or by the first letters of
// a name, so that the text typed into the page never leaves it.
const VERSION = 1;

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

  // All communes that match the text: {insee, name, department, postcodes, constituencies, mayors, part}.
  async find(text) {
    const code = text.trim().replace(/\s+/g, "").toUpperCase();
    const hits = /^(\d{5}|2[AB]\d{3})$/.test(code) ? await this.byCode(code) : await this.byName(text);
    const communes = new Map();
    for (const [insee, part] of hits) {
      const commune = await this.commune(insee, part);
      if (commune) communes.set(insee + (part ?? ""), commune);
    }
    return [...communes.values()];
  }

  async byCode(code) {
    const index = await this.index(), hits = [];
    const departments = new Set([...(index.postcodes[code.slice(0, 3)] ?? [code.slice(0, 2)]), departmentOf(code)]);
    for (const department of departments) {
      if (!index.departments.some(([known]) => known === department)) continue;
      for (const [insee, , postcodes, , , parts] of (await this.part(`${department}.json`)).communes) {
        const own = (parts ?? []).filter((part) => part[0] === code || part[2].includes(code));
        if (insee === code) hits.push([insee]);
        else if (own.length === 1) hits.push([insee, own[0][0]]);
        else if (own.length || postcodes.includes(code)) hits.push([insee]);
      }
    }
    return hits;
  }

  async byName(text) {
    const match = /^(.+?)\s*[,(]\s*(\d{1,3}|2[ab])\s*\)?$/i.exec(text.trim());
    const key = keyOf(match ? match[1] : text), index = await this.index();
    const file = index.names.filter((letters) => key.startsWith(letters)).sort((a, b) => b.length - a.length)[0];
    if (!key || file === undefined) return [];
    const department = match && match[2].padStart(2, "0").toUpperCase();
    return (await this.part(`names/${file}.json`)).filter(([name, insee]) => keyOf(name) === key
      && (!department || departmentOf(insee) === department)).map(([, insee, part]) => [insee, part]);
  }

  async commune(insee, part) {
    const department = departmentOf(insee), page = await this.part(`${department}.json`);
    const row = page.communes.find(([code]) => code === insee);
    if (!row) return null;
    const [, name, postcodes, constituencies, mayors, parts] = row;
    const own = part && (parts ?? []).find(([code]) => code === part);
    return { insee, name, department: page.department, postcodes, mayors,
      part: own ? own[1] : "", constituencies: own && own[3].length ? own[3] : constituencies };
  }

  // The officials of a commune, {office, civility, name, since, place, constituency, town, postcode}, and the offices
  // without a certain holder.
  async officials(commune, constituency) {
    const page = await this.part(`${commune.department[0]}.json`), [, name] = commune.department;
    const alone = commune.postcodes.length === 1 ? commune.postcodes[0] : "";
    const mayor = { place: commune.name, town: commune.name, postcode: alone };
    const holders = (office, list, rest) => (office === "senateur" ? list : list.length === 1 ? list : [])
      .map(([civility, first, last, since]) => ({ office, civility, name: `${first} ${last}`.trim(), since, ...rest }));
    const deputies = page.deputies[String(constituency)] ?? [];
    const people = [...holders("maire", commune.mayors, mayor),
      ...holders("depute", deputies, { place: name, constituency }), ...holders("senateur", page.senators, { place: name })];
    const missing = ["maire", "depute", "senateur"].filter((office) => !people.some((one) => one.office === office));
    return { people, missing };
  }
}

export function departmentOf(insee) { return /^9[78]/.test(insee) ? insee.slice(0, 3) : insee.slice(0, 2); }

const SHORT = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes" };

export function keyOf(name) {
  const plain = name.replace(/[œŒ]/g, "oe").replace(/[æÆ]/g, "ae").replace(/ß/g, "ss").replace(/[øØ]/g, "o")
    .replace(/[łŁ]/g, "l").replace(/[đĐ]/g, "d").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replaceAll("s/", "sur ");
  let words = (plain.match(/[a-z0-9]+/g) ?? []).filter((word) => word !== "arrondissement" && word !== "cedex")
    .map((word) => SHORT[word] ?? (/^0*(\d+)(?:er|ere|e|eme|ieme|nd|nde)?$/.exec(word)?.[1] ?? word));
  const articles = ["le", "la", "les", "l"];
  if (words.length > 1 && name.trimEnd().endsWith(")") && articles.includes(words.at(-1))) {
    words = [words.at(-1), ...words.slice(0, -1)];
  }
  return (words.length > 1 && articles.includes(words[0]) ? words.slice(1) : words).join("");
}
