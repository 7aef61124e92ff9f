import EmbeddedData

/// A double-byte character set with its table in both directions: the sets behind GB 18030, GBK,
/// Shift_JIS, EUC-JP, EUC-KR (Windows-949) and Big5.
///
/// A code is 16 bits: lead and trail byte, or for the Japanese sets row and cell. Decoding is one
/// array read, encoding two.
package struct DoubleByteSet: Sendable {
  /// The scalar by code; 0 where there is none.
  private let scalars: EmbeddedArray<UInt32>
  /// Start of a 256-code block in `codes`, by the scalar's bits from the eighth up.
  private let blockStarts: EmbeddedArray<UInt32>
  /// The code of a scalar; 0 where there is none.
  private let codes: EmbeddedArray<UInt16>
  /// The lowest row: subtracted before the look-up.
  private let lowestRow: Int

  /// The scalar of a code, or nil.
  package func scalar(for code: UInt16) -> UInt32? {
    let index = Int(code) - lowestRow << 8
    guard index >= 0, index < scalars.count else { return nil }
    let scalar = scalars[index]
    return scalar == 0 ? nil : scalar
  }

  /// The code of a scalar, or nil. Where several codes decode to it, the one that the vendors'
  /// encoders write; some look-alikes that another vendor's table has in its place (U+301C for
  /// U+FF5E) encode too.
  package func code(for scalar: UInt32) -> UInt16? {
    let high = Int(scalar &>> 8)
    guard high < blockStarts.count else { return nil }
    let code = codes[Int(blockStarts[high]) &+ Int(scalar & 0xFF)]
    return code == 0 ? nil : code
  }

  /// Finds the set's arrays in an embedded file, whose layout `scripts/make-code-pages` defines:
  /// scalars by code from the lowest row on, then one inverse or several.
  private init(_ file: EmbeddedFile.Name, inverse: Int = 0) {
    var reader = EmbeddedFile(file, version: 1).reader
    let header = Header(&reader)
    precondition(inverse < header.inverseCount)
    precondition(header.scalarCount % 256 == 0, "whole rows of 256 codes")
    lowestRow = header.lowestRow
    scalars = reader.array(of: UInt32.self, count: header.scalarCount)
    for _ in 0..<inverse { _ = Self.inverse(&reader) }
    (blockStarts, codes) = Self.inverse(&reader)
  }

  /// What stands before the arrays.
  private struct Header {
    let (lowestRow, scalarCount, inverseCount, jumpCount): (Int, Int, Int, Int)

    init(_ reader: inout EmbeddedReader) {
      lowestRow = Int(reader.uint32())
      scalarCount = Int(reader.uint32())
      inverseCount = Int(reader.uint32())
      jumpCount = Int(reader.uint32())
    }
  }

  private static func inverse(
    _ reader: inout EmbeddedReader
  ) -> (EmbeddedArray<UInt32>, EmbeddedArray<UInt16>) {
    let count = Int(reader.uint32())
    return (
      reader.array(of: UInt32.self, count: 0x300), reader.array(of: UInt16.self, count: count)
    )
  }
}

extension DoubleByteSet {
  /// The two-byte part of GB 18030, which holds GBK and GB 2312. Codes are lead and trail byte.
  package static let gb18030 = DoubleByteSet(.gb18030)
  /// JIS X 0208 with the rows of NEC and IBM, as Windows-31J has them. Codes are row and cell from
  /// 1; rows above 94 exist in Shift_JIS only.
  package static let jis0208 = DoubleByteSet(.jis0208)
  /// The same, whose inverse keeps to the rows that EUC-JP and ISO-2022-JP can express.
  package static let jis0208To94 = DoubleByteSet(.jis0208, inverse: 1)
  /// JIS X 0212, EUC-JP's third set. Codes are two bytes from 0x21.
  package static let jis0212 = DoubleByteSet(.jis0212)
  /// KS X 1001 and the rest of Windows-949. Codes are lead and trail byte.
  package static let ks = DoubleByteSet(.ks)
  /// Big5 with Hong Kong's supplement. Codes are lead and trail byte.
  package static let big5 = DoubleByteSet(.big5)

  /// Where GB 18030's four-byte codes of the Basic Multilingual Plane jump: from `pointer` on
  /// scalars run from `scalar`; 0xFFFD marks a run of undefined codes. Sorted by pointer.
  static let gb18030Jumps: [(pointer: UInt32, scalar: UInt32)] = {
    var reader = EmbeddedFile(.gb18030, version: 1).reader
    let header = Header(&reader)
    _ = reader.array(of: UInt32.self, count: header.scalarCount)
    for _ in 0..<header.inverseCount { _ = inverse(&reader) }
    let jumps = (0..<header.jumpCount).map { _ in (reader.uint32(), reader.uint32()) }
    precondition(reader.isAtEnd)
    return jumps
  }()
}
