import Bytes
import Testing

@Suite("Binary values, written and read")
struct BinaryCodingTests {
  private static let numbers: [UInt64] =
    [0, 1, 127, 128, 300, 16_383, 16_384, UInt64(Int64.max), .max - 1, .max]
    + (0..<64).map { 1 << $0 }

  private func written(_ body: (inout BinaryWriter) -> Void) -> [UInt8] {
    var writer = BinaryWriter()
    body(&writer)
    return writer.bytes
  }

  @Test("numbers come back, each in as many bytes as its bits need", arguments: numbers)
  func varints(value: UInt64) throws {
    let bytes = written { $0.write(varint: value) }
    let bitCount = max(1, 64 - value.leadingZeroBitCount)
    #expect(bytes.count == (bitCount + 6) / 7)
    var reader = BinaryReader(bytes)
    #expect(try reader.readVarint() == value)
    try reader.expectEnd()

    let signed = Int64(bitPattern: value)
    var zigzag = BinaryReader(written { $0.write(zigzag: signed) })
    #expect(try zigzag.readZigzag() == signed)
  }

  @Test("small negative numbers take one byte")
  func zigzag() {
    #expect(written { $0.write(zigzag: -1) } == [1])
    #expect(written { $0.write(zigzag: 1) } == [2])
    #expect(written { $0.write(zigzag: -64) } == [127])
  }

  @Test(
    "a number in more bytes than it needs, or of more than 64 bits, is refused",
    arguments: [
      [0x80, 0x00], [0xFF, 0x80, 0x00],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x81],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func refusesOverlong(bytes: [UInt8]) {
    #expect(throws: BinaryError.malformed(at: 0)) {
      var reader = BinaryReader(bytes)
      _ = try reader.readVarint()
    }
  }

  @Test("a number that does not fit into 32 bits, or into a count, is refused")
  func refusesWide() {
    #expect(throws: BinaryError.malformed(at: 0)) {
      var reader = BinaryReader(self.written { $0.write(varint: 1 << 32) })
      _ = try reader.readVarint32()
    }
    #expect(throws: BinaryError.malformed(at: 0)) {
      var reader = BinaryReader(self.written { $0.write(varint: 1 << 63) })
      _ = try reader.readCount()
    }
  }

  @Test("fixed integers are little-endian in their own width")
  func fixed() throws {
    let bytes = written {
      $0.write(fixed: UInt16(0x0102))
      $0.write(fixed: UInt32(0x0304_0506))
      $0.write(fixed: UInt64(0x0708_090A_0B0C_0D0E))
      $0.write(fixed: 0x0F1011, byteCount: 3)
    }
    #expect(bytes == [2, 1, 6, 5, 4, 3, 0xE, 0xD, 0xC, 0xB, 0xA, 9, 8, 7, 0x11, 0x10, 0xF])
    var reader = BinaryReader(bytes)
    #expect(try reader.readFixed(as: UInt16.self) == 0x0102)
    #expect(try reader.readFixed(as: UInt32.self) == 0x0304_0506)
    #expect(try reader.readFixed(as: UInt64.self) == 0x0708_090A_0B0C_0D0E)
    #expect(try reader.readFixed(byteCount: 3) == 0x0F1011)
  }

  private enum Colour: String { case red, green }

  /// One value of every kind.
  private var everything: [UInt8] {
    written {
      $0.write(byte: 200)
      $0.write(bool: true)
      $0.write(double: -0.1)
      $0.write(blob: [0, 255, 3])
      $0.write(text: "zażółć 🙂")
      $0.write(optional: Int64?.none) { $0.write(zigzag: $1) }
      $0.write(optional: Int64(-300)) { $0.write(zigzag: $1) }
      $0.write(list: ["a", "", "bc"]) { $0.write(text: $1) }
      $0.write(text: Colour.green.rawValue)
      $0.write(fixed: UInt32(9))
      $0.write(raw: [7, 8])
    }
  }

  private func readEverything(_ bytes: [UInt8]) throws(BinaryError) {
    var reader = BinaryReader(bytes)
    let byte = try reader.readByte()
    let bool = try reader.readBool()
    let double = try reader.readDouble()
    let blob = try reader.readBlob()
    let text = try reader.readText()
    let none = try reader.readOptional { r throws(BinaryError) in try r.readZigzag() }
    let some = try reader.readOptional { r throws(BinaryError) in try r.readZigzag() }
    let list = try reader.readList { r throws(BinaryError) in try r.readText() }
    let colour = try reader.readNamed(as: Colour.self)
    let fixed = try reader.readFixed(as: UInt32.self)
    let raw = try reader.readRaw(count: 2)
    try reader.expectEnd()
    #expect(byte == 200 && bool && double == -0.1 && blob == [0, 255, 3])
    #expect(text == "zażółć 🙂" && none == nil && some == -300)
    #expect(list == ["a", "", "bc"] && colour == .green && fixed == 9 && raw == [7, 8])
  }

  @Test("a value of every kind comes back")
  func roundTrip() throws { try readEverything(everything) }

  @Test("bytes cut anywhere are refused as truncated, and left-over ones as trailing")
  func refusesCut() {
    let whole = everything
    for count in whole.indices {
      #expect {
        try self.readEverything(Array(whole[..<count]))
      } throws: {
        guard case BinaryError.truncated = $0 else { return false }
        return true
      }
    }
    #expect(throws: BinaryError.trailing(at: whole.count)) {
      try self.readEverything(whole + [0])
    }
  }

  @Test("a length beyond what is left is refused before memory is taken for it")
  func refusesLongLengths() {
    let bytes = written { $0.write(varint: 1 << 60) }
    #expect(throws: BinaryError.truncated(at: 0)) {
      var reader = BinaryReader(bytes)
      _ = try reader.readBlob()
    }
    #expect(throws: BinaryError.truncated(at: 0)) {
      var reader = BinaryReader(bytes)
      _ = try reader.readList { r throws(BinaryError) in try r.readByte() }
    }
    #expect(throws: BinaryError.truncated(at: 0)) {
      var reader = BinaryReader([3, 0, 0, 0, 0, 0])
      _ = try reader.readCount(itemByteCount: 2)
    }
    #expect(throws: BinaryError.truncated(at: 0)) {
      var reader = BinaryReader([1])
      _ = try reader.readRaw(count: -1)
    }
  }

  @Test("a Boolean other than 0 and 1, text that is not UTF-8 and an unknown name are refused")
  func refusesMalformed() {
    #expect(throws: BinaryError.malformed(at: 0)) {
      var reader = BinaryReader([2])
      _ = try reader.readBool()
    }
    #expect(throws: BinaryError.malformed(at: 1)) {
      var reader = BinaryReader([2, 0xC3, 0x28])
      _ = try reader.readText()
    }
    #expect(throws: BinaryError.malformed(at: 0)) {
      var reader = BinaryReader([4] + Array("blue".utf8))
      _ = try reader.readNamed(as: Colour.self)
    }
  }
}
