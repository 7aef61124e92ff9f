/// A file in an archive.
struct ArchivedFile {
  /// As it stands in the archive; used to tell formats apart and never as a path.
  var name: [UInt8]
  /// Its bytes, to be read before the archive's next file is asked for; throws a refusal where they
  /// cannot be had.
  var open: () throws -> any ByteStream

  var printedName: String { String(decoding: name, as: UTF8.self) }

  /// True for files that hold no article whatever is in them: pictures, styles, fonts, scripts, and
  /// what macOS adds to archives.
  static func isPassedOver(_ name: [UInt8]) -> Bool {
    let name = String(decoding: name, as: UTF8.self).lowercased()
    if name.hasSuffix("/") || name.hasPrefix("__macosx/") { return true }
    let last = name.split(separator: "/").last ?? ""
    return last.hasPrefix("._")
      || passedOverEndings.contains(
        last.split(separator: ".", omittingEmptySubsequences: false).last.map(String.init) ?? "")
  }

  private static let passedOverEndings: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "css", "js", "woff", "woff2", "ttf",
    "eot", "otf", "mp4", "mp3", "webm", "map", "ds_store",
  ]
}
