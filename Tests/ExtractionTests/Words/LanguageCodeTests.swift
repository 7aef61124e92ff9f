import Testing

@testable import Extraction

@Suite("Codes of languages")
struct LanguageCodeTests {
  @Test(
    "codes of three letters become those of two, where there are such",
    arguments: [
      ("eng", "en"), ("deu", "de"), ("ger", "de"), ("fre", "fr"), ("fra", "fr"), ("zho", "zh"),
      ("chi", "zh"), ("JPN", "ja"), ("por_BR", "pt-BR"), ("cmn-Hans", "zh"), ("nob", "nb"),
      ("en_US", "en-US"), ("haw", "haw"), ("ceb", "ceb"), ("zu", "zu"),
    ])
  func shortest(code: String, expected: String) {
    #expect(LanguageChooser.tag(code) == expected)
  }

  @Test("what is no language stays none", arguments: ["und", "mul", "utf-8", "German", "x"])
  func none(code: String) { #expect(LanguageChooser.tag(code) == nil) }
}
