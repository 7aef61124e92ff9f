import Articles
import HTMLTree

/// Chooses when an article was published and last changed.
struct DateChooser {
  private let metadata: PageMetadata
  private(set) var published: DatedValue?
  private(set) var modified: DatedValue?

  init(_ metadata: PageMetadata) {
    self.metadata = metadata
    published = fromLinkedData() ?? fromMetas() ?? fromPage() ?? fromURL() ?? fromText()
    modified = modifiedDate()
  }

  private func read(_ text: String?, _ source: String) -> DatedValue? {
    guard let text, let value = metadata.reader.read(text, source: source) else { return nil }
    return isPlausible(value) ? value : nil
  }

  /// News pages begin in the nineties.
  private func isPlausible(_ value: DatedValue) -> Bool {
    value.iso >= "1990" && value.iso < "2080"
  }

  private func fromLinkedData() -> DatedValue? {
    read(metadata.data.published, "json-ld")
  }

  private func fromMetas() -> DatedValue? {
    let keys = [
      "article:published_time", "article:published", "datepublished", "date_published",
      "published_time", "publishdate", "publish-date", "publish_date", "pubdate", "og:pubdate",
      "og:published_time", "og:article:published_time", "og:publish_date", "parsely-pub-date",
      "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
      "dc.created", "cxenseparse:recs:publishtime", "article.published", "published",
      "publication_date", "originalpublicationdate", "article_date_original", "ptime",
      "citation_publication_date", "citation_date", "citation_online_date", "dc.date",
      "dcterms.date",
      "rnews:datepublished", "published-date", "created", "datecreated", "date_created",
      "shareaholic:article_published_time", "vr:published_time", "date", "doc_date",
      "article:create_at", "timestamp", "displaydate", "article-published", "issuedate",
    ]
    for key in keys {
      for content in metadata.head.allMetas(key) {
        if let value = read(content, "meta:\(key)") { return value }
      }
    }
    return nil
  }

  private func fromPage() -> DatedValue? {
    for (name, node) in metadata.head.properties
    where name.contains("datepublished") || name == "datecreated" {
      if let value = element(node, "itemprop:\(name)") { return value }
    }
    for node in metadata.head.times {
      if isMarkedModified(node) { continue }
      if let value = element(node, "time") { return value }
    }
    for strength in [3, 1] {
      for (node, own) in metadata.head.dates where own == strength {
        let text = PageHead.text(metadata.page, node, limit: 300)
        guard text.utf8.count <= 160 else { continue }
        if let value = element(node, "dom") { return value }
      }
    }
    return nil
  }

  private func element(_ node: NodeID, _ source: String) -> DatedValue? {
    for name in [AttributeName.datetime, .content, .dataTimestamp, .dataDate, .dataTime, .title] {
      if let value = read(metadata.page.attributeString(name, of: node), source) { return value }
    }
    let text = PageHead.text(metadata.page, node, limit: 300)
    guard let found = metadata.reader.find(in: text, source: source) else { return nil }
    return isPlausible(found.date) ? found.date : nil
  }

  private func isMarkedModified(_ node: NodeID) -> Bool {
    for name in [AttributeName.itemprop, .class] {
      if let value = metadata.page.attributeString(name, of: node)?.lowercased(),
        value.contains("modif") || value.contains("updat")
      {
        return true
      }
    }
    return false
  }

  private func fromURL() -> DatedValue? {
    for url in [metadata.context.url, metadata.head.canonical, metadata.head.meta("og:url")] {
      if let url, let value = metadata.reader.readURL(url) { return value }
    }
    return nil
  }

  /// The first date in a short line near the first heading.
  private func fromText() -> DatedValue? {
    nil
  }

  private func modifiedDate() -> DatedValue? {
    if let value = read(metadata.data.modified, "json-ld") { return value }
    for key in [
      "article:modified_time", "og:updated_time", "article:modified", "datemodified",
      "last-modified", "dcterms.modified", "dc.date.modified", "lastmod", "modified_time",
    ] {
      if let value = read(metadata.head.meta(key), "meta:\(key)") { return value }
    }
    for (name, node) in metadata.head.properties where name == "datemodified" {
      if let value = element(node, "itemprop:datemodified") { return value }
    }
    return nil
  }
}
