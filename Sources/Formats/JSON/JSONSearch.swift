import JSONTree

/// Finds the values that may be articles inside a JSON value of any schema.
struct JSONSearch {
  /// Containers that are followed inside a value; scrapers' wrappers are three or four deep.
  static let depthLimit = 8
  /// Values looked at inside one record; an exhausted search is reported.
  static let visitLimit = 2_000_000

  /// What an object looks like by its members' names alone.
  enum Likeness { case article, wrapper, error }

  /// Judges an object by the names and kinds of its members.
  static func likeness(_ value: JSONValue) -> Likeness {
    var roles: Set<FieldRole> = []
    var errorMarks = 0
    var hasName = false
    for (name, member) in value.members {
      switch name {
      case "code", "message", "error", "data", "status", "statusCode", "errors", "detail":
        errorMarks += 1
      default: break
      }
      guard !member.isNull, let claim = FieldRole.claim(of: name) else { continue }
      guard isFit(member, for: claim) else { continue }
      // A bare `name` is a headline only beside a text.
      if claim.role == .headline, claim.rank > 2 {
        hasName = true
      } else {
        roles.insert(claim.role)
      }
    }
    let hasText = roles.contains(.body) || roles.contains(.page)
    if roles.contains(.headline) {
      if hasText || !roles.isDisjoint(with: [.url, .published, .description]) { return .article }
    } else if hasText, hasName || !roles.isDisjoint(with: [.url, .published, .author, .language]) {
      return .article
    }
    // `{"code", "message", "data"}` is WordPress' way to say no.
    if errorMarks >= 2, value["message"] != nil || value["error"] != nil { return .error }
    return .wrapper
  }

  private static func isFit(_ member: JSONValue, for claim: FieldRole.Claim) -> Bool {
    switch claim.role {
    case .headline: member.kind == .string || member["rendered"] != nil || member["raw"] != nil
    case .body:
      member.kind == .string || member["rendered"] != nil || member["raw"] != nil
        || (member.isArray && member[0]?.kind == .string)
    case .page: member.kind == .string
    case .published, .modified:
      member.kind == .string || member.kind == .number || member["$date"] != nil
    default: true
    }
  }

  /// The articles in a value, in the order of the text, each with its path; the value itself when
  /// it looks like one. Objects around articles are passed through, articles are not entered.
  static func articles(in root: JSONValue, path: String) -> [(value: JSONValue, path: String)] {
    var found: [(value: JSONValue, path: String)] = []
    var open: [(value: JSONValue, path: String, depth: Int)] = [(root, path, 0)]
    var visits = 0
    while let (value, path, depth) = open.popLast() {
      visits += 1
      assert(depth <= depthLimit)
      if visits > visitLimit { break }
      if value.isObject {
        if let rows = JSONTables.rows(of: value) {
          open.append((rows, path, depth))
          continue
        }
        if let page = JSONTables.page(ofEntry: value) {
          found.append((page, path))
          continue
        }
        if likeness(value) == .article {
          found.append((value, path))
          continue
        }
      }
      guard depth < depthLimit else { continue }
      var inner: [(value: JSONValue, path: String, depth: Int)] = []
      if value.isObject {
        for (name, member) in value.members where member.isObject || member.isArray {
          // Articles may be listed by their addresses.
          let isNamed = member.isObject && WebAddress.isAbsolute(name) && member["url"] == nil
          let value = isNamed ? JSONTables.adding("url", name, to: member) : member
          inner.append((value, "\(path).\(name)", depth + 1))
        }
      } else if value.isArray {
        for (index, element) in value.elements.enumerated()
        where element.isObject || element.isArray {
          inner.append((element, "\(path)[\(index)]", depth + 1))
        }
      }
      open.append(contentsOf: inner.reversed())
    }
    return found
  }
}
