import Testing
import TextEncodings

@testable import TextRepair

@Suite("Text of one legacy encoding read as another")
struct LegacyPairTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func pair(_ source: TextEncoding, _ name: String) throws -> LegacyPair {
    LegacyPair(
      source: source, misread: try #require(MisreadEncoding.all.first { $0.name == name }))
  }

  private static func best(_ text: String, isPartial: Bool = false) -> LegacyPair? {
    let texts = [scalars(text)]
    let context = LanguageContext(texts, recent: RecentCosts())
    return LegacyPair.best(for: texts, context, isPartial: isPartial)?.pair
  }

  private static let russian = "Мэр Верхнего Залесья заявил, что новый мост откроют весной."

  private static func misread(_ text: String, _ source: TextEncoding, _ page: CodePage.Name)
    -> String
  {
    var bytes: [UInt8] = []
    for scalar in scalars(text) { _ = source.append(scalar, to: &bytes) }
    return TextEncoding.page(page).decode(bytes).string
  }

  @Test(
    "the two encodings are found",
    arguments: [
      (CodePage.Name.koi8R, CodePage.Name.windows1251), (.windows1251, .koi8R),
      (.windows1251, .windows1252), (.ibm866, .windows1251),
    ])
  func findsPair(_ source: CodePage.Name, _ page: CodePage.Name) throws {
    let damaged = Self.misread(Self.russian, .page(source), page)
    #expect(damaged != Self.russian)
    let pair = try #require(Self.best(damaged))
    let context = LanguageContext([Self.scalars(damaged)], recent: RecentCosts())
    var log = EditLog(Self.scalars(damaged))
    log.apply(pair.edits(for: log.scalars, context))
    #expect(String(scalars: log.scalars) == Self.russian)
  }

  @Test(
    "text that is fine has no pair",
    arguments: [
      LegacyPairTests.russian, "Die Brücke bleibt für drei Jahre gesperrt.",
      "Le maire a dit : « C’est très lourd. »", "Η νέα γέφυρα θα ανοίξει την άνοιξη.",
      "plain words only", "№ 5 – § 3 → 4 °C",
    ])
  func findsNone(_ text: String) {
    #expect(Self.best(text) == nil)
  }

  @Test("where other parts of the document are fine, more evidence is asked for")
  func asksForMore() {
    let damaged = Self.misread("Мост", .page(.koi8R), .windows1251)
    #expect(Self.best(damaged, isPartial: true) == nil)
  }

  @Test("the rule names what the text was written in and what it was read as")
  func namesRule() throws {
    #expect(
      try Self.pair(.page(.koi8R), "windows-1251").rule == "mojibake.KOI8-R-as-windows-1251")
  }

  @Test("a pair of rare encodings is more surprising than one of common ones")
  func weighsPairs() throws {
    let common = try Self.pair(.windows1252, "windows-1251").prior
    let other = try Self.pair(.page(.windows1251), "windows-1252").prior
    let rare = try Self.pair(.page(.koi8U), "KOI8-R").prior
    let multiByte = try Self.pair(.big5, "GB18030").prior
    #expect(common < rare)
    #expect(other < rare)
    #expect(multiByte > other)
  }

  @Test("every scalar has its bytes, and what the encoding cannot have made stays as it is")
  func encodes() throws {
    let pair = try Self.pair(.page(.koi8R), "windows-1251")
    let text = Self.scalars("aРя")
    let encoded = try #require(LegacyPair.encoded(text, by: pair.misread))
    #expect(encoded.bytes == [0x61, 0xD0, 0xFF])
    #expect(encoded.origin == [0, 1, 2])
    #expect(encoded.foreign == [false, false, false])
    let mixed = try #require(LegacyPair.encoded(Self.scalars("Р年"), by: pair.misread))
    #expect(mixed.foreign == [false, true])
    #expect(pair.decoded(mixed).scalars.last == 0x5E74)
    #expect(LegacyPair.encoded(Self.scalars("年年年年年"), by: pair.misread) == nil)
  }

  @Test("the decoded scalars end where their bytes end")
  func decodes() throws {
    let pair = try Self.pair(.gb18030, "windows-1252")
    let text = "新桥 a"
    let encoded = try #require(
      LegacyPair.encoded(
        Self.scalars(Self.misread(text, .gb18030, .windows1252)), by: pair.misread))
    let decoded = pair.decoded(encoded)
    #expect(String(scalars: decoded.scalars) == text)
    #expect(decoded.ends == [2, 4, 5, 6])
  }

  @Test(
    "each multi-byte source is read by its own rules",
    arguments: [
      (TextEncoding.gb18030, "新桥将于春天通车"), (.big5, "新橋將於春天通車"), (.shiftJIS, "新しい橋が春に開通ｱ"),
      (.eucJP, "新しい橋が春に開通ｱ"), (.eucKR, "새 다리가 봄에 개통"),
    ])
  func decodesMultiByte(_ source: TextEncoding, _ text: String) {
    var bytes: [UInt8] = []
    for scalar in Self.scalars(text) { #expect(source.append(scalar, to: &bytes)) }
    let western = MisreadEncoding.all[0]
    var encoded = LegacyPair.Encoded()
    encoded.bytes = bytes
    encoded.origin = bytes.indices.map { Int32($0) }
    encoded.foreign = bytes.map { _ in false }
    encoded.scalars = bytes.map { UInt32($0) }
    let decoded = LegacyPair(source: source, misread: western).decoded(encoded)
    #expect(String(scalars: decoded.scalars) == text)
    #expect(decoded.ends.last == bytes.count)
  }

  @Test("a line that is likelier as it stands is not touched")
  func editsByLine() throws {
    let pair = try Self.pair(.page(.koi8R), "windows-1251")
    let damaged = Self.misread(Self.russian, .page(.koi8R), .windows1251)
    let text = Self.scalars(Self.russian + "\n" + damaged + "\nplain")
    let context = LanguageContext([text], recent: RecentCosts())
    var log = EditLog(text)
    log.apply(pair.edits(for: text, context))
    #expect(String(scalars: log.scalars) == Self.russian + "\n" + Self.russian + "\nplain")
  }

  @Test("a sample is the first lines beyond ASCII, each word once")
  func samples() {
    let texts = ["plain\nпервая строка\nещё одна", "первая строка", "совсем новая"].map(
      Self.scalars)
    let (lines, wordCount) = LegacyPair.samples(of: texts)
    #expect(lines.map { String(scalars: $0) } == ["первая строка", "ещё одна", "совсем новая"])
    #expect(wordCount == 6)
    let long = [[UInt32](repeating: 0x434, count: 1000)]
    #expect(LegacyPair.samples(of: long).lines.map(\.count) == [400])
    #expect(LegacyPair.samples(of: [Self.scalars("plain")]).lines.isEmpty)
  }

  @Test("a name in quotation marks or with its possessive is the same word")
  func samplesBareWords() {
    let (lines, wordCount) = LegacyPair.samples(
      of: ["“Brücke”", "Brücke’s", "‘Brücke’"].map(Self.scalars))
    #expect(lines.count == 1)
    #expect(wordCount == 1)
  }

  @Test("a probe is what stands around the first damage of the worst line")
  func probes() {
    let few = Self.scalars("a few words and é")
    let many = Self.scalars(String(repeating: "x", count: 20) + String(repeating: "é", count: 200))
    let probe = LegacyPair.probe(of: [few, many])
    #expect(probe.count == 98)
    #expect(probe.prefix(8).allSatisfy { $0 == 0x78 })
    #expect(probe.dropFirst(8).allSatisfy { $0 == 0xE9 })
    #expect(LegacyPair.probe(of: []).isEmpty)
  }
}
