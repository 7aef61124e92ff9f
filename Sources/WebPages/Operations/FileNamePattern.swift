/// What somebody remembers of a file's path: a part of it in any case, with `*` for whatever stands between.
package struct FileNamePattern: Sendable {
  private let pieces: [[UInt8]]

  package init(_ typed: String) {
    pieces = typed.lowercased().split(separator: "*").map { Array($0.utf8) }
  }

  /// True where all pieces stand in the path, one behind the other.
  ///
  /// `path`: Its bytes, whatever they are.
  package func matches(_ path: [UInt8]) -> Bool {
    var rest = Array(String(decoding: path, as: UTF8.self).lowercased().utf8)[...]
    for piece in pieces {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
