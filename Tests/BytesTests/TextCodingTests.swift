import Bytes
import Testing

@Suite("Hexadecimal, Base64 and UTF-8")
struct TextCodingTests {
  @Test("hexadecimal digits of every byte come back, in either case")
  func hexRoundTrip() {
    let bytes = Array(UInt8.min...UInt8.max)
    let text = Hex.encode(bytes)
    #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
    #expect(Hex.decode(text.utf8) == bytes)
    #expect(Hex.decode(text.uppercased().utf8) == bytes)
  }

  @Test("only hexadecimal digits have a value, and an odd one is refused")
  func hexRefusals() {
    let digits = (UInt8.min...UInt8.max).filter { Hex.value(of: $0) != nil }
    #expect(digits == Array("0123456789ABCDEFabcdef".utf8))
    #expect(Hex.decode("abc".utf8) == nil)
    #expect(Hex.decode("0g".utf8) == nil)
    #expect(Hex.decode("".utf8) == [])
  }

  @Test(
    "Base64 is written and read as RFC 4648 section 10 gives it",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func base64Vectors(plain: String, coded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == coded)
    #expect(Base64.decode(coded) == Array(plain.utf8))
  }

  @Test("Base64 of every byte at every alignment comes back")
  func base64RoundTrip() {
    for skipped in 0..<4 {
      let bytes = Array((UInt8.min...UInt8.max).dropFirst(skipped))
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
  }

  @Test("Base64 is read without padding, across line ends and in the alphabet for URLs")
  func base64InTheWild() {
    #expect(Base64.decode("Zm9v\r\nYmE") == Array("fooba".utf8))
    #expect(Base64.decode("-_-_") == Base64.decode("+/+/"))
    #expect(Base64.decode("Zg==Zm9v".utf8) != nil)
    #expect(Base64.decode("Zm9v*") == nil)
    #expect(Base64.decode("Zm9\u{E9}") == nil)
  }

  @Test("scalars are written as Swift's own UTF-8 encoder writes them")
  func utf8() {
    let edges: [UInt32] = [
      0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF,
    ]
    for value in edges {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var bytes: [UInt8] = []
      UTF8Encoding.append(value, to: &bytes)
      #expect(bytes == Array(String(scalar).utf8))
      #expect(bytes.count == UTF8Encoding.byteCount(of: value))
    }
    #expect(UTF8Encoding.replacement == Array("\u{FFFD}".utf8))
  }

  @Test("FNV-1a gives the published hashes in both widths")
  func fnv() {
    #expect(FNV1a.hash64("".utf8) == 0xCBF2_9CE4_8422_2325)
    #expect(FNV1a.hash64("a".utf8) == 0xAF63_DC4C_8601_EC8C)
    #expect(FNV1a.hash64("foobar".utf8) == 0x8594_4171_F739_67E8)
    #expect(FNV1a.hash32("a".utf8) == 0xE40C_292C)
    #expect(FNV1a.hash32("foobar".utf8) == 0xBF9C_F968)
  }
}
