package import Bytes
internal import Model

extension HealthRecord {
  private static let magic: [UInt8] = Array("WNHR".utf8)
  private static let version: UInt64 = 1

  /// The file's bytes: a magic number, the version, the content, and its FNV-1a hash against damage.
  package func encoded() -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(raw: Self.magic)
    writer.write(varint: Self.version)
    writer.write(varint: logNumber)
    writer.write(varint: applied.rawValue)
    writer.write(list: watched.hours.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(zigzag: Int64(entry.key))
      writer.write(varint: UInt64(entry.value))
    }
    writer.write(list: histories.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(text: entry.key)
      writer.write(zigzag: entry.value.lastArrival)
      writer.write(list: entry.value.days) { $1.write(to: &$0) }
      writer.write(list: findings[entry.key] ?? []) { writer, finding in
        writer.write(text: finding.problem.rawValue)
        writer.write(zigzag: finding.since)
        writer.write(zigzag: finding.told)
        writer.write(text: finding.detail)
      }
    }
    writer.write(fixed: FNV1a.hash64(writer.bytes))
    return writer.bytes
  }

  /// Reads what `encoded()` wrote; throws `BinaryError` for anything else.
  package init(encoded bytes: [UInt8]) throws(BinaryError) {
    guard bytes.count >= 8, bytes.starts(with: Self.magic) else { throw .malformed(at: 0) }
    let content = Array(bytes.dropLast(8))
    var tail = BinaryReader(Array(bytes.suffix(8)))
    guard try tail.readFixed(as: UInt64.self) == FNV1a.hash64(content) else {
      throw .malformed(at: content.count)
    }
    var reader = BinaryReader(content)
    _ = try reader.readRaw(count: Self.magic.count)
    let version = try reader.readVarint()
    guard version == Self.version else { throw .unsupportedVersion(version) }
    let logNumber = try reader.readVarint()
    let applied = LSN(try reader.readVarint())
    var hours: [Int: UInt32] = [:]
    for _ in 0..<(try reader.readCount(itemByteCount: 2)) {
      hours[Int(try reader.readZigzag())] = try reader.readVarint32()
    }
    var histories: [String: SourceHistory] = [:]
    var findings: [String: [HealthFinding]] = [:]
    for _ in 0..<(try reader.readCount(itemByteCount: 4)) {
      let name = try reader.readText()
      let lastArrival = try reader.readZigzag()
      let days = try reader.readList { reader throws(BinaryError) in try SourceDay(from: &reader) }
      guard zip(days, days.dropFirst()).allSatisfy({ $0.number < $1.number }) else {
        throw .malformed(at: reader.position)
      }
      histories[name] = SourceHistory(days: days, lastArrival: lastArrival)
      let found = try reader.readList { reader throws(BinaryError) in
        HealthFinding(
          problem: try reader.readNamed(), since: try reader.readZigzag(),
          told: try reader.readZigzag(), detail: try reader.readText())
      }
      if !found.isEmpty { findings[name] = found }
    }
    try reader.expectEnd()
    self.init(
      histories: histories, findings: findings, watched: WatchedHours(hours: hours),
      logNumber: logNumber, applied: applied)
  }
}

extension SourceDay {
  fileprivate func write(to writer: inout BinaryWriter) {
    writer.write(zigzag: Int64(number))
    writer.write(varint: UInt64(hours))
    writer.write(byte: problems.bits)
    writer.write(list: parts) { writer, part in
      // 0 for the whole day.
      writer.write(byte: UInt8(part.hour.map { $0 + 1 } ?? 0))
      part.counts.write(to: &writer)
    }
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init(number: Int(try reader.readZigzag()))
    hours = try reader.readVarint32()
    problems = SourceProblems(bits: try reader.readByte())
    parts = try reader.readList { reader throws(BinaryError) in
      let hour = Int(try reader.readByte())
      guard hour <= 24 else { throw .malformed(at: reader.position) }
      return Part(hour: hour == 0 ? nil : hour - 1, counts: try SourceCounts(from: &reader))
    }
    guard zip(parts, parts.dropFirst()).allSatisfy({ ($0.hour ?? 24) < ($1.hour ?? 24) }) else {
      throw .malformed(at: reader.position)
    }
  }
}

extension SourceCounts {
  fileprivate func write(to writer: inout BinaryWriter) {
    for count in [files, content, damage, otherRefusals, articles, duplicates, repaired] {
      writer.write(count: count)
    }
    writer.write(byte: UInt8(sizes.first))
    writer.write(list: sizes.counts) { $0.write(count: $1) }
    writer.write(list: charsets.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(text: entry.key)
      writer.write(count: entry.value)
    }
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryError) {
    self.init()
    files = try reader.readCount()
    content = try reader.readCount()
    damage = try reader.readCount()
    otherRefusals = try reader.readCount()
    articles = try reader.readCount()
    duplicates = try reader.readCount()
    repaired = try reader.readCount()
    let first = Int(try reader.readByte())
    let counts = try reader.readList { reader throws(BinaryError) in try reader.readCount() }
    guard let sizes = SizeCounts(first: first, counts: counts) else {
      throw .malformed(at: reader.position)
    }
    self.sizes = sizes
    for _ in 0..<(try reader.readCount(itemByteCount: 2)) {
      charsets[try reader.readText()] = try reader.readCount()
    }
  }
}
