/// A row of `docs/FORMATS.md`.
struct FormatDocumentation: Sendable {
  var name: String
  /// What of such a file is read.
  var read: String
  /// Programs that write such files.
  var producers: String
  /// What is known beside text and title.
  var fields: String
  /// What is refused though the format is read.
  var refused: String
}
