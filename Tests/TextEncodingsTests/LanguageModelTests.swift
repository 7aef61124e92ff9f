import Testing

@testable import TextEncodings

@Suite struct LanguageModelTests {
  private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test("a sentence costs least in its own language")
  func language() throws {
    let model = LanguageModel.shared
    let known = [
      ("en", "The mayor opened the new library in the centre of the city yesterday."),
      ("de", "Der Bürgermeister eröffnete gestern die neue Bücherei in der Stadtmitte."),
      ("fr", "Le maire a ouvert hier la nouvelle bibliothèque au centre de la ville."),
      ("pl", "Burmistrz otworzył wczoraj nową bibliotekę w centrum miasta."),
      ("ru", "Мэр вчера открыл новую библиотеку в центре города."),
      ("uk", "Мер учора відкрив нову бібліотеку в центрі міста."),
      ("el", "Ο δήμαρχος άνοιξε χθες τη νέα βιβλιοθήκη."),
      ("tr", "Belediye başkanı dün şehir merkezinde yeni kütüphaneyi açtı."),
      ("ja", "市長は昨日、市の中心部に新しい図書館を開いた。"),
      ("ko", "시장은 어제 도시 중심부에 새 도서관을 열었다."),
    ]
    for (code, text) in known {
      let best = try #require(model.bestLanguage(for: scalars(text)))
      #expect(model.languages[best.language].code == code, "\(text)")
      let bits = Double(best.cost) * LanguageModel.bitsPerUnit / Double(scalars(text).count)
      #expect(bits < (model.languages[best.language].isIdeographic ? 11 : 4.5))
    }
  }

  @Test("mojibake costs more than what was meant, in the language of the text")
  func mojibake() throws {
    let model = LanguageModel.shared
    let french = try #require(model.index(of: "fr"))
    let meant = model.cost(of: scalars("l’été à Genève"), in: french)
    let damaged = model.cost(of: scalars("lâ€™Ã©tÃ© Ã  GenÃ¨ve"), in: french)
    #expect(damaged > 2 * meant)
  }

  @Test("any scalars have a cost in every language")
  func anything() {
    let model = LanguageModel.shared
    let odd = (UInt32(0)..<0x3000).map { $0 &* 367 % 0x11_0000 } + [0x11_0000, .max]
    for index in model.languages.indices { #expect(model.cost(of: odd, in: index) > 0) }
    #expect(model.bestLanguage(for: []) == nil)
    #expect(model.bestLanguage(for: [0x31]) != nil)
  }
}
