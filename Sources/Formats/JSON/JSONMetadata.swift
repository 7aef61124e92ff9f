import JSONTree

/// Objects beside a text that describe it: many tools keep the text and what is known about it
/// apart.
enum JSONMetadata {
  private static let names: Set<String> = [
    "meta", "metadata", "attributes", "opengraph", "og", "extrainfo", "extra", "info", "properties",
    "frontmatter", enclosing,
  ]

  /// The member under which what stands around an object is added to it.
  static let enclosing = "enclosing"

  /// Members that speak of something else than the object they are in.
  private static let others: Set<String> = [
    "comment", "comments", "reply", "replies", "related", "relatedarticles", "recommended",
    "recommendations", "similar", "next", "previous", "prev", "parent", "image", "images", "media",
    "video", "videos", "embed", "embeds", "attachments", "user", "request", "links",
    "relationships", "included", "quoted", "thumbnail", "gallery", "ads",
  ]

  /// False for a member that is about another thing: a comment, a picture, the next article.
  static func mayBelong(_ name: String) -> Bool { !others.contains(FieldRole.normalized(name)) }

  /// The objects among an object's members that describe it: by their names, and with `byContent`
  /// also those that name a headline beside something else and have no text.
  ///
  /// What a page's head says may be sorted by who is to read it, as `og` and `article`.
  static func objects(of object: JSONValue, byContent: Bool = false) -> [JSONValue] {
    object.members.flatMap { name, value -> [JSONValue] in
      guard value.isObject else { return [] }
      if names.contains(FieldRole.normalized(name)) { return [value] + sorted(in: value) }
      return byContent && mayBelong(name) && FieldRole.claim(of: name) == nil && describes(value)
        ? [value] : []
    }
  }

  private static let vocabularies: Set<String> = [
    "og", "opengraph", "article", "twitter", "dc", "dcterms", "dublincore", "parsely", "sailthru",
    "citation", "general",
  ]

  private static func sorted(in metadata: JSONValue) -> [JSONValue] {
    metadata.members.compactMap { name, value in
      value.isObject && vocabularies.contains(FieldRole.normalized(name)) ? value : nil
    }
  }

  private static func describes(_ object: JSONValue) -> Bool {
    var roles: Set<FieldRole> = []
    for (name, value) in object.members {
      guard let role = claim(of: name, value)?.role else {
        if let role = FieldRole.claim(of: name)?.role, role == .body || role == .page {
          return false
        }
        continue
      }
      roles.insert(role)
    }
    return roles.contains(.headline) && roles.count > 1
  }

  /// What a member of such an object claims; names that mean something else there claim nothing.
  static func claim(of name: String, _ value: JSONValue) -> FieldRole.Claim? {
    guard let claim = FieldRole.claim(of: name), !value.isNull else { return nil }
    switch claim.role {
    case .body, .page: return nil
    case .headline where FieldRole.normalized(name) == "name": return nil
    case .url:
      guard let text = value.string, WebAddress.isAbsolute(text) else { return nil }
      return claim
    default: return claim
    }
  }

  /// True for an element of a page's head as a pair: `{"property": "og:title", "content": "…"}`.
  static func isPair(_ object: JSONValue) -> Bool {
    guard object["content"]?.kind == .string else { return false }
    for name in ["property", "itemprop", "http-equiv", "name"] {
      guard let key = object[name]?.string, !key.isEmpty else { continue }
      // A headline of one word begins with a capital.
      return key.utf8.count <= 60 && key.first?.isUppercase == false
        && key.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...0x7A, UInt8(ascii: "A")...0x5A, 0x30...0x39,
            UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
          default: false
          }
        }
    }
    return false
  }
}
