/// Addresses that pages link to.
package enum WebLink {
  /// True for what may stand in `href`, `src` and `action`: a place of winnow's own, or an address of
  /// the web. `javascript:`, `data:` and the like are none.
  package static func isSafe(_ address: String) -> Bool {
    if address.hasPrefix("/") { return !address.hasPrefix("//") && !address.hasPrefix("/\\") }
    let start = address.prefix(8).lowercased()
    return start.hasPrefix("#") || start.hasPrefix("?") || isWeb(address)
  }

  /// True for `http://…` and `https://…`.
  package static func isWeb(_ address: String) -> Bool {
    let start = address.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// A path with a query; parameters without a value are left out.
  package static func path(_ path: String, _ query: [(name: String, value: String?)]) -> String {
    let pairs = query.compactMap { pair in
      pair.value.map { "\(pair.name)=\(escaped($0))" }
    }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  /// The page of an article.
  package static func article(_ article: String) -> String { "/article/" + escaped(article) }

  /// The page of a story, by its id or that of an article in it.
  package static func story(_ story: String) -> String { "/story/" + escaped(story) }

  /// The page of a search.
  package static func search(_ query: String, sort: String? = nil) -> String {
    Self.path("/", [("q", query), ("sort", sort)])
  }

  /// All but unreserved characters as percent escapes (RFC 3986).
  package static func escaped(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
