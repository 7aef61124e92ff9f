internal import Archive
internal import Bytes
internal import Model

/// What a backup consists of: the file `MANIFEST`, written last and in one step.
///
/// Lines of text; the last one is the digest of all before it. `docs/BACKUP.md` has the format.
struct BackupManifest: Sendable, Equatable {
  /// One file of the state.
  struct File: Sendable, Equatable {
    /// Below the state folder, or below the spool for `claimed/`, `quarantine/` and `archive/`.
    var path: String
    /// In bytes; what the pieces do not give is zeros.
    var size: UInt64
    /// In nanoseconds since 1970; 0 where the copy is not of a file as it lies.
    var modified: Int64 = 0
    var pieces: [Digest] = []
  }

  /// Originals in files of their own, as earlier builds kept them, whose digests begin with the same byte.
  struct Originals: Sendable, Equatable {
    /// The byte, as two hexadecimal digits.
    var subfolder: String
    var count: Int
    /// The bytes of an `OriginalList`.
    var pieces: [Digest]
  }

  /// When it was finished, in milliseconds since 1970.
  var time: Int64 = 0
  /// The log that the state belongs to.
  var logNumber: UInt64 = 0
  /// The journal's last record that is in it: the moment that a restore brings back.
  var last: UInt64 = 0
  /// How many originals there are, in segments and in files of their own; nil in older backups.
  var originalCount: Int?
  var files: [File] = []
  var originals: [Originals] = []

  /// Every piece that is needed.
  var pieces: Set<Digest> {
    Set(files.lazy.flatMap(\.pieces)).union(originals.lazy.flatMap(\.pieces))
  }

  private static let title = "winnow backup 2"
  /// Of backups that hold each original in a file of its own.
  private static let olderTitle = "winnow backup 1"

  /// The file's bytes.
  func encoded() -> [UInt8] {
    var text = "\(Self.title)\ntime \(time)\nlog \(logNumber)\nlast \(last)\n"
    if let originalCount { text += "count \(originalCount)\n" }
    for file in files {
      text += "file \(file.size) \(file.modified) \(file.path)\n"
      for piece in file.pieces { text += "piece \(piece.hexadecimal)\n" }
    }
    for list in originals {
      text += "originals \(list.count) \(list.subfolder)\n"
      for piece in list.pieces { text += "piece \(piece.hexadecimal)\n" }
    }
    let bytes = Array(text.utf8)
    return bytes + Array("end \(Digest(of: bytes).hexadecimal)\n".utf8)
  }

  init() {}

  /// Reads a file's bytes; nil where they are not what was written, or name a place outside of a state.
  init?(decoding bytes: [UInt8]) {
    // `end `, the digits, a line feed.
    let tail = 4 + 2 * Digest.byteCount + 1
    guard bytes.count > tail else { return nil }
    let body = Array(bytes.dropLast(tail))
    let end = String(decoding: bytes.suffix(tail), as: UTF8.self)
    guard end.hasPrefix("end "), end.hasSuffix("\n"),
      Digest(end.dropFirst(4).dropLast()) == Digest(of: body)
    else { return nil }
    let lines = body.split(separator: UInt8(ascii: "\n"))
    guard
      let title = lines.first.map({ String(decoding: $0, as: UTF8.self) }),
      [Self.title, Self.olderTitle].contains(title)
    else { return nil }
    for line in lines.dropFirst() {
      guard take(String(decoding: line, as: UTF8.self)) else { return nil }
    }
  }

  private mutating func take(_ line: String) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    switch words.first {
    case "time" where words.count == 2: return read(words[1], into: &time)
    case "log" where words.count == 2: return read(words[1], into: &logNumber)
    case "last" where words.count == 2: return read(words[1], into: &last)
    case "count" where words.count == 2:
      originalCount = Int(words[1])
      return originalCount != nil
    case "file" where words.count == 4:
      guard let size = UInt64(words[1]), size <= UInt64(Int64.max), let modified = Int64(words[2]),
        Self.isWithinState(words[3])
      else { return false }
      files.append(File(path: words[3], size: size, modified: modified))
    case "originals" where words.count == 3:
      guard let count = Int(words[1]), Hex.decode(words[2].utf8)?.count == 1 else { return false }
      originals.append(Originals(subfolder: words[2], count: count, pieces: []))
    case "piece" where words.count == 2:
      guard let piece = Digest(words[1]) else { return false }
      if !originals.isEmpty {
        originals[originals.count - 1].pieces.append(piece)
      } else if !files.isEmpty {
        files[files.count - 1].pieces.append(piece)
      } else {
        return false
      }
    default: return false
    }
    return true
  }

  private func read<Number: FixedWidthInteger>(_ word: String, into number: inout Number) -> Bool {
    guard let read = Number(word) else { return false }
    number = read
    return true
  }

  /// The folders that files of a state lie in; the ledger lies in none.
  private static let folders: Set<String> = [
    "journal", "history", "claimed", "quarantine", "archive",
  ]
  static let ledger = "ledger.sqlite"

  /// True for a path that a backup may write: nothing leads out of the state.
  private static func isWithinState(_ path: String) -> Bool {
    if path == ledger { return true }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    // Segments lie in folders of the archive.
    let depth = parts.first == "archive" && parts.count == 3 ? 3 : 2
    return parts.count == depth && folders.contains(parts[0])
      && parts.dropFirst().allSatisfy(isName)
  }

  /// True for names as winnow gives them to files of a state.
  static func isName(_ name: String) -> Bool {
    let others = Set("._-".utf8)
    return !name.isEmpty && name != "." && name != ".."
      && name.utf8.allSatisfy { ASCII.isAlphanumeric($0) || others.contains($0) }
  }
}
