import Testing

@testable import TextRepair

@Suite("The character model")
struct CharacterModelTests {
  private static let model = CharacterModel.shared

  private static func cost(_ text: String) -> Float {
    let scalars = text.unicodeScalars.map(\.value)
    return model.cost(of: scalars, in: 0..<scalars.count)
  }

  @Test(
    "a sentence costs less than its mojibake",
    arguments: [
      ("Die Brücke ist gesperrt.", "Die BrÃ¼cke ist gesperrt."),
      ("L’école est fermée.", "Lâ€™Ã©cole est fermÃ©e."),
      ("Мэр сказал нет.", "РњСЌСЂ СЃРєР°Р·Р°Р» РЅРµС‚."),
      ("市长宣布新桥通车。", "甯傞暱瀹ｅ竷鏂版ˉ閫氳溅銆"),
    ])
  func prefersLanguage(_ pair: (String, String)) {
    #expect(Self.cost(pair.0) < Self.cost(pair.1))
  }

  @Test("all digits cost the same, and so do all blanks")
  func foldsDigits() {
    for digit in UInt32(0x30)...0x39 {
      #expect(Self.model.cost(0x20, 0x31, digit) == Self.model.cost(0x20, 0x39, 0x30))
    }
    for blank: UInt32 in [0x09, 0x0A, 0x0D] {
      #expect(Self.model.cost(0x65, 0x2E, blank) == Self.model.cost(0x65, 0x2E, 0x20))
    }
  }

  @Test("a no-break space costs more than a space, by the same everywhere")
  func weighsNoBreakSpace() {
    for before: UInt32 in [0x61, 0x2E, 0x416] {
      let difference =
        Self.model.cost(0x65, before, 0xA0) - Self.model.cost(0x65, before, 0x20)
      #expect(abs(difference - 11) < 0.001)
    }
  }

  @Test("a vowel point on a Hebrew or Arabic letter is no surprise, elsewhere it is")
  func knowsPoints() {
    #expect(Self.model.cost(0x20, 0x5E9, 0x5B8) == 4)
    #expect(Self.model.cost(0x20, 0x628, 0x64E) == 4)
    #expect(Self.model.cost(0x20, 0x61, 0x5B8) > 8)
    #expect(Self.model.cost(0x20, 0x5E9, 0x5D0) != 4)
  }

  @Test("the long s is for old prints only")
  func knowsLongS() {
    #expect(Self.model.cost(0x61, 0x62, 0x17F) == 20)
    #expect(Self.model.cost(0x61, 0x62, 0x73) < 20)
  }

  @Test("what training never saw is told from what it saw")
  func knowsUnseen() {
    #expect(Self.model.cost(of: 0x65) != nil)
    #expect(Self.model.cost(of: 0x0378) == nil)
    #expect(Self.model.cost(of: 0x68, after: 0x74) != nil)
    #expect(Self.model.cost(of: 0x0378, after: 0x74) == nil)
    #expect(Self.model.cost(0x20, 0x20, 0x10FFFF) > Self.model.cost(0x20, 0x20, 0x4E8D))
  }

  @Test("a frequent letter is cheaper than a rare one")
  func ranksLetters() throws {
    let frequent = try #require(Self.model.cost(of: 0x65))
    let rare = try #require(Self.model.cost(of: 0x71))
    #expect(frequent < rare)
  }

  @Test("a range's cost has the two scalars before it as context")
  func usesContext() {
    let scalars = "the".unicodeScalars.map(\.value)
    let whole = Self.model.cost(of: scalars, in: 0..<3)
    let parts = (0..<3).map { Self.model.cost(of: scalars, in: $0..<$0 + 1) }
    #expect(abs(whole - parts.reduce(0, +)) < 0.001)
    #expect(parts[2] == Self.model.cost(0x74, 0x68, 0x65))
    #expect(parts[0] == Self.model.cost(0x20, 0x20, 0x74))
    #expect(Self.model.cost(of: scalars, in: 1..<1) == 0)
  }

  @Test("the cache says what the model says, also where two questions share an entry")
  func caches() {
    let recent = RecentCosts()
    var state: UInt32 = 7
    for _ in 0..<20_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      let (a, b, c) = (state >> 8 & 0x7F, state >> 16 & 0x3FF, state >> 20)
      #expect(recent.cost(a, b, c) == Self.model.cost(a, b, c))
      #expect(recent.cost(a, b, c) == Self.model.cost(a, b, c))
    }
  }
}
