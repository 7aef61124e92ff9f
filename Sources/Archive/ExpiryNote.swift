internal import Storage

/// The note of the time up to which originals have expired: milliseconds since 1970, in decimal.
struct ExpiryNote {
  private let path: FilePath
  private let files: any FileSystem

  /// Its name in the archive's folder.
  static let name = "expired-before"

  init(_ folder: FilePath, on files: any FileSystem) {
    path = folder.appending(Self.name)
    self.files = files
  }

  func read() throws -> Int64? {
    guard try files.exists(path) else { return nil }
    let text = String(decoding: try files.readFile(path, limit: 64), as: UTF8.self)
    return Int64(text.prefix { $0 != "\n" })
  }

  func write(_ cutoff: Int64) throws {
    try files.replaceFile(path, with: Array("\(cutoff)\n".utf8))
  }
}
