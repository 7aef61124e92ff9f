import TextEncodings

/// A code page as the program that did the damage used it: it read UTF-8 bytes (or another code
/// page's) and made these scalars of them. Repair goes the other way, from scalar to bytes.
final class MisreadEncoding: Sendable {
  /// The encoding's printed name.
  let name: String
  /// How surprising it is, in nats, that a document was read this way.
  let prior: Float
  /// Bytes from 0x80 on that this page gives no scalar: what encodings drop, fill or replace.
  let gaps: [UInt8]
  /// The byte of NBSP, where the page has it: what a space may have been.
  let spaceByte: UInt8
  /// Scalars of the page that may also stand for a byte without one, filled from Windows-1252.
  let ambiguous: [UInt32]
  let encoding: TextEncoding
  /// The single-byte table, gaps left open; nil for multi-byte encodings.
  let page: CodePage?

  init(page name: CodePage.Name, prior: Float) {
    let page = CodePage.named(name)
    self.name = page.printedName
    self.prior = prior
    self.page = page
    encoding = .codePage(name, filledBy: .none)
    gaps = (0x80...0xFF).filter { byte in
      let scalar = page.scalars[Int(byte)]
      return scalar == CodePage.undefined || scalar &- 0x80 < 0x20
    }.map { UInt8($0) }
    lostBytes = gaps
    spaceByte = page.byte(for: 0xA0) ?? 0
    let gaps = gaps
    ambiguous = page.scalars[0x80...].filter { scalar in
      guard scalar != CodePage.undefined, let western = Self.western.byte(for: UInt32(scalar))
      else { return false }
      return gaps.contains(western) && western != page.byte(for: UInt32(scalar))
    }.map(UInt32.init)
  }

  private init(_ other: MisreadEncoding, lostBytes: [UInt8]) {
    name = other.name
    prior = other.prior
    gaps = other.gaps
    spaceByte = other.spaceByte
    ambiguous = other.ambiguous
    encoding = other.encoding
    page = other.page
    self.lostBytes = lostBytes
  }

  init(_ encoding: TextEncoding, prior: Float) {
    name = encoding.printedName
    self.prior = prior
    self.encoding = encoding
    page = nil
    gaps = []
    ambiguous = []
    spaceByte = encoding == .shiftJIS || encoding == .gb18030 ? 0 : 0xA0
    lostBytes = Self.upperBytes
  }

  /// One way to turn a scalar back into bytes.
  struct Bytes {
    /// One to three bytes, the first in the lowest eight bits.
    var packed: UInt32
    var count: Int
    /// What it takes to believe in this way, in nats.
    var cost: Float
    /// True when the page itself does not map these bytes to the scalar.
    var isFilled = false
  }

  /// Calls `body` with every way in which this encoding could have come by `scalar`.
  func forEachBytes(of scalar: UInt32, _ body: (Bytes) -> Void) {
    guard scalar >= 0x80 else { return }
    var own: UInt8 = 0
    if let page {
      own = page.byte(for: scalar) ?? 0
      if own != 0 { body(Bytes(packed: UInt32(own), count: 1, cost: 0)) }
      if scalar < 0x100, UInt32(own) != scalar {
        let isGap = isGap(UInt8(scalar))
        if isGap || scalar < 0xA0 {
          body(
            Bytes(
              packed: scalar, count: 1, cost: isGap && own == 0 ? Self.costOfFilling : 2,
              isFilled: true))
        }
      }
      if let western = Self.western.byte(for: scalar), western != own, western >= 0x80,
        isGap(western)
      {
        let cost: Float = own == 0 ? Self.costOfFilling : 3
        body(Bytes(packed: UInt32(western), count: 1, cost: cost, isFilled: true))
      }
    } else {
      forEachCode(of: scalar, body)
    }
  }

  private func forEachCode(of scalar: UInt32, _ body: (Bytes) -> Void) {
    let code = code(for: scalar)
    if code != 0 {
      body(Bytes(packed: code & 0xFF_FFFF, count: Int(code >> 24), cost: 0))
      if code == 0x100_0000 | scalar { return }
    }
    if scalar < 0x100 {
      body(Bytes(packed: scalar, count: 1, cost: 0.5, isFilled: true))
    } else if scalar &- 0xF8F0 < 4, encoding == .shiftJIS {
      // The four bytes that Windows-31J sends to the private-use area.
      body(Bytes(packed: scalar == 0xF8F0 ? 0xA0 : scalar - 0xF8F1 + 0xFD, count: 1, cost: 0))
    } else if let western = Self.western.byte(for: scalar) {
      body(Bytes(packed: UInt32(western), count: 1, cost: 1.5, isFilled: true))
    }
  }

  /// The bytes of a multi-byte encoding for a scalar: up to three, the first in the lowest eight bits,
  /// their number in the highest; 0 when there are none or more.
  func code(for scalar: UInt32) -> UInt32 {
    let codes =
      switch encoding {
      case .gb18030: Self.codesOfGB18030
      case .shiftJIS: Self.codesOfShiftJIS
      case .big5: Self.codesOfBig5
      case .eucKR: Self.codesOfEUCKR
      default: Self.codesOfEUCJP
      }
    if scalar < 0x10000 { return codes[Int(scalar)] }
    var bytes: [UInt8] = []
    return Self.code(for: scalar, in: encoding, &bytes)
  }

  private static let codesOfGB18030 = codes(of: .gb18030)
  private static let codesOfShiftJIS = codes(of: .shiftJIS)
  private static let codesOfBig5 = codes(of: .big5)
  private static let codesOfEUCKR = codes(of: .eucKR)
  private static let codesOfEUCJP = codes(of: .eucJP)

  private static func codes(of encoding: TextEncoding) -> [UInt32] {
    var bytes: [UInt8] = []
    return (0..<0x10000).map { $0 < 0x80 ? 0 : code(for: $0, in: encoding, &bytes) }
  }

  private static func code(
    for scalar: UInt32, in encoding: TextEncoding, _ bytes: inout [UInt8]
  ) -> UInt32 {
    bytes.removeAll(keepingCapacity: true)
    guard encoding.append(scalar, to: &bytes), bytes.count <= 3 else { return 0 }
    assert(!bytes.isEmpty)
    var code = UInt32(bytes.count) << 24
    for (index, byte) in bytes.enumerated() { code |= UInt32(byte) << (8 * UInt32(index)) }
    return code
  }

  /// The byte of a single-byte encoding for a scalar, filled ones included; 0 when there is none.
  @inline(__always)
  func byte(for scalar: UInt32) -> UInt8 { page?.byte(for: scalar) ?? filledByte(for: scalar) }

  /// The byte without a scalar of this page that another was filled in for; 0 when there is none.
  func filledByte(for scalar: UInt32) -> UInt8 {
    if scalar < 0x100, isGap(UInt8(scalar)) { return UInt8(scalar) }
    guard let western = Self.western.byte(for: scalar), isGap(western) else { return 0 }
    return western
  }

  /// Bytes that can have been lost: those without a scalar, or for a multi-byte encoding any that
  /// can end up outside a valid code.
  let lostBytes: [UInt8]

  /// This encoding as it worked on a document: where bytes without a scalar show as Windows-1252's,
  /// only those that Windows-1252 lacks too can have been lost.
  func adapted(to texts: some Sequence<[UInt32]>) -> MisreadEncoding {
    guard page != nil, !gaps.isEmpty else { return self }
    guard
      texts.contains(where: { text in
        text.contains { $0 >= 0xA0 && isGap(Self.western.byte(for: $0) ?? 0) }
      })
    else { return self }
    return MisreadEncoding(
      self, lostBytes: gaps.filter { Self.western.scalars[Int($0)] == CodePage.undefined })
  }

  private static let upperBytes = [UInt8](0x80...0xBF)

  /// What it costs that a byte without a scalar was filled in, in nats.
  static let costOfFilling: Float = 0.5

  /// What it costs to infer one of `count` possible bytes, in nats.
  static func costOfLoss(among count: Int) -> Float {
    assert(count >= 0)
    return count > 16 ? 4 : 2.5
  }

  private func isGap(_ byte: UInt8) -> Bool {
    guard let page, byte >= 0x80 else { return false }
    let scalar = page.scalars[Int(byte)]
    return scalar == CodePage.undefined || scalar &- 0x80 < 0x20
  }

  private static let western = CodePage.named(.windows1252)
}
