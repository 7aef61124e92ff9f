import Glibc
import Testing

@testable import Unicode

@Suite struct UnicodeTests {
  private func nfc(_ text: String) -> [UInt32] {
    String(decoding: Normalization.nfc(Array(text.utf8)), as: UTF8.self).unicodeScalars.map(\.value)
  }

  @Test("marks join the letter before them, in whatever order they came")
  func composition() {
    #expect(nfc("Cafe\u{301}!") == "Caf\u{E9}!".unicodeScalars.map(\.value))
    #expect(nfc("a\u{323}\u{302}x") == [0x1EAD, 0x78])
    #expect(nfc("a\u{302}\u{323}x") == [0x1EAD, 0x78])
    #expect(nfc("\u{1100}\u{1161}\u{11A8}") == [0xAC01])
    #expect(nfc("\u{212B}\u{2126}") == [0xC5, 0x3A9])
    #expect(nfc("\u{301}a") == [0x301, 0x61])
    #expect(nfc("e\u{5D0}\u{301}") == [0x65, 0x5D0, 0x301])
  }

  @Test("text in NFC comes back as it is, and the quick check says so")
  func stable() {
    let text = "Žluťoučký kůň, мир, 日本, 한국, שלום".utf8 + [UInt8](repeating: 0x61, count: 50)
    let bytes = Array(text)
    let unstable = Normalization.firstUnstable(in: bytes.span)
    #expect(unstable == bytes.count)
    #expect(Normalization.nfc(bytes) == bytes)
  }

  @Test("many marks on one letter are sorted in reasonable time")
  func hostile() {
    let marks = (0..<50_000).map { UInt32($0 % 2 == 0 ? 0x301 : 0x323) }
    let sorted = Normalization.normalized([0x61] + marks, .nfd)
    #expect(sorted[1] == 0x323 && sorted[50_000] == 0x301)
  }

  @Test("folding drops case, marks, ligatures and width")
  func folding() {
    func folded(_ text: String) -> String {
      String(decoding: Folding.shared.folded(Array(text.utf8)), as: UTF8.self)
    }
    #expect(folded("Élan ÖL ﬁn ＡＢ１ №") == "elan ol fin ab1 no")
    #expect(folded("Ёлка ΆΛΦΑ") == "елка αλφα")
    #expect(folded("한국 日本 กุ") == "한국 日本 กุ")
    #expect(folded("e\u{301}a\u{200B}b\u{AD}") == "eab")
  }

  @Test("classes, scripts and lower case are those of the standard")
  func properties() {
    let properties = UnicodeScalarProperties.shared
    func value(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }
    #expect(properties.isLetter(value("é")) && properties.isLetter(value("日")))
    #expect(!properties.isLetter(value("1")) && !properties.isLetter(0x301))
    #expect(properties.isLetterOrMark(0x301) && properties.isMark(0x301))
    #expect(properties.isDigit(value("٣")) && !properties.isDigit(value("½")))
    #expect(properties.isPunctuation(value("—")) && !properties.isPunctuation(value("+")))
    #expect(properties.isSpace(0xA0) && properties.isSpace(0x0A) && !properties.isSpace(0x200B))
    #expect(
      properties.script(value("ж")) == .cyrillic && properties.script(value("ｱ")) == .katakana)
    #expect(properties.script(value("가")) == .hangul && properties.script(value("ก")) == .thai)
    #expect(properties.lowerCase(value("Ж")) == value("ж"))
    #expect(
      properties.lowerCase(value("Q")) == value("q") && properties.lowerCase(0x110000) == 0x110000)
    #expect(properties.kind(0x110000) == .unassigned && properties.kind(.max) == .unassigned)
  }

  @Test("every scalar has the kind and lower case that the runtime's own tables give")
  func againstRuntime() {
    let properties = UnicodeScalarProperties.shared
    for number in stride(from: UInt32(0), to: 0x1_3000, by: 3) {
      guard let scalar = Unicode.Scalar(number) else { continue }
      let own = scalar.properties
      guard own.generalCategory != .unassigned, properties.kind(number) != .unassigned else {
        continue
      }
      #expect(properties.isSpace(number) == own.isWhitespace)
      let lower = own.lowercaseMapping.unicodeScalars
      if lower.count == 1 { #expect(lower.first?.value == properties.lowerCase(number)) }
    }
  }

  /// Runs where Debian's unicode-data is installed; its file is bzip2-compressed, so it must be
  /// unpacked to the folder that the environment's UNICODE_DATA names.
  @Test(
    "the standard's conformance test passes in all four forms", .enabled(if: conformance != nil))
  func conformanceTest() throws {
    var count = 0
    for line in try #require(Self.conformance).split(separator: UInt8(ascii: "\n")) {
      guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "@") else {
        continue
      }
      let columns = line.split(separator: UInt8(ascii: ";")).prefix(5).map { column in
        column.split(separator: 0x20).compactMap {
          UInt32(String(decoding: $0, as: UTF8.self), radix: 16)
        }
      }
      for (index, source) in columns.enumerated() {
        let isCompatible = index > 2
        #expect(Normalization.normalized(source, .nfkc) == columns[3])
        #expect(Normalization.normalized(source, .nfkd) == columns[4])
        var utf8: [UInt8] = []
        for scalar in source { UTF8Text.append(scalar, to: &utf8) }
        var wanted: [UInt8] = []
        for scalar in columns[isCompatible ? 3 : 1] { UTF8Text.append(scalar, to: &wanted) }
        #expect(Normalization.nfc(utf8) == wanted, "\(String(decoding: line, as: UTF8.self))")
        #expect(Normalization.normalized(source, .nfd) == columns[isCompatible ? 4 : 2])
      }
      count += 1
    }
    #expect(count > 18_000)
  }

  static let conformance: [UInt8]? = {
    guard let folder = unsafe getenv("UNICODE_DATA"),
      let file = unsafe fopen(String(cString: folder) + "/NormalizationTest.txt", "rb")
    else { return nil }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 23)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe fread($0.baseAddress, 1, $0.count, file)
    }
    return Array(bytes.prefix(count))
  }()
}
