import CRC32C
import Testing

/// The checksum of the journal: the processor's instruction and the tables give the same, that of the
/// standard.
@Suite struct CRC32CTests {
  private func both(_ bytes: [UInt8], from start: UInt32 = 0) -> [UInt32] {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe [
        winnow_crc32c(start, buffer.baseAddress, buffer.count),
        winnow_crc32c_portable(start, buffer.baseAddress, buffer.count),
      ]
    }
  }

  @Test("the values of RFC 3720, appendix B.4")
  func standard() {
    #expect(both([UInt8](repeating: 0, count: 32)) == [0x8A91_36AA, 0x8A91_36AA])
    #expect(both([UInt8](repeating: 0xFF, count: 32)) == [0x62A8_AB43, 0x62A8_AB43])
    #expect(both(Array(0..<32)) == [0x46DD_794E, 0x46DD_794E])
    #expect(both((0..<32).reversed()) == [0x113F_DB5C, 0x113F_DB5C])
    #expect(both(Array("123456789".utf8)) == [0xE306_9283, 0xE306_9283])
  }

  @Test("both give the same for every length and alignment, in one piece and in two")
  func agreement() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }
    for start in 0..<9 {
      for end in stride(from: start, to: bytes.count, by: 7) {
        let piece = both(Array(bytes[start..<end]))
        #expect(piece[0] == piece[1])
        let middle = (start + end) / 2
        let first = both(Array(bytes[start..<middle]))[0]
        #expect(both(Array(bytes[middle..<end]), from: first) == piece)
      }
    }
  }
}
