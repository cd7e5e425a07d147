import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom.type import setting
from pressroom.type.typography import RULE_NAMES, Rules, hints, polish


def visible(text: str) -> str:
    """No-break spaces as visible characters: `~` for U+00A0, `_` for U+202F."""
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@pytest.mark.parametrize(("given_text", "polished_text"), [
    ("Bonjour !", "Bonjour_!"), ("Bonjour!", "Bonjour_!"), ("Quoi?!", "Quoi_?!"), ("un; deux", "un_; deux"),
    ("Objet : soins", "Objet~: soins"), ("Objet: soins", "Objet~: soins"), ("(!)", "(!)"),
    ('Il dit "oui".', "Il dit «~oui~»."), ("«oui»", "«~oui~»"), ("« oui »", "«~oui~»"),
    ('"il dit "non" !"', "«~il dit “non”_!~»"),
    ("24 %", "24~%"), ("24%", "24~%"), ("183 €", "183~€"), ("183€ net", "183~€ net"),
    ("n° 7", "n°~7"), ("n°7", "n°~7"), ("avenant no. 7", "avenant n°~7"), ("Nº 7", "N°~7"),
    ("M. Braun", "M.~Braun"), ("Mme Durand", "M^me^~Durand"),
    ("Dr Petit", "D^r^~Petit"), ("Mlles Roux", "M^lles^~Roux"), ("sa Mme", "sa Mme"), ("art. 15", "art.~15"),
    ("100 000 kinés", "100_000 kinés"), ("1 234 567 euros", "1_234_567~euros"),
    ("en 2023 100 000 kinés", "en 2023 100_000 kinés"),
    ("530 millions d'euros", "530~millions d’euros"), ("16 décembre 2022", "16~décembre 2022"),
    ("1er mars", "1^er^~mars"),
    ("10 km", "10~km"), ("12 h 30", "12~h~30"), ("20 ans", "20~ans"),
    ("l'accès aujourd'hui", "l’accès aujourd’hui"), ("Attendre...", "Attendre…"),
    ("mot - mot", "mot – mot"), ("10-12 ans", "10–12~ans"), ("2022-2023", "2022–2023"), ("2022-23", "2022–23"),
    ("2ème", "2^e^"), ("XXIème siècle", "XXI^e^~siècle"), ("1ère", "1^re^"),
    ("- un\n- deux", "– un\n– deux"), ("deux  espaces", "deux espaces"),
])
def test_french_is_set_as_a_typesetter_would(given_text: str, polished_text: str) -> None:
    assert visible(polish(given_text).text) == polished_text


@pytest.mark.parametrize("text", [
    "https://chng.it/2pnk55wX?a=1;b!c:d", "www.alize-kine.org/a-b?c", "bit.ly/3kNtNz1?x", "jean-l'ami@exemple.fr",
    "12:30", "16:9", "{figures.loss}", "en 2023", "123 456 789 00012", "loi 2020-1152", "2023-01-16",
    "06-12-34-56-78", "3-2", "demi-journée", "5 * 3", "…",
    "\\*\\[", "Ce Le Les", "AB-12-CD", "https://a.fr/2e", "1^er^", "un écran de 5\" et 6'2\"", "1,80\u00a0m (5'11\")",
])
def test_what_is_no_prose_is_left_alone(text: str) -> None:
    assert polish(text).text == text


@pytest.mark.parametrize(("given_text", "polished_text"), [
    ("“Kinés”", "«~Kinés~»"), ('"Kinés"', "«~Kinés~»"), ("„Kinés“", "«~Kinés~»"), ("„Kinés”", "«~Kinés~»"),
    ("'Kinés'", "«~Kinés~»"), ("‘Kinés’", "«~Kinés~»"), ("<<Kinés>>", "«~Kinés~»"), ("‹Kinés›", "«~Kinés~»"),
    ("<< Kinés >>", "«~Kinés~»"), ("“ Kinés ”", "«~Kinés~»"), ("”Kinés”", "«~Kinés~»"), ("(“Kinés”)", "(«~Kinés~»)"),
    ("l'“accès direct”", "l’«~accès direct~»"), ('l\'"accès direct"', "l’«~accès direct~»"),
    ("« un “deux” trois »", "«~un “deux” trois~»"), ("« un « deux » trois »", "«~un «~deux~» trois~»"),
    ("“un “deux” trois”", "«~un “deux” trois~»"), ('"un \'deux\' trois"', "«~un “deux” trois~»"),
    ("“un « deux » trois”", "«~un “deux” trois~»"), ("“un ‘deux “trois”’”", "«~un “deux ‘trois’”~»"),
    ("'l'accès aux soins' est vital", "«~l’accès aux soins~» est vital"),
    ("**“Kinés”** et *\"soins\"*", "**«~Kinés~»** et *«~soins~»*"), ("[“Kinés”]{accent}", "[«~Kinés~»]{accent}"),
    ('Voir "www.alize.fr" !', "Voir «~www.alize.fr~»_!"), ('"presse@alize.fr"', "«~presse@alize.fr~»"),
    ('utilisez "file://".', "utilisez «~file://~»."), ("“Soignez-nous !”", "«~Soignez-nous_!~»"),
    ("Il dit : “non”.", "Il dit~: «~non~»."),
])
def test_quotes_of_any_kind_become_those_of_french_by_level(given_text: str, polished_text: str) -> None:
    assert visible(polish(given_text).text) == polished_text


@pytest.mark.parametrize("text", [
    "5\" et 6'2\"", "l’été ’68", "aujourd’hui", "qu’", "des kinés’", "Accueil › Presse", "un >> deux", "’tain",
    "rock ’n’ roll",
    "“Kinés", "Kinés”", "«\u00a0Kinés", '"Kinés',
])
def test_apostrophes_feet_inches_and_marks_without_their_half_are_left_alone(text: str) -> None:
    assert polish(text).text == text


@pytest.mark.parametrize(("text", "language", "places"), [
    ("“Kinés", "fr", [0]), ("Kinés”", "fr", [5]), ("« un “deux »", "fr", [5]), ('Les "kinés', "fr", [4]),
    ("un » deux", "fr", [3]),
    ("« Kinés »", "fr", []), ("5\" et 6'2\"", "fr", []), ("l'accès qu'", "fr", []), ("“Physios", "en", [0]),
    ("«a", "en", [0]),
    ("**“Kinés** à *bout*", "fr", [2]), ("'Kinés", "fr", []), ("https://a.fr/\"x", "fr", []), ("„a", "de", []),
    ('un "deux" "trois', "fr", [10]),
])
def test_a_mark_without_its_other_half_is_pointed_out(text: str, language: str, places: list[int]) -> None:
    found = [*hints(text, language)]
    assert [at for at, _ in found] == places
    assert {item.code for _, item in found} <= {"quote-alone"}
    assert not [*hints(text, language, Rules(off=frozenset({"quotes"})))]


@pytest.mark.parametrize(("given_text", "polished_text"), [
    ("01 23 45 67 89", "01~23~45~67~89"), ("+33 1 23 45 67 89", "+33~1~23~45~67~89"),
    ("+33 (0)1 23 45 67 89", "+33~(0)1~23~45~67~89"), ("0033 1 23 45 67 89", "0033~1~23~45~67~89"),
    ("0 800 123 456", "0~800~123~456"), ("0800 12 34 56", "0800~12~34~56"), ("le 36 46", "le 36~46"),
    ("+596 596 12 34 56", "+596~596~12~34~56"), ("+352 123 456 789", "+352~123~456~789"), ("Le 118 712", "Le 118_712"),
    ("01.23.45.67.89", "01.23.45.67.89"), ("Tél. 01 23 45 67 89", "Tél.~01~23~45~67~89"), ("le 3114", "le 3114"),
    ("tél. : 01 23 45 67 89", "tél.~: 01~23~45~67~89"), ("tél.: 3114", "tél.~: 3114"), ("etc. !", "etc._!"),
    ("etc.;", "etc._;"),
    ("12 34 56", "12 34 56"), ("en 2022 30 40", "en 2022 30 40"),
    ("75007 Paris", "75007~Paris"), ("75007 PARIS CEDEX 07", "75007~PARIS~CEDEX~07"), ("F-69001 Lyon", "F-69001~Lyon"),
    ("06700 Saint-Laurent-du-Var", "06700~Saint-Laurent-du-Var"), ("75007 Évry", "75007~Évry"),
    ("75007 kinés", "75007 kinés"),
    ("Paris Cedex 07", "Paris~Cedex~07"), ("BP 12", "BP~12"),
    ("5 M€", "5~M€"), ("5M€", "5~M€"), ("12 Md€", "12~Md€"), ("12 Mds €", "12~Mds~€"), ("30 k€", "30~k€"),
    ("30k€", "30~k€"),
    ("5 M d'euros", "5~M d’euros"), ("12 Md d'euros", "12~Md d’euros"), ("5 M. Dupont", "5 M.~Dupont"),
    ("7 CHF", "7~CHF"),
    ("+ 5 %", "+~5~%"), ("− 24 %", "−~24~%"), ("§ 3", "§~3"), ("§3", "§~3"), ("2 000 €", "2_000~€"), ("183 $", "183~$"),
    ("Un kiné sur 80+ : non", "Un kiné sur 80+~: non"), ("24 € ?", "24~€_?"),
])
def test_numbers_never_part_from_what_belongs_to_them(given_text: str, polished_text: str) -> None:
    assert visible(polish(given_text).text) == polished_text


@pytest.mark.parametrize(("given_text", "polished_text"), [
    ("1er", "1^er^"), ("1re", "1^re^"), ("2e", "2^e^"), ("2d", "2^d^"), ("2de", "2^de^"), ("2nd", "2^nd^"),
    ("2nde", "2^nde^"),
    ("2nds", "2^nds^"), ("2ndes", "2^ndes^"), ("XXIe", "XXI^e^"), ("XIXe siècle", "XIX^e^~siècle"), ("Ier", "I^er^"),
    ("Ire", "I^re^"),
    ("2ème", "2^e^"), ("2eme", "2^e^"), ("2ième", "2^e^"), ("2ieme", "2^e^"), ("2è", "2^e^"), ("2éme", "2^e^"),
    ("2 ème", "2^e^"),
    ("3èmes", "3^es^"), ("XXIème", "XXI^e^"), ("XXIeme", "XXI^e^"), ("XXIè", "XXI^e^"), ("XXI ème", "XXI^e^"),
    ("Vème", "V^e^"),
    ("1ère", "1^re^"), ("1ere", "1^re^"), ("1ière", "1^re^"), ("1ères", "1^res^"), ("1ier", "1^er^"),
    ("1ers", "1^ers^"), ("Ière", "I^re^"),
    ("21e", "21^e^"), ("MMe Durand", "MMe Durand"), ("CLe", "CL^e^"), ("Le Ce Me De", "Le Ce Me De"),
    ("énième", "énième"),
    ("A2e", "A2e"), ("3,2e", "3,2e"), ("2^ème^", "2^e^"), ("2D 3D", "2D 3D"), ("IIIe République", "III^e^ République"),
])
def test_ordinals_are_those_of_the_lexique(given_text: str, polished_text: str) -> None:
    assert visible(polish(given_text).text) == polished_text


def test_a_mark_after_a_url_is_set_without_touching_the_url() -> None:
    assert visible(polish("Voir https://chng.it/a?b=1 !").text) == "Voir https://chng.it/a?b=1_!"


@pytest.mark.parametrize(("given_text", "polished_text"), [
    ("**Bonjour**!", "**Bonjour**_!"), ("2*e*", "2*^e^*"), ("x^2", "x^2"),
    ('*"oui"*', "*«~oui~»*"), ("[24%]{coral}", "[24~%]{coral}"),
    ("24 **%**", "24~**%**"), ("\\*!", "\\*!"), ("ki\\-né!", "ki\\-né_!"), ("[l'État]{bleu-2}", "[l’État]{bleu-2}"),
])
def test_rules_apply_across_notation(given_text: str, polished_text: str) -> None:
    assert visible(polish(given_text).text) == polished_text


@pytest.mark.parametrize(("given_text", "polished_text"), [
    ('"Hello" she said', "“Hello” she said"), ("it's", "it’s"), ("'quoted'", "‘quoted’"), ("the '90s", "the ’90s"),
    ("What ?", "What?"), ("24 %", "24%"), ("10 km", "10~km"), ("5 May", "5~May"), ("Mr Smith", "Mr~Smith"),
    ("mot - mot", "mot – mot"), ("word--word", "word—word"), ("10-12 years", "10–12~years"), ("- one", "• one"),
    ("https://a.org/x?y !", "https://a.org/x?y!"), ("«Physios»", "“Physios”"), ("« Physios »", "“Physios”"),
    ('He said "a "b" c"', "He said “a ‘b’ c”"), ("6' 2\"", "6' 2\""), ("6'", "6'"), ("the 1990's", "the 1990’s"),
    ("'the 90'", "‘the 90’"), ("„Physios“", "“Physios”"), ("the physios' pay", "the physios’ pay"), ("€ 5", "€5"),
    ("020 7946 0958", "020~7946~0958"), ("+44 20 7946 0958", "+44~20~7946~0958"), ("SW1A 1AA", "SW1A~1AA"),
])
def test_english_is_set_as_a_typesetter_would(given_text: str, polished_text: str) -> None:
    assert visible(polish(given_text, "en").text) == polished_text


def test_another_language_is_left_as_it_is() -> None:
    assert polish('"Servus" - oder?', "de").text == '"Servus" - oder?'


def test_spaces_follow_the_rules_given() -> None:
    narrow = Rules(before_colon="\u202f", in_guillemets="\u202f", before_marks="\u00a0", before_sign="\u202f")
    assert visible(polish('"a": b ! 5 %', rules=narrow).text) == "«_a_»_: b~! 5_%"


@pytest.mark.parametrize("name", RULE_NAMES)
def test_every_rule_can_be_left_out(name: str) -> None:
    everything = ('A l\'État "dit" - 10-12 ans n°7 M. Braun: 2ème 100 000 mots 24%  deux... quoi!\n- un\n'
                  "'a' 10 km 16 mai 5 May Mr Smith What ? 01 23 45 67 89, 75007 Paris")
    for language in ("fr", "en"):
        polished = polish(everything, language, Rules(off=frozenset({name})))
        assert name not in {change.rule for change in polished.changes}
        if name == "lost-accents":
            assert not [*hints(everything, language, Rules(off=frozenset({name})))]
    both = {change.rule for language in ("fr", "en") for change in polish(everything, language).changes}
    assert name in both or name == "lost-accents"


def test_every_change_is_reported_with_its_place_in_the_original_text() -> None:
    change, = polish("Deux mots!", rules=Rules()).changes
    assert (change.before, visible(change.after), change.rule, change.position) == ("", "_", "marks", 9)
    first, second = sorted(polish("n°7 et 24%").changes, key=lambda one: one.position)
    assert (first.rule, first.position, second.rule, second.position) == ("number-sign", 2, "signs", 9)


@pytest.mark.parametrize(("text", "meant"), [
    ("A l'heure", "À"), ("ETAT D'URGENCE", "ÉTAT"), ("Etat", "État"), ("CA SUFFIT", "ÇA"), ("SANTE", "SANTÉ"),
])
def test_missing_accents_are_reported_and_not_corrected(text: str, meant: str) -> None:
    (at, item), = hints(text)
    assert (item.code, item.values["meant"]) == ("lost-accent", meant)
    assert text[at:].startswith(str(item.values["written"]))
    assert not item.fails
    assert polish(text).text == text.replace("'", "’")


def test_accented_capitals_are_no_finding() -> None:
    assert not [*hints("À l’État, ÇA SUFFIT : SANTÉ. Il a la clé. Plan A la")]


def test_superior_letters_are_pointed_out() -> None:
    polished = polish("1er, 2ème et XXIe ; Les Ce Ie")
    assert polished.text == "1^er^, 2^e^ et XXI^e^\u202f; Les Ce Ie"
    assert [polished.text[start:end] for start, end in polished.superiors] == ["er", "e", "e"]
    plain = polish("1er, 2ème et **XXI**e", rules=Rules(off=frozenset({"superiors"})))
    assert plain.text == "1er, 2e et **XXI**e"
    assert [plain.text[start:end] for start, end in plain.superiors] == ["er", "e", "e"]


def test_superior_letters_read_as_plain_letters() -> None:
    assert setting.plain(polish("Le 1er, la 2ème, Mme Braun, **XXI**e\n1^er^").text) == (
        "Le 1er, la 2e, Mme\u00a0Braun, XXIe\n1er")


WORDS = st.lists(st.sampled_from([
    *"abcÉ«»\"'!?:;,.…-–—%€°()[]{}*\\ \n\u00a0\u202f0123456789", "10 000", "n°", "M. ", "ans", " l'", "...", "--",
    "2ème", "XXIème", "^", "1^er^", "Mme A",
    "http://a.b/c?d", "a@b.fr", "12:30", "**", "]{ink}", "- ", "1ère", "h", "km"]), max_size=24)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(WORDS.map("".join), st.sampled_from(["fr", "en"]))
def test_polishing_twice_changes_nothing_more(text: str, language: str) -> None:
    once = polish(text, language)
    twice = polish(once.text, language)
    assert twice.text == once.text
    assert not twice.changes
