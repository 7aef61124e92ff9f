internal import Bytes
internal import JSONTree
internal import Ledger
internal import Model
internal import Presentation

/// A search as a feed: Atom (RFC 4287) or JSON Feed 1.1.
///
/// Ids are names that stay when winnow is started anew or moves to another port; they are never
/// addresses. Times are moments: a date whose zone is not known counts by its own clock as if that were
/// UTC's, as searches have it.
package struct SearchFeed: Sendable {
  /// The search in its normal form; empty for the newest stories.
  package var query: String
  package var listings: [SearchListing]
  /// Paths with their queries: of the feed itself, and of the page that it is the feed of.
  package var feedPath: String
  package var pagePath: String

  package init(query: String, listings: [SearchListing], feedPath: String, pagePath: String) {
    self.query = query
    self.listings = listings
    self.feedPath = feedPath
    self.pagePath = pagePath
  }

  private var title: String { query.isEmpty ? "winnow: latest stories" : "winnow: \(query)" }
  private var name: String {
    "urn:winnow:search:" + String(FNV1a.hash64(Array(query.utf8)), radix: 16)
  }

  /// What both kinds of feed say of an article.
  private struct Entry {
    var name: String
    var title: String
    var address: String
    /// winnow's own page of it.
    var page: String
    var published: String
    var updated: String
    var authors: [String]
    var language: String?
    var text: String

    init?(_ listing: SearchListing, origin: String) {
      guard let row = listing.row else { return nil }
      let article = row.article
      name = "urn:winnow:article:" + row.id
      title = listing.headline.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      page = origin + WebLink.article(row.id)
      let own = [article.url, article.canonicalURL].compactMap { $0 }.first(where: WebLink.isWeb)
      address = own ?? page
      let arrival = Timestamp(milliseconds: row.arrival)
      let date = article.datePublished.flatMap { Timestamp(iso8601: $0.iso) }
      let modified = article.dateModified.flatMap { Timestamp(iso8601: $0.iso) }
      published = (date ?? arrival).iso8601
      updated = max(date ?? arrival, modified ?? .zero).iso8601
      let names = article.authors.map(\.name).filter { !$0.isEmpty }
      authors = names.isEmpty ? [listing.publisher ?? "not known"] : names
      language = Markup.tag(article.language)
      text = article.articleBody
    }
  }

  private func entries(_ context: PageContext) -> [Entry] {
    listings.compactMap { Entry($0, origin: context.origin) }
  }

  /// The feed as Atom.
  package func atom(_ context: PageContext) -> [UInt8] {
    let entries = entries(context)
    var feed = Markup()
    feed.declaration(#"<?xml version="1.0" encoding="utf-8"?>"#)
    feed.element("feed", ["xmlns": "http://www.w3.org/2005/Atom"]) { feed in
      feed.element("id", text: name)
      feed.element("title", ["type": "text"], text: title)
      feed.element(
        "updated", text: entries.map(\.updated).max() ?? Timestamp.zero.iso8601)
      feed.empty(
        "link", ["rel": "alternate", "type": "text/html", "href": context.origin + pagePath])
      feed.empty(
        "link",
        ["rel": "self", "type": "application/atom+xml", "href": context.origin + feedPath])
      feed.element("generator", ["version": Version.text], text: "winnow")
      feed.lineEnd()
      for entry in entries {
        feed.element("entry", ["xml:lang": entry.language]) { feed in
          feed.element("id", text: entry.name)
          feed.element("title", ["type": "text"], text: entry.title)
          feed.empty("link", ["rel": "alternate", "type": "text/html", "href": entry.address])
          if entry.address != entry.page {
            feed.empty(
              "link",
              ["rel": "related", "type": "text/html", "title": "In winnow", "href": entry.page])
          }
          feed.element("published", text: entry.published)
          feed.element("updated", text: entry.updated)
          for author in entry.authors {
            feed.element("author") { $0.element("name", text: author) }
          }
          feed.element("content", ["type": "text"], text: entry.text)
        }
        feed.lineEnd()
      }
    }
    return feed.bytes
  }

  /// The feed as JSON.
  package func json(_ context: PageContext) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("version", "https://jsonfeed.org/version/1.1")
    writer.member("title", title)
    writer.member("home_page_url", context.origin + pagePath)
    writer.member("feed_url", context.origin + feedPath)
    writer.key("items")
    writer.beginArray()
    for entry in entries(context) {
      writer.beginObject()
      writer.member("id", entry.name)
      writer.member("url", entry.address)
      writer.member("title", entry.title)
      writer.member("content_text", entry.text)
      writer.member("date_published", entry.published)
      writer.member("date_modified", entry.updated)
      writer.key("authors")
      writer.beginArray()
      for author in entry.authors {
        writer.beginObject()
        writer.member("name", author)
        writer.endObject()
      }
      writer.endArray()
      writer.member("language", entry.language)
      writer.key("_winnow")
      writer.beginObject()
      writer.member("page", entry.page)
      writer.endObject()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return writer.take()
  }
}
