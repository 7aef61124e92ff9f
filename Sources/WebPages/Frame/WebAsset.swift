internal import Bytes
internal import WebAssets

/// A file that all pages use, as it is built into the program.
package struct WebAsset: Sendable {
  /// Where it is served: with a mark of its content, so that a browser may keep it for ever.
  package let path: String
  package let contentType: String
  package let bytes: [UInt8]

  private init(_ text: WebAssetText, name: String, ending: String, contentType: String) {
    let span = unsafe UnsafeBufferPointer(start: text.bytes, count: text.count)
    bytes = unsafe Array(span)
    path = "/assets/\(name)-\(String(FNV1a.hash64(bytes), radix: 16)).\(ending)"
    self.contentType = contentType
  }

  /// The style sheet.
  package static let style = unsafe WebAsset(
    web_assets_style(), name: "winnow", ending: "css", contentType: "text/css; charset=utf-8")
  /// The script of the live parts; pages work without it.
  package static let script = unsafe WebAsset(
    web_assets_script(), name: "winnow", ending: "js", contentType: "text/javascript; charset=utf-8"
  )
  /// The picture in the browser's tab.
  package static let icon = unsafe WebAsset(
    web_assets_icon(), name: "winnow", ending: "svg", contentType: "image/svg+xml")
  /// All.
  package static let all = [style, script, icon]
}
