import Model
import JSONTree

/// A post as WordPress' REST API gives it (`wp-json/wp/v2/posts`), whole or flattened.
enum WordPressPost {
  /// True for an object that only WordPress writes.
  static func isPost(_ object: JSONValue) -> Bool {
    if object["title"]?["rendered"] != nil { return true }
    if object["content"]?["rendered"] != nil { return true }
    return object["date_gmt"] != nil && (object["title"] != nil || object["content"] != nil)
  }

  /// What the post's fields say. Dates without zone are taken from `date_gmt`, which is GMT by
  /// definition; `date` is the site's own time without saying which.
  static func draft(of post: JSONValue) -> FieldDraft {
    var draft = FieldDraft(format: "wordpress")
    draft.hasMarkupLines = true
    draft.headline = rendered(post["title"])
    if let content = rendered(post["content"]) { draft.body = .fragment(content) }
    draft.description = rendered(post["excerpt"])
    draft.url = post["link"]?.string ?? post["url"]?.string ?? post["URL"]?.string
    if draft.url == nil, let guid = rendered(post["guid"]), WebAddress.isAbsolute(guid) {
      draft.url = guid
    }
    draft.published = dates(post, gmt: "date_gmt", local: "date")
    draft.modified = dates(post, gmt: "modified_gmt", local: "modified")
    let head = post["yoast_head_json"]
    if let zoned = head?["article_published_time"]?.string {
      draft.published.append(.init(raw: zoned, source: "field:article_published_time"))
    }
    let embedded = post["_embedded"]
    if let authors = embedded?["author"] { draft.authors = JSONPeople.people(in: authors) }
    if draft.authors.isEmpty, let name = head?["author"] {
      draft.authors = JSONPeople.people(in: name)
    }
    for name in ["author_name", "author", "authors"] where draft.authors.isEmpty {
      // `author` is a number in the API itself and a name only where somebody flattened it.
      guard let value = post[name], value.kind != .number else { continue }
      draft.authors = JSONPeople.people(in: value)
    }
    draft.publisherName = head?["og_site_name"]?.string
    draft.language = (head?["og_locale"] ?? post["lang"])?.string
    for terms in embedded?["wp:term"]?.elements.map(\.self) ?? [] {
      for term in terms.elements {
        guard let name = term["name"]?.string else { continue }
        switch term["taxonomy"]?.string {
        case "category": draft.sections.append(name)
        case "post_tag": draft.keywords.append(name)
        default: continue
        }
      }
    }
    return draft
  }

  private static func rendered(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    return value["rendered"]?.string ?? value["raw"]?.string ?? value.string
  }

  private static func dates(
    _ post: JSONValue, gmt: String, local: String
  ) -> [FieldDraft.DateField] {
    var fields: [FieldDraft.DateField] = []
    // A date of zeros is how WordPress says that there is none.
    if let raw = post[gmt]?.string, !raw.isEmpty, !raw.hasPrefix("0000") {
      fields.append(.init(raw: raw, source: "field:\(gmt)", isGMT: true))
    }
    if let raw = post[local]?.string, !raw.isEmpty, !raw.hasPrefix("0000") {
      fields.append(.init(raw: raw, source: "field:\(local)"))
    }
    return fields
  }
}
