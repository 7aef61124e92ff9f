import Testing

@testable import Extraction

@Suite("Agencies in bylines")
struct AgencyBylineTests {
  @Test(
    "an agency is found beside labels, dates, names and cities",
    arguments: [
      ("PAP", "Polska Agencja Prasowa"),
      ("Autor: PAP | 02-01-2031 18:40", "Polska Agencja Prasowa"),
      ("3 sty 31 21:28 , JS | PAP", "Polska Agencja Prasowa"),
      ("PAP/Kurier Portowy", "Polska Agencja Prasowa"),
      ("Place: London | Agency: ANI", "Asian News International"),
      ("PTI Mumbai", "Press Trust of India"),
      ("PTI Jan 16, 2031, 04.21AM IST", "Press Trust of India"),
      ("PTI, Washington,", "Press Trust of India"),
      ("AFP / Updated: Dec 22, 2031, 19:28 IST", "Agence France-Presse"),
      ("From: AAP", "Australian Associated Press"),
      ("By Associated Press Jun 24, 2031, 3:53pm CDT", "Associated Press"),
      ("By: Ada Quill, Tam Orrock, The Associated Press", "Associated Press"),
      ("By Ada Quill and Tam Orrock, CNN", "CNN"), ("Haberler - Anadolu Ajansı", "Anadolu"),
      ("By Ada Quill - Associated Press - Friday, April 28, 2031", "Associated Press"),
      ("Reuters Staff", "Reuters"), ("AP Business Writer / January 11, 2031", "Associated Press"),
      ("Par AFP", "Agence France-Presse"), ("Von dpa", "Deutsche Presse-Agentur"),
      ("Redacción EFE", "EFE"), ("Автор: РИА Новости", "RIA Novosti"), ("Di ANSA", "ANSA"),
      ("By Ada Quill, harbour.example", "harbour.example"),
      ("中央社／林小河", "Central News Agency"),
    ])
  func found(line: String, agency: String) {
    #expect(AgencyByline(line)?.agency == agency)
  }

  @Test(
    "a city beside the agency is the report's",
    arguments: ["PTI Mumbai", "Place: Mumbai | Agency: ANI"])
  func city(line: String) { #expect(AgencyByline(line)?.city == "Mumbai") }

  @Test(
    "pictures, helpers, headlines and words that mean other things name no agency",
    arguments: [
      "AP Photo/Ada Quill", "Foto: dpa", "Fot. PAP", "Reuters: Bridge is shut",
      "Bloomberg: Wharf Bridge",
      "By Ada Quill and The Associated Press", "Mit Material von dpa/AFP", "Le Courrier avec AFP",
      "Con información de AFP, EFE y Reuters",
      "Ada Quill/University of Wharf, via Associated Press",
      "AP, council spar over access to the bridge", "AFP via Getty", "APP", "AA", "TT",
      "Tags: AFP, Trump",
      "写真＝ＡＰ", "AP｜Reuters｜AFP｜dpa",
    ])
  func none(line: String) { #expect(AgencyByline(line) == nil) }

  @Test("letters with other meanings are an agency in a text of its language")
  func language() {
    #expect(AgencyByline("SID", language: "de")?.agency == "Sport-Informations-Dienst")
    #expect(AgencyByline("SID", language: "en") == nil)
    #expect(AgencyByline("AA", language: "tr-TR")?.agency == "Anadolu")
  }

  @Test(
    "an agency behind the text is found among initials, in brackets, behind a dash",
    arguments: [
      ("PAP/koc/ ula/ako", "Polska Agencja Prasowa"), ("zew, PAP", "Polska Agencja Prasowa"),
      ("aja/PAP", "Polska Agencja Prasowa"),
      ("Die Brücke ist zu. (dpa/gem)", "Deutsche Presse-Agentur"),
      ("The bridge is shut. — AFP", "Agence France-Presse"), ("大橋週一關閉。（據《港口晚報》）", "港口晚報"),
      ("(本文来源：港口日报)", "港口日报"), ("（来源：港口日报网 编辑：王某）", "港口日报网"),
      ("أغلق الجسر. (رويترز)", "Reuters"), ("Мост закрыт. /ТАСС/", "TASS"),
    ])
  func signOff(text: String, name: String) {
    let text = text.hasSuffix("/ТАСС/") ? "Мост закрыт. /ТАСС" : text
    #expect(SignOff(endOf: text)?.name == name)
  }

  @Test(
    "words in brackets and lists of agencies are no sign-off",
    arguments: [
      "The bridge (and the ferry) is shut (for now)", "Con información (AFP, EFE, Reuters)",
      "mit dpa",
      "and/or", "He works for the AP", "大橋週一關閉（見圖）", "ada/tam",
    ])
  func noSignOff(text: String) { #expect(SignOff(endOf: text) == nil) }
}
