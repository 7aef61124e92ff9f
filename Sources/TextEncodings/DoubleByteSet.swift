/// A double-byte character set with its table in both directions: the sets behind GB 18030, GBK,
/// Shift_JIS, EUC-JP, EUC-KR (Windows-949) and Big5.
///
/// A code is 16 bits: lead and trail byte, or for the Japanese sets row and cell. Decoding is one
/// array read, encoding two.
package struct DoubleByteSet: Sendable {
  /// The scalar by code; 0 where there is none.
  private let scalars: [UInt32]
  /// Start of a 256-code block in `codes`, by the scalar's bits from the eighth up.
  private let blockStarts: [UInt32]
  /// The code of a scalar; 0 where there is none.
  private let codes: [UInt16]
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

  /// - Parameters:
  ///   - rows: lines of row and first cell as four digits, a space, and the text of the cells.
  ///   - inverse: `scalar=code` words that overrule the first place of a scalar.
  ///   - rowLimit: codes of rows above this are left out of the inverse.
  private init(rows: String, inverse: String, rowLimit: UInt16 = 0xFF) {
    var pairs: [(scalar: UInt32, code: UInt16)] = []
    for line in rows.utf8.split(separator: UInt8(ascii: "\n")) {
      let digits = Array(line.prefix(4))
      var code = HexTable.values(digits)[0]
      for scalar in Substring(line.dropFirst(5)).unicodeScalars {
        if scalar.value != 0xFFFD { pairs.append((scalar.value, code)) }
        code += 1
      }
    }
    let lowest = Int(pairs.map(\.code).min() ?? 0) >> 8
    var scalars = [UInt32](
      repeating: 0, count: (Int(pairs.map(\.code).max() ?? 0) >> 8 - lowest + 1) << 8)
    for pair in pairs { scalars[Int(pair.code) - lowest << 8] = pair.scalar }
    let overrules: [(UInt32, UInt16)] = inverse.split(whereSeparator: { $0 == " " || $0 == "\n" })
      .map { word in
        let sides = word.split(separator: "=").compactMap { UInt32($0, radix: 16) }
        return (sides[0], UInt16(sides[1]))
      }
    var blockStarts = [UInt32](repeating: 0, count: 0x300)
    var codes = [UInt16](repeating: 0, count: 256)
    // Overrules first: the first entry of a scalar stays.
    for (scalar, code) in overrules + pairs where code >> 8 <= rowLimit {
      let high = Int(scalar >> 8)
      if blockStarts[high] == 0 {
        blockStarts[high] = UInt32(codes.count)
        codes.append(contentsOf: repeatElement(0, count: 256))
      }
      let place = Int(blockStarts[high]) + Int(scalar & 0xFF)
      if codes[place] == 0 { codes[place] = code }
    }
    self.scalars = scalars
    self.blockStarts = blockStarts
    self.codes = codes
    lowestRow = lowest
  }
}

extension DoubleByteSet {
  /// The two-byte part of GB 18030, which holds GBK and GB 2312. Codes are lead and trail byte.
  package static let gb18030 = DoubleByteSet(rows: gb18030Rows, inverse: gb18030Inverse)
  /// JIS X 0208 with the rows of NEC and IBM, as Windows-31J has them. Codes are row and cell from
  /// 1; rows above 94 exist in Shift_JIS only.
  package static let jis0208 = DoubleByteSet(rows: jis0208Rows, inverse: jis0208Inverse)
  /// The same, whose inverse keeps to the rows that EUC-JP and ISO-2022-JP can express.
  package static let jis0208To94 = DoubleByteSet(
    rows: jis0208Rows, inverse: jis0208Inverse, rowLimit: 94)
  /// JIS X 0212, EUC-JP's third set. Codes are two bytes from 0x21.
  package static let jis0212 = DoubleByteSet(rows: jis0212Rows, inverse: jis0212Inverse)
  /// KS X 1001 and the rest of Windows-949. Codes are lead and trail byte.
  package static let ks = DoubleByteSet(rows: ksRows, inverse: ksInverse)
  /// Big5 with Hong Kong's supplement. Codes are lead and trail byte.
  package static let big5 = DoubleByteSet(rows: big5Rows, inverse: big5Inverse)

  /// Where GB 18030's four-byte codes of the Basic Multilingual Plane jump: from `pointer` on
  /// scalars run from `scalar`; 0xFFFD marks a run of undefined codes. Sorted by pointer.
  static let gb18030Jumps: [(pointer: UInt32, scalar: UInt32)] =
    gb18030Ranges.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { word in
      let sides = word.split(separator: "=").compactMap { UInt32($0, radix: 16) }
      return (sides[0], sides[1])
    }
}
