import JSONTree

/// Finds the values that may be articles inside a JSON value of any schema.
struct JSONSearch {
  /// Containers that are followed inside a value; scrapers' wrappers are three or four deep.
  static let depthLimit = 8
  /// Values looked at inside one record; an exhausted search is reported.
  static let visitLimit = 2_000_000

  /// What an object looks like by its members' names alone.
  enum Likeness { case article, wrapper, error }

  /// True where an object holds the text or the page of an article.
  static func hasText(_ object: JSONValue) -> Bool {
    object.members.contains { name, member in
      guard !member.isNull, let claim = FieldRole.claim(of: name),
        claim.role == .body || claim.role == .page
      else { return false }
      return isFit(member, for: claim) && !(member.kind == .string && member.range.count <= 2)
    } || JSONPieces.text(of: object) != nil
  }

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
    let hasText =
      roles.contains(.body) || roles.contains(.page) || JSONPieces.text(of: value) != nil
    if roles.isDisjoint(with: [.headline, .published]), JSONMetadata.isPair(value) {
      return .wrapper
    }
    if hasText, roles.isDisjoint(with: identifying) {
      for object in JSONMetadata.objects(of: value, byContent: true) {
        roles.formUnion(
          object.members.compactMap { JSONMetadata.claim(of: $0.name, $0.value)?.role })
      }
    }
    if roles.contains(.headline) {
      if hasText || !roles.isDisjoint(with: [.url, .published, .description]) { return .article }
    } else if hasText, hasName || !roles.isDisjoint(with: [.url, .published, .author, .language]) {
      return .article
    } else if errorMarks < 2, isLongText(value) {
      return .article
    }
    // `{"code", "message", "data"}` is WordPress' way to say no.
    if errorMarks >= 2, value["message"] != nil || value["error"] != nil { return .error }
    return .wrapper
  }

  /// What tells which article a text is.
  private static let identifying: Set<FieldRole> = [.headline, .url, .published]

  /// True for an object of little more than a text as long as some sentences. What speaks of itself
  /// as another thing (an answer, a message of a chat) is none.
  private static func isLongText(_ object: JSONValue) -> Bool {
    guard object["@type"] == nil, object["role"] == nil else { return false }
    return object.members.contains { name, value in
      guard let claim = FieldRole.claim(of: name), claim.role == .body, claim.rank < 2 else {
        return false
      }
      return value.kind == .string && value.range.count > 200
    }
  }

  private static func isFit(_ member: JSONValue, for claim: FieldRole.Claim) -> Bool {
    switch claim.role {
    case .headline:
      member.kind == .string || member["rendered"] != nil || member["raw"] != nil
        || member["main"] != nil || member["basic"] != nil
        || member.isArray && JSONBody.rendering(in: member) != nil
    case .body: JSONBody.isBody(member)
    case .page: member.kind == .string
    case .published, .modified:
      member.kind == .string || member.kind == .number || member["$date"] != nil
    default: true
    }
  }
}
