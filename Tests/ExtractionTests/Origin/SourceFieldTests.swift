import Model
import Testing

@testable import Extraction

/// Source lines that have more in them than a label and a name.
@Suite("Fields of source lines")
struct SourceFieldTests {
  @Test(
    "other fields may stand before and behind the source",
    arguments: [
      ("Autor: ab, cde, fg; Źródło: PAP", "Polska Agencja Prasowa"),
      ("Text: Ada Quill, Quelle: dpa", "Deutsche Presse-Agentur"),
      ("Автор: Ада Квилл Источник: Причал", "Причал"),
      ("Autor: Ada Pena | Fuente: EFE | Edición: B. Roca", "EFE"),
      ("Texte : Ada Quai / Source : AFP", "Agence France-Presse"),
      ("Autore: Ada Penna - Fonte: ANSA", "ANSA"),
      ("Author: Ada Quill, Source: Harbour Times; Editor: Ben Rook", "Harbour Times"),
      ("Szerző: Toll Ada; Forrás: MTI", "Magyar Távirati Iroda"),
      ("Quelle: dpa, Foto: Ada Quill", "Deutsche Presse-Agentur"),
      ("Der Rat tagt im Juni wieder. Quelle: dpa", "Deutsche Presse-Agentur"),
      ("3.2.2031, 14:05 Uhr Quelle: dpa", "Deutsche Presse-Agentur"),
    ])
  func fields(text: String, name: String) { #expect(SourceLine.credit(in: text)?.name == name) }

  @Test(
    "of a list of hosts or names the first counts",
    arguments: [
      ("Источник: prichal.example, gavan.example", "prichal.example"),
      ("Quelle: hafenbote.example, kueste.example", "hafenbote.example"),
      ("Fuente: EFE, Télam", "EFE"), ("Source: Reuters, AP", "Reuters"),
      ("Źródło: PAP i Reuters", "Polska Agencja Prasowa"),
      ("Πηγή: ΑΠΕ-ΜΠΕ, Reuters", "Athens-Macedonian News Agency"),
      ("Fonte: ANSA / Reuters", "ANSA"),
    ])
  func lists(text: String, name: String) { #expect(SourceLine.credit(in: text)?.name == name) }

  @Test(
    "a sign of copyright, quotes, a date and a slogan belong to no name",
    arguments: [
      ("Quelle: © www.harbour.example - Nachrichten für die Küste", "harbour.example"),
      ("Quelle: (c) dpa", "Deutsche Presse-Agentur"), ("Source: © AFP", "Agence France-Presse"),
      ("Fuente: (C) EFE", "EFE"), ("Fonte: «ANSA»", "ANSA"),
      ("Źródło: „PAP”", "Polska Agencja Prasowa"),
      ("Quelle: dpa, 3.2.2031", "Deutsche Presse-Agentur"),
      ("Quelle: dpa vom 3. Februar 2031", "Deutsche Presse-Agentur"),
      ("Источник: ® prichal.example — новости берега", "prichal.example"),
      ("[Quelle: dpa]", "Deutsche Presse-Agentur"), ("(Fonte: Lusa)", "Lusa"),
    ])
  func around(text: String, name: String) { #expect(SourceLine.credit(in: text)?.name == name) }

  @Test(
    "a picture's source, a fact's, a quotation and a list of many name nobody",
    arguments: [
      "Foto: Ada Quill, Quelle: dpa", "Bild: A. Q.; Quelle: dpa", "Quelle: dpa/Symbolfoto",
      "Quelle: dpa (Archivbild)", "Fuente: EFE, imagen de archivo", "Fonte: foto ANSA",
      "As the poet said. Source: www.quotes.example",
      "Wie der Dichter sagte. Quelle: zitate.example",
      "Das sagte der dpa eine Sprecherin: Der Hafen ist zu.", "He told Reuters: the port is shut.",
      "Quellen: dpa, AFP, Reuters", "Sources: Reuters, AP", "Fuentes: EFE, AFP",
      "Quelle: dpa, eigene Recherche", "Source: Quill A. et al.: Ferries on ice, 2031",
      "Die wichtigste Quelle: der Hafenmeister", "His main source: Reuters",
      "Source: one.example, two.example, three.example, four.example",
    ])
  func none(text: String) { #expect(SourceLine.credit(in: text) == nil) }

  @Test(
    "the police and others whose report is called one are its source, whatever their name",
    arguments: [
      ("Quelle der Polizeimeldung: Kapo Varde", "Kapo Varde"),
      ("Quelle der Pressemitteilung: Hafenbund", "Hafenbund"),
      ("Source du communiqué : Port de Varde", "Port de Varde"),
      ("Источник новости: Причал", "Причал"), ("記事提供：港湾新聞", "港湾新聞"),
      ("配信元：港湾新聞", "港湾新聞"), ("翻訳元：港湾新聞", "港湾新聞"), ("编译自：港口日报", "港口日报"),
    ])
  func labels(text: String, name: String) { #expect(SourceLine.credit(in: text)?.name == name) }

  @Test("between bars any name behind a date is the sender's, below the text, too")
  func bars() {
    let line = "1.12.2031 | Quelle: Hafen Electric | hafen.example"
    #expect(SourceLine.credit(in: line)?.name == "Hafen Electric")
    #expect(SourceLine.credit(in: "Quelle: Hafen Electric | hafen.example | 1.12.2031") == nil)
  }

  @Test(
    "the issuer of a press release is who published it first",
    arguments: [
      (
        "Original-Content von: Hafenbetriebe Varde und Holm, übermittelt durch news aktuell",
        "Hafenbetriebe Varde und Holm"
      ),
      ("Original content from: Harbour Trust, transmitted by news aktuell", "Harbour Trust"),
      ("Contenu original de: Port Libre, transmis par news aktuell", "Port Libre"),
    ])
  func issuers(text: String, name: String) {
    #expect(CreditLine(text)?.name == name)
    #expect(CreditLine(text)?.source == .firstPublished)
    #expect(CreditLine(text)?.isCertain == true)
  }

  @Test("other words with the same start are no issuer's")
  func noIssuer() {
    #expect(Issuer("Original-Content von: uns selbst") == nil)
    #expect(Issuer(sourceLine: "SOURCE Harbour Trust")?.name == "Harbour Trust")
    #expect(Issuer(sourceLine: "SOURCE: Harbour Trust") == nil)
    #expect(Issuer(sourceLine: "SOURCE of light") == nil)
    #expect(Issuer(sourceLine: "Source Harbour Trust") == nil)
  }

  @Test(
    "a last line names whom a paper reprints in some languages",
    arguments: [
      ("Fuente: Actualidad", "Actualidad"), ("Fonte: Maré Alta", "Maré Alta"),
      ("Sursa: Portul", "Portul"),
      ("Izvor: Luka", "Luka"), ("Forrás: Kikötő", "Kikötő"),
    ])
  func last(text: String, name: String) { #expect(SourceLine.credit(alone: text)?.name == name) }

  @Test(
    "an office that counts, a sentence, other languages: no reprint",
    arguments: [
      "Fuente: INE", "Fonte: IBGE", "Quelle: Golem", "Source: World Bank",
      "Fuente: datos del puerto",
      "Fonte: Foto Mare", "Fuente: Ministerio de Pesca y Puertos Libres", "Fuente: propia",
    ])
  func noLast(text: String) { #expect(SourceLine.credit(alone: text) == nil) }

  @Test("nothing but a date and a host stands above the text")
  func datedHosts() {
    #expect(SourceLine.datedHost("1:27, 27 февраля, 2031 Prichal.example") == "prichal.example")
    #expect(SourceLine.datedHost("27.02.2031 14:05 | hafen.example") == "hafen.example")
    #expect(SourceLine.datedHost("27.02.2031 14:05 Uhr von Ada Quill") == nil)
    #expect(SourceLine.datedHost("27.02.2031 a.one b.two") == nil)
    #expect(SourceLine.datedHost("27.02.2031 hafen.example küste.example") == nil)
    #expect(SourceLine.datedHost("Read harbour.example on 27.02.2031") == nil)
  }
}
