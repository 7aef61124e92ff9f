/// The origin of a reverse proxy as browsers see it: `https://news.example.org`.
package struct PublicOrigin: Sendable, Equatable {
  /// Scheme, host and port, in small letters.
  package let text: String

  /// Reads `https://HOST[:PORT]` or `http://HOST[:PORT]`; nil for anything with more or less in it.
  package init?(_ given: String) {
    let text = given.lowercased()
    let host: Substring
    if text.hasPrefix("https://") {
      host = text.dropFirst(8)
    } else if text.hasPrefix("http://") {
      host = text.dropFirst(7)
    } else {
      return nil
    }
    guard !host.isEmpty,
      host.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || ".-:[]".utf8.contains($0)
      })
    else { return nil }
    self.text = text
  }

  /// As it stands in `Host`.
  var host: String { String(text.drop { $0 != "/" }.dropFirst(2)) }
  /// True where the browser speaks to it by TLS.
  var isSecure: Bool { text.hasPrefix("https://") }
}
