/// A file's path below the inbox, or as it was given to a command: bytes, since the names of files
/// need not be UTF-8.
package struct RawPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The last component.
  package var name: [UInt8] { Array(bytes[nameStart...]) }

  /// The folders before the name, without the slash behind them; empty where there are none.
  package var folder: RawPath { RawPath(Array(bytes[..<max(0, nameStart - 1)])) }

  /// The path of another file in the same folder.
  package func sibling(named name: [UInt8]) -> RawPath {
    RawPath(Array(bytes[..<nameStart]) + name)
  }

  /// The source that a path below the inbox belongs to: its first folder. Bytes that are no UTF-8
  /// are replaced by U+FFFD.
  package var source: SourceName? {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    return SourceName(String(decoding: bytes[..<slash], as: UTF8.self))
  }

  /// The path as text, for people: bytes that are no UTF-8 are replaced by U+FFFD.
  package var description: String { String(decoding: bytes, as: UTF8.self) }

  /// In the order of the bytes.
  package static func < (left: RawPath, right: RawPath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private var nameStart: Int {
    bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
  }
}
