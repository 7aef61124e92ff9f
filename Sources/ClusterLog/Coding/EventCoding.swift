package import Bytes
internal import Model
internal import NearDuplicates

extension LogEvent {
  /// The kind by which the log keeps it.
  package var loggedKind: Int16 {
    switch self {
    case .taken: 1
    case .learned: 2
    case .moved: 3
    }
  }

  /// What the log keeps of it beside the kind.
  package var payload: [UInt8] {
    var writer = BinaryWriter()
    switch self {
    case .taken(let key): writer.write(key)
    case .learned(let learned):
      writer.write(text: learned.source)
      writer.write(varint: learned.version)
      writer.write(list: learned.lines) { $0.write(varint: UInt64($1)) }
    case .moved(let move):
      writer.write(varint: move.number.rawValue)
      writer.write(varint: move.story.rawValue)
    }
    return writer.bytes
  }

  /// Reads an event back. Throws for what no version wrote; never traps.
  package init(loggedKind: Int16, payload: [UInt8]) throws(BinaryError) {
    var reader = BinaryReader(payload)
    switch loggedKind {
    case 1: self = .taken(try reader.readOfferKey())
    case 2:
      self = .learned(
        LearnedLines(
          source: try reader.readText(), version: try reader.readVarint(),
          lines: try reader.readList { (each) throws(BinaryError) in try each.readVarint32() }))
    case 3:
      self = .moved(
        StoryMove(
          number: DecisionNumber(try reader.readVarint()),
          story: DecisionNumber(try reader.readVarint())))
    default: throw .unsupportedVersion(UInt64(UInt16(bitPattern: loggedKind)))
    }
    try reader.expectEnd()
  }
}

extension BinaryWriter {
  mutating func write(_ event: LogEvent) {
    write(zigzag: Int64(event.loggedKind))
    write(blob: event.payload)
  }
}
