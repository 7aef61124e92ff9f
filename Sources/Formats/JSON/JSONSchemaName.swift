import JSONTree

/// Which well-known producer writes such objects; for the record's format.
enum JSONSchemaName {
  static func name(of object: JSONValue) -> String {
    func has(_ names: String...) -> Bool { names.allSatisfy { object[$0] != nil } }
    if has("maintext", "date_publish") { return "news-please" }
    if has("raw_text", "hostname") || has("raw-text", "hostname") { return "trafilatura" }
    if has("meta_lang", "publish_date") || has("canonical_link", "top_image") { return "newspaper" }
    if has("articleBody", "inLanguage") || has("articleBodyHtml") { return "zyte" }
    if has("diffbotUri") || has("humanLanguage", "pageUrl") { return "diffbot" }
    if has("thread", "uuid") { return "webz" }
    if has("publishedAt", "urlToImage") { return "newsapi" }
    if has("dump", "url", "text") { return "fineweb" }
    if has("content_html", "id") || has("content_text", "id") { return "json-feed" }
    if has("@type") { return "json-ld" }
    return "json"
  }
}
