internal import Model

/// The 40 bytes before each payload; `docs/JOURNAL_FORMAT.md` has the layout.
struct RecordHeader: Hashable, Sendable {
  static let byteCount = 40
  static let magic: UInt32 = 0x4C57_4E57
  static let payloadByteLimit = 1 << 20

  var checksum: UInt32
  var payloadByteCount: Int
  var payloadChecksum: UInt32
  var lsn: LSN
  /// Header CRC of the record before.
  var chain: UInt32
  var salt: UInt32
  var type: UInt16
  var version: UInt8
  var flags: UInt8
  var durableDelta: UInt32

  /// Header, payload and the zeros up to a multiple of 8.
  var frameByteCount: Int { Self.frameByteCount(payload: payloadByteCount) }

  /// The last LSN that was durable when this record was written.
  var durable: LSN { LSN(lsn.rawValue - min(lsn.rawValue, UInt64(durableDelta))) }

  static func frameByteCount(payload: Int) -> Int { (byteCount + payload + 7) & ~7 }

  /// Reads the header at `offset`, if its magic and its own checksum are right and its length possible.
  init?(_ bytes: [UInt8], at offset: Int) {
    guard offset >= 0, offset + Self.byteCount <= bytes.count,
      bytes.u32(at: offset) == Self.magic
    else { return nil }
    checksum = bytes.u32(at: offset + 4)
    guard bytes.checksum(offset + 8..<offset + Self.byteCount) == checksum else { return nil }
    payloadByteCount = Int(bytes.u32(at: offset + 8))
    guard payloadByteCount <= Self.payloadByteLimit else { return nil }
    payloadChecksum = bytes.u32(at: offset + 12)
    lsn = LSN(bytes.u64(at: offset + 16))
    chain = bytes.u32(at: offset + 24)
    salt = bytes.u32(at: offset + 28)
    type = bytes.u16(at: offset + 32)
    version = bytes[offset + 34]
    flags = bytes[offset + 35]
    durableDelta = bytes.u32(at: offset + 36)
  }

  /// Appends a whole record to `bytes` and returns its header's checksum, the next one's chain.
  static func append(
    _ entry: JournalEntry, lsn: LSN, durable: LSN, chain: UInt32, salt: UInt32,
    to bytes: inout [UInt8]
  ) -> UInt32 {
    precondition(entry.payload.count <= payloadByteLimit && durable < lsn)
    let start = bytes.count
    let delta = UInt32(clamping: lsn.rawValue - durable.rawValue)
    bytes.append(contentsOf: repeatElement(0, count: byteCount))
    bytes.append(contentsOf: entry.payload)
    let payloadChecksum = bytes.checksum(start + byteCount..<bytes.count)
    bytes.append(
      contentsOf: repeatElement(
        0, count: frameByteCount(payload: entry.payload.count) - (bytes.count - start)))
    bytes.put(magic, at: start)
    bytes.put(UInt32(entry.payload.count), at: start + 8)
    bytes.put(payloadChecksum, at: start + 12)
    bytes.put(lsn.rawValue, at: start + 16)
    bytes.put(chain, at: start + 24)
    bytes.put(salt, at: start + 28)
    bytes.put(entry.type, at: start + 32)
    bytes[start + 34] = entry.version
    bytes.put(delta, at: start + 36)
    let checksum = bytes.checksum(start + 8..<start + byteCount)
    bytes.put(checksum, at: start + 4)
    return checksum
  }
}
