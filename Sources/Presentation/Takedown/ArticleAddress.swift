/// An address as it is compared where somebody asks for all articles that have it: people copy addresses
/// with another scheme, a slash more, or what a campaign has hung on them.
struct ArticleAddress: Hashable {
  /// Without scheme, port and user, tracking parameters, fragment, and slashes at the end.
  let normal: String
  /// The same without the rest of its parameters, `www.`, and the case of letters: addresses that have it
  /// in common are alike and not the same.
  let likeness: String

  /// Parameters that name a campaign or a click, and never the page.
  private static let trackingNames: Set<String> = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid",
    "igshid",
    "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok",
  ]
  private static let trackingPrefixes = ["utm_", "pk_", "mtm_"]

  init(_ url: String) {
    var rest = Substring(url)
    if let mark = rest.firstIndex(of: "#") {
      let fragment = rest[rest.index(after: mark)...]
      // Of a page that is made in the browser these are the address.
      if fragment.first != "!" && fragment.first != "/" { rest = rest[..<mark] }
    }
    var scheme = ""
    if let end = rest.start(of: "://") {
      let stated = rest[..<end.lowerBound].lowercased()
      if stated != "http" && stated != "https" { scheme = stated + "://" }
      rest = rest[end.upperBound...]
    }
    let hostEnd = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    var host = rest[..<hostEnd].lowercased()
    if let user = host.lastIndex(of: "@") { host = String(host[host.index(after: user)...]) }
    for port in [":80", ":443"] where host.hasSuffix(port) { host.removeLast(port.count) }
    if host.hasSuffix(".") { host.removeLast() }
    rest = rest[hostEnd...]
    var query = ""
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...].split(separator: "&")
        .filter { !Self.isTracking($0) }.joined(separator: "&")
      rest = rest[..<mark]
    }
    while rest.last == "/" { rest.removeLast() }
    normal = scheme + host + rest + (query.isEmpty ? "" : "?" + query)
    likeness =
      scheme + (host.hasPrefix("www.") ? String(host.dropFirst(4)) : host) + rest.lowercased()
  }

  private static func isTracking(_ parameter: Substring) -> Bool {
    let name = parameter.prefix { $0 != "=" }.lowercased()
    return trackingNames.contains(name) || trackingPrefixes.contains { name.hasPrefix($0) }
  }
}

extension Substring {
  /// Where a text stands for the first time.
  fileprivate func start(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
