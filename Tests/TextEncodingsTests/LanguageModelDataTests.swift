import EmbeddedData
import Testing

@testable import TextEncodings

@Suite("The language model's data")
struct LanguageModelDataTests {
  private static let data = LanguageModelData()

  @Test("each language is there once, and the model has them in the same order")
  func codes() {
    let codes = Self.data.lettered.map(\.code) + Self.data.ideographic.map(\.code)
    #expect(Set(codes).count == codes.count)
    #expect(LanguageModel.shared.languages.map(\.code) == codes)
    #expect(codes.contains("en") && codes.contains("zh_hans"))
    #expect(LanguageModel.shared.index(of: "en") == codes.firstIndex(of: "en"))
    #expect(LanguageModel.shared.index(of: "xx") == nil)
  }

  @Test("every row has a cost for each symbol, and no symbol beyond them")
  func rows() {
    for language in Self.data.lettered {
      let count = language.letters.count + 2
      #expect(language.pairs.count == (count + 1) * count, "\(language.code)")
      #expect(Set(language.letters).count == language.letters.count, "\(language.code)")
      for triples in language.triples {
        #expect(triples.first < count && triples.second < count)
        #expect(triples.costs.count % 2 == 0)
        for index in stride(from: 0, to: triples.costs.count, by: 2) {
          #expect(Int(triples.costs[index]) < count)
        }
      }
    }
  }

  @Test("an ideographic language has each character once, the cheapest first")
  func levels() {
    for language in Self.data.ideographic {
      let characters = language.levels.flatMap(\.characters)
      #expect(Set(characters).count == characters.count, "\(language.code)")
      let costs = language.levels.map(\.cost)
      #expect(costs == costs.sorted(), "\(language.code)")
      #expect(characters.count > 100, "\(language.code)")
    }
  }

  @Test("the shared statistics are there for each context")
  func contexts() {
    let count = LanguageModel.Context.allCases.count
    #expect(Self.data.around.count == count)
    #expect(Self.data.letterCase.count == count)
    #expect(Self.data.closers.contains(0x2C) && !Self.data.closers.contains(0x2E))
    #expect(!Self.data.foreign.isEmpty)
  }

  @Test(
    "frequent letters cost less than rare ones",
    arguments: [("en", "e", "q"), ("de", "e", "x"), ("ru", "о", "ъ")])
  func ranks(_ code: String, _ frequent: String, _ rare: String) throws {
    let model = LanguageModel.shared
    let language = try #require(model.index(of: code))
    func cost(_ text: String) -> Int {
      model.cost(of: text.unicodeScalars.map(\.value), in: language)
    }
    #expect(cost(" " + frequent) < cost(" " + rare))
  }

  @Test(
    "the best language of a sentence is its own",
    arguments: [
      ("en", "The council decided that the bridge would be closed for three years"),
      ("de", "Der Bürgermeister erklärte, die größte Brücke werde für drei Jahre gesperrt"),
      ("fr", "La préfète a déclaré que l’école resterait fermée jusqu’à l’été"),
      ("pl", "Burmistrz powiedział, że most będzie zamknięty przez trzy miesiące"),
      ("el", "Ο δήμαρχος δήλωσε ότι η νέα γέφυρα θα ανοίξει την άνοιξη"),
      ("ko", "시장은 새 다리가 봄에 개통될 것이라고 발표했다"),
      ("zh_hans", "市长宣布横跨河流的新桥将于春天通车居民们都很高兴"),
      ("th", "นายกเทศมนตรีกล่าวว่าสะพานใหม่ข้ามแม่น้ำจะเปิดในฤดูใบไม้ผลิ"),
    ])
  func findsLanguage(_ code: String, _ text: String) throws {
    let model = LanguageModel.shared
    let best = try #require(model.bestLanguage(for: text.unicodeScalars.map(\.value)))
    #expect(model.languages[best.language].code == code)
  }

  @Test("no text has no language, and signs alone count as English")
  func findsNoLanguage() throws {
    let model = LanguageModel.shared
    #expect(model.bestLanguage(for: []) == nil)
    let best = try #require(model.bestLanguage(for: [0x31, 0x32, 0x21]))
    #expect(model.languages[best.language].code == "en")
  }

  @Test("a blank after a stop is where a capital is expected")
  func followsContext() {
    #expect(LanguageModel.Context.space.after(.stop) == .start)
    #expect(LanguageModel.Context.space.after(.start) == .start)
    #expect(LanguageModel.Context.space.after(.letter) == .space)
    #expect(LanguageModel.Context.letter.after(.stop) == .letter)
  }

  @Test(
    "scalars that the model does not know have a place by their kind",
    arguments: [
      (0x1D7D, RareSlot.latinSmall), (0xA7AA, .latinCapital), (0x10D0, .small),
      (0x4E00, .ideograph),
      (0x301, .mark), (0x38, .digit), (0x20, .space), (0x09, .space), (0x0A, .lineEnd),
      (0x2E, .stop),
      (0x25, .punctuation), (0xB4, .spacingMark), (0x2501, .drawing), (0x200B, .format),
      (0x07, .control),
      (0x85, .upperControl), (0x81, .upperControl), (0xE000, .privateUse), (0xFFFD, .replacement),
      (0xD800, .none), (0x0378, .none),
    ] as [(UInt32, RareSlot)])
  func placesRare(_ scalar: UInt32, _ slot: RareSlot) {
    #expect(RareSlot.of(scalar) == slot)
  }
}
