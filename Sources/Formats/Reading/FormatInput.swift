/// What a format opens: a file's bytes behind all layers, with what is known about them.
struct FormatInput {
  /// The bytes, in UTF-8 or any encoding that holds ASCII, at their start.
  let window: ByteWindow
  let origin: RecordOrigin
  let settings: ScrapeSettings
  /// Opens files that lie in this one.
  let opener: FileOpener
}
