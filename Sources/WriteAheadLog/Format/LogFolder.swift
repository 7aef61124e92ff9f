internal import Bytes
package import Model
package import Storage

/// The folder of a log: which files it has, and what they are called.
package struct LogFolder: Sendable {
  package let path: FilePath
  package let fileSystem: any FileSystem
  /// The path's bytes up to where names begin; joining bytes costs a third of joining components.
  private let prefix: [UInt8]

  package init(_ path: FilePath, on fileSystem: any FileSystem) {
    self.path = path
    self.fileSystem = fileSystem
    let bytes = path.bytes
    prefix = bytes.last == UInt8(ascii: "/") || bytes.isEmpty ? bytes : bytes + [UInt8(ascii: "/")]
  }

  var spare: FilePath { named("spare.wal") }

  func segment(first: LSN) -> FilePath { named(Self.digits(first) + ".wal") }

  func checkpoint(_ lsn: LSN) -> FilePath { named(Self.digits(lsn) + ".checkpoint") }

  func temporary(_ name: String) -> FilePath { named(name + ".tmp") }

  private func named(_ name: String) -> FilePath { FilePath(bytes: prefix + name.utf8) }

  /// 16 hexadecimal digits, so that names sort like numbers.
  static func digits(_ lsn: LSN) -> String {
    let digits = String(lsn.rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The number of a name `<16 lower-case hexadecimal digits><suffix>`; nil for any other name.
  static func number(of name: [UInt8], suffix: String) -> LSN? {
    let end = Array(suffix.utf8)
    guard name.count == 16 + end.count, Array(name[16...]) == end else { return nil }
    var value: UInt64 = 0
    for byte in name[..<16] {
      guard let digit = Hex.value(of: byte), !ASCII.isUppercase(byte) else { return nil }
      value = value << 4 | UInt64(digit)
    }
    // Numbers that no log reaches are no names of ours, and arithmetic on the others cannot overflow.
    return value > 0 && value < 1 << 62 ? LSN(value) : nil
  }

  /// What is in the folder, each kind in ascending order.
  func contents() throws(StorageError) -> Contents {
    var found = Contents()
    for entry in try fileSystem.entries(of: path) where entry.kind == .regular {
      if let first = Self.number(of: entry.name, suffix: ".wal") {
        found.segments.append(first)
      } else if let lsn = Self.number(of: entry.name, suffix: ".checkpoint") {
        found.checkpoints.append(lsn)
      } else if entry.name.suffix(4).elementsEqual(".tmp".utf8) {
        found.temporaries.append(path.appending(name: entry.name))
      } else if entry.name.elementsEqual("spare.wal".utf8) {
        found.hasSpare = true
      }
    }
    return found
  }

  /// The number of the log that this folder is of: what most of its segments say, or its newest
  /// checkpoint where no segment reads back; nil when nothing says it.
  package func identity() throws -> UInt64? {
    let contents = try contents()
    var votes: [UInt64: Int] = [:]
    for first in contents.segments {
      var reader = try SegmentReader(fileSystem.open(segment(first: first), .read))
      // One of a newer or older format is told by whoever reads the records.
      if let id = try? reader.header()?.logNumber { votes[id, default: 0] += 1 }
    }
    let checkpoints = try contents.checkpoints.map {
      try CheckpointFile.read($0, in: self)?.logNumber
    }
    if votes.isEmpty { return checkpoints.compactMap { $0 }.last }
    // A checkpoint decides where segments do not.
    for id in checkpoints.compactMap({ $0 }) where votes[id] != nil { votes[id, default: 0] += 1 }
    return votes.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  /// The payload of a checkpoint; nil when it does not read back.
  package func checkpointPayload(_ lsn: LSN) throws(JournalError) -> [UInt8]? {
    try CheckpointFile.read(lsn, in: self)?.checkpoint.payload
  }

  /// The payload of the newest checkpoint that reads back; nil where there is none, or no folder.
  package func newestCheckpointPayload() throws(JournalError) -> [UInt8]? {
    let lsns: [LSN]
    do throws(StorageError) {
      guard try fileSystem.exists(path) else { return nil }
      lsns = try contents().checkpoints
    } catch {
      throw .storage(error)
    }
    for lsn in lsns.reversed() {
      if let payload = try checkpointPayload(lsn) { return payload }
    }
    return nil
  }

  /// True when the folder, which may be missing, holds neither segment nor checkpoint.
  package func isEmpty() throws(StorageError) -> Bool {
    guard try fileSystem.exists(path) else { return true }
    let contents = try contents()
    return contents.segments.isEmpty && contents.checkpoints.isEmpty
  }

  struct Contents: Hashable, Sendable {
    /// First LSNs.
    var segments: [LSN] = []
    var checkpoints: [LSN] = []
    var temporaries: [FilePath] = []
    var hasSpare = false
  }
}
