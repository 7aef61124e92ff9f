import Testing
import TextEncodings

@testable import TextRepair

@Suite("Encodings that text was misread with")
struct MisreadEncodingTests {
  private static func named(_ name: String) throws -> MisreadEncoding {
    try #require(MisreadEncoding.all.first { $0.name == name })
  }

  private static func ways(_ misread: MisreadEncoding, _ scalar: UInt32) -> [[UInt8]] {
    var ways: [[UInt8]] = []
    misread.forEachBytes(of: scalar) { bytes in
      ways.append(
        (0..<bytes.count).map { UInt8(truncatingIfNeeded: bytes.packed >> (8 * UInt32($0))) })
    }
    return ways
  }

  @Test("single-byte encodings come first, each once, and fit a set of 64 bits")
  func areNumbered() {
    let names = MisreadEncoding.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(MisreadEncoding.singleByte.count <= 64)
    #expect(MisreadEncoding.multiByte.count <= 8)
    #expect(MisreadEncoding.singleByte.allSatisfy { $0.page != nil })
    #expect(MisreadEncoding.multiByte.allSatisfy { $0.page == nil })
    #expect(MisreadEncoding.all.prefix(1).map(\.name) == ["windows-1252"])
    #expect(MisreadEncoding.all.allSatisfy { $0.prior >= MisreadEncoding.all[0].prior })
  }

  @Test(
    "every byte that an encoding has a letter for comes back from that letter", arguments: 0..<41)
  func inverts(number: Int) throws {
    let misread = MisreadEncoding.singleByte[number]
    let page = try #require(misread.page)
    for byte in 0x80...0xFF {
      let scalar = page.scalars[byte]
      guard scalar != CodePage.undefined, scalar >= 0x80 else { continue }
      let first = page.scalars.firstIndex(of: scalar)
      let ways = Self.ways(misread, UInt32(scalar))
      #expect(ways.contains([UInt8(first ?? 0)]), "\(misread.name) \(byte)")
    }
  }

  @Test("ASCII is no damage: no encoding takes it back to bytes")
  func leavesASCII() {
    for misread in MisreadEncoding.all {
      for scalar: UInt32 in [0, 0x41, 0x7F] { #expect(Self.ways(misread, scalar).isEmpty) }
    }
  }

  @Test("bytes without a letter are the gaps, and what shows in them may be filled in")
  func knowsGaps() throws {
    let western = try Self.named("windows-1252")
    #expect(western.gaps == [0x81, 0x8D, 0x8F, 0x90, 0x9D])
    #expect(Self.ways(western, 0x9D) == [[0x9D]])
    #expect(western.filledByte(for: 0x9D) == 0x9D)
    #expect(western.filledByte(for: 0x41) == 0)
    let thai = try Self.named("windows-874")
    #expect(thai.gaps.contains(0x99))
    // The trade mark is byte 99 of Windows-1252, which fills what windows-874 has no letter for.
    #expect(Self.ways(thai, 0x2122).contains([0x99]))
    #expect(thai.filledByte(for: 0x2122) == 0x99)
    #expect(thai.byte(for: 0x2122) == 0x99)
    #expect(thai.byte(for: 0xE01) == 0xA1)
  }

  @Test("what was filled in is less likely than what the encoding has")
  func weighsFilling() throws {
    let western = try Self.named("windows-1252")
    var costs: [Float] = []
    western.forEachBytes(of: 0x20AC) { costs.append($0.cost) }
    western.forEachBytes(of: 0x81) { costs.append($0.cost) }
    #expect(costs == [0, MisreadEncoding.costOfFilling])
  }

  @Test("the byte of the no-break space is where each encoding has it")
  func knowsSpace() throws {
    #expect(try Self.named("windows-1252").spaceByte == 0xA0)
    #expect(try Self.named("macintosh").spaceByte == 0xCA)
    #expect(try Self.named("IBM437").spaceByte == 0xFF)
    #expect(try Self.named("GB18030").spaceByte == 0)
    #expect(try Self.named("Big5").spaceByte == 0xA0)
  }

  @Test("a code of two bytes is packed with its first byte lowest and its length on top")
  func packsCodes() throws {
    let gb = try Self.named("GB18030")
    #expect(gb.code(for: 0x4E00) == 0x200_BBD2)
    #expect(gb.code(for: 0x41) == 0)
    #expect(Self.ways(gb, 0x4E00) == [[0xD2, 0xBB]])
    let japanese = try Self.named("EUC-JP")
    #expect(Self.ways(japanese, 0x4E00) == [[0xB0, 0xEC]])
    // Half-width katakana take a byte before them.
    #expect(Self.ways(japanese, 0xFF71) == [[0x8E, 0xB1]])
  }

  @Test("the four bytes that Windows sends to the private use area come back")
  func knowsPrivateBytes() throws {
    let japanese = try Self.named("Shift_JIS")
    #expect(Self.ways(japanese, 0xF8F0) == [[0xA0]])
    #expect(Self.ways(japanese, 0xF8F1).contains([0xFD]))
    #expect(Self.ways(japanese, 0xF8F3).contains([0xFF]))
    #expect(Self.ways(japanese, 0xF8F4).isEmpty)
  }

  @Test("inferring one of many bytes takes more than one of a few")
  func weighsLoss() {
    #expect(MisreadEncoding.costOfLoss(among: 16) == 2.5)
    #expect(MisreadEncoding.costOfLoss(among: 17) == 4)
  }

  @Test("where Windows-1252 filled the gaps, only its own gaps can have been lost")
  func adapts() throws {
    let thai = try Self.named("windows-874")
    let filled = thai.adapted(to: ["â€™".unicodeScalars.map(\.value) + [0x2122]])
    #expect(filled.lostBytes.count < thai.lostBytes.count)
    #expect(Set(filled.lostBytes).isSubset(of: [0x81, 0x8D, 0x8F, 0x90, 0x9D]))
    let untouched = thai.adapted(to: ["โ€".unicodeScalars.map(\.value)])
    #expect(untouched.lostBytes == thai.lostBytes)
  }

  @Test(
    "text that can be whole UTF-8 in an encoding is told from text that can not",
    arguments: [
      ("Ã©", true), ("Ã© Ã¼", true), ("â€™", true), ("Ã", false), ("©Ã", false), ("â€", false),
      ("Ã a", false), ("abc", true), ("", true), ("ðŸ˜€", true),
    ])
  func knowsWhole(_ text: String, _ isWhole: Bool) throws {
    let scalars = text.unicodeScalars.map(\.value)
    let western = try Self.named("windows-1252")
    #expect(western.canBeWhole(scalars, 0..<scalars.count) == isWhole)
  }
}
