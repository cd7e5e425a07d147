"""Tables for tests, of the shape and size of the published ones, with invented people."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MAYORS = ("Code du département;Libellé du département;Code de la collectivité à statut particulier;Libellé de la "
          "collectivité à statut particulier;Code de la commune;Libellé de la commune;Nom de l'élu;Prénom de l'élu;"
          "Code sexe;Date de naissance;Code de la catégorie socio-professionnelle;Libellé de la catégorie "
          "socio-professionnelle;Date de début du mandat;Date de début de la fonction")
OLD_MAYORS = ("Code du département (Maire)\tLibellé de département (Maires)\tCode Insee de la commune\tLibellé de la "
              "commune\tNom de l'élu\tPrénom de l'élu\tCode sexe\tDate de naissance\tCode profession\tLibellé de la "
              "profession\tDate de début du mandat\tDate de début de la fonction")
DEPUTIES = ("Code du département;Libellé du département;Code de la collectivité à statut particulier;Libellé de la "
            "collectivité à statut particulier;Code de la circonscription législative;Libellé de la circonscription "
            "législative;Nom de l'élu;Prénom de l'élu;Code sexe;Date de naissance;Code de la catégorie "
            "socio-professionnelle;Libellé de la catégorie socio-professionnelle;Date de début du mandat")
SENATORS = ("Code du département;Libellé du département;Code de la collectivité à statut particulier;Libellé de la "
            "collectivité à statut particulier;Nom de l'élu;Prénom de l'élu;Code sexe;Date de naissance;Code de la "
            "catégorie socio-professionnelle;Libellé de la catégorie socio-professionnelle;Date de début du mandat")
POSTCODES = "#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5"
CONSTITUENCIES = "CODE DPT;NOM DPT;CODE COMMUNE;NOM COMMUNE;CODE CIRC LEGISLATIVE;CODE CANTON;NOM CANTON"
COMMUNES = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT"
OVERSEAS = "COM_COMER,TNCC,NCC,NCCENR,LIBELLE,NATURE_ZONAGE,COMER,LIBELLE_COMER"
DEPARTMENTS = "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE"
BORN, WORK = "1961-04-17", "Profession rarissime de zingueur"

HEADS = {"elus-maires": MAYORS, "elus-deputes": DEPUTIES, "elus-senateurs": SENATORS, "laposte_hexasmal": POSTCODES,
         "circonscriptions-communes": CONSTITUENCIES, "v_commune": COMMUNES, "v_commune_comer": OVERSEAS,
         "v_departement": DEPARTMENTS}


@dataclass
class Tables:
    """Rows by table, as text; `write` writes the files."""

    rows: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in HEADS})

    def mayor(self, department: str, insee: str, commune: str, last: str, first: str, sex: str,
              since: str = "2020-05-25", named: str = "") -> None:
        self.rows["elus-maires"].append(
            f"{department};{named};;;{insee};{commune};{last};{first};{sex};{BORN};31;{WORK};2020-05-18;{since}")

    def deputy(self, department: str, named: str, constituency: str, last: str, first: str, sex: str) -> None:
        self.rows["elus-deputes"].append(
            f"{department};{named};;;{constituency};{constituency[-1]}ème circonscription;{last};{first};{sex};{BORN};"
            f"31;{WORK};2022-06-22")

    def senator(self, department: str, named: str, last: str, first: str, sex: str, collectivity: str = "") -> None:
        self.rows["elus-senateurs"].append(
            f"{department};{named};;{collectivity};{last};{first};{sex};{BORN};31;{WORK};2020-10-01")

    def postcode(self, insee: str, name: str, code: str, place: str = "") -> None:
        self.rows["laposte_hexasmal"].append(f"{insee};{name};{code};{name};{place}")

    def constituency(self, department: str, named: str, commune: str, name: str, number: int | str) -> None:
        self.rows["circonscriptions-communes"].append(f"{department};{named};{commune};{name};{number};1;Canton")

    def commune(self, insee: str, name: str, kind: str = "COM", parent: str = "", article: int | str = "") -> None:
        self.rows["v_commune"].append(
            f"{kind},{insee},93,{insee[:2]},,,{article},{name.upper()},{name},{name},,{parent}")

    def write(self, folder: Path, *only: str, day: str = "2023-01-10", encoding: str = "utf-8",
              end: str = "\n") -> list[Path]:
        """The files that have rows (or those of `only`), with the day in their names."""
        paths = []
        for name, head in HEADS.items():
            if self.rows[name] and (not only or name in only):
                path = folder / f"{name}-{day}.csv"
                path.write_text(end.join([head, *self.rows[name], ""]), encoding=encoding, newline="")
                paths.append(path)
        return paths


def small() -> Tables:
    """Small tables with one case of every irregularity."""
    tables = Tables()
    var = "Alpes-Maritimes"
    tables.mayor("06", "06123", "Saint-Laurent-du-Var", "DE LA TOUR-D'AUVERGNE", "Zoé", "F", named=var)
    tables.mayor("06", "06088", "Nice", "ŒUVRARD", "Jean--Noël", "M", named=var)
    tables.mayor("75", "75056", "Paris", "N’GUYEN", "Anaïs", "F", named="Paris")
    tables.mayor("93", "93066", "Saint-Denis", "ÖZTÜRK", "Aylin", "F", named="Seine-Saint-Denis")
    tables.mayor("", "97411", "Saint-Denis", "HOARAU", "Éric", "M")
    tables.mayor("2A", "2A004", "Ajaccio", "d'Istria", "Ange", "M", named="Corse-du-Sud")
    tables.mayor("76", "76351", "Le Havre", "MCDONALD", "Łucja", "F", named="Seine-Maritime")
    tables.mayor("1", "1001", "L'Abergement-Clémenciat", "DU BELLAY", "José", "M", named="Ain")
    tables.mayor("1", "1015", "Arboys en Bugey", "PERRIN", "Ève", "F", named="Ain")
    tables.mayor("1", "1093", "Châtillon-sur-Chalaronne", "CHALON", "Luc", "M", named="Ain")
    tables.deputy("06", var, "0606", "HERVÉ", "Camille", "M")
    for department, named, number in (
            ("06", var, "0601"), ("06", var, "0603"), ("75", "Paris", "7501"), ("75", "Paris", "7512"),
            ("75", "Paris", "7513"), ("93", "Seine-Saint-Denis", "9302"), ("974", "La Réunion", "97401"),
            ("2A", "Corse-du-Sud", "2A01"), ("1", "Ain", "0103"), ("1", "Ain", "0104"), ("1", "Ain", "0105")):
        tables.deputy(department, named, number, f"ARNOULT-{_LAST[int(number[-2:]) % len(_LAST)]}", "Maud", "F")
    tables.deputy("ZZ", "Français établis hors de France", "ZZ01", "LOINTAIN", "Guy", "M")
    tables.senator("6", var, "TABAROT", "Line", "F")
    tables.senator("6", var, "DES ESSARTS", "Paul", "M")
    tables.senator("", "", "ROBERT", "Rose", "F", collectivity="Martinique")
    tables.senator("ZZ", "Français établis hors de France", "AILLEURS", "Luc", "M")
    for insee, name, code, place in (
            ("06123", "ST LAURENT DU VAR", "06700", ""), ("06088", "NICE", "06000", ""), ("06088", "NICE", "06100", ""),
            ("75101", "PARIS 01", "75001", ""), ("75115", "PARIS 15", "75015", ""), ("93066", "ST DENIS", "93200", ""),
            ("97411", "ST DENIS", "97400", ""), ("2A004", "AJACCIO", "20000", ""), ("76351", "LE HAVRE", "76600", ""),
            ("01001", "L ABERGEMENT CLEMENCIAT", "01400", ""), ("01093", "CHATILLON SUR CHALARONNE", "01400", ""),
            ("01015", "ARBOYS EN BUGEY", "01300", "ST BOIS"), ("99138", "MONACO", "98000", "")):
        tables.postcode(insee, name, code, place)
    for row in (("6", var, "123", "Saint-Laurent-du-Var", 6), ("6", var, "88", "Nice", 1), ("6", var, "88", "Nice", 3),
                ("75", "Paris", "75101", "Paris 1er Arrondissement", 1), ("75", "Paris", "75115", "Paris 15e", 12),
                ("75", "Paris", "75115", "Paris 15e", 13), ("ZD", "La Réunion", "411", "Saint-Denis", 1),
                ("93", "Seine-Saint-Denis", "66", "Saint-Denis", 2), ("2A", "Corse-du-Sud", "4", "Ajaccio", 1),
                ("1", "Ain", "1", "L'Abergement-Clémenciat", 4), ("1", "Ain", "15", "Arbignieu", 3),
                ("1", "Ain", "340", "Saint-Bois", 5), ("ZZ", "Français de l'étranger", "1", "Ottawa", 1)):
        tables.constituency(*row)
    for insee, name in (("06123", "Saint-Laurent-du-Var"), ("06088", "Nice"), ("75056", "Paris"),
                        ("93066", "Saint-Denis"), ("97411", "Saint-Denis"), ("2A004", "Ajaccio"),
                        ("76351", "Le Havre"), ("01001", "L'Abergement-Clémenciat"), ("01015", "Arboys en Bugey"),
                        ("01093", "Châtillon-sur-Chalaronne")):
        tables.commune(insee, name)
    tables.commune("75101", "Paris 1er Arrondissement", "ARM", "75056")
    tables.commune("75115", "Paris 15e Arrondissement", "ARM", "75056")
    tables.commune("01015", "Arbignieu", "COMD", "01015")
    tables.commune("01340", "Saint-Bois", "COMD", "01015")
    return tables


_BEGIN = ("Saint-", "Sainte-", "Bel", "Mont", "Ville", "Châ", "Roche", "Fon", "Val", "Beau", "Neu", "La Cha", "Le Mes",
          "L'Hô", "Les Au", "Cour", "Ver", "Mar", "Or", "Es", "Trè", "Plou", "Ker", "Bri", "Aub")
_MIDDLE = ("martin", "laurent", "bour", "ni", "ter", "vel", "ran", "mou", "gne", "dou", "sau", "lan", "pier", "tho")
_END = ("ville", "court", "ac", "y", "ières", "el", "on", "euil", "ange", "heim", "-du-Bois", "-sur-Mer", "-les-Eaux",
        "-en-Vallée", "-le-Vieux", "-d'Aval", "-l'Église")
_FIRST = ("Anaïs", "Éric", "Marie-José", "Jean", "Zoé", "Łucja", "Noël", "Aylin", "Guy", "Maud", "François", "Inès")
_LAST = ("DURANVAL", "LE GOËLEC", "DE LA ROCHETTE", "D'HAUTEFONT", "ŒUVRARD", "MARTINOT-VEL", "BEN SAÏDA", "PÉRINEL",
         "N'DIAYOT", "GARCIAT", "VAN DER MOLEN", "STRAUßER")


def departments() -> list[str]:
    """The codes of 101 departments and five collectivities."""
    mainland = [f"{number:02}" for number in range(1, 96) if number != 20]
    return [*mainland, "2A", "2B", "971", "972", "973", "974", "976", "975", "977", "978", "987", "988"]


def _sizes(total: int) -> Iterator[tuple[str, int]]:
    """The number of communes of each department, as uneven as in France: from a few to 890."""
    codes = departments()
    weights = [0.0025 if len(code) == 3 else 1 + 1.6 * ((number * 37) % 100) / 100 for number, code in enumerate(codes)]
    weights[codes.index("62")] = 4.4
    for code, weight in zip(codes, weights, strict=True):
        yield code, max(1 if len(code) == 3 else 5, round(total * weight / sum(weights)))


def large(total: int = 35_000, seed: int = 7) -> Tables:
    """Tables of the size of France, made in about a second."""
    chance, tables = random.Random(seed), Tables()
    word = itertools.cycle(_END)
    for code, size in _sizes(total):
        start = "20" if code[:2] in ("2A", "2B") else code[:2]
        named, of_circ = f"Département {code}", 1 + min(size // 70, 20)
        for number in range(1, min(size, 990 if len(code) == 2 else 99) + 1):
            insee = f"{code}{number:0{5 - len(code)}}"
            if "75101" <= insee <= "75120" or "69381" <= insee <= "69389" or "13201" <= insee <= "13216":
                continue  # the arrondissements of Paris, Lyon and Marseille
            name = chance.choice(_BEGIN) + chance.choice(_MIDDLE) + (chance.choice(_MIDDLE) if chance.random() < .7
                                                                     else "") + next(word)
            tables.commune(insee, name)
            tables.mayor(code, insee, name, chance.choice(_LAST), chance.choice(_FIRST), chance.choice("MF"),
                         named=named)
            for extra in range(1 + (chance.random() < .08)):
                tables.postcode(insee, name.upper(), f"{start}{number // 8 % 99 + extra:02}0")
            for extra in range(1 + (chance.random() < .01)):
                tables.constituency(code, named, insee, name, 1 + (number + extra) % of_circ)
        for number in range(1, of_circ + 1):
            tables.deputy(code, named, f"{code}{number:02}", chance.choice(_LAST), chance.choice(_FIRST),
                        chance.choice("MF"))
        for number in range(3):
            tables.senator(code, named, _LAST[(number + size) % len(_LAST)], _FIRST[number], "MF"[number % 2])
    return tables


def table(head: str, rows: Sequence[str]) -> str:
    """A header and rows as text."""
    return "\n".join([head, *rows, ""])
