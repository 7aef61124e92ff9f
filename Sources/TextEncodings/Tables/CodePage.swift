/// A single-byte code page with its table in both directions.
///
/// Values are made once per name and filling and are cheap to copy; look-ups are one or two array
/// reads. Byte 0x00–0x7F is ASCII except in the few pages that say otherwise (864, VISCII).
package struct CodePage: Sendable {
  /// What stands for the bytes that the vendor's table leaves undefined.
  package enum Fill: UInt8, CaseIterable, Sendable, Hashable {
    /// Nothing: such a byte has no scalar.
    case none
    /// The WHATWG's indexes: bytes 0x80–0x9F become the C1 control of the same number and a few
    /// assignments are added; undefined bytes from 0xA0 on stay undefined.
    case whatwg
    /// The scalar of the same number, as ftfy's "sloppy" codecs do.
    case latin1
    /// Windows-1252's scalar, and where that is undefined too, the scalar of the same number. Seen
    /// in the wild with windows-874.
    case windows1252
    /// Windows-1252's scalar where it has one. What stays undefined is lost in text read this way.
    case windows1252Only
  }

  /// Which page this is.
  package let name: Name
  /// How the undefined bytes were filled.
  package let fill: Fill
  /// The scalar of each of the 256 bytes; `CodePage.undefined` where there is none.
  package let scalars: [UInt16]
  /// Number of the 256-byte block of `blocks`, by the scalar's upper eight bits; block 0 is empty.
  private let blockOfHighByte: [UInt8]
  /// The byte of a scalar; 0 means that there is none, except for the scalar 0 itself.
  private let blocks: [UInt8]

  /// Marks a byte without a scalar in `scalars`.
  package static let undefined: UInt16 = 0xFFFF

  /// The page with the given name, its undefined bytes filled as asked. Made once, then shared.
  package static func named(_ name: Name, filledBy fill: Fill = .none) -> CodePage {
    switch fill {
    case .none: plain[Int(name.rawValue)]
    case .whatwg: whatwg[Int(name.rawValue)]
    case .latin1: latin1[Int(name.rawValue)]
    case .windows1252: windows1252[Int(name.rawValue)]
    case .windows1252Only: windows1252Only[Int(name.rawValue)]
    }
  }

  /// The scalar that `byte` stands for, or nil.
  package func scalar(for byte: UInt8) -> UInt32? {
    let scalar = scalars[Int(byte)]
    return scalar == Self.undefined ? nil : UInt32(scalar)
  }

  /// The byte that stands for `scalar`, or nil. Where several bytes do, the lowest.
  package func byte(for scalar: UInt32) -> UInt8? {
    guard scalar <= 0xFFFF else { return nil }
    let block = Int(blockOfHighByte[Int(scalar &>> 8)])
    let byte = blocks[block &<< 8 | Int(scalar & 0xFF)]
    return byte != 0 || scalar == 0 ? byte : nil
  }

  /// The name as IANA, or where it knows none as Python, prints it.
  package var printedName: String { Self.records[Int(name.rawValue)].printedName }

  private init(name: Name, fill: Fill, scalars: [UInt16]) {
    precondition(scalars.count == 256)
    self.name = name
    self.fill = fill
    self.scalars = scalars
    var blockOfHighByte = [UInt8](repeating: 0, count: 256)
    var blocks = [UInt8](repeating: 0, count: 256)
    // Downwards, so that the lowest byte of a scalar with several wins.
    for byte in stride(from: 255, through: 0, by: -1) where scalars[byte] != Self.undefined {
      let high = Int(scalars[byte] >> 8)
      if blockOfHighByte[high] == 0 {
        blockOfHighByte[high] = UInt8(blocks.count / 256)
        blocks.append(contentsOf: repeatElement(0, count: 256))
      }
      blocks[Int(blockOfHighByte[high]) << 8 | Int(scalars[byte] & 0xFF)] = UInt8(byte)
    }
    self.blockOfHighByte = blockOfHighByte
    self.blocks = blocks
  }
}

extension CodePage: Hashable {
  /// Pages are equal when name and filling are; the tables follow from them.
  package static func == (left: CodePage, right: CodePage) -> Bool {
    left.name == right.name && left.fill == right.fill
  }

  /// Hashes what `==` compares.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(fill)
  }
}

extension CodePage {
  private struct Record {
    var printedName: String
    var scalars: [UInt16]
  }

  private static let records: [Record] = {
    var records: [Record] = []
    for line in tables.split(separator: "\n") {
      if records.isEmpty || records[records.count - 1].scalars.count == 256 {
        let words = line.split(separator: " ")
        var scalars = Array(UInt16(0)..<128)
        for word in words.dropFirst() {
          let sides = word.split(separator: "=").compactMap { UInt16($0, radix: 16) }
          scalars[Int(sides[0])] = sides[1]
        }
        records.append(Record(printedName: String(words[0]), scalars: scalars))
      } else {
        records[records.count - 1].scalars.append(contentsOf: HexTable.values(Array(line.utf8)))
      }
    }
    precondition(records.count == Name.allCases.count)
    return records
  }()

  private static func pages(_ fill: Fill, _ filled: (Name, Int, UInt16) -> UInt16) -> [CodePage] {
    Name.allCases.map { name in
      let scalars = records[Int(name.rawValue)].scalars
      return CodePage(
        name: name, fill: fill, scalars: scalars.indices.map { filled(name, $0, scalars[$0]) })
    }
  }

  private static let plain = pages(.none) { $2 }

  private static let whatwg = pages(.whatwg) { name, byte, scalar in
    switch (name, byte) {
    case (.windows1255, 0xCA): 0x05BA
    case (.koi8U, 0xAE): 0x045E
    case (.koi8U, 0xBE): 0x040E
    default: scalar == undefined && byte < 0xA0 ? UInt16(byte) : scalar
    }
  }

  private static let latin1 = pages(.latin1) { $2 == undefined ? UInt16($1) : $2 }

  private static let windows1252 = pages(.windows1252) { _, byte, scalar in
    guard scalar == undefined else { return scalar }
    let western = plain[Int(Name.windows1252.rawValue)].scalars[byte]
    return western == undefined ? UInt16(byte) : western
  }

  private static let windows1252Only = pages(.windows1252Only) { _, byte, scalar in
    scalar == undefined ? plain[Int(Name.windows1252.rawValue)].scalars[byte] : scalar
  }
}
