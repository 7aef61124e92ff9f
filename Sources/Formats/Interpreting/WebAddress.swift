import Bytes
import Model

/// Cheap questions about addresses, as scraped.
enum WebAddress {
  /// True for `http://` or `https://` and something after it.
  static func isAbsolute(_ text: String) -> Bool {
    let lower = text.prefix(8).lowercased()
    return (lower.hasPrefix("http://") && text.utf8.count > 7)
      || (lower.hasPrefix("https://") && text.utf8.count > 8)
  }

  /// True for what may be an address at all: absolute, or a path.
  static func isPlausible(_ text: String) -> Bool {
    isAbsolute(text) || text.hasPrefix("/") || text.hasPrefix("www.")
  }

  /// The host without port, user and `www.`, in lower case; nil without one.
  static func domain(of text: String) -> String? {
    guard isAbsolute(text) || text.hasPrefix("//"), let slashes = text.utf8.firstIndex(of: 0x2F)
    else { return nil }
    let start = text.utf8.index(slashes, offsetBy: 2)
    let rest = text[start...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    var host = authority.split(separator: "@").last.map(String.init) ?? ""
    if let colon = host.firstIndex(of: ":") { host = String(host[..<colon]) }
    host = host.lowercased()
    if host.hasPrefix("www.") { host.removeFirst(4) }
    return host.isEmpty ? nil : host
  }

  /// An address without what makes no difference to where it leads: scheme, `www.`, fragment, and a
  /// slash at its end.
  static func comparable(_ text: String) -> String {
    var rest = text.prefix { $0 != "#" }
    for scheme in ["https://", "http://", "//"] where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      break
    }
    if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    return String(rest)
  }

  /// The address that a replay of an archive (`/web/20240102030405id_/http://…`) stands for; any
  /// other address as it is.
  ///
  /// Also without the crawler's note of what a record holds of the page: `urn:text:https://…`.
  static func replayed(_ text: String) -> String {
    if text.hasPrefix("urn:"), let page = text.firstRange(utf8: ":http") {
      let original = String(text[text.index(after: page.lowerBound)...])
      if isAbsolute(original) { return original }
    }
    guard isAbsolute(text) || text.hasPrefix("/"),
      let scheme = text.dropFirst(8).firstRange(utf8: "/http")?.lowerBound
    else { return text }
    let original = String(text[text.index(after: scheme)...])
    let stamp = text[..<scheme].split(separator: "/").last ?? ""
    let digits = stamp.prefix { $0.isASCII && $0.isNumber }
    let mark = stamp.dropFirst(digits.count)
    guard (4...14).contains(digits.count) || stamp == "*", mark.count <= 3,
      mark.isEmpty || mark.hasSuffix("_")
    else { return text }
    // Some servers fold two slashes.
    for scheme in ["http", "https"] where original.hasPrefix(scheme + ":/") {
      let rest = original.dropFirst(scheme.count + 2)
      return rest.hasPrefix("/") ? original : scheme + "://" + rest
    }
    return text
  }

  /// True for a host that means the scraper's own machine.
  static func isLocal(_ text: String) -> Bool {
    guard let host = domain(of: text) else { return false }
    return host == "localhost" || host.hasPrefix("127.") || host.hasSuffix(".localhost")
      || host.hasSuffix(".local") || host.hasSuffix(".test")
  }
}
