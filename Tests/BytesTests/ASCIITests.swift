import Bytes
import Testing

@Suite("Classes of ASCII bytes")
struct ASCIITests {
  private func bytes(_ belongs: (UInt8) -> Bool) -> [UInt8] {
    (UInt8.min...UInt8.max).filter(belongs)
  }

  @Test("the three sets of blanks are those of their grammars, and differ")
  func blanks() {
    #expect(bytes(ASCII.isJSONBlank) == [0x09, 0x0A, 0x0D, 0x20])
    #expect(bytes(ASCII.isHTMLBlank) == [0x09, 0x0A, 0x0C, 0x0D, 0x20])
    #expect(bytes(ASCII.isTextBlank) == [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20])
  }

  @Test("letters and digits are exactly those of ASCII")
  func lettersAndDigits() {
    #expect(bytes(ASCII.isDigit) == Array("0123456789".utf8))
    #expect(bytes(ASCII.isUppercase) == Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8))
    #expect(bytes(ASCII.isLowercase) == Array("abcdefghijklmnopqrstuvwxyz".utf8))
    #expect(bytes(ASCII.isLetter) == bytes { ASCII.isUppercase($0) || ASCII.isLowercase($0) })
    #expect(bytes(ASCII.isAlphanumeric).count == 62)
    #expect(bytes(ASCII.isControl) == Array(0..<0x20) + [0x7F])
  }

  @Test("changing case changes letters of the other case only, and back again")
  func changesCase() {
    for byte in UInt8.min...UInt8.max {
      let (low, high) = (ASCII.lowercased(byte), ASCII.uppercased(byte))
      #expect((low != byte) == ASCII.isUppercase(byte))
      #expect((high != byte) == ASCII.isLowercase(byte))
      #expect(ASCII.uppercased(low) == high && ASCII.lowercased(high) == low)
    }
    #expect(ASCII.lowercased(UInt8(ascii: "Q")) == UInt8(ascii: "q"))
  }
}
