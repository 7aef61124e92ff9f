import Bytes
/// The vocabularies of feeds by what their namespaces' addresses contain.
enum FeedNames {
  private static let vocabularies: [(mark: String, prefix: String)] = [
    ("www.w3.org/2005/atom", ""), ("purl.org/atom/ns", ""),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0/modules/", "rss-module"), ("purl.org/rss/", ""),
    ("backend.userland.com/rss", ""),
    ("blogs.law.harvard.edu/tech/rss", ""), ("my.netscape.com/rdf/simple", ""),
    ("channel.netscape.com/rdf/simple", ""), ("my.netscape.com/publish/formats", ""),
    ("purl.org/net/rss1.1", ""), ("cyber.law.harvard.edu/rss", ""),
    ("purl.org/dc/elements", "dc"), ("purl.org/dc/terms", "dcterms"),
    ("search.yahoo.com/mrss", "media"), ("itunes.com/dtds", "itunes"),
    ("www.w3.org/1999/xhtml", "xhtml"), ("wordpress.org/export", "wp"),
    ("22-rdf-syntax-ns", "rdf"), ("www.w3.org/xml/1998", "xml"), ("feedburner", "feedburner"),
    ("turbo.yandex", "turbo"), ("news.yandex", "yandex"),
  ]

  /// The usual prefix of a namespace; nil for one that means nothing here.
  static func prefix(of address: String) -> String? {
    let lower = address.lowercased()
    if lower.contains(utf8: "wordpress.org/export"), lower.contains(utf8: "excerpt") {
      return "excerpt"
    }
    return vocabularies.first { lower.contains($0.mark) }?.prefix
  }

  /// A qualified name with the usual prefix, in lower case, for example `dc:date` or `title`.
  static func canonical(_ name: some Sequence<UInt8>, _ prefixes: [String: String]) -> String {
    let text = String(decoding: Array(name), as: UTF8.self).lowercased()
    guard let colon = text.firstIndex(of: ":") else {
      let prefix = prefixes[""] ?? ""
      return prefix.isEmpty ? text : "\(prefix):\(text)"
    }
    let prefix = String(text[..<colon])
    let local = text[text.index(after: colon)...]
    let known = prefixes[prefix] ?? (prefix == "atom" || prefix == "rss" ? "" : prefix)
    return known.isEmpty ? String(local) : "\(known):\(local)"
  }
}
