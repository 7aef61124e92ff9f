import Bytes

/// Resolves references against a base, by RFC 3986 section 5 for hierarchical addresses.
package enum URLReference {
  /// The absolute address that `reference` means on a page at `base`; the reference itself when
  /// it is absolute already or the base is no use.
  package static func resolve(_ reference: String, base: String?) -> String {
    guard let base, !hasScheme(reference), let parts = Parts(base) else { return reference }
    if reference.isEmpty { return base }
    if reference.hasPrefix("//") { return parts.scheme + ":" + reference }
    let root = parts.scheme + "://" + parts.authority
    if reference.hasPrefix("/") { return root + withoutDots(reference) }
    if reference.hasPrefix("#") { return root + parts.path + parts.query + reference }
    if reference.hasPrefix("?") { return root + parts.path + reference }
    let folder =
      parts.path.lastIndex(of: "/").map { String(parts.path[...$0]) } ?? "/"
    return root + withoutDots(folder + reference)
  }

  private static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let first = text.utf8.first,
      ASCII.isLetter(first)
    else { return false }
    return text.utf8[..<colon].allSatisfy {
      ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: ".")
    }
  }

  private struct Parts {
    var scheme: String
    var authority: String
    var path: String
    var query: String

    init?(_ text: String) {
      guard let mark = text.firstRange(utf8: "://") else { return nil }
      scheme = String(text[..<mark.lowerBound])
      var rest = text[mark.upperBound...]
      if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
      let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
      authority = String(rest[..<end])
      let query = rest[end...].firstIndex(of: "?") ?? rest.endIndex
      path = String(rest[end..<query])
      self.query = String(rest[query...])
      if authority.isEmpty { return nil }
    }
  }

  private static func withoutDots(_ path: String) -> String {
    let tail = path.firstIndex { $0 == "?" || $0 == "#" } ?? path.endIndex
    guard path[..<tail].contains(utf8: "/.") else { return path }
    var parts: [Substring] = []
    let steps = path[..<tail].split(separator: "/", omittingEmptySubsequences: false)
    for (index, step) in steps.enumerated() {
      let isLast = index == steps.count - 1
      if step == "." {
        if isLast { parts.append("") }
      } else if step == ".." {
        if parts.count > 1 { parts.removeLast() }
        if isLast { parts.append("") }
      } else {
        parts.append(step)
      }
    }
    return parts.joined(separator: "/") + path[tail...]
  }
}
