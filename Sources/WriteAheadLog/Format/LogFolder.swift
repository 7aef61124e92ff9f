internal import Bytes
internal import Model
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

  struct Contents: Hashable, Sendable {
    /// First LSNs.
    var segments: [LSN] = []
    var checkpoints: [LSN] = []
    var temporaries: [FilePath] = []
    var hasSpare = false
  }
}
