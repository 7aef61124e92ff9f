import Model
import Testing

@testable import Extraction

/// Sentences that say from which paper a text was translated.
@Suite("Translations")
struct TranslationCreditTests {
  @Test(
    "the original's paper stands in quotes, as a host, or is known",
    arguments: [
      (
        "Von »Hafenwelt« übersetzte und bearbeitete Fassung des Artikels »Ice and Ferries« aus »Harbour Weekly«, einem Magazin.",
        "Harbour Weekly"
      ),
      ("Übersetzung des Artikels aus „Harbour Weekly“.", "Harbour Weekly"),
      ("This article was translated from “Hafenbote” by Ada Quill.", "Hafenbote"),
      ("Translated from the German by Ada Quill, text in Le Monde.", "Le Monde"),
      ("Traduit de l'anglais, article de « Harbour Weekly »", "Harbour Weekly"),
      ("Traduit du site harbour.example par Ada Quai", "harbour.example"),
      ("Artículo traducido de «Harbour Weekly» por Ada Pena", "Harbour Weekly"),
      ("Artigo traduzido de harbour.example", "harbour.example"),
      ("Articolo tradotto da «Harbour Weekly»", "Harbour Weekly"),
      ("Vertaald uit „Harbour Weekly”", "Harbour Weekly"),
      ("Tłumaczenie z „Harbour Weekly”", "Harbour Weekly"),
      ("Перевод из журнала «Причал»", "Причал"),
      ("Перевод с английского, статья из журнала «Причал»", "Причал"),
    ])
  func found(text: String, name: String) {
    #expect(TranslationCredit(text)?.name == name)
    #expect(CreditLine(text)?.source == .firstPublished)
  }

  @Test(
    "books, languages and translators are no paper",
    arguments: [
      "Translated from the German by Ada Quill.", "Traduit de l'anglais par Ada Quai.",
      "Aus dem Englischen von Ada Quill.", "Перевод с английского Ады Квилл",
      "Her novel was translated from “Der Hafen”.", "Er hat den Roman „Der Hafen“ übersetzt.",
      "The council voted on Monday, and its report was later translated from “Dansk” papers.",
      "Перевод средств из «Причала»",
    ])
  func none(text: String) { #expect(TranslationCredit(text) == nil) }
}
